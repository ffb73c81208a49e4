"""Comparing what another connector read with the world, cell by cell.

Each client has spellings of its own for numbers, times and nothing; a value counts as the same
when it says the same. What a client never shows, or fills in itself, is told by its test.
"""

from __future__ import annotations

from collections.abc import Collection
from datetime import UTC, datetime
from typing import Any, Final

from orchestration.emulator import Emulator
from tests.support.peer_world import Rows, hubspot_rows, salesforce_rows

Record = dict[str, Any]
Tables = dict[str, dict[str, Record]]
#: Stamps that the vendor gives a record when the world states none.
_STAMPS: Final = ("createdate", "hs_createdate", "lastmodifieddate", "hs_lastmodifieddate")
_NOTHING: Final = (None, "", False)


def same(theirs: object, cell: str | None) -> bool:
    """Equal as values."""
    if theirs in (None, "") or cell is None:
        return theirs in _NOTHING and cell in (None, "false")
    if isinstance(theirs, bool):
        return str(theirs).lower() == cell.lower()
    text = str(theirs)
    if text == cell or text.lower() == cell.lower():
        return True
    try:
        return float(text) == float(cell.replace(",", ""))  # as Singer and Airbyte read 1,200
    except ValueError:
        return moment(text) is not None and moment(text) == moment(cell)


def moment(text: str) -> datetime | None:
    """An instant, a day at midnight, or epoch milliseconds; None when the text is none of them."""
    try:
        if text.isdigit() and len(text) == len("1717200000000"):
            return datetime.fromtimestamp(int(text) / 1000, tz=UTC)
        found = datetime.fromisoformat(text)
    except ValueError:
        return None
    return found if found.tzinfo else found.replace(tzinfo=UTC)


def compared(theirs: dict[str, Record], rows: Rows, unseen: Collection[str] = ()) -> int:
    """Hold every record and every field that the world states against the client's.

    Args:
        theirs: the client's records by id.
        rows: the world's.
        unseen: fields that this client never shows.

    Returns:
        How many stated cells were compared.
    """
    assert theirs.keys() == rows.keys()
    cells = 0
    for key, row in rows.items():
        record = theirs[key]
        for field, cell in row.items():
            if field.startswith("_") or field in unseen or (cell is None and field in _STAMPS):
                continue
            assert cell is None or field in record, (key, field, "not shown", cell)
            assert same(record.get(field), cell), (key, field, record.get(field), cell)
            cells += cell is not None
    return cells


def assert_is_portal(
    emulator: Emulator, client: str, tables: Tables, unseen: Collection[str] = ()
) -> None:
    """Every record of these HubSpot objects; prints the figures."""
    rows = {name: hubspot_rows(emulator, name) for name in tables}
    _assert_all(client, tables, rows, unseen)


def assert_is_org(
    emulator: Emulator, client: str, tables: Tables, unseen: Collection[str] = ()
) -> None:
    """Every record of every Salesforce object of the world; prints the figures."""
    rows = {
        name: salesforce_rows(emulator, name) for name in emulator.records["salesforce"].objects
    }
    stated = {name: one for name, one in rows.items() if one}
    assert stated.keys() <= tables.keys()
    _assert_all(client, {name: tables[name] for name in stated}, stated, unseen)


def _assert_all(
    client: str, tables: Tables, rows: dict[str, Rows], unseen: Collection[str]
) -> None:
    cells = {name: compared(tables[name], rows[name], unseen) for name in tables}
    count = sum(len(table) for table in tables.values())
    assert sum(cells.values()) > 5 * count, "too few cells to mean anything"
    assert count > 400, "too few records to mean anything"
    print(f"{client}: {len(tables)} objects, {count} records, {sum(cells.values())} cells the same")

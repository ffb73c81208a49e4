"""Records in order: by id for lists, by a property for search; kept up as rows change.

After the first sort, an edit costs a pass over the entries, not a new sort of the object.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Callable
from typing import Any

from orchestration.emulator.hubspot.records import HubSpotRecords
from orchestration.worlds.csv_table import Row
from orchestration.worlds.system import ObjectTable

Entry = tuple[Any, str]
KeyOf = Callable[[str, Row], Any]


def order_key(record_id: str) -> str:
    """A text that sorts ids by number (those that are none come last); see id_of."""
    width = len(record_id) if record_id.isdigit() else 99
    return f"{width:02d}{record_id}"


def id_of(key: str) -> str:
    """The id inside an order_key."""
    return key[2:]


class Ordering:
    """Sorted entries (key, order_key) of those rows that have a key.

    Args:
        store: the portal, whose edits are followed.
        table: the object.
        key_of: a row's sort key; None leaves the row out.
    """

    def __init__(self, store: HubSpotRecords, table: ObjectTable, key_of: KeyOf) -> None:
        self._table = table
        self._key_of = key_of
        self._edits = store.edits.setdefault(table.name, [])
        self._seen = len(self._edits)
        self._entries = self._keyed(table.rows)
        self._entries.sort()

    def entries(self) -> list[Entry]:
        """All entries, up to date with the rows."""
        if self._seen < len(self._edits):
            changed = {edit.record_id for edit in self._edits[self._seen :]}
            self._seen = len(self._edits)
            keys = {order_key(record_id) for record_id in changed}
            rows = self._table.rows
            kept = [entry for entry in self._entries if entry[1] not in keys]
            kept += self._keyed({i: rows[i] for i in changed if i in rows})
            kept.sort()
            self._entries = kept
        return self._entries

    def after(self, token: str, limit: int) -> list[str]:
        """Up to `limit` ids behind an id, in order; for orderings keyed by order_key."""
        entries = self.entries()
        key = order_key(token)
        start = bisect_right(entries, (key, key)) if token else 0
        return [id_of(entry[1]) for entry in entries[start : start + limit]]

    def between(self, low: Any, high: Any) -> list[Entry]:
        """Entries with low <= key <= high; None leaves a side open."""
        entries = self.entries()
        start = 0 if low is None else bisect_left(entries, low, key=lambda entry: entry[0])
        end = (
            len(entries)
            if high is None
            else bisect_right(entries, high, key=lambda entry: entry[0])
        )
        return entries[start:end]

    def _keyed(self, rows: dict[str, Row]) -> list[Entry]:
        key_of = self._key_of
        keyed = ((key_of(i, row), order_key(i)) for i, row in rows.items())
        return [entry for entry in keyed if entry[0] is not None]

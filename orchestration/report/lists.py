"""Every list whole, as CSV files beside the page: per problem, per owner, what was fixed, and more.

File names follow from rule ids and owners' ids, so that a link keeps working from week to week.
What a list no longer holds is removed after the page that linked to it has been replaced.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from functools import partial
from itertools import chain, count, groupby
from pathlib import Path
from typing import Any, Final, TypeVar
from urllib.parse import quote

from sqlalchemy import Connection, RowMapping, text

from orchestration.report import finding_sql, list_sql, statements
from orchestration.report.files import Cell, private_folder, slug, write_csv
from orchestration.report.finding_rows import FindingRow, Owner, OwnerTotal, places
from orchestration.report.names import (
    Voice,
    object_name,
    owner_label,
    status_word,
    system_name,
)

FOLDER: Final = "hymnsheet-lists"
FIXED: Final = "fixed.csv"
FIELDS: Final = "fields.csv"
PLACEHOLDERS: Final = "placeholders.csv"
MISFITS: Final = "misfits.csv"
IDENTITIES: Final = "identities.csv"
COHORTS: Final = "cohorts.csv"
OWNER_INDEX: Final = "owners.csv"
_NO_OWNER: Final = "owner-none.csv"
_ROWS_AT_ONCE: Final = 5000

_PRIVATE_COLUMNS: Final = frozenset(
    {
        *("min_value", "max_value", "top_value", "misfit_examples", "name"),
        *("value", "other_value", "reading", "evidence_value"),
    }
)
# The column that a record's address becomes, the column of its id, and where it stands.
_Link = tuple[str, str, Callable[[RowMapping], tuple[Any, Any]]]
_LINKS: Final[tuple[_Link, ...]] = (
    ("record_link", "source_id", lambda row: (row["source_system"], row["source_object"])),
    (
        "other_record_link",
        "other_source_id",
        lambda row: (row["other_source_system"], row["other_source_object"]),
    ),
    ("hubspot_link", "hubspot_deal_id", lambda _: ("hubspot", "deals")),
    ("salesforce_link", "salesforce_opportunity_id", lambda _: ("salesforce", "opportunity")),
)
MAY_NAME_PEOPLE: Final = frozenset({"original_source_detail", "landing_page"})

_Row = TypeVar("_Row")
_List = tuple[str, tuple[str, ...], Iterable[tuple[Cell, ...]]]

_HEADER: Final = (
    *("Severity", "Rule", "Problem", "State", "First seen", "Fixed", "System", "Object", "Field"),
    *(
        "Column",
        "Record id",
        "Record",
        "Owner",
        "What was found",
        "The other system says",
        "Open amount",
        "Currency",
    ),
    *("HubSpot id", "HubSpot link", "Salesforce id", "Salesforce link", "How to fix"),
)
_OWNER_HEADER: Final = (
    *("Owner", "Records", "Findings", "Critical", "Major", "Of the last week", "List"),
)


@dataclass(frozen=True)
class _Rule:
    """What the lists say of a rule."""

    name: str
    how_to_fix: str


def problem_file(rule_id: str) -> str:
    """`problem-d001.csv`."""
    return f"problem-{slug(rule_id) or 'unnamed'}.csv"


def owner_file(owner: Owner, voice: Voice) -> str:
    """`owner-rita-campos-0055g00000a0001aaa.csv`; without the name when redacted."""
    identity = slug(owner.salesforce_user_id or owner.hubspot_owner_id or owner.owner_key or "")
    if not identity:
        return _NO_OWNER
    name = "" if voice.is_redacted else slug(owner.owner_name or "")
    return f"owner-{name}-{identity}.csv" if name else f"owner-{identity}.csv"


def conflict_file(field: str) -> str:
    """`conflict-amount.csv`."""
    return f"conflict-{slug(field) or 'unnamed'}.csv"


def breakdown_file(code: str) -> str:
    """`by-channel.csv`."""
    return f"by-{slug(code) or 'unnamed'}.csv"


def lists_folder(page: Path) -> Path:
    """The folder of the lists, beside the page."""
    return page.with_name(FOLDER)


def href(folder: str, file: str) -> str:
    """A relative address, so that page and lists can be moved together."""
    return f"{quote(folder)}/{quote(file)}"


def write_lists(connection: Connection, folder: Path, voice: Voice) -> frozenset[str]:
    """Write all lists into `folder`; the names of the files. None of them replaces another."""
    private_folder(folder)
    lists = chain(
        _finding_lists(connection, voice),
        _table_lists(connection, voice),
    )
    written: set[str] = set()
    for file, header, rows in lists:
        # Two ids that differ by signs or case only must not share a file.
        name = next(n for n in _spellings(file) if n not in written)
        write_csv(folder / name, header, rows)
        written.add(name)
    return frozenset(written)


def remove_stale(folder: Path, kept: frozenset[str]) -> None:
    """Remove the lists of earlier pages: a list that nobody rewrites shows people as they were."""
    for path in folder.glob("*.csv"):
        if path.name not in kept:
            path.unlink(missing_ok=True)


def _finding_lists(connection: Connection, voice: Voice) -> Iterator[_List]:
    rules = {
        row["rule_id"]: _Rule(row["name"] or "", row["how_to_fix"] or "")
        for row in connection.execute(text(statements.RULES)).mappings()
    }

    def found(statement: str) -> Iterator[FindingRow]:
        return (FindingRow(**row) for row in _rows(connection, statement))

    def cells(rows: Iterable[FindingRow]) -> Iterator[tuple[Cell, ...]]:
        return (_finding(row, rules, voice) for row in rows)

    for row, rows in _grouped(found(finding_sql.BY_PROBLEM), lambda row: row.rule_id):
        yield problem_file(row.rule_id), _HEADER, cells(rows)
    for row, rows in _grouped(found(finding_sql.BY_OWNER), lambda row: row.owner_key):
        yield owner_file(row, voice), _HEADER, cells(rows)
    yield FIXED, _HEADER, cells(found(finding_sql.RECENTLY_FIXED))
    yield OWNER_INDEX, _OWNER_HEADER, _owners(connection, voice)


def _owners(connection: Connection, voice: Voice) -> Iterator[tuple[Cell, ...]]:
    for row in _rows(connection, finding_sql.OWNER_TOTALS):
        owner = OwnerTotal(**row)
        yield (
            owner_label(owner, voice),
            *(owner.records, owner.findings, owner.critical, owner.major, owner.recent),
            owner_file(owner, voice),
        )


def _table_lists(connection: Connection, voice: Voice) -> Iterator[_List]:
    """Published tables of which the page shows the head only, under their own column names."""
    private = _PRIVATE_COLUMNS if voice.is_redacted else frozenset()
    for file, statement, split in (
        (lambda _: FIELDS, list_sql.ALL_FIELDS, None),
        (lambda _: PLACEHOLDERS, list_sql.ALL_PLACEHOLDERS, None),
        (lambda _: MISFITS, list_sql.ALL_MISFITS, None),
        (lambda _: IDENTITIES, list_sql.ALL_IDENTITIES, None),
        (lambda _: COHORTS, list_sql.ALL_COHORTS, None),
        (conflict_file, list_sql.ALL_CONFLICTS, "field"),
        (breakdown_file, list_sql.ALL_BREAKDOWNS, "breakdown"),
    ):
        for row, rows in _grouped(_rows(connection, statement), partial(_value, split)):
            key = _value(split, row)
            if voice.is_redacted and key in MAY_NAME_PEOPLE:
                continue
            header = tuple(str(name) for name in row if name not in private)
            links = tuple(link for link in _LINKS if link[1] in row)
            yield (
                file(key),
                header + tuple(name for name, *_ in links),
                (_linked(each, header, links, voice) for each in rows),
            )


def _linked(
    row: RowMapping, header: tuple[str, ...], links: Iterable[_Link], voice: Voice
) -> tuple[Cell, ...]:
    """The cells of one row, then the addresses of the records that it names."""
    places = ((*stands(row), row[column]) for _, column, stands in links)
    return (
        *(row[name] for name in header),
        *(voice.links.record(*place) if all(place) else None for place in places),
    )


def _value(column: str | None, row: RowMapping) -> str:
    return "" if column is None else str(row[column])


def _grouped(
    rows: Iterable[_Row], key: Callable[[_Row], object]
) -> Iterator[tuple[_Row, Iterable[_Row]]]:
    """The first row of each run of equal keys, and all rows of it."""
    for _, run in groupby(rows, key):
        members = iter(run)
        first = next(members)
        yield first, chain([first], members)


def _spellings(file: str) -> Iterator[str]:
    yield file
    stem = file.removesuffix(".csv")
    yield from (f"{stem}-{n}.csv" for n in count(2))


def _rows(connection: Connection, statement: str) -> Iterator[RowMapping]:
    result = connection.execution_options(yield_per=_ROWS_AT_ONCE).execute(text(statement))
    yield from result.mappings()


def _finding(row: FindingRow, rules: dict[str, _Rule], voice: Voice) -> tuple[Cell, ...]:
    rule = rules.get(row.rule_id, _Rule(row.rule_id, ""))
    is_private = voice.is_redacted and row.source_id is not None
    return (
        row.severity,
        row.rule_id,
        rule.name,
        status_word(row.status),
        row.first_seen_at,
        row.fixed_at,
        system_name(row.source_system),
        object_name(row.source_system, row.source_object),
        row.vendor_field or row.field,
        row.field,
        row.source_id,
        None if is_private else row.record_name,
        owner_label(row, voice) if row.source_id is not None else None,
        None if is_private else row.detail,
        None if is_private else row.other_value,
        voice.money.plain(row.amount),
        voice.money.code if row.amount is not None else None,
        *_ids(row, "hubspot", voice),
        *_ids(row, "salesforce", voice),
        rule.how_to_fix,
    )


def _ids(row: FindingRow, system: str, voice: Voice) -> tuple[Cell, Cell]:
    """Id and link of the record in `system`, whether the finding or its twin stands there."""
    place = next((place for place in places(row) if place.source_system == system), None)
    if place is None:
        return None, None
    return place.source_id, voice.links.record(system, place.source_object, place.source_id)

"""Real files: what an audit says of each column equals a query that knows nothing of it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import duckdb
import pytest

from orchestration.audit.ledger import Ledger, open_ledger
from orchestration.audit.told import Told
from tests.support.paths import PROJECT, SHARED

_DATA = SHARED / "data"
_KINDS = ("*.csv", "*.tsv", "*.xlsx", "*.parquet")
_SEEDS = PROJECT / "seeds" / "quality"
# White space of every kind, as Unicode has it, without the product's list of characters.
_TRIMMED = r"regexp_replace(v, '^[\s\p{Z}\p{C}]+|[\s\p{Z}\p{C}]+$', '', 'g')"


@dataclass(frozen=True)
class Column:
    """What is known of a column."""

    records: int
    raw: int
    effective: int
    is_constant: bool
    is_near_constant: bool
    placeholders: frozenset[tuple[str, int]]


@pytest.fixture(
    scope="module",
    params=[
        pytest.param(40_000, id="small files"),
        pytest.param(2**40, id="all files", marks=pytest.mark.nightly),
    ],
)
def ledger(request: pytest.FixtureRequest) -> Iterator[Ledger]:
    paths = _files(request.param)
    if not paths:
        reason = f"{_DATA} is not here: real files cannot be audited"
        print(reason)
        pytest.skip(reason)
    with open_ledger(paths) as opened:
        assert opened.refused == {}
        assert [table.table.path for table in opened.tables] == paths
        yield opened


def _files(largest: int) -> list[Path]:
    found = (path for kind in _KINDS for path in _DATA.rglob(kind))
    return sorted(path for path in found if path.stat().st_size <= largest)


def test_every_column_is_told_as_an_independent_query_counts_it(ledger: Ledger) -> None:
    told = _told(ledger)
    wrong, odd = [], 0
    with duckdb.connect() as other:
        for table in ledger.tables:
            columns = _counted(other, table.table.path)
            assert len(columns) == len(table.fields), table.table.file
            for field, (name, counted) in zip(table.fields, columns.items(), strict=True):
                said = told[(table.origin.system, table.origin.object, field)]
                odd += bool(counted.placeholders) + counted.is_constant + counted.is_near_constant
                if said != counted:
                    wrong.append(f"{table.table.file}, {name}: {said} is not {counted}")
    assert wrong == []
    assert odd > 50, "the files hold constants and placeholders, or this test tests nothing"


def _told(ledger: Ledger) -> dict[tuple[str, str, str], Column]:
    told = Told(ledger)
    empty: dict[tuple[str, str, str], set[tuple[str, int]]] = {}
    for row in told.placeholders:
        if row["is_counted_empty"]:
            place = (row["source_system"], row["source_object"], row["field"])
            empty.setdefault(place, set()).add((row["placeholder"], row["records"]))
    return {
        place: Column(
            row.records,
            row.filled_raw,
            row.filled,
            row.is_constant,
            row.is_near_constant,
            frozenset(empty.get(place, ())),
        )
        for row in told.fields
        for place in [(row.source_system, row.source_object, row.field)]
    }


def _counted(other: duckdb.DuckDBPyConnection, path: Path) -> dict[str, Column]:
    source = (
        f"read_parquet('{path}')"
        if path.suffix == ".parquet"
        else f"read_csv('{path}', all_varchar = true, header = true)"
    )
    described = other.execute(f"describe select * from {source}").fetchall()
    names = {str(row[0]): str(row[1]) for row in described}
    return {name: _column(other, source, name, names) for name in names}


def _column(
    other: duckdb.DuckDBPyConnection, source: str, name: str, names: dict[str, str]
) -> Column:
    deleted = next((each for each in names if each.lower() == "isdeleted"), None)
    alive = (
        f"coalesce(lower(\"{deleted}\"::varchar) not in ('1', 'true'), true)" if deleted else "true"
    )
    # 5 and 5.0 are one number, and a day at midnight is that day.
    same = "coalesce(nullif(try_cast(v as double)::varchar, ''), v)"
    if names[name].startswith("TIMESTAMP"):
        same = "v"
    counts = other.execute(
        f"""
        with texts as (
            select {_TRIMMED} as v from (
                select "{name}"::varchar as v from {source} where {alive}
            )
        ),
        words as (
            select placeholder from read_csv('{_SEEDS}/placeholders.csv', all_varchar = true,
                header = true, nullstr = '')
            where sense in ('mark', 'no_value', 'prompt', 'default_date')
        ),
        kind as (
            select field_kind from read_csv('{_SEEDS}/field_kinds.csv', header = true)
            where field_role = '*' and lower($name) like field_pattern order by rank limit 1
        ),
        exempt as (
            select placeholder from read_csv('{_SEEDS}/placeholder_exceptions.csv',
                all_varchar = true, header = true, nullstr = '')
            where field_kind = (select field_kind from kind)
        ),
        empty as (
            select lower(v) as word, count(*) as records from texts
            where coalesce(lower(v) in (select * from words), false)
                and lower(v) not in (select * from exempt)
            group by 1
        ),
        said as (
            select {same} as v, count(*) as records from texts
            where v <> '' and lower(v) not in (select word from empty) group by 1
        )
        select (select count(*) from texts), (select count(*) from texts where v <> ''),
            coalesce((select sum(records) from said), 0), (select count(*) from said),
            coalesce((select max(records) from said), 0),
            (select list((word, records)) from empty)
        """,
        {"name": name},
    ).fetchone()
    assert counts is not None
    records, raw, effective, distinct, most, empty = counts
    return Column(
        records,
        raw,
        effective,
        is_constant=distinct == 1,
        is_near_constant=effective >= 30 and distinct > 1 and most >= 0.99 * effective,
        placeholders=frozenset((str(word), int(count)) for word, count in empty or ()),
    )

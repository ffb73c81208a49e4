"""Parquet of every kind: nested values are kept as text, numbers and instants are what they are."""

from __future__ import annotations

from pathlib import Path

import duckdb

from orchestration.audit.ledger import open_ledger
from orchestration.audit.told import Told

_ROWS = """
    select r as id, {'a': r, 'b': 'x'} as nested, [r, r + 1] as listed, map {'k': r} as mapped,
        cast(r * 1.25 as decimal(12, 2)) as money, cast('nan' as double) as no_number,
        170141183460469231731687303715884105727::hugeint as huge,
        timestamptz '2026-01-01 10:00:00+00' + to_hours(r) as made,
        case when r % 2 = 0 then 'Select' end as choice
    from range(40) as rows(r)
"""


def _written(folder: Path, name: str, rows: str) -> Path:
    path = folder / name
    with duckdb.connect() as connection:
        connection.execute("set TimeZone = 'UTC'")
        connection.execute(f"copy ({rows}) to '{path}'")
    return path


def test_every_type_is_read_and_no_value_is_lost(tmp_path: Path) -> None:
    with open_ledger([_written(tmp_path, "deals.parquet", _ROWS)]) as ledger:
        told = {row.field: (row.data_type, row.filled_raw) for row in Told(ledger).fields}
    assert told == {
        "id": ("text", 40),
        "nested": ("text", 40),
        "listed": ("text", 40),
        "mapped": ("text", 40),
        "money": ("number", 40),
        "no_number": ("text", 40),
        "huge": ("number", 40),
        "made": ("timestamp", 40),
        "choice": ("text", 20),
    }


def test_a_file_without_records_has_its_fields(tmp_path: Path) -> None:
    path = _written(tmp_path, "none.parquet", f"select * from ({_ROWS}) where id < 0")
    with open_ledger([path]) as ledger:
        told = {row.field: (row.records, row.verdict) for row in Told(ledger).fields}
    assert set(told.values()) == {(0, "too_few")}
    assert len(told) == 9

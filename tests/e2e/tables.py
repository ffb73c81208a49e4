"""Whole tables as comparable rows; columns that name a run may differ between runs."""

from __future__ import annotations

import re
from collections.abc import Collection
from pathlib import Path

import sqlalchemy as sa
from sqlalchemy.engine import Engine

#: Names of runs: two runs of one world differ in these alone.
RUN_COLUMNS = frozenset({"run_id", "_run_id"})

Rows = list[tuple[str, ...]]


#: Where an emulator listens differs from start to start, and links lead there.
_PORT = re.compile(r"localhost:\d+")


def _text(value: object) -> str:
    """One spelling per value, so that two engines' drivers cannot differ by type alone."""
    return repr(value) if not isinstance(value, str) else _PORT.sub("localhost", value)


def page(path: Path) -> str:
    """A report's text, its links to the emulator without the port."""
    return _PORT.sub("localhost", path.read_text(encoding="utf-8"))


def snapshot(
    engine: Engine, schemas: Collection[str], *, ignore: Collection[str] = RUN_COLUMNS
) -> dict[str, Rows]:
    """Every table of the schemas: name -> rows, each row its cells in column-name order, sorted."""
    tables: dict[str, Rows] = {}
    with engine.connect() as connection:
        inspector = sa.inspect(connection)
        for schema in schemas:
            for name in inspector.get_table_names(schema=schema):
                columns = sorted(
                    column["name"]
                    for column in inspector.get_columns(name, schema=schema)
                    if column["name"] not in ignore
                )
                table = sa.table(name, *(sa.column(c) for c in columns), schema=schema)
                rows = connection.execute(sa.select(table)).all()
                tables[f"{schema}.{name}"] = sorted(
                    tuple(_text(value) for value in row) for row in rows
                )
    return tables


def differences(left: dict[str, Rows], right: dict[str, Rows]) -> dict[str, tuple[Rows, Rows]]:
    """Tables that differ: rows only on the left, rows only on the right (at most five each)."""
    result = {}
    for name in sorted(left.keys() | right.keys()):
        if left.get(name) != right.get(name):
            one, other = set(left.get(name, [])), set(right.get(name, []))
            result[name] = (sorted(one - other)[:5], sorted(other - one)[:5])
    return result

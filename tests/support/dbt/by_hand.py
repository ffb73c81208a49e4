"""Models on tables that a test wrote, without dbt between: many examples in one statement."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date
from pathlib import Path
from typing import Any

from tests.support.dbt.build import Build

Tables = Mapping[str, str]
Rows = Mapping[str, Iterable[tuple[Any, ...]]]


def statements(build: Build, scratch: Path, models: Iterable[str]) -> dict[str, str]:
    """The SQL of each model, as dbt compiles it for this database."""
    build.dbt(*models, command="compile")
    files = {name: next(scratch.rglob(f"compiled/**/{name}.sql")) for name in models}
    return {
        name: path.read_text(encoding="utf-8").replace('"company_build".', "")
        for name, path in files.items()
    }


def make(build: Build, tables: Tables, rows: Rows, models: Mapping[str, str]) -> None:
    """The tables that are given, with their columns and rows, then the models upon them."""
    for schema in sorted({name.partition(".")[0] for name in tables} | {"intermediate", "marts"}):
        build.execute(f"create schema if not exists {build.schema(schema)}")
    for table, columns in tables.items():
        build.execute(f"create table {table} ({columns})")
        told = [*rows.get(table, ())]
        if told:
            values = ", ".join(f"({', '.join(map(_literal, row))})" for row in told)
            build.execute(f"insert into {table} values {values}")
    for name, statement in models.items():
        schema = "intermediate" if name.startswith("int_") else "marts"
        build.execute(f"create table {schema}.{name} as {statement}")


def _literal(value: Any) -> str:
    if isinstance(value, date):
        return f"date '{value}'"
    return "null" if value is None else repr(value) if isinstance(value, str) else str(value)

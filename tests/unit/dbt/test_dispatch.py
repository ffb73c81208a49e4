"""Every macro that engines spell differently renders for each engine that it names, ours or not.

Only rendered: what two engines run is tried by the builds on DuckDB and Postgres, the other
spellings by nobody yet. Here an argument that is lost, a name that is wrong or a spelling that is
reached from nowhere is seen.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Any

import pytest
from jinja2 import Environment, StrictUndefined

from tests.support.paths import PROJECT

#: In which order dbt looks for a spelling: an engine's own, its parents', the default.
ENGINES = {
    "duckdb": ("duckdb",),
    "postgres": ("postgres",),
    "redshift": ("redshift", "postgres"),
    "snowflake": ("snowflake",),
    "bigquery": ("bigquery",),
    "spark": ("spark",),
    "databricks": ("databricks", "spark"),
}
SQL = "\n".join(
    path.read_text(encoding="utf-8") for path in sorted((PROJECT / "macros/portable").glob("*.sql"))
)
SIGNATURES = dict(re.findall(r"\{% macro (\w+)\(([^)]*)\)", SQL))
DISPATCHED = sorted(re.findall(r'adapter\.dispatch\("(\w+)"\)', SQL))
#: Engines whose spelling of a macro stands in the files.
SPELT = [
    (name, engine)
    for name in DISPATCHED
    for engine in ENGINES
    if f"{engine}__{name}" in SIGNATURES or f"default__{name}" in SIGNATURES
]
ARGUMENTS: dict[str, Any] = {
    "values": ["first_value", "second_value"],
    "columns": ["some_column"],
    "selects": ["select some_value"],
    "n": 2,
    "keep": ["kept_column"],
    "cells": [("cell_name", "cell_column")],
    "value_columns": ["value_column"],
}
#: What most engines need not be told before a model is built.
HINTS = {"plan_by_hash"}
#: Arguments of which an engine's spelling has no use.
UNUSED = {("columns_of_schema", "bigquery"): ["schema"], ("gathered", None): ["name", "at_once"]}


class _Dbt:
    """dbt's own macros: named, not rendered."""

    def __getattr__(self, name: str) -> Callable[..., str]:
        return lambda *given: f"{name}({', '.join(map(str, given))})"


class _Adapter:
    """What a macro asks of the engine's adapter."""

    def __init__(self, engine: str) -> None:
        self._engine = engine
        self.macros: Any = None

    def dispatch(self, name: str) -> Callable[..., str]:
        for prefix in (*ENGINES[self._engine], "default"):
            if f"{prefix}__{name}" in SIGNATURES:
                return getattr(self.macros, f"{prefix}__{name}")  # type: ignore[no-any-return]
        raise AssertionError(f"{self._engine} has no {name}")

    def quote(self, name: str) -> str:
        return f"`{name}`"


def _rendered(name: str, engine: str, given: list[Any]) -> str:
    adapter = _Adapter(engine)
    environment = Environment(
        undefined=StrictUndefined, autoescape=False, extensions=["jinja2.ext.do"]
    )
    environment.globals.update({
        "adapter": adapter,
        "dbt": _Dbt(),
        "return": lambda value: value,
        "execute": False,
        "run_query": lambda statement: None,
        "env_var": lambda name, default="": default,
        "quality_literal": lambda value: f"'{value}'",
        "target": {"schema": "some_schema", "database": "some_database"},
    })  # fmt: skip
    adapter.macros = environment.from_string(SQL).module
    return " ".join(str(adapter.dispatch(name)(*given)).split())


@pytest.mark.parametrize(("name", "engine"), SPELT)
def test_a_spelling_renders_with_all_that_it_is_given(name: str, engine: str) -> None:
    parameters = [one.split("=")[0].strip() for one in SIGNATURES[f"default__{name}"].split(",")]
    given = [ARGUMENTS.get(one, f"some_{one}") for one in parameters if one]
    said = _rendered(name, engine, given)
    assert said or (name in HINTS and engine != "postgres")
    assert said.count("(") == said.count(")")
    unused = UNUSED.get((name, engine), []) + UNUSED.get((name, None), [])
    for parameter, value in zip(parameters, given, strict=False):
        for part in _parts(value):
            assert str(part) in said or parameter in unused, (parameter, said)


def _parts(value: Any) -> list[Any]:
    """What an argument holds: lists hold values, or tuples of them."""
    if not isinstance(value, list | tuple):
        return [value]
    return [part for each in value for part in _parts(each)]


#: Dispatched by dbt itself, and spelt by us for an engine that needs it.
OF_DBT = {"get_unit_test_sql"}


def test_every_spelling_is_of_a_macro_that_is_dispatched_and_of_an_engine_there_is() -> None:
    spelt = {tuple(name.split("__", 1)) for name in SIGNATURES if "__" in name}
    assert {name for _, name in spelt} - OF_DBT <= set(DISPATCHED)
    assert {engine for engine, _ in spelt} <= {*ENGINES, "default"}
    assert {name for engine, name in spelt if engine == "default"} == set(DISPATCHED)


def test_a_dispatch_is_written_in_one_form() -> None:
    assert SQL.count("adapter.dispatch(") == len(DISPATCHED)
    assert len(set(DISPATCHED)) == len(DISPATCHED) > 15

"""What the models' yml promises, as the database is to carry it."""

from __future__ import annotations

from typing import Any

from orchestration.settings import DBT_PROJECT_DIR
from orchestration.transform import Project, described_tables
from orchestration.warehouse import Described
from tests.support.dbt.parsed import kept_parse


def test_every_published_table_and_column_is_described_and_has_a_key() -> None:
    tables = described_tables(Project(DBT_PROJECT_DIR, kept_parse()).manifest())
    assert len(tables) > 25
    for place, described in tables.items():
        assert described.words, place
        assert all(described.columns.values()), place
        assert described.keys, place
        assert described.not_null <= described.columns.keys(), place
    assert tables["quality", "finding"].primary_key == ("finding_key",)
    assert tables["marts", "fct_funnel_stage_event"].keys == (("cycle_key", "stage_code"),)


def test_tests_that_let_rows_pass_promise_nothing() -> None:
    def test(name: str, *, model: str = "t", **config: Any) -> dict[str, Any]:
        promises = {"keys": [["b", "a"], ["a"]], "filled": ["a"]}
        return {
            "resource_type": "test",
            "attached_node": f"model.h.{model}",
            "test_metadata": {"name": name, "kwargs": promises},
            "config": {"severity": "ERROR", "error_if": "!= 0", "where": None, **config},
        }

    model = {
        "resource_type": "model",
        "name": "t",
        "description": "Rows\n  of it.\n",
        "config": {"schema": "marts"},
        "columns": {name: {"description": name.upper()} for name in ("a", "b")},
    }
    nodes: dict[str, dict[str, Any]] = {
        "model.h.t": model,
        "model.h.private": {**model, "config": {"schema": "staging"}},
        **{f"model.h.{name}": {**model, "name": name} for name in ("u", "v", "w", "x")},
        "test.1": test("promises"),
        "test.2": test("promises", model="u", where="a = 1"),
        "test.3": test("promises", model="v", severity="WARN"),
        "test.4": test("promises", model="w", error_if=">10"),
        "test.5": test("accepted_values", model="x"),
        "test.7": {"resource_type": "test", "config": {}},
    }
    found = described_tables({"nodes": nodes})
    words, columns = "Rows of it.", {"a": "A", "b": "B"}
    promised = Described(words, columns, frozenset({"a"}), (("a",), ("b", "a")))
    nothing = {("marts", name): Described(words, columns) for name in ("u", "v", "w", "x")}
    assert found == {("marts", "t"): promised, **nothing}
    assert found["marts", "t"].primary_key == ("a",)

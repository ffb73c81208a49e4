"""Beside every model that decides something stands a unit test of its boundaries, or why not."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
import yaml

from tests.support.paths import PROJECT

MODELS = sorted(
    path
    for layer in ("conformed", "intermediate", "marts", "metrics", "quality")
    for path in (PROJECT / "models" / layer).rglob("*.sql")
    if path.parent.name != "rules"  # tests/unit/rules/test_units.py looks at those
)
#: What decides by rule of thumb: a case, a ranking, the row before or after, a number of ours.
DECIDES = re.compile(
    r"\bcase\b|\b(row_number|rank|lag|lead)\(|"
    r"\b(glossary|quality_parameter|first_known|greatest_of|least_of|median_of)\("
)
WHY_NOT = re.compile(r"No unit test: \w+")
#: Models that still owe one. It may only get shorter.
OWED: set[str] = set()


def _code(sql: str) -> str:
    return re.sub(r"\{#.*?#\}|--[^\n]*", "", sql, flags=re.DOTALL)


def _tested() -> dict[str, set[str]]:
    """The models that the unit tests of each file are about, by the file's path without ending."""
    tested = {}
    for path in (PROJECT / "models").rglob("*.yml"):
        tests = yaml.safe_load(path.read_text(encoding="utf-8")).get("unit_tests") or []
        if tests:
            tested[str(path.with_suffix(""))] = {test["model"] for test in tests}
    return tested


TESTED = _tested()


@pytest.mark.parametrize("path", MODELS, ids=lambda path: path.stem)
def test_a_model_that_decides_shows_its_boundaries_or_says_why_not(path: Path) -> None:
    sql = path.read_text(encoding="utf-8")
    has_test = path.stem in TESTED.get(str(path.with_suffix("")), set())
    if DECIDES.search(_code(sql)) and path.stem not in OWED:
        assert has_test is not bool(WHY_NOT.search(sql))


def test_no_model_of_the_list_has_paid_already() -> None:
    owing = {
        path.stem
        for path in MODELS
        if DECIDES.search(_code(path.read_text(encoding="utf-8")))
        and path.stem not in TESTED.get(str(path.with_suffix("")), set())
    }
    assert owing >= OWED


def test_a_unit_test_stands_beside_its_model() -> None:
    assert {file: models for file, models in TESTED.items() if models != {Path(file).name}} == {}

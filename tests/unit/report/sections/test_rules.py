"""Every rule, and where what it found is told."""

from __future__ import annotations

from sqlalchemy import Engine

from tests.support.report.published_tables import insert
from tests.support.report.told import Tell, rule, words


def test_a_rule_that_found_something_leads_to_its_problem(engine: Engine, markup: Tell) -> None:
    insert(engine, "quality.rule_result", [rule("B1", failed=0), rule("A1", rule_version=3)])
    page = markup("rules")
    assert '<a href="problems.html#rule-A1">Rule A1</a>' in page
    assert "B1</th>" in page
    assert "#rule-B1" not in page
    assert "A1 Rule A1 3 major records 400 8" in words(page)

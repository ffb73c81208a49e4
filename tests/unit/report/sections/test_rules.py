"""Every rule: what it judges, by which SQL, and where what it found is told."""

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


def test_a_rule_tells_what_it_judges_what_it_could_not_see_and_its_sql(
    engine: Engine, markup: Tell
) -> None:
    unseen = {"outcome": "could_not_see", "could_not_see": "HubSpot calls"}
    insert(engine, "quality.rule_result", [rule("A1", failed=0) | unseen])
    told = {"population": "Open deals.", "judged_by": "select amount < 0 as is_failed\nfrom deals"}
    insert(engine, "quality.rule", [{"rule_id": "A1"} | told])
    page = markup("rules")
    assert '<tr id="judges-rule-A1">' in page
    assert "Rule A1 Open deals. Could not see HubSpot calls. SQL" in words(page)
    assert "select amount &lt; 0 as is_failed\nfrom deals" in page
    assert "is_failed" not in markup("rules", redact=True)

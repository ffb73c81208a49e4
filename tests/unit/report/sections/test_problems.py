"""The problems: in the published order, with how many of how many and what to do."""

from __future__ import annotations

import re

from sqlalchemy import Engine

from tests.support.report.published_tables import insert
from tests.support.report.told import Tell, finding, open_opportunity, rule, section_of, words


def test_problems_come_in_the_published_order(engine: Engine, markup: Tell) -> None:
    insert(engine, "quality.rule_result", [
        rule("A1", problem_rank=3), rule("B1", problem_rank=1), rule("C1", problem_rank=2),
        rule("D1", failed=0, outcome="passed"), rule("E1", failed=0, outcome="nothing_to_judge"),
        rule("F1", failed=0, outcome="could_not_see"),
    ])  # fmt: skip
    page = markup("problems")
    assert re.findall(r'<article id="rule-(\w+)"', page) == ["B1", "C1", "A1"]
    said = words(page)
    assert "1 of 6 rules looked and found nothing. Nothing to judge: Rule E1 (E1)." in said
    assert "Could not see what they judge: Rule F1 (F1)." in said


def test_a_problem_says_how_many_of_how_many(engine: Engine, tell: Tell) -> None:
    insert(engine, "quality.rule_result", [
        rule("A1"), rule("B1", population=12, failed=3, is_judged=False, fail_ratio=None),
    ])  # fmt: skip
    insert(engine, "quality.finding", [
        finding("A1", f"r{n:02d}", status=("new", "open")[n % 2]) for n in range(8)
    ])  # fmt: skip
    said = tell("problems")
    found = "8 records 2.0 % of 400 how it is judged 4 new in the last week"
    assert f"{found} no recorded open amount touched" in said
    assert "3 records of 12, too few to judge a share" in said
    assert "5 of 8" in said
    assert "All 8 as CSV" in said


def test_on_the_first_run_nothing_is_called_new(engine: Engine, tell: Tell) -> None:
    insert(engine, "quality.rule_result", [rule("A1", failed=1)])
    insert(engine, "quality.finding", [finding("A1", "r1", status="new")])
    assert "in the last week" not in tell("problems")


def test_a_record_opens_in_every_other_system_that_has_it(engine: Engine, markup: Tell) -> None:
    insert(engine, "quality.rule_result", [rule("A1", failed=1)])
    insert(engine, "marts.bridge_opportunity_source", [
        {"source_system": system, "source_object": "deals", "source_id": record,
         "opportunity_key": "o"}
        for system, record in
        (("hubspot", "11"), ("salesforce", "22"), ("third", "33"), ("third", "34"))
    ])  # fmt: skip
    insert(engine, "quality.finding", [
        finding("A1", "11", source_system="hubspot", source_object="deals")
    ])  # fmt: skip
    page = markup("problems")
    assert [f">{record}<" in page for record in ("11", "22", "33", "34")] == [
        True,
        True,
        True,
        False,
    ]
    assert "The only one as CSV" in words(page)


def test_a_severity_that_nobody_knows_is_not_belittled(engine: Engine, markup: Tell) -> None:
    insert(engine, "quality.rule_result", [rule("A1", severity="fatal")])
    assert 'class="severity is-fatal"' in markup("problems")


def test_money_that_is_only_estimated_is_said_to_be(engine: Engine, tell: Tell) -> None:
    insert(engine, "quality.rule_result", [rule("A1", open_amount_estimated=61100)])
    said = tell("problems")
    assert "about 61.1k on opportunities without an amount, or without a rate for it, each" in said
    assert "no recorded open amount touched" not in said


def test_amounts_without_a_rate_are_told_in_their_own_currencies(
    engine: Engine, tell: Tell
) -> None:
    insert(engine, "quality.rule_result", [rule("A1", unrated_amounts="1000.5 SEK, 30 CHF")])
    said = tell("problems")
    assert "1000.5 SEK, 30 CHF without a rate: no total contains it" in said
    assert "no recorded open amount touched" not in said


def test_rules_that_found_nothing_say_so(engine: Engine, tell: Tell) -> None:
    insert(engine, "quality.rule_result", [
        rule("A1", failed=0, outcome="passed"), rule("B1", failed=0, outcome="passed")
    ])  # fmt: skip
    assert "All 2 rules ran and none found anything." in tell("problems")


def test_before_the_first_run_that_is_said(tell: Tell) -> None:
    assert "No rule has run yet." in tell("problems")


def test_a_redacted_example_holds_ids_and_no_names_or_values(engine: Engine, tell: Tell) -> None:
    insert(engine, "marts.fct_opportunity", [open_opportunity("006X", 5000, name="Private deal")])
    insert(engine, "marts.bridge_opportunity_source", [
        {"source_system": "salesforce", "source_object": "opportunity", "source_id": "006X",
         "opportunity_key": "006X"}
    ])  # fmt: skip
    insert(engine, "marts.dim_user", [{"owner_key": "k1", "name": "Petra Private"}])
    insert(engine, "quality.rule_result", [rule("V001", failed=1)])
    insert(engine, "quality.finding", [
        finding("V001", "006X", detail="petra@private.example", owner_key="k1",
                other_value="private value")
    ])  # fmt: skip
    said, redacted = tell("problems"), tell("problems", redact=True)
    for private in ("Private deal", "Petra Private", "petra@private.example", "private value"):
        assert private in said
    assert not re.search("private|petra", redacted, re.I)
    assert "006X" in redacted
    assert "no known owner (1)" in redacted


def test_a_break_has_the_money_of_its_records_or_none_is_told(engine: Engine, tell: Tell) -> None:
    insert(engine, "quality.rule_result", [
        rule("A1", failed=2, level="break", open_amount_touched=None),
        rule("B1", failed=1, level="break", open_amount_touched=0),
    ])  # fmt: skip
    insert(engine, "quality.finding", [
        finding("A1", None, field="industry", detail="Ann wrote 'x'", amount_corporate=7),
        finding("A1", None, field=None, detail="none since"),
    ])  # fmt: skip
    said = tell("problems")
    assert "2 breaks" in said
    assert said.count("no recorded open amount touched") == 1
    assert "How many there are" in said
    assert "Ann wrote" in said
    assert "Ann wrote" not in section_of(engine, "problems", redact=True)

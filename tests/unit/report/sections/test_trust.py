"""The line of truth about the open pipeline, and the table that adds up to it."""

from __future__ import annotations

from decimal import Decimal

import pytest
from sqlalchemy import Engine

from orchestration.rules import read_rules
from tests.support.paths import PROJECT
from tests.support.report.published_tables import insert
from tests.support.report.told import Part, Tell, open_opportunity, slices, words


@pytest.fixture
def in_euros(engine: Engine) -> None:
    insert(engine, "marts.fct_opportunity", [open_opportunity("closed", 1, is_open=False)])


@pytest.mark.usefixtures("in_euros")
def test_the_line_of_truth_puts_the_score_into_money(engine: Engine, tell: Tell) -> None:
    slices(engine, Part("none", 1, 15_300_000), Part("critical", 1, 3_100_000, untrusted=3_100_000))
    said = tell("trust")
    assert "Of €18.4M open pipeline, €3.1M (17 %) sits on records you should not trust." in said


def test_the_headline_counts_cents_as_the_table_below_it_does(engine: Engine, markup: Tell) -> None:
    cents = Decimal("30002070.50"), Decimal("5280334.93")
    slices(engine, Part("major", 1, cents[0], untrusted=cents[1]))
    page = markup("trust")
    assert page.count("5,280,334.93") >= 2
    assert page.count("30,002,070.50") >= 2


@pytest.mark.usefixtures("in_euros")
def test_the_table_adds_up_to_the_headline_and_shows_what_is_estimated(
    engine: Engine, tell: Tell
) -> None:
    slices(
        engine,
        Part("none", 1, 700_000),
        Part("major", 1, 114_000, untrusted=57_000),
        Part("critical", 1, None, 61_000, untrusted=61_000, unpriced=1),
    )
    said = tell("trust")
    assert "Of €875k open pipeline, €118k (13 %) sits on records" in said
    assert "critical 1 – €61k €61k 7.0 % €61k" in said
    assert "major 1 €114k – €114k 13 % €57k" in said
    assert "together 3 €814k €61k €875k 100 % €118k" in said
    assert "recorded ones only: €814k of open pipeline" in said


def test_amounts_have_the_decimals_of_the_corporate_currency(engine: Engine, markup: Tell) -> None:
    insert(engine, "marts.dim_currency", [
        {"currency_code": "JPY", "minor_units": 0, "is_corporate": True},
        {"currency_code": "EUR", "minor_units": 2, "is_corporate": False},
    ])  # fmt: skip
    insert(engine, "marts.fct_opportunity", [
        open_opportunity("a", 5000), open_opportunity("b", 5000, currency_code="USD"),
    ])  # fmt: skip
    slices(engine, Part("none", 1, Decimal("1234567.4")))
    page = markup("trust")
    assert 'title="JPY 1,234,567"' in page
    assert "All ¥1.2M of open pipeline" in words(page)
    assert "Amounts here are converted to JPY" in words(page)


@pytest.mark.usefixtures("in_euros")
def test_a_clean_pipeline_is_said_to_be_clean(engine: Engine, tell: Tell) -> None:
    slices(engine, Part("none", 1, 1000))
    assert "All €1k of open pipeline sits on records without a finding." in tell("trust")


def test_opportunities_without_amounts_give_no_percentage(engine: Engine, tell: Tell) -> None:
    slices(engine, Part("none", 1, None, 0, unpriced=1))
    said = tell("trust")
    assert "There is 1 open opportunity; how far to trust it could not be judged." in said


def test_a_pipeline_that_is_partly_hidden_is_said_to_be(engine: Engine, tell: Tell) -> None:
    slices(engine, Part("none", 1, 1000))
    insert(engine, "quality.score", [
        {"metric": "pipeline_trust", "scope": "(all)", "value": 1, "outcome": "partly_seen"}
    ])  # fmt: skip
    assert "this is the part of the pipeline that could be seen" in tell("trust")


@pytest.mark.usefixtures("in_euros")
def test_whether_a_few_whales_make_the_score_is_said(engine: Engine, tell: Tell) -> None:
    slices(engine, Part("none", 9, 900), Part("critical", 1, 100, untrusted=100))
    assert "five largest" not in tell("trust")
    told = {"metric": "pipeline_trust_without_largest", "scope": "(all)", "outcome": "judged"}
    insert(engine, "quality.score", [{**told, "value": 0.75}])
    said = tell("trust")
    assert "Without the five largest opportunities, 25 % of the rest is not to trust." in said
    assert read_rules(PROJECT).parameters["largest_left_out"] == 5

"""Who sourced the deals: three rules beside each other, and what marketing influenced."""

from __future__ import annotations

from sqlalchemy import Engine

from tests.support.report.published_tables import insert
from tests.support.report.told import Tell


def _deal(key: str, first: str, channel: str, sales: str, **told: object) -> dict[str, object]:
    return {
        "opportunity_key": key,
        "stage_category": "open",
        "sourced_by_first_touch": first,
        "sourced_by_channel": channel,
        "sourced_by_pre_sales": sales,
        "is_disputed": False,
    } | told


def test_each_rule_adds_up_to_all_and_what_they_dispute_is_money(
    engine: Engine, tell: Tell
) -> None:
    seen = {"is_influenced": False, "is_influenced_before": False, "is_influenced_after": False}
    both = {"is_influenced": True, "is_influenced_before": True, "is_influenced_after": True}
    insert(engine, "marts.mart_opportunity_sourcing", [
        _deal("a", "marketing", "sales", "marketing", amount_corporate=2_000_000, is_disputed=True,
              stage_category="won", **both),
        _deal("b", "unknown", "unknown", "sales", amount_corporate=1_000_000, **seen),
        _deal("c", "unknown", "marketing", "sales", **seen),
    ])  # fmt: skip
    said = tell("sourcing")
    assert "All deals 3 deals. Disputed: 1 deal, 2M . Of these one rule says marketing" in said
    assert (
        "Marketing 1 33 % 2M 1 33 % – 1 without amount 1 33 % 2M"
        " Sales 0 0 % 0 1 33 % 2M 2 67 % 1M 1 without amount"
        " Nobody knows 2 67 % 1M 1 without amount 1 33 % 1M 0 0 % 0" in said
    )
    assert "Before it was made 1 2M After it was made 1 2M At all 1 2M" in said
    assert "may not be added" in said
    assert "Deals that were won 1 deal." in said


def test_without_a_touch_of_marketing_nobody_knows_what_it_influenced(
    engine: Engine, tell: Tell
) -> None:
    insert(engine, "marts.mart_opportunity_sourcing", [_deal("a", "sales", "unknown", "sales")])
    said = tell("sourcing")
    assert "nobody knows which deals it influenced" in said
    assert "Before it was made" not in said
    assert "No rule says marketing where another says somebody else." in said


def test_a_rule_that_knows_of_no_deal_whose_it_is_calls_none_nobodys(
    engine: Engine, tell: Tell
) -> None:
    insert(engine, "marts.mart_opportunity_sourcing", [
        _deal("a", "unknown", "sales", "unknown", amount_corporate=7),
        _deal("b", "unknown", "unknown", "unknown", amount_corporate=2),
    ])  # fmt: skip
    said = tell("sourcing")
    assert "Sales – 1 50 % 7 –" in said
    assert "Nobody knows 2 100 % 9 1 50 % 2 2 100 % 9" in said


def test_without_a_deal_nothing_is_said(tell: Tell) -> None:
    assert tell("sourcing") == ""

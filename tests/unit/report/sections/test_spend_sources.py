"""Who tells what was spent, what counts of it, and where it may count twice."""

from __future__ import annotations

from datetime import date

from sqlalchemy import Engine

from tests.support.report.published_tables import insert
from tests.support.report.told import Tell, rule


def _statement(key: str, system: str, amount: int, **told: object) -> dict[str, object]:
    return {
        "spend_key": key,
        "source_system": system,
        "source_object": "costs",
        "source_id": key,
        "cost_basis": "program",
        "channel": "email",
        "spent_from": date(2026, 1, 1),
        "spent_to": date(2026, 1, 31),
        "spend_amount": amount,
        "currency_code": "EUR",
        "spend_amount_corporate": amount,
        "amount_conversion": "no_rate_needed",
        "is_counted": True,
        "counting": "counted",
        "counted_amount_corporate": amount,
    } | told


def test_each_source_is_told_with_what_counts_of_it(engine: Engine, tell: Tell) -> None:
    finer = {"counting": "told_more_finely", "is_counted": False, "counted_amount_corporate": None}
    unrated = {
        "spend_amount_corporate": None,
        "counted_amount_corporate": None,
        "amount_conversion": "missing_rate",
        "currency_code": "CHF",
    }
    insert(engine, "marts.fct_marketing_spend", [
        _statement("a", "files", 1000),
        _statement("b", "files", 3000, cost_basis="people", channel="unknown"),
        _statement("c", "salesforce", 500, source_object="campaign", **finer),
        _statement("d", "files", 70, cost_basis="media", channel="unmapped", **unrated),
    ])  # fmt: skip
    said = tell("spend_sources")
    assert "bought 1 2026-01-01 to 2026-01-31 1k 1k counts" in said
    assert "500 – does not count: another source tells the same campaign more finely" in said
    assert "Pay of 3k names no channel" in said
    assert "Of what was bought" not in said, "what has no rate is no amount"
    assert "Told in several currencies: EUR 4,000.00 and CHF 70.00" in said
    assert "1 statement in CHF without a rate" in said
    assert "may count one cost twice" not in said


def test_pairs_that_may_be_one_cost_are_listed(engine: Engine, tell: Tell) -> None:
    insert(engine, "marts.fct_marketing_spend", [_statement("a", "files", 1000)])
    insert(engine, "marts.fct_spend_overlap", [
        {
            "source_system": "hubspot",
            "campaign_name": "Big fair",
            "amount_corporate": 1000,
            "other_source_system": "salesforce",
            "other_campaign_name": "Stand",
            "other_amount_corporate": 300,
            "told_by": "parent",
            "at_most_twice_corporate": 300,
        },
    ])  # fmt: skip
    said = tell("spend_sources")
    assert "1 pair of campaigns may count one cost twice" in said
    assert "HubSpot: Big fair 1k Salesforce: Stand 300 by the campaign that it is" in said


def test_rates_that_hold_too_long_are_named(engine: Engine, tell: Tell) -> None:
    insert(engine, "marts.fct_rate_overlap", [
        {
            "source_system": "salesforce",
            "currency_code": "EUR",
            "source_id": name,
            "valid_from": date(2026, 1, 1),
            "written_end_date": date(2026, 2, 2),
            "other_source_id": "later",
            "other_valid_from": date(2026, 2, 1),
            "count_days": 1,
        }
        for name in ("one", "two")
    ])  # fmt: skip
    said = tell("spend_sources")
    assert "Salesforce has 2 exchange rates of EUR that hold longer than until the next" in said
    assert "by 2 days together" in said


def test_without_a_cost_it_says_where_one_would_come_from(tell: Tell) -> None:
    assert "No source tells a cost: neither a file" in tell("spend_sources")


def test_what_to_do_about_currencies_is_linked_where_a_rule_found_it(
    engine: Engine, markup: Tell
) -> None:
    insert(engine, "quality.rule_result", [
        rule("D009"), rule("Q005", failed=0, outcome="passed"), rule("D001"),
    ])  # fmt: skip
    page = markup("spend_sources")
    assert 'problems.html#rule-D009">Rule D009 (D009)</a>' in page
    assert "rule-Q005" not in page
    assert "rule-D001" not in page

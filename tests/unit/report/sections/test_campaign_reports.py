"""What a system reports of its campaigns stands beside ours; what it hides is no zero."""

from __future__ import annotations

from sqlalchemy import Engine

from tests.support.report.published_tables import insert
from tests.support.report.told import Tell


def _row(campaign: str, **told: object) -> dict[str, object]:
    return {
        "source_system": "hubspot",
        "campaign_key": campaign,
        "count_sessions": 400,
        "count_new_contacts_first_touch": 31,
        "count_new_contacts_last_touch": 27,
        "count_influenced_contacts": 90,
        "revenue_state": "told",
        "revenue_rule": "LINEAR",
        "count_reported_deals": 2,
        "reported_revenue": 5000,
        "reported_revenue_corporate": 5000,
        "currency_code": "EUR",
        "revenue_conversion": "no_rate_needed",
        "count_persons_touched": 64,
        "credited_model": "linear",
        "count_credited_opportunities": 3,
        "credited_amount_corporate": 1500,
    } | told


def test_what_a_system_counts_has_ours_beside_it(engine: Engine, tell: Tell) -> None:
    insert(engine, "marts.dim_attribution_model", [{"model": "linear", "label": "Linear"}])
    insert(
        engine,
        "marts.dim_campaign",
        [{"campaign_key": key, "name": name} for key, name in (("c", "Fair"), ("d", "Ads"))],
    )
    hidden = {"revenue_state": "not_shown", "revenue_rule": None, "count_reported_deals": None}
    hidden |= {"reported_revenue_corporate": None, "revenue_conversion": "no_amount"}
    insert(engine, "marts.mart_campaign_report", [
        _row("d", **hidden, reported_revenue=None, count_persons_touched=None,
             count_credited_opportunities=None, credited_amount_corporate=None),
        _row("c"),
        _row("e", reported_revenue_corporate=None, revenue_conversion="missing_rate",
             currency_code="JPY", count_sessions=10),
    ])  # fmt: skip
    said = tell("campaign_reports")
    assert "HubSpot’s own report It reports on 3 campaigns in all" in said
    assert "by its rule LINEAR. Ours, beneath it, is by “Linear”. It does not show deals" in said
    assert "Fair 400 31 27 90 ours: 64 touched 2 ours: 3 won 5k ours: 1.5k" in said
    assert "Ads 400 31 27 90 ours: – – ours: – – ours: –" in said
    assert "– JPY 5,000.00, no rate known ours: 1.5k" in said
    assert said.index("Fair 400") < said.index("Ads 400") < said.index("JPY")


def test_of_a_system_that_shows_all_nothing_is_said_to_be_hidden(
    engine: Engine, tell: Tell
) -> None:
    insert(engine, "marts.mart_campaign_report", [_row("c")])
    said = tell("campaign_reports")
    assert "It reports on 1 campaign in all;" in said
    assert "does not show" not in said


def test_without_any_nothing_is_said(tell: Tell) -> None:
    assert tell("campaign_reports") == ""

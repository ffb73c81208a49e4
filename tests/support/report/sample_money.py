"""Money in the sample report: Closed loop, Money, Content, Products and Audience cost.

Sums are large and half of them are parts of a whole that nobody knows.
"""

from __future__ import annotations

from datetime import UTC, date, datetime

from sqlalchemy import Engine

from tests.support.report.published_tables import insert
from tests.support.report.sample_attribution import CAMPAIGNS, CHANNELS

Row = dict[str, object]
_MUCH = 88_712_345.25
_REASONS = ("paid_for", "paid_in_vain", "no_address", "bounced", "opted_out", "duplicate", "junk")
_KINDS = ("form", "email", "page", "asset", "deck")


def fill_money(engine: Engine) -> None:
    """Each section of the five pages."""
    for period in ("mature", "quarter"):
        for table, row in (
            ("mart_acquisition_cost", _cost),
            ("mart_marketing_return", _return),
            ("mart_customer_value", _value),
        ):
            insert(engine, f"marts.{table}", [row(period, *each) for each in _scopes()])
    insert(engine, "marts.mart_sales_effort", [_effort(n) for n in range(8)])
    insert(engine, "marts.fct_marketing_spend", [_statement(n) for n in range(9)])
    insert(engine, "marts.mart_content", [_piece(n) for n in range(25)])
    insert(engine, "marts.mart_mailing", [_mailing(n) for n in range(9)])
    insert(engine, "marts.dim_product", [_product(n) for n in range(6)])
    insert(engine, "marts.fct_opportunity_line_check", [_check(n) for n in range(3)])
    insert(engine, "marts.mart_margin_volume", [_sales(n) for n in range(6)])
    insert(engine, "marts.mart_margin_bridge", [_bridge(n) for n in range(6)])
    insert(engine, "marts.mart_product_goal", [_goal(n) for n in range(6)])
    insert(engine, "marts.mart_audience_cost", [*map(_reason, range(len(_REASONS)))])
    insert(
        engine,
        "marts.fct_marketing_contact",
        [{"source_system": "hubspot", "source_id": "1", "is_paid_in_vain": True}],
    )


def _scopes() -> list[tuple[str, str, int]]:
    named = [("channel", name) for name in CHANNELS]
    named += [("campaign_name", name) for name in CAMPAIGNS]
    return [(*scope, n) for n, scope in enumerate([("all", "all"), *named])]


def _about(period: str, scope: str, value: str, n: int) -> Row:
    return {
        "period_type": period,
        "period_start": date(2026, 1, 1) if period == "quarter" else None,
        "scope_type": scope,
        "scope_value": value,
        "is_mature": period == "mature",
        "spend_state": "in_part" if n % 2 else "told",
        "spend_amount_corporate": _MUCH,
    }


def _cost(period: str, scope: str, value: str, n: int) -> Row:
    counts: Row = {f"count_{step}": 123_456 for step in ("inq", "mql", "sal", "sql", "opp")}
    costs: Row = {f"cost_per_{step}": 12_345.5 for step in ("inq", "mql", "sql", "opp")}
    rest = {"basis": "cohort", "count_won": 9_876, "count_customers": 8_765, "count_unrated": 1}
    return _about(period, scope, value, n) | counts | costs | rest | {"cost_per_customer": 0.125}


def _return(period: str, scope: str, value: str, n: int) -> Row:
    return _about(period, scope, value, n) | {
        "model": "Linear",
        "is_default_model": True,
        "won_weight": 1_234.5,
        "weight_without_amount": n % 2,
        "attributed_amount_corporate": _MUCH,
        "attributed_profit_corporate": _MUCH,
        "profit_state": "in_part" if n % 3 else "told",
        "roi_on_revenue": -0.125,
        "roi_on_gross_profit": 12.5,
    }


def _value(period: str, scope: str, value: str, n: int) -> Row:
    return _about(period, scope, value, n) | {
        "revenue_type": "one_off",
        "count_customers": 12_345,
        "count_valued": 12_345,
        "value_state": "estimated" if n % 3 else "told",
        "cost_coverage_ratio": 0.5,
        "lifetime_value_corporate": _MUCH,
        "cost_per_customer": 12_345.5,
        "value_to_cost_ratio": 4.8,
        "payback_state": "told" if n % 5 else "never",
        "payback_months": 123.5 if n % 5 else None,
        "is_lifetime_capped": False,
    }


def _effort(n: int) -> Row:
    scopes = ("cold_call", "call", "email", "meeting", "message")
    scope = ("all", "all") if n == 0 else ("way", scopes[n]) if n < 5 else ("channel", CHANNELS[n])
    return {
        "scope_type": scope[0],
        "scope_value": scope[1],
        "count_activities": 1_234_567,
        "activity_ratio": 0.25,
        "count_of_nobody": 1_234,
        "count_timed": 123_456,
        "duration_seconds": 444_444_444,
        "count_people": 98_765,
        "count_settled": 87_654,
        "count_won": 1_234,
        "close_rate": 0.014,
        "count_others_settled": 87_654,
        "count_others_won": 23_456,
        "others_close_rate": 0.27,
        "effort_state": "closes_less" if n % 2 else "no_difference",
        "count_deals_won": 1_234,
        "count_deals_without_amount": 12,
        "won_amount_corporate": _MUCH,
    }


def _statement(n: int) -> Row:
    counts = {"is_counted": True, "counting": "counted", "counted_amount_corporate": _MUCH}
    finer = {"is_counted": False, "counting": "told_more_finely"}
    return {
        "spend_key": f"s{n}",
        "source_system": ("files", "hubspot", "salesforce")[n % 3],
        "source_object": "campaign",
        "source_id": f"s{n}",
        "cost_basis": ("media", "people", "program")[n % 3],
        "channel": "unknown",
        "spent_from": date(2024, 1, 1),
        "spent_to": date(2026, 1, 31),
        "spend_amount": _MUCH,
        "currency_code": "EUR",
        "spend_amount_corporate": _MUCH,
        "amount_conversion": "no_rate_needed",
    } | (counts if n % 2 else finer)


def _piece(n: int) -> Row:
    kind = _KINDS[n % 5]
    rate = {"count_touched_won": 1_234, "count_touched_closed": 9_876, "touched_win_rate": 0.12}
    other = {
        "count_untouched_won": 1_234,
        "count_untouched_closed": 9_876,
        "untouched_win_rate": 0.12,
        "is_difference_judged": True,
        "win_rate_difference": 0.05,
        "win_rate_difference_low": -0.11,
        "win_rate_difference_high": 0.17,
    }
    used = {
        "count_sales_uses": 1_234,
        "count_sales_users": 123,
        "last_used_at": datetime(2026, 5, 1, 10, tzinfo=UTC),
        "count_recipients": 1_234,
        "count_opened_after": 123,
        "opened_after_rate": 0.1,
        "opened_after_rate_low": 0.05,
        "opened_after_rate_high": 0.17,
    }
    return {
        "content_key": f"k{n}",
        "content_kind": kind,
        "name": f"/resources/2026/how-to-choose-a-customer-data-platform/chapter-{n}",
        "campaign_key": f"c{n % 12}",
        "count_reached": 1_234_567,
        "reach_basis": "delivered" if kind == "email" else "visitors",
        "count_engaged_persons": 123_456,
        "count_machine_touches": 98_765,
        "count_leads": 12_345,
        "count_mqls": 1_234,
        "count_opportunities_touched": 1_234,
        "amount_touched_corporate": _MUCH,
        "count_without_amount": 123,
        "attributed_won_amount_lowest": 1_712_345,
        "attributed_won_amount_highest": _MUCH,
        **rate,
        **other,
        **(used if kind in {"asset", "deck"} else {}),
    }


def _mailing(n: int) -> Row:
    rates = {
        f"{what}_rate{end}": 0.1 for what in ("open", "click") for end in ("", "_low", "_high")
    }
    counts = ("reached", "openers", "opened_by_machines_alone", "clickers")
    more = ("clicked_by_machines_alone", "bounced", "unsubscribed", "reported_as_spam")
    return {
        "content_key": f"m{n}",
        "name": CAMPAIGNS[n],
        "sent_date": date(2026, 1, n + 1),
        "sent_at": datetime(2026, 1, n + 1, tzinfo=UTC),
        "log": "part" if n % 2 else "whole",
        **{f"count_{each}": 1_234_567 for each in counts + more},
        **rates,
    }


def _product(n: int) -> Row:
    about = {"product_code": f"ENTERPRISE-PLATFORM-{n:04d}", "is_in_catalogue": True}
    return {"product_key": f"p{n}", "name": f"Enterprise customer data platform {n}", **about}


def _period(kind: str, label: str) -> Row:
    about = {"period_start": date(2026, 1, 1), "period_label": label, "is_complete": True}
    return {"period_type": kind, "scope_type": "all", "scope_value": "all", **about}


def _check(n: int) -> Row:
    return {
        "opportunity_key": f"o{n}",
        "lines_state": ("agree", "differ", "no_lines")[n],
        "count_lines": 2 - n,
        "count_costed_lines": 2 - n,
    }


def _sales(n: int) -> Row:
    return _period("year", "FY2026") | {
        "product_key": f"p{n}",
        "count_lines": 1_234,
        "units": 1_234_567,
        "net_amount_corporate": _MUCH,
        "count_unconverted_lines": 123,
        "count_unpriced_lines": 1_234,
        "count_costed_lines": 1_000,
        "discount_amount_corporate": 1_000_000,
        "priced_list_amount_corporate": 9_000_000,
        "costed_net_amount_corporate": _MUCH,
        "gross_profit_corporate": 12_345_678,
        "margin_ratio": 0.14,
    }


def _bridge(n: int) -> Row:
    parts = ("volume", "mix", "price", "cost", "coverage", "new", "dropped")
    return _period("quarter", "FY2026-Q1") | {
        "compared_with": "period_before",
        "compared_start": date(2025, 10, 1),
        "product_key": f"p{n}",
        "product_state": "compared",
        "gross_profit_before_corporate": 12_345_678,
        "gross_profit_corporate": 12_345_678 + 7 * 123_456,
        "change_amount_corporate": 7 * 123_456,
        **{f"{part}_effect_corporate": 123_456 for part in parts},
    }


def _goal(n: int) -> Row:
    return {
        "period_type": "year",
        "period_start": date(2026, 1, 1),
        "period_label": "FY2026",
        "is_complete": True,
        "product_code": f"ENTERPRISE-PLATFORM-{n:04d}",
        "product_key": f"p{n}",
        "units_target": 1_200_000,
        "units_team": "marketing",
        "units": 1_234_567,
        "margin_target": 0.4,
        "margin_team": "sales",
        "margin_ratio": 0.25,
        "quadrant": "buying_volume",
        "best_price_at_volume_corporate": 90.5,
        "price_for_margin_corporate": 100.25,
        "is_opposing": n == 0,
    }


def _reason(n: int) -> Row:
    return {
        "source_system": "hubspot",
        "reason": _REASONS[n],
        "reason_rank": n + 1,
        "count_contacts": 1_234_567,
        "count_paid_for": 2_345_678,
        "contact_ratio": 0.53,
        "price_state": "told",
        "monthly_price_corporate": 12_345.5,
        "monthly_share_corporate": 6_345.5,
        "monthly_saving_corporate": 5_345.5,
    }

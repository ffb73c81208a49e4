"""Credit in the sample report: more channels than a screen is wide, under every rule."""

from __future__ import annotations

from typing import Final

from sqlalchemy import Engine

from tests.support.report.published_tables import insert, insert_tuples

#: Channels as companies name them: short ones, long ones, and words that no line can break.
CHANNELS: Final = (
    *("Website form", "Organic search", "Paid search", "Paid social", "E-mail marketing"),
    *("Referral from other sites", "Events and trade fairs", "Webinar", "Direct traffic"),
    *("Partnervertriebsprogramme", "Display advertising", "Offline or imported"),
    *("Retargeting of visitors", "unattributed"),
)
#: Campaigns as companies name them.
CAMPAIGNS: Final = tuple(
    f"2026-Q{n % 4 + 1}_EMEA_enterprise-customer-data-platform_webinar-series_{n}"
    for n in range(12)
)
_RULES: Final = (
    *("First touch", "Last touch", "Last touch but direct", "First touch but direct", "Linear"),
    *("U-shaped", "W-shaped", "Position based", "Full path", "J-shaped", "Inverse J-shaped"),
    *("Time decay", "Markov (removal effect)", "Shapley value"),
)


def fill_attribution(engine: Engine) -> None:
    """Each section of the page Attribution."""
    insert_tuples(
        engine, "marts.dim_channel", "channel label", [(name, name) for name in CHANNELS[:-1]]
    )
    insert_tuples(
        engine,
        "marts.dim_campaign",
        "campaign_key name",
        [(f"c{n}", name) for n, name in enumerate(CAMPAIGNS)],
    )
    insert_tuples(
        engine,
        "marts.dim_attribution_model",
        "model label",
        [(rule, rule) for rule in _RULES],
    )
    insert_tuples(
        engine,
        "marts.dim_touch_type",
        "touch_type label is_credited touch_type_rank",
        [("form", "Form sent in", True, 1), ("click", "Click on an advertisement", True, 2)],
    )
    insert_tuples(
        engine,
        "marts.fct_touchpoint",
        "touchpoint_key touch_type is_human touch_date",
        [("t", "form", True, "2026-01-02")],
    )
    _credit(engine)
    _systems(engine)
    insert(
        engine,
        "marts.mart_opportunity_sourcing",
        [_deal(n) for n in range(40)],
    )
    insert_tuples(
        engine,
        "marts.dim_campaign_status",
        "source_system campaign_key status is_response count_members count_responded",
        [
            ("salesforce", f"c{n}", "Attended, or watched the recording", n % 2 == 0, 400, 300)
            for n in range(12)
        ],
    )


def _credit(engine: Engine) -> None:
    for conversion in ("won", "created"):
        insert_tuples(
            engine,
            "marts.fct_attribution",
            "conversion opportunity_key count_touches attributed_amount is_by_account",
            [(conversion, f"o{n}", n % 3, 41234.5, n % 7 == 0) for n in range(90)],
        )
        insert_tuples(
            engine,
            "marts.mart_attribution_comparison",
            "conversion model channel weight_ratio attributed_amount",
            [
                (conversion, rule, channel, (place + 1) / 105, 18_712_345.5)
                for rule in _RULES
                for place, channel in enumerate(CHANNELS)
            ],
        )
        insert_tuples(
            engine,
            "marts.mart_attribution_channel",
            "conversion channel least_model least_ratio most_model most_ratio ratio_range"
            " count_journeys count_converting_journeys removal_effect",
            [
                (conversion, channel, _RULES[3], 0.04, _RULES[12], 0.09, 0.05, 128_345, 9_876, 0.12)
                for channel in CHANNELS
            ],
        )


def _systems(engine: Engine) -> None:
    insert_tuples(
        engine,
        "marts.mart_campaign_influence",
        "source_system influence_model_id influence_model is_default_model campaign_key"
        " count_opportunities count_won count_without_amount influenced_amount_corporate"
        " won_amount_corporate credited_model credited_amount_corporate",
        [
            (
                *("salesforce", "m", "Primary Campaign Source", True, f"c{n}"),
                *(1_345, 412, n, 18_712_345.5, 9_112_345.5, "Linear", 7_112_345.5),
            )
            for n in range(12)
        ],
    )
    insert_tuples(
        engine,
        "marts.mart_campaign_report",
        "source_system campaign_key count_sessions count_new_contacts_first_touch"
        " count_new_contacts_last_touch count_influenced_contacts revenue_state revenue_rule"
        " count_reported_deals reported_revenue reported_revenue_corporate currency_code"
        " revenue_conversion count_persons_touched credited_model count_credited_opportunities"
        " credited_amount_corporate",
        [
            (
                *("hubspot", f"c{n}", 1_234_567, 123_456, 98_765, 234_567, "told", "FULL_PATH"),
                *(1_234, 88_712_345.5, 88_712_345.5 if n % 2 else None, "JPY"),
                *("dated_rate" if n % 2 else "missing_rate", 187_654, "Linear", 1_012),
                71_312_345.5,
            )
            for n in range(12)
        ],
    )


def _deal(n: int) -> dict[str, object]:
    teams = ("marketing", "sales", "unknown", "other")
    return {
        "opportunity_key": f"o{n}",
        "stage_category": "won" if n % 2 else "open",
        "sourced_by_first_touch": teams[n % 4],
        "sourced_by_channel": teams[n % 3],
        "sourced_by_pre_sales": teams[n % 2],
        "is_disputed": n % 3 == 0,
        "amount_corporate": None if n % 9 == 0 else 1_712_345.5,
        "is_influenced": n % 2 == 0,
        "is_influenced_before": n % 2 == 0,
        "is_influenced_after": n % 4 == 0,
    }

"""The pipeline of the sample report: lead cycles, conversions, cohorts and channels."""

from __future__ import annotations

from sqlalchemy import Engine

from tests.support.report.published_tables import AS_OF, execute, insert_tuples

STAGES = (
    ("INQ", 1, "Inquiry", "marketing", "A person left a trace that they want to hear from us."),
    ("MQL", 2, "Marketing qualified", "marketing", "Score 60 or more, or asked for a demo."),
    ("SAL", 3, "Sales accepted", "sales", "A first completed call, meeting or e-mail by sales."),
    ("SQL", 4, "Sales qualified", "sales", "Need and budget confirmed; the lead is converted."),
    ("OPP", 5, "Opportunity", "sales", "An opportunity with an amount and a close date."),
    ("WON", 6, "Won", "sales", "Signed. The close date is the date of signature."),
)
CHANNELS = (
    ("organic_search", "Organic search", (4210, 1320, 820, 402, 318, 84)),
    ("paid_search", "Paid search", (3120, 1105, 570, 231, 170, 31)),
    ("events", "Events and webinars", (1840, 910, 644, 352, 260, 77)),
    ("email", "E-mail marketing", (1410, 402, 201, 88, 60, 12)),
    ("social", "Paid social", (980, 120, 41, 12, 9, 1)),
    ("partner", "Partners", (61, 18, 15, 12, 11, 6)),
    (None, None, (212, 40, 22, 9, 8, 2)),
)
COUNTS = (11833, 3915, 2313, 1106, 836, 213)


def fill_pipeline(engine: Engine) -> None:
    """Twelve thousand lead cycles by stage, month and channel."""
    _fill_cycles(engine)
    _fill_conversions(engine)
    _fill_channels(engine)


def _fill_cycles(engine: Engine) -> None:
    stage_columns = "stage_code stage_rank stage_label owner_team definition is_exit is_handover"
    stages = [(*stage, False, stage[0] == "MQL") for stage in STAGES]
    insert_tuples(engine, "marts.dim_stage", stage_columns, stages)
    # The conditions nest, so the counts fall from stage to stage.
    mql, sal = "n % 10 < 4", "n % 10 < 4 and n % 7 < 4"
    sql, opp, won = f"{mql} and n % 7 < 2", "n % 10 < 3 and n % 7 < 2", "n % 10 = 2 and n % 7 < 2"
    reached = ", ".join(
        f"case when {test} then timestamp '{AS_OF}' end"
        for test in ("true", mql, sal, sql, opp, won)
    )
    execute(
        engine,
        "insert into marts.mart_pipeline (cycle_key, cycle_type, inq_at, mql_at, sal_at, sql_at,"
        " opp_at, won_at, is_inq_imputed, is_mql_imputed, is_sal_imputed, is_sql_imputed,"
        " is_opp_imputed, days_mql_to_won, person_key, is_won)"
        " select 'c' || n, case when n % 41 = 0 then 'sales_generated'"
        f" when n % 53 = 0 then 'expansion' else 'marketing_generated' end, {reached},"
        f" n % 9 = 0 and {mql}, {mql} and n % 8 = 0, {sal} and n % 3 = 0, false, false,"
        f" case when {won} then 20 + n % 90 end, 'p' || n, {won}"
        " from generate_series(0, 11999) as t(n)",
    )
    insert_tuples(
        engine,
        "marts.mart_cycle_origin",
        "cycle_type count_cycles count_opp count_won count_opp_without_person"
        " median_days_mql_to_won count_days",
        [
            ("marketing_generated", 11486, 983, 327, 0, 64.5, 327),
            ("sales_generated", 293, 25, 9, 0, 60, 9),
            ("expansion", 221, 19, 6, 0, 71, 6),
            ("all", 12000, 1027, 342, 0, 64.5, 342),
        ],
    )
    insert_tuples(
        engine,
        "marts.mart_funnel_cohort",
        "cohort_stage cohort_month channel count_entered count_sal count_sql count_opp count_won"
        " won_amount_corporate is_mature",
        [
            (
                *("MQL", f"{2024 + (10 + n) // 12}-{(10 + n) % 12 + 1:02d}-01", "email"),
                *(180 + (n * 37) % 90, 110 + n, 60, 48 - n % 5, 14 + n % 6 if n < 19 else 26 - n),
                *(140000 + n * 3111, n < 19),
            )
            for n in range(24)
        ],
    )


def _fill_conversions(engine: Engine) -> None:
    """Between neighbours, and from MQL to won: over all, and by the month of the MQL."""
    counts = dict(zip((stage[0] for stage in STAGES), COUNTS, strict=True))
    steps = [*zip(counts, list(counts)[1:], strict=False), ("MQL", "WON")]
    insert_tuples(
        engine,
        "marts.mart_funnel_conversion",
        "cycle_type breakdown breakdown_value stage_from stage_to is_next_step is_handover_to_won"
        " count_from count_to"
        " rate rate_low rate_high is_rate_judged count_from_imputed count_to_excluded",
        [
            (
                *("marketing_generated", "all", None, start, end),
                *((start, end) != ("MQL", "WON"), (start, end) == ("MQL", "WON")),
                *(counts[start], counts[end] - 7),
                *(round((counts[end] - 7) / counts[start] * factor, 6) for factor in (1, 0.9, 1.1)),
                *(True, 120 if start == "INQ" else 0, 7),
            )
            for start, end in steps
        ]
        + [
            (
                *(
                    "marketing_generated",
                    "cohort_month",
                    f"{2024 + (10 + n) // 12}-{(10 + n) % 12 + 1:02d}",
                    "MQL",
                    "WON",
                    False,
                    True,
                ),
                *(100, 9, 0.09, 0.05, 0.16, True, 0, 0),
            )
            for n in range(24)
        ],
    )


def _fill_channels(engine: Engine) -> None:
    known = [(channel, label, True) for channel, label, _ in CHANNELS if channel]
    insert_tuples(engine, "marts.dim_channel", "channel label is_marketing", known)
    suffixes = {"channel": "", "original_source": "_src", "landing_page": "/pricing?utm=1"}
    insert_tuples(
        engine,
        "marts.mart_channel_performance",
        "breakdown breakdown_value count_inq count_mql count_sal count_sql count_opp count_won"
        " close_rate_numerator close_rate_denominator close_rate close_rate_low close_rate_high"
        " is_close_rate_judged"
        " median_days_mql_to_won count_days open_amount_corporate won_amount_corporate",
        [
            (
                *(breakdown, channel and f"{channel}{suffix}", *counts, counts[5], counts[1]),
                *(round(counts[5] / counts[1] * factor, 6) for factor in (1, 0.8, 1.22)),
                counts[1] >= 20,
                *(38 + place * 6.5, counts[5], counts[4] * 9120, counts[5] * 21750.25),
            )
            for place, (channel, _, counts) in enumerate(CHANNELS)
            for breakdown, suffix in suffixes.items()
        ],
    )

"""A believable company in the published tables: twelve hundred lead cycles, fourteen rules."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from published_tables import AS_OF, RECORD_COUNTS, empty_engine, field_row, insert, sync_row
from sqlalchemy import Engine, text

STAGES = (
    ("INQ", "Inquiry", "marketing", "A person left a trace that they want to hear from us."),
    ("MQL", "Marketing qualified", "marketing", "Score 60 or more, or asked for a demo."),
    ("SAL", "Sales accepted", "sales", "A first completed call, meeting or e-mail by sales."),
    ("SQL", "Sales qualified", "sales", "Need and budget confirmed; the lead is converted."),
    ("OPP", "Opportunity", "sales", "An opportunity with an amount and a close date."),
    ("WON", "Won", "sales", "Signed. The close date is the date of signature."),
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
RULES = (
    (
        "D001",
        "Open opportunities whose close date has passed",
        "critical",
        "record",
        412,
        61,
        "2140880.50",
        "A forecast that counts deals due last quarter is wrong by that amount.",
        "Ask the owner for a new close date, or close the opportunity as lost.",
    ),
    (
        "X002",
        "Linked deals with different amounts",
        "major",
        "pair",
        288,
        34,
        "1310400.00",
        "Marketing reports one figure to the board, sales another.",
        "Decide which system wins in the sync mapping, then correct the other side.",
    ),
    (
        "X001",
        "Linked deals in different stages",
        "critical",
        "pair",
        288,
        19,
        "920150.75",
        "One system says won while the other still forecasts it.",
        "Correct the stage in Salesforce; the sync carries it to HubSpot.",
    ),
    (
        "D002",
        "Open opportunities without an amount",
        "major",
        "record",
        412,
        37,
        "0",
        "They are in the pipeline count and not in the pipeline sum.",
        "Enter at least the list price of what was discussed.",
    ),
    (
        "D006",
        "Closed before they were created",
        "major",
        "record",
        2768,
        23,
        None,
        "Cycle times computed from these are negative.",
        "Correct the close date.",
    ),
    (
        "V001",
        "E-mail addresses that cannot receive mail",
        "minor",
        "record",
        71402,
        914,
        "84100",
        "Bounces hurt the sender's standing.",
        "Correct or blank the address.",
    ),
    (
        "V002",
        "Junk and test values",
        "minor",
        "record",
        90114,
        1203,
        "40210.00",
        "Test records inflate every count.",
        "Delete the record, or ask for the real value.",
    ),
    (
        "V003",
        "Countries spelt in several ways",
        "minor",
        "record",
        60122,
        4120,
        "610300.00",
        "Territory rules and reports by country miss these.",
        "Use the majority spelling.",
    ),
    (
        "F007",
        "Picklist values nobody declared",
        "minor",
        "record",
        30412,
        88,
        "12500",
        "Salesforce rejects them at the next sync.",
        "Declare the value or map it.",
    ),
    (
        "L001",
        "Leads without a source",
        "major",
        "record",
        30412,
        2140,
        "220000.00",
        "No channel gets the credit, so budgets are decided on the rest.",
        "Make the source required on the form and in the import.",
    ),
    (
        "F001",
        "Fields that were never populated",
        "minor",
        "field",
        300,
        41,
        None,
        "They clutter forms and mappings.",
        "Ask who asked for the field, then retire it.",
    ),
    (
        "F002",
        "Fields abandoned for more than a year",
        "minor",
        "field",
        300,
        28,
        None,
        "Reports built on them show an old world.",
        "Find out what replaced the field.",
    ),
    (
        "F003",
        "Fields with one value only",
        "minor",
        "field",
        300,
        9,
        None,
        "A constant tells nothing.",
        "Make it a real choice or retire it.",
    ),
    ("D009", "Opportunities closed in the future", "major", "record", 18, 0, None, None, None),
)
NAMES = ("Northwind pilot", "Contoso renewal", "Fabrikam 500 seats", "Adatum rollout", "Litware EU")
TARGETS = {
    "D": ("salesforce", "opportunity", "closedate"),
    "X": ("salesforce", "opportunity", "stagename"),
    "V": ("hubspot", "contacts", "email"),
    "F": ("salesforce", "lead", "rating"),
    "L": ("salesforce", "lead", "leadsource"),
}


def believable_engine(folder: Path, *, fields: int = 180) -> Engine:
    """Every published table filled; `fields` rows in the field inventory."""
    engine = empty_engine(folder)
    _fill_sync(engine)
    _fill_pipeline(engine)
    _fill_channels(engine)
    _fill_opportunities(engine)
    _fill_quality(engine)
    insert(engine, "quality.field_profile", inventory(fields))
    return engine


def inventory(size: int) -> list[dict[str, Any]]:
    """Fields over all objects, a third of them in some trouble."""
    verdicts = (
        "used",
        "never_populated",
        "used",
        "abandoned",
        "used",
        "used",
        "constant",
        "used",
        "could_not_see",
        "used",
        "too_few",
        "used",
    )
    stems = (
        "region",
        "budget_range",
        "lead_grade",
        "webinar_interest",
        "partner_name",
        "segment",
        "renewal_risk",
        "utm_term",
        "referral_code",
        "product_line",
        "preferred_language",
    )
    objects = tuple(RECORD_COUNTS)[:7]
    return [
        field_row(
            *objects[n % 7],
            f"{stems[n % 11]}_{n}__c" if n % 2 else f"{stems[n % 11]}_{n}",
            verdicts[n % 12],
        )
        for n in range(size)
    ]


def _fill_sync(engine: Engine) -> None:
    insert(engine, "marts.mart_sync_status", [sync_row(*key) for key in RECORD_COUNTS])


def _fill_pipeline(engine: Engine) -> None:
    insert(
        engine,
        "marts.dim_stage",
        [
            {
                "stage_code": code,
                "stage_rank": rank,
                "stage_label": label,
                "owner_team": team,
                "definition": definition,
            }
            for rank, (code, label, team, definition) in enumerate(STAGES, start=1)
        ],
    )
    # Ids rise; the further a cycle gets, the rarer, so the counts fall from stage to stage.
    with engine.begin() as connection:
        connection.execute(
            text(
                "insert into marts.mart_pipeline"
                " select 'c' || n, case when n % 41 = 0 then 'sales_generated'"
                "   when n % 53 = 0 then 'expansion' else 'marketing_generated' end,"
                f" timestamp '{AS_OF}',"
                f" case when n % 10 < 4 then timestamp '{AS_OF}' end,"
                f" case when n % 10 < 4 and n % 7 < 4 then timestamp '{AS_OF}' end,"
                f" case when n % 10 < 4 and n % 7 < 2 then timestamp '{AS_OF}' end,"
                f" case when n % 10 < 3 and n % 7 < 2 then timestamp '{AS_OF}' end,"
                f" case when n % 10 = 2 and n % 7 < 2 then timestamp '{AS_OF}' end,"
                " n % 9 = 0 and n % 10 < 4, n % 10 < 4 and n % 8 = 0,"
                " n % 10 < 4 and n % 7 < 4 and n % 3 = 0,"
                " false, false, case when n % 10 = 2 and n % 7 < 2 then 20 + n % 90 end"
                " from range(12000) as t(n)"
            )
        )
    insert(
        engine,
        "marts.mart_funnel_cohort",
        [
            {
                "cohort_stage": "MQL",
                "cohort_month": f"{2024 + (10 + n) // 12}-{(10 + n) % 12 + 1:02d}-01",
                "channel": "email",
                "count_inq": 0,
                "count_mql": 180 + (n * 37) % 90,
                "count_sal": 110 + n,
                "count_sql": 60,
                "count_opp": 48 - n % 5,
                "count_won": max(0, 17 - n // 3) if n > 14 else 14 + n % 6,
                "won_amount_corporate": 140000 + n * 3111,
                "is_mature": n < 19,
            }
            for n in range(24)
        ],
    )


def _fill_channels(engine: Engine) -> None:
    for place, (channel, label, counts) in enumerate(CHANNELS):
        if channel:
            insert(
                engine,
                "marts.dim_channel",
                [{"channel": channel, "label": label, "is_marketing": True}],
            )
        rate = counts[5] / counts[1]
        insert(
            engine,
            "marts.mart_channel_performance",
            [
                dict(
                    zip(
                        (
                            "count_inq",
                            "count_mql",
                            "count_sal",
                            "count_sql",
                            "count_opp",
                            "count_won",
                        ),
                        counts,
                        strict=True,
                    )
                )
                | {
                    "breakdown": breakdown,
                    "breakdown_value": channel and f"{channel}{suffix}",
                    "close_rate_numerator": counts[5],
                    "close_rate_denominator": counts[1],
                    "close_rate": round(rate, 6),
                    "close_rate_low": round(rate * 0.8, 6),
                    "close_rate_high": round(rate * 1.22, 6),
                    "median_days_mql_to_won": 38 + place * 6.5,
                    "count_days": counts[5],
                    "count_days_excluded": 0,
                    "open_amount_corporate": counts[4] * 9120,
                    "won_amount_corporate": counts[5] * 21750.25,
                }
                for breakdown, suffix in (
                    ("channel", ""),
                    ("original_source", "_src"),
                    ("landing_page", "/pricing?utm=1"),
                )
            ],
        )


def _fill_opportunities(engine: Engine) -> None:
    rows = [
        {
            "opportunity_key": f"o{n}",
            "source_system": "salesforce",
            "source_object": "opportunity",
            "source_id": record_id(n),
            "salesforce_opportunity_id": record_id(n),
            "hubspot_deal_id": str(91000000 + n),
            "name": f"{NAMES[n % 5]} {n}",
            "amount": 20000 + n * 977,
            "currency_code": "EUR",
            "amount_corporate": 20000 + n * 977,
            "is_open": n < 160,
            "is_won": n >= 190,
        }
        for n in range(220)
    ]
    insert(engine, "marts.fct_opportunity", rows)
    insert(
        engine,
        "marts.bridge_opportunity_source",
        [
            {
                "source_system": "salesforce",
                "source_object": "opportunity",
                "source_id": row["source_id"],
                "opportunity_key": row["opportunity_key"],
            }
            for row in rows
        ],
    )
    insert(
        engine,
        "marts.dim_user",
        [
            {"owner_key": f"owner{n}", "name": name}
            for n, name in enumerate(("Ada Brandt", "Ben Okafor", "Chiara Lindqvist"))
        ],
    )
    insert(
        engine,
        "quality.conflict",
        [
            {
                "field": field,
                "opportunity_key": f"o{n}",
                "hubspot_deal_id": str(91000000 + n),
                "salesforce_opportunity_id": record_id(n),
                "hubspot_value": "Contract sent" if field == "stage" else str(20000 + n * 900),
                "salesforce_value": "Negotiation" if field == "stage" else str(20000 + n * 977),
                "is_conflict": n % 9 == 0,
                "amount_difference": n * 77 if field == "amount" else None,
            }
            for field in ("stage", "amount")
            for n in range(120)
        ],
    )


def _fill_quality(engine: Engine) -> None:
    insert(
        engine,
        "quality.rule_result",
        [
            {
                "rule_id": rule,
                "rule_version": 1,
                "name": name,
                "severity": severity,
                "level": level,
                "population": population,
                "failed": failed,
                "fail_ratio": round(failed / population, 6),
                "open_amount_touched": amount,
                "records_touched": None if level == "field" else failed,
                "why_it_matters": why,
                "how_to_fix": fix,
                "is_judged": population >= 30,
            }
            for rule, name, severity, level, population, failed, amount, why, fix in RULES
        ],
    )
    insert(
        engine,
        "quality.finding",
        [_finding(rule[0], rule[2], rule[3], n) for rule in RULES for n in range(min(rule[5], 24))],
    )
    insert(
        engine,
        "quality.score",
        [
            {
                "metric": "pipeline_trust",
                "scope": "(all)",
                "value": "0.831200",
                "numerator": "3105924.00",
                "denominator": "18400000.00",
            },
            {"metric": "record_health", "scope": "opportunity", "value": 0.871},
            {"metric": "record_health", "scope": "lead", "value": 0.934},
            {"metric": "record_health", "scope": "contacts", "value": 0.962},
            {"metric": "record_health", "scope": "deals", "value": None},
            {"metric": "field_debt", "scope": "(all)", "value": 0.26},
        ],
    )
    insert(
        engine,
        "quality.expectation_result",
        [
            {"suite": "marts", "rule_id": None, "expectation": f"e{n}", "success": n != 3}
            for n in range(12)
        ],
    )


def _finding(rule: str, severity: str, level: str, n: int) -> dict[str, Any]:
    system, object_name, field = TARGETS[rule[0]]
    on_opportunity = object_name == "opportunity"
    return {
        "finding_key": f"{rule}{n}",
        "rule_id": rule,
        "rule_version": 1,
        "severity": severity,
        "system": system,
        "object": object_name,
        "field": f"budget_range_{n * 12 + 1}__c" if level == "field" else field,
        "record_id": None if level == "field" else record_id(n) if on_opportunity else str(500 + n),
        "owner_key": None if level == "field" else f"owner{n % 3}",
        "detail": "Close date 2026-08-31, 83 days ago" if rule == "D001" else "Value found: n/a",
        "other_value": "Contract sent" if rule == "X001" else None,
        "amount_corporate": 20000 + n * 977 if on_opportunity else None,
        "first_seen_at": AS_OF,
        "status": ("open", "new", "open", "reappeared")[n % 4],
    }


def record_id(n: int) -> str:
    """A Salesforce id of 18 characters."""
    return f"0065g00000A{n:04d}AAA"

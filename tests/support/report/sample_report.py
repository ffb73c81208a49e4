"""A sample_report company in the published tables: twelve thousand lead cycles, fourteen rules."""

from __future__ import annotations

from decimal import Decimal
from pathlib import Path
from typing import Any

from sqlalchemy import Engine

from tests.support.report.published_tables import (
    AS_OF,
    RECORD_COUNTS,
    empty_engine,
    field_row,
    insert,
    insert_tuples,
    sync_row,
)
from tests.support.report.sample_attribution import fill_attribution
from tests.support.report.sample_fixes import fill_fixes
from tests.support.report.sample_gap import fill_gap
from tests.support.report.sample_handover import fill_handover
from tests.support.report.sample_money import fill_money
from tests.support.report.sample_pairs import fill_conflict_shares, fill_identities
from tests.support.report.sample_pipeline import fill_pipeline
from tests.support.report.sample_rules import RULES, Rule
from tests.support.report.sample_scorecard import fill_scorecard
from tests.support.report.sample_story import fill_story
from tests.support.report.sample_waivers import fill_waivers
from tests.support.report.told import Part, slices

NAMES = ("Northwind pilot", "Contoso renewal", "Fabrikam 500 seats", "Adatum rollout", "Litware EU")
TARGETS = {
    "D": ("salesforce", "opportunity", "closedate"),
    "X": ("salesforce", "opportunity", "stagename"),
    "V": ("hubspot", "contacts", "email"),
    "F": ("salesforce", "lead", "rating"),
    "L": ("salesforce", "lead", "leadsource"),
}
VERDICTS = (
    *("used", "never_populated", "used", "abandoned", "used", "used"),
    *("constant", "used", "could_not_see", "used", "too_few", "used"),
)
STEMS = (
    *("region", "budget_range", "lead_grade", "webinar_interest", "partner_name", "segment"),
    *("renewal_risk", "utm_term", "referral_code", "product_line", "preferred_language"),
)
WEIGHTS = {"critical": Decimal(1), "major": Decimal("0.5"), "minor": Decimal("0.25")}
OPEN_OPPORTUNITIES = 160


def sample_engine(folder: Path, *, fields: int = 180) -> Engine:
    """Every published table filled; `fields` rows in the field inventory."""
    engine = empty_engine(folder)
    fill(engine, fields=fields)
    return engine


def fill(engine: Engine, *, fields: int) -> None:
    """Fill empty published tables."""
    insert(engine, "marts.mart_sync_status", [sync_row(*key) for key in RECORD_COUNTS])
    fill_pipeline(engine)
    fill_handover(engine)
    fill_scorecard(engine)
    fill_gap(engine)
    fill_attribution(engine)
    fill_money(engine)
    _fill_opportunities(engine)
    fill_story(engine)
    _fill_quality(engine)
    insert(engine, "quality.field_profile", inventory(fields))


def inventory(size: int) -> list[dict[str, Any]]:
    """Fields over all objects, half of them in some trouble."""
    objects = tuple(RECORD_COUNTS)[:7]
    return [
        field_row(*objects[n % 7], f"{STEMS[n % 11]}_{n}{'__c' * (n % 2)}", VERDICTS[n % 12])
        for n in range(size)
    ]


def record_id(n: int) -> str:
    """A Salesforce id of 18 characters."""
    return f"0065g00000A{n:04d}AAA"


def amount(n: int) -> Decimal:
    """What opportunity n is worth."""
    return Decimal(20000 + n * 977)


def _fill_opportunities(engine: Engine) -> None:
    insert_tuples(
        engine,
        "marts.fct_opportunity",
        "opportunity_key source_system source_object source_id salesforce_opportunity_id"
        " hubspot_deal_id name amount currency_code amount_corporate is_open is_won",
        [
            (
                *(f"o{n}", "salesforce", "opportunity", record_id(n), record_id(n)),
                *(str(91000000 + n), f"{NAMES[n % 5]} {n}", amount(n), "EUR", amount(n)),
                *(n < OPEN_OPPORTUNITIES, n > 190),
            )
            for n in range(220)
        ],
    )
    insert_tuples(
        engine,
        "marts.bridge_opportunity_source",
        "source_system source_object source_id opportunity_key",
        [("salesforce", "opportunity", record_id(n), f"o{n}") for n in range(220)],
    )
    insert_tuples(
        engine,
        "marts.bridge_opportunity_source",
        "source_system source_object source_id opportunity_key",
        [("hubspot", "deals", str(91000000 + n), f"o{n}") for n in range(220)],
    )
    owners = enumerate(("Ada Brandt", "Ben Okafor", None))
    insert_tuples(
        engine,
        "marts.dim_user",
        "owner_key name salesforce_user_id",
        [(f"owner{n}", name, f"0055g00000A{n:04d}AAA") for n, name in owners],
    )
    insert_tuples(
        engine,
        "marts.dim_source_system",
        "source_system account_id ui_url",
        [
            ("hubspot", "14599", "https://app-eu1.hubspot.com/contacts/14599"),
            ("salesforce", "00D5g0000000001EAA", "https://acme.my.salesforce.com"),
        ],
    )
    insert_tuples(
        engine,
        "quality.conflict",
        "field opportunity_key source_system source_object source_id other_source_system"
        " other_source_object other_source_id value other_value is_comparable is_conflict"
        " amount_difference told_rank",
        [
            (
                *(field, f"o{n}", "salesforce", "opportunity", record_id(n)),
                *("hubspot", "deals", str(91000000 + n)),
                *(("Negotiation", "Contract sent") if field == "stage" else (amount(n), 900 * n)),
                *(True, n % 9 == 0, n * 77 if field == "amount" else None, _place(n)),
            )
            for field in ("stage", "amount")
            for n in range(120)
        ],
    )


def _place(n: int) -> int | None:
    """Of the fourteen in conflict, the largest first."""
    return 14 - n // 9 if n % 9 == 0 else None


def _fill_quality(engine: Engine) -> None:
    insert_tuples(
        engine,
        "quality.rule_result",
        "rule_id name severity level population failed open_amount_touched why_it_matters"
        " how_to_fix rule_version fail_ratio records_touched is_judged problem_rank"
        " open_amount_ratio",
        [
            (
                *(*rule, 1, round(rule.failed / rule.population, 6)),
                *(None if rule.level == "field" else rule.failed, rule.population >= 30),
                *(place, round(float(rule.open_amount or 0) / 15_000_000, 6)),
            )
            for place, rule in enumerate(RULES)
        ],
    )
    insert_tuples(
        engine,
        "quality.rule_change",
        "rule_id name severity level rule_version rule_state count_new count_reappeared"
        " count_fixed count_waived count_withdrawn count_came_with_rule count_open change_rank",
        [
            (*(*rule,)[:4], 1, "unchanged", place % 4, 0, place % 3, 0, 0, 0, rule.failed, place)
            for place, rule in enumerate(RULES)
        ],
    )
    found = [(rule, n) for rule in RULES for n in range(min(rule.failed, 24))]
    findings = [_finding(rule, n) for rule, n in found]
    insert(engine, "quality.finding", findings)
    fill_fixes(engine, findings)
    fill_waivers(engine, _finding(RULES[5], 30), _finding(RULES[10], 30))
    insert_tuples(
        engine,
        "quality.score",
        "metric scope value numerator denominator",
        [
            ("pipeline_trust", "(all)", 0.8, None, None),
        ],
    )
    insert_tuples(
        engine,
        "quality.record_health",
        "health_rank source_system source_object records health_ratio outcome rules_failed",
        [
            (1, "salesforce", "opportunity", 3180, 0.871, "judged", 5),
            (2, "salesforce", "lead", 30412, 0.934, "judged", 1),
            (3, "hubspot", "contacts", 48210, 0.962, "judged", 4),
            (4, "hubspot", "deals", 2310, None, "nothing_to_judge", 0),
        ],
    )
    _fill_trust(engine)
    fill_conflict_shares(engine)
    fill_identities(engine)
    checks = [("marts", f"e{n}", n != 3) for n in range(12)]
    insert_tuples(engine, "quality.expectation_result", "suite expectation success", checks)


def _opportunity(rule: Rule, n: int) -> int:
    return (n * 5 + ord(rule.rule_id[-1]) * 7) % OPEN_OPPORTUNITIES


def _worst() -> dict[int, str]:
    """The worst severity on each open opportunity that has a finding."""
    worst: dict[int, str] = {}
    for rule in (rule for rule in RULES if rule.rule_id[0] in "DX"):
        for n in range(min(rule.failed, 24)):
            place = _opportunity(rule, n)
            worst[place] = max(
                worst.get(place, rule.severity), rule.severity, key=lambda word: WEIGHTS[word]
            )
    return worst


def _fill_trust(engine: Engine) -> None:
    """Every fortieth opportunity carries no amount of its own."""
    worst = _worst()
    parts = []
    for severity in (*WEIGHTS, None):
        own = [n for n in range(OPEN_OPPORTUNITIES) if worst.get(n) == severity]
        if not own:
            continue
        estimated = [amount(n) for n in own if n % 40 == 0]
        amounts = sum((amount(n) for n in own), Decimal(0))
        parts.append(
            Part(
                severity or "none",
                len(own),
                amounts - sum(estimated),
                sum(estimated) if estimated else None,
                amounts * WEIGHTS.get(severity or "", Decimal(0)),
                len(estimated),
            )
        )
    slices(engine, *parts)


def _finding(rule: Rule, n: int) -> dict[str, Any]:
    system, object_name, field = TARGETS[rule.rule_id[0]]
    place = _opportunity(rule, n)
    is_field, on_opportunity = rule.level == "field", object_name == "opportunity"
    return {
        "finding_key": f"{rule.rule_id}{n}",
        "rule_id": rule.rule_id,
        "rule_version": 1,
        "severity": rule.severity,
        "source_system": system,
        "source_object": object_name,
        "field": f"{STEMS[(n * 12 + 1) % 11]}_{n * 12 + 1}__c" if is_field else field,
        "source_id": None if is_field else record_id(place) if on_opportunity else str(500 + n),
        "owner_key": None if is_field else f"owner{n * n % 3}",
        "detail": f"Close date 2026-08-{n + 1:02d}" if rule.rule_id == "D001" else "Value: n/a",
        "other_value": "Contract sent" if rule.rule_id == "X001" else None,
        "amount_corporate": amount(place) if on_opportunity else None,
        "first_seen_at": AS_OF,
        "status": ("open", "new", "open", "reappeared")[n % 4],
        "is_recent": n % 2 == 1,
    }

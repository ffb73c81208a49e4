"""What tests of the report's sections share: a section as a reader hears it, and rows of tables."""

from __future__ import annotations

import html
import re
from collections.abc import Callable
from dataclasses import dataclass
from decimal import Decimal

from sqlalchemy import Engine

from orchestration.report.masthead import read_context
from orchestration.report.render import places_of, section_body
from orchestration.report.section import find_sections
from tests.support.report.published_tables import insert

Render = Callable[..., str]
Tell = Callable[..., str]


def section_of(engine: Engine, section: str, *, redact: bool = False) -> str:
    """One section of the report of these tables; blank where it has nothing to say."""
    sections = find_sections()
    (wanted,) = (one for one in sections if one.id == section)
    with engine.connect() as connection:
        context = read_context(connection, places_of(sections), None, is_redacted=redact)
        return section_body(wanted, connection, context) or ""


def words(page: str) -> str:
    """The page as a reader hears it: tags out, spaces plain and single."""
    body = re.sub(r"<(style|script)>.*?</\1>", " ", page, flags=re.S)
    body = re.sub(r'<span class="exact">.*?</span>', "", body)
    return " ".join(html.unescape(re.sub(r"<[^>]+>", " ", body)).split())


def finding(rule: str, record: str | None, **changes: object) -> dict[str, object]:
    """A row of quality.finding on an opportunity."""
    return {
        "finding_key": f"{rule} {record} {changes.get('field', 'amount')}",
        "rule_id": rule,
        "severity": "major",
        "source_system": "salesforce",
        "source_object": "opportunity",
        "field": "amount",
        "source_id": record,
        "status": "open",
    } | changes


def rule(rule_id: str, **changes: object) -> dict[str, object]:
    """A row of quality.rule_result of a rule that found something."""
    return {
        "rule_id": rule_id,
        "rule_version": 2,
        "name": f"Rule {rule_id}",
        "severity": "major",
        "level": "record",
        "population": 400,
        "failed": 8,
        "fail_ratio": 0.02,
        "is_judged": True,
    } | changes


def step(start: str, end: str, **changes: object) -> dict[str, object]:
    """A row of mart_funnel_conversion between neighbours."""
    return {
        "cycle_type": "marketing_generated",
        "breakdown": "all",
        "stage_from": start,
        "stage_to": end,
        "is_next_step": True,
        "is_handover_to_won": (start, end) == ("MQL", "WON"),
        "is_rate_judged": True,
        "count_from_imputed": 0,
        "count_to_excluded": 0,
    } | changes


def open_opportunity(key: str, amount: int | None, **changes: object) -> dict[str, object]:
    return {
        "opportunity_key": key,
        "source_system": "salesforce",
        "source_object": "opportunity",
        "source_id": key,
        "salesforce_opportunity_id": key,
        "name": f"Deal {key}",
        "amount": amount,
        "amount_corporate": amount,
        "currency_code": "EUR",
        "is_open": True,
        "is_won": False,
    } | changes


@dataclass(frozen=True)
class Part:
    """Open opportunities of one worst finding, as quality.trust_slice counts them."""

    finding: str
    opportunities: int
    recorded: Decimal | int | None = None
    estimated: Decimal | int | None = None
    untrusted: Decimal | int = 0
    unpriced: int = 0


def slices(engine: Engine, *parts: Part) -> None:
    """Fill quality.trust_slice with these parts and the row of all."""
    whole = Part(
        "all",
        sum(part.opportunities for part in parts),
        sum(part.recorded or 0 for part in parts),
        sum(part.estimated or 0 for part in parts),
        sum(part.untrusted for part in parts),
        sum(part.unpriced for part in parts),
    )
    total = _amount(whole)
    insert(engine, "quality.trust_slice", [
        {
            "worst_finding": part.finding,
            "opportunities": part.opportunities,
            "opportunities_estimated": part.unpriced,
            "recorded_amount": part.recorded or None,
            "estimated_amount": part.estimated or None,
            "amount": _amount(part),
            "amount_ratio": _amount(part) / total if total else None,
            "untrusted_amount": part.untrusted,
            "untrusted_ratio": part.untrusted / total if total else None,
        }
        for part in (*parts, whole)
    ])  # fmt: skip


def _amount(part: Part) -> Decimal | int:
    return (part.recorded or 0) + (part.estimated or 0)

"""What tests of the report's sections share: the page as a reader hears it, and rows of deals."""

from __future__ import annotations

import html
import re
from collections.abc import Callable
from dataclasses import dataclass
from decimal import Decimal

from sqlalchemy import Engine

from tests.support.report.published_tables import insert

Render = Callable[..., str]


def words(page: str) -> str:
    """The page as a reader hears it: tags out, spaces plain and single."""
    body = re.sub(r"<(style|script)>.*?</\1>", " ", page, flags=re.S)
    body = re.sub(r'<span class="exact">.*?</span>', "", body)
    return " ".join(html.unescape(re.sub(r"<[^>]+>", " ", body)).split())


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

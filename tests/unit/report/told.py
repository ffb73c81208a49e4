"""What tests of the report's sections share: the page as a reader hears it, and rows of deals."""

from __future__ import annotations

import html
import re
from collections.abc import Callable

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


def weighed(key: str, recorded: object, **changes: object) -> dict[str, object]:
    """An open opportunity without a finding; `recorded` None: `estimated` says what it weighs."""
    return {"opportunity_key": key, "recorded_amount": recorded, "untrusted_amount": 0} | changes

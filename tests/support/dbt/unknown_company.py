"""A company much of whose money and places are unknown: none of it may become a nought.

The portal keeps its books in dollars, the org in euros, and neither knows a rate. No open business
has an amount that counts. Raw rows by hand; what they come to is said in test_quality_unknowns.py.
"""

from __future__ import annotations

from datetime import date, datetime
from typing import Any

from tests.support.dbt.build import Rows, field_row, misfit_row

AS_OF = datetime.fromisoformat("2026-03-31T12:00:00")
CREATED = datetime.fromisoformat("2026-01-05T09:00:00")

#: contact -> country as written, and what is wrong with it (None: nothing).
COUNTRIES: dict[str, tuple[str, str | None]] = {
    "101": ("Deutschland", None),
    "102": ("Deutschland", None),
    "103": ("DEUTSCHLAND", "DEUTSCHLAND instead of Deutschland"),
    "104": ("Österreich", None),
    "105": ("Österreich", None),
    "106": ("ÖSTERREICH", "ÖSTERREICH instead of Österreich"),
    "107": ("EMEA", "names no country that is known: EMEA"),
    "108": ("Earth", "names no country that is known: Earth"),
    "109": ("California", "names no country that is known: California"),
    "110": ("n/a", None),  # a placeholder, which is told elsewhere
    "111": ("NA", None),  # Namibia
    "112": ("日本", None),
    "113": ("République tchèque", None),
    "114": ("Kosovo", None),
    "115": (" Česko\u00a0", " Česko\u00a0 instead of République tchèque"),
}

#: deal and opportunity -> amounts and currencies of both; comparable, in conflict.
PAIRS: dict[str, tuple[float, str | None, float, str | None, bool, bool]] = {
    "own currencies differ": (125.0, None, 100.0, None, False, False),
    "one names its own": (100.0, None, 100.0, "USD", True, False),
    "letters differ": (100.0, "eur", 100.5, "EUR", True, False),
    "amounts differ": (100.0, "eur", 150.0, None, True, True),
    "currencies differ": (100.0, "GBP", 150.0, "CHF", False, False),
}


def rows() -> Rows:
    """Every raw row of the company."""
    return {
        ("raw_hubspot", "_source"): [{"account_id": "1", "currency": "USD", "time_zone": "UTC"}],
        ("raw_salesforce", "_source"): [{"account_id": "2", "currency": "EUR", "time_zone": "UTC"}],
        ("raw_hubspot", "contacts"): [
            {"id": number, "email": f"c{number}@{number}.example", "country": country}
            for number, (country, _) in COUNTRIES.items()
        ],
        ("raw_hubspot", "_fields"): [
            *(field_row("contacts", name) for name in ("email", "country")),
            field_row("deals", "amount", column_type="number"),
            field_row("deals", "closedate", column_type="timestamp"),
        ],
        ("raw_salesforce", "_fields"): [
            field_row("opportunity", name) for name in ("amount", "closedate", "stagename")
        ],
        ("raw_hubspot", "_misfits"): [
            misfit_row("deals", "grouped", "amount", "number", "1,800.125"),
        ],
        ("raw_hubspot", "deals"): [
            *(_deal(f"deal {n}", amount, code, n) for n, (amount, code, *_) in _pairs()),
            _deal("grouped", None, None, None, hs_is_closed=False, hs_is_closed_won=False),
        ],
        ("raw_salesforce", "opportunity"): [
            *(_opportunity(n, amount, code) for n, (_, _, amount, code, *_) in _pairs()),
            _open("nothing", None, None),
            _open("no rate", 70.0, "CHF"),
            _open("negative", -5.0, "EUR"),
        ],
    }


def _pairs() -> list[tuple[str, tuple[float, str | None, float, str | None, bool, bool]]]:
    return [(f"O{place}", pair) for place, pair in enumerate(PAIRS.values())]


def _deal(
    deal_id: str, amount: float | None, code: str | None, twin: str | None, **more: Any
) -> dict[str, Any]:
    return {
        "id": deal_id,
        "dealname": deal_id,
        "amount": amount,
        "deal_currency_code": code,
        "createdate": CREATED,
        "closedate": datetime.fromisoformat("2026-02-01T12:00:00"),
        "hs_is_closed": True,
        "hs_is_closed_won": True,
        "hs_salesforceopportunityid": twin,
        **more,
    }


def _opportunity(name: str, amount: float | None, code: str | None) -> dict[str, Any]:
    return {
        "id": name,
        "name": name,
        "amount": amount,
        "currencyisocode": code,
        "createddate": CREATED,
        "closedate": date(2026, 2, 1),
        "stagename": "Closed Won",
        "isclosed": True,
        "iswon": True,
    }


def _open(name: str, amount: float | None, code: str | None) -> dict[str, Any]:
    return {
        **_opportunity(name, amount, code),
        "closedate": date(2026, 5, 1),
        "stagename": "Prospecting",
        "isclosed": False,
        "iswon": False,
    }

"""The portal's currencies: codes, its own one, exchange rates now and before.

A world states rates in currencies.csv: how much of the portal's currency one unit of another is
worth from an instant on.
"""

from __future__ import annotations

import csv
from functools import cache
from importlib.resources import files
from typing import Any, Final

from orchestration.emulator.hubspot.endpoint import Call, Reply
from orchestration.emulator.hubspot.errors import not_found
from orchestration.emulator.hubspot.paging import next_page
from orchestration.emulator.hubspot.rendering import show_datetime
from orchestration.worlds.csv_table import Row
from orchestration.worlds.instants import format_instant, parse_instant

_PAGE_MAXIMUM: Final = 100


@cache
def _codes() -> list[dict[str, str]]:
    text = (files("orchestration.emulator.hubspot") / "data" / "currencies.csv").read_text("utf-8")
    rows = csv.DictReader(text.splitlines())
    return [{"currencyCode": row["code"], "currencyName": row["name"]} for row in rows]


def list_codes(_: Call) -> Reply:
    """`GET /settings/v3/currencies/codes`: every currency HubSpot knows."""
    return 200, {"results": _codes()}


def company_currency(call: Call) -> Reply:
    """`GET /settings/v3/currencies/company-currency`."""
    created = show_datetime(format_instant(call.portal.records.as_of))
    return 200, {"id": call.portal.currency, "createdAt": created}


def central_rates(_: Call) -> Reply:
    """`GET /settings/v3/currencies/central-fx-rates/information`: rates are kept by hand."""
    return 200, {"centralExchangeRatesEnabled": False}


def list_rates(call: Call) -> Reply:
    """`GET /settings/v3/currencies/exchange-rates`: all rates ever, by id."""
    limit = call.limit(default=_PAGE_MAXIMUM, highest=_PAGE_MAXIMUM)
    text = call.one("after") or "0"
    start = int(text) if text.isdigit() else 0
    wanted = (call.one("fromCurrencyCode"), call.one("toCurrencyCode"))
    rates = [
        rate
        for rate in _rates(call)
        if wanted[0] in (None, rate["fromCurrencyCode"])
        and wanted[1] in (None, rate["toCurrencyCode"])
    ]
    reply: dict[str, Any] = {"results": rates[start : start + limit]}
    if start + limit < len(rates):
        after = str(start + limit)
        reply["paging"] = next_page(call, after)
    return 200, reply


def current_rates(call: Call) -> Reply:
    """`GET /settings/v3/currencies/exchange-rates/current`: the newest of each currency."""
    now = call.runtime.clock.now()
    newest: dict[str, dict[str, Any]] = {}
    for rate in sorted(_rates(call), key=lambda one: parse_instant(one["effectiveAt"])):
        if parse_instant(rate["effectiveAt"]) <= now:
            newest[rate["fromCurrencyCode"]] = rate
    return 200, {"results": list(newest.values())}


def read_rate(call: Call) -> Reply:
    """`GET /settings/v3/currencies/exchange-rates/{id}`."""
    for rate in _rates(call):
        if rate["id"] == call.path["rate_id"]:
            return 200, rate
    raise not_found()


def _rates(call: Call) -> list[dict[str, Any]]:
    rows = call.portal.records.sections.get("currencies", [])
    return [_rate(row, order, call.portal.currency) for order, row in enumerate(rows, start=1)]


def _rate(row: Row, order: int, company: str) -> dict[str, Any]:
    effective = show_datetime(str(row["effective_at"]))
    return {
        "id": row.get("id") or str(order),
        "fromCurrencyCode": row["currency"],
        "toCurrencyCode": company,
        "conversionRate": float(str(row["rate"])),
        "effectiveAt": effective,
        "createdAt": effective,
        "updatedAt": effective,
        "visibleInUI": (row.get("visible") or "true").lower() == "true",
    }

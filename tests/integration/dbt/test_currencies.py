"""Amounts of several currencies in one: by the day's rate, by today's, by HubSpot's, or not.

The org keeps its books in euros, the portal in dollars.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, datetime
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest

from tests.support.dbt.build import Build, Rows

AS_OF = datetime.fromisoformat("2026-07-01T12:00:00")
BUILT = (
    "+int_opportunity_amounts__converted",
    "+fct_fx_rate",
    "+dim_currency",
    "assert_the_corporate_currency_of_salesforce_is_one",
    # no test that also reads what is not built here
    *("--indirect-selection", "buildable"),
)
_ENDLESS = date(9999, 12, 31)

#: id -> amount, currency, close date; then the amount in euros, and how it came to be.
OPPORTUNITIES: dict[str, tuple[Any, ...]] = {
    "day before": (120.0, "USD", date(2024, 12, 31), "100", "dated_rate"),
    "day of a new rate": (125.0, "USD", date(2025, 1, 1), "100", "dated_rate"),
    "day the spans overlap": (250.0, "USD", date(2025, 1, 2), "200", "dated_rate"),
    "due in years": (125.0, "USD", date(2031, 1, 1), "100", "dated_rate"),
    "yen": (1600.0, "JPY", date(2025, 1, 1), "10", "static_rate"),
    "dinars": (12.345, "KWD", date(2025, 1, 1), "37.0350", "static_rate"),
    "small letters": (125.0, "usd", date(2025, 5, 1), "100", "dated_rate"),
    "own currency": (12.345, "EUR", date(2025, 1, 1), "12.345", "no_rate_needed"),
    "no code": (7.0, None, date(2025, 1, 1), "7", "no_rate_needed"),
    "no rate": (100.0, "CHF", date(2025, 1, 1), None, "missing_rate"),
    "a rate of nothing": (100.0, "XAU", date(2025, 1, 1), None, "missing_rate"),
    "no currency at all": (100.0, "EURO", date(2025, 1, 1), None, "missing_rate"),
    "no amount": (None, "USD", date(2025, 1, 1), None, "no_amount"),
    "nothing": (0.0, "USD", date(2025, 1, 1), "0", "no_rate_needed"),
    "nothing at no rate": (0.0, "CHF", date(2025, 1, 1), "0", "no_rate_needed"),
    "a loss": (-125.0, "USD", date(2025, 1, 1), "-100", "dated_rate"),
    "before every dated rate": (22.0, "NOK", date(2020, 1, 1), "2", "static_rate"),
    "after a dated rate ended": (22.0, "NOK", date(2025, 1, 1), "2", "static_rate"),
    "in the only dated rate": (22.0, "NOK", date(2022, 1, 1), "1", "dated_rate"),
}
#: id -> amount, currency, amount in home currency, closed; then as above.
DEALS: dict[str, tuple[Any, ...]] = {
    "in euros": (50.0, "EUR", 62.5, date(2025, 6, 1), "50", "no_rate_needed"),
    "in dollars": (125.0, "USD", None, date(2025, 6, 1), "100", "dated_rate"),
    "no code": (125.0, None, None, date(2025, 6, 1), "100", "dated_rate"),
    "frozen by HubSpot": (100.0, "GBP", 250.0, date(2025, 6, 1), "200", "dated_rate"),
    "first rate": (100.0, "GBP", None, date(2025, 3, 1), "104", "dated_rate"),
    "second rate": (100.0, "GBP", None, date(2025, 8, 1), "112", "dated_rate"),
    "open": (100.0, "GBP", None, None, "112", "dated_rate"),
    "before the first rate": (100.0, "GBP", None, date(2024, 3, 1), None, "missing_rate"),
    "from home to another": (100.0, "SEK", None, date(2025, 3, 1), "8", "dated_rate"),
    "rate of the other system": (1600.0, "JPY", None, date(2025, 3, 1), "10", "static_rate"),
    "no rate": (100.0, "CHF", None, date(2025, 6, 1), None, "missing_rate"),
    "no amount": (None, "USD", None, date(2025, 6, 1), None, "no_amount"),
    "nothing": (0.0, "GBP", 0.0, date(2025, 6, 1), "0", "no_rate_needed"),
}


def _rows() -> Rows:
    dated = (
        ("USD", 1.2, date(1, 1, 1), date(2025, 1, 2)),
        ("USD", 1.25, date(2025, 1, 1), _ENDLESS),
        ("NOK", 22.0, date(2022, 1, 1), date(2023, 1, 1)),
        ("EUR", 1.0, date(1, 1, 1), _ENDLESS),
    )
    static = (
        ("EUR", 1.0),
        ("USD", 1.3),
        ("JPY", 160.0),
        ("KWD", 1 / 3),
        ("XAU", 0.0),
        ("NOK", 11.0),
    )
    portal = (
        ("GBP", "USD", 1.3, "2025-01-01T00:00:00"),
        ("GBP", "USD", 1.4, "2025-07-01T00:00:00"),
        ("USD", "SEK", 10.0, "2025-01-01T00:00:00"),
    )
    return {
        ("raw_salesforce", "_source"): [{"account_id": "2", "currency": "EUR", "time_zone": "UTC"}],
        ("raw_hubspot", "_source"): [{"account_id": "1", "currency": "USD", "time_zone": "UTC"}],
        ("raw_salesforce", "currency_type"): [
            {"id": code, "isocode": code, "conversionrate": rate, "iscorporate": code == "EUR"}
            for code, rate in static
        ],
        ("raw_salesforce", "dated_conversion_rate"): [
            {
                "id": str(n),
                "isocode": code,
                "conversionrate": rate,
                "startdate": start,
                "nextstartdate": end,
            }
            for n, (code, rate, start, end) in enumerate(dated)
        ],
        ("raw_hubspot", "currencies"): [
            {
                "id": str(n),
                "fromcurrencycode": one,
                "tocurrencycode": other,
                "conversionrate": rate,
                "effectiveat": datetime.fromisoformat(since),
            }
            for n, (one, other, rate, since) in enumerate(portal)
        ],
        **_amounts(),
    }


def _amounts() -> Rows:
    return {
        ("raw_salesforce", "opportunity"): [
            {"id": name, "amount": amount, "currencyisocode": code, "closedate": day}
            for name, (amount, code, day, *_) in OPPORTUNITIES.items()
        ],
        ("raw_hubspot", "deals"): [
            {
                "id": name,
                "amount": amount,
                "deal_currency_code": code,
                "amount_in_home_currency": home,
                "closedate": day and datetime(day.year, day.month, day.day, 12),  # noqa: DTZ001
            }
            for name, (amount, code, home, day, *_) in DEALS.items()
        ],
    }


def _built(build: Build) -> Build:
    build.fill(_rows(), {})
    build.at(AS_OF)
    build.dbt(*BUILT)
    return build


@pytest.fixture(scope="module")
def build(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Build]:
    made = _built(Build.on_duckdb(tmp_path_factory.mktemp("currencies")))
    yield made
    made.engine.dispose()


def _converted(build: Build, system: str) -> dict[str, tuple[Decimal | None, str]]:
    query = (
        "select source_id, amount_corporate, amount_conversion"
        " from intermediate.int_opportunity_amounts__converted"
        f" where source_system = '{system}'"
    )
    return {row[0]: (row[1], row[2]) for row in build.rows(query)}


def _wanted(amount: str | None, how: str) -> tuple[Decimal | None, str]:
    return (None if amount is None else Decimal(amount), how)


@pytest.mark.parametrize("name", OPPORTUNITIES)
def test_an_opportunity_is_converted_by_the_rate_of_its_close_date(build: Build, name: str) -> None:
    assert _converted(build, "salesforce")[name] == _wanted(*OPPORTUNITIES[name][-2:])


@pytest.mark.parametrize("name", DEALS)
def test_a_deal_is_converted_over_the_home_currency_of_its_portal(build: Build, name: str) -> None:
    assert _converted(build, "hubspot")[name] == _wanted(*DEALS[name][-2:])


def test_amounts_keep_every_place_that_was_written(build: Build) -> None:
    query = (
        "select source_id, amount from intermediate.int_opportunity_amounts__converted"
        " where source_system = 'salesforce' and source_id in ('dinars', 'nothing', 'no amount')"
    )
    assert dict(build.rows(query)) == {
        "dinars": Decimal("12.3450"),
        "nothing": Decimal(0),
        "no amount": None,
    }


def test_spans_of_rates_neither_overlap_nor_leave_the_direction_in_doubt(build: Build) -> None:
    query = (
        "select valid_from, valid_to, rate from marts.fct_fx_rate"
        " where source_system = 'salesforce' and from_currency = 'USD' and basis = 'dated'"
        " order by valid_from"
    )
    assert build.rows(query) == [
        (date(1, 1, 1), date(2025, 1, 1), pytest.approx(1 / 1.2)),
        (date(2025, 1, 1), _ENDLESS, pytest.approx(0.8)),
    ]


def test_currencies_know_their_decimal_places(build: Build) -> None:
    query = (
        "select currency_code, minor_units, is_corporate from marts.dim_currency"
        " where currency_code in ('JPY', 'KWD', 'EUR', 'CLF') order by 1"
    )
    assert build.rows(query) == [
        ("CLF", 4, False),
        ("EUR", 2, True),
        ("JPY", 0, False),
        ("KWD", 3, False),
    ]


@pytest.mark.nightly
@pytest.mark.postgres
def test_both_warehouses_convert_alike(
    build: Build, postgres_database_url: str, tmp_path: Path
) -> None:
    other = _built(Build.on_postgres(postgres_database_url, tmp_path))
    for system in ("salesforce", "hubspot"):
        assert _converted(other, system) == _converted(build, system)
    query = "select source_system, from_currency, basis, valid_from, valid_to from {}.fct_fx_rate"
    here = sorted(map(str, build.rows(query.format("marts"))))
    assert sorted(map(str, other.rows(query.format("build_marts")))) == here
    other.engine.dispose()

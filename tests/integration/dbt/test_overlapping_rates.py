"""Rates that nobody here wrote: windows that overlap by a day are found and named.

Costs in several currencies are told in one by them, or said to have no rate.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, datetime
from decimal import Decimal
from typing import Any, Final

import pytest
from pyarrow import parquet

from tests.support.company import SHARED_DATA
from tests.support.dbt.build import Build

FOLDER: Final = SHARED_DATA / "sfdc_kittycorn"
AS_OF: Final = datetime.fromisoformat("2022-11-01T12:00:00")


#: What it is called: last day, amount, currency; then the amount in dollars, and how it came to be.
COSTS: Final[dict[str, tuple[Any, ...]]] = {
    "before the rates meet": ("2022-08-31", 104.0, "EUR", Decimal(100), "dated_rate"),
    "on the day of both": ("2022-09-01", 106.0, "EUR", Decimal(100), "dated_rate"),
    "since then": ("2022-10-15", 14907.0, "JPY", Decimal(100), "dated_rate"),
    "small letters": ("2022-09-10", 146.0, "cad", Decimal(100), "dated_rate"),
    "own currency": ("2022-09-10", 7.0, "USD", Decimal(7), "no_rate_needed"),
    "none told": ("2022-09-10", 5.0, None, Decimal(5), "no_rate_needed"),
    "no rate": ("2022-09-10", 9.0, "CHF", None, "missing_rate"),
}


def _cost(name: str) -> dict[str, Any]:
    day, amount, currency, *_ = COSTS[name]
    return {
        "starts_on": date.fromisoformat(day),
        "ends_on": date.fromisoformat(day),
        "kind": "program",
        "campaign": name,
        "amount": amount,
        "currency": currency,
    }


@pytest.fixture(scope="module")
def build(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Build]:
    if not FOLDER.exists():
        pytest.skip(f"the demo org is not here: {FOLDER} (it stands beside the project)")
    made = Build.on_duckdb(tmp_path_factory.mktemp("overlapping_rates"))
    made.fill(
        {
            ("raw_salesforce", "dated_conversion_rate"): [
                {
                    "id": row["Id"],
                    "isocode": row["IsoCode"],
                    "conversionrate": row["ConversionRate"],
                    "startdate": row["StartDate"],
                    "nextstartdate": row["NextStartDate"],
                }
                for row in _rows("DatedConversionRate")
            ],
            ("raw_salesforce", "currency_type"): [
                {
                    "id": row["Id"],
                    "isocode": row["IsoCode"],
                    "conversionrate": row["ConversionRate"],
                    "iscorporate": row["IsCorporate"],
                }
                for row in _rows("CurrencyType")
            ],
            ("raw_salesforce", "_source"): [
                {"account_id": "1", "currency": "USD", "time_zone": "UTC"},
            ],
            ("raw_files", "costs"): [*map(_cost, COSTS)],
        },
        {},
    )
    made.at(AS_OF)
    made.dbt("+rule_q005_overlapping_rates", "+rule_d009_missing_rate", "+mart_acquisition_cost")
    yield made
    made.engine.dispose()


def _rows(name: str) -> list[dict[str, Any]]:
    rows: list[dict[str, Any]] = parquet.read_table(FOLDER / f"{name}.parquet").to_pylist()
    return rows


def test_each_window_that_holds_too_long_is_named_with_the_next(build: Build) -> None:
    september, october = date(2022, 9, 1), date(2022, 10, 1)
    assert build.rows(
        "select currency_code, source_id, other_source_id, other_valid_from, count_days,"
        " is_contradicting from marts.fct_rate_overlap order by currency_code, other_valid_from"
    ) == [
        ("CAD", "04w8a000000bs44AAA", "04w8a000000bs49AAA", september, 1, True),
        ("CAD", "04w8a000000bs49AAA", "04w8a000000bs4EAAQ", october, 1, True),
        ("EUR", "04w8a000000bs45AAA", "04w8a000000bs4AAAQ", september, 1, True),
        ("EUR", "04w8a000000bs4AAAQ", "04w8a000000bs4FAAQ", october, 1, True),
        ("JPY", "04w8a000000bs46AAA", "04w8a000000bs4BAAQ", september, 1, True),
        ("JPY", "04w8a000000bs4BAAQ", "04w8a000000bs4GAAQ", october, 1, True),
    ]


def test_the_rule_finds_each_with_both_rates_and_what_falls_on_the_day(build: Build) -> None:
    found = dict(
        build.rows(  # type: ignore[arg-type]
            "select source_id, detail from intermediate.rule_q005_overlapping_rates where is_failed"
        )
    )
    assert len(found) == 6
    assert found["04w8a000000bs45AAA"] == (
        "EUR is worth 0.96153846 from 0001-01-01 until 2022-09-02, and 0.94339623 from 2022-09-01"
        " on: both hold on 1 day, with 1 amount of 106 EUR"
    )
    assert found["04w8a000000bs4AAAQ"].endswith("both hold on 1 day, with no amount")


def test_a_cost_without_a_rate_is_found_and_told_in_its_currency(build: Build) -> None:
    assert build.rows(
        "select source_object, field, detail from intermediate.rule_d009_missing_rate"
        " where is_failed"
    ) == [
        ("costs", "amount", "9 in CHF and no rate for 2022-09-10; no total contains it"),
    ]


@pytest.mark.parametrize(
    ("day", "rate"), [("2022-08-31", 1.04), ("2022-09-01", 1.06), ("2022-10-01", 1.02)]
)
def test_on_every_day_one_rate_counts(build: Build, day: str, rate: float) -> None:
    found = build.rows(
        "select 1 / value from intermediate.int_currency_values__dated"
        f" where currency_code = 'EUR' and basis = 'dated' and valid_from <= date '{day}'"
        f" and coalesce(valid_to, date '9999-12-31') > date '{day}'"
    )
    assert found == [(pytest.approx(rate),)]


def test_costs_in_several_currencies_are_told_in_one(build: Build) -> None:
    found = {
        name: (amount, told)
        for name, amount, told in build.rows(
            "select campaign_name, counted_amount_corporate, amount_conversion"
            " from marts.fct_marketing_spend where is_counted"
        )
    }
    assert found == {name: (row[3], row[4]) for name, row in COSTS.items()}


def test_what_has_no_rate_is_said_where_it_is_missing(build: Build) -> None:
    """The month's cost is in part; that of the campaign is unknown, not 0."""
    told = build.rows(
        "select scope_value, spend_state, spend_amount_corporate, count_unrated"
        " from marts.mart_acquisition_cost where basis = 'period' and period_type = 'month'"
        " and period_start = date '2022-09-01' and scope_type in ('all', 'campaign_name')"
        " and scope_value in ('all', 'no rate', 'own currency') order by scope_value"
    )
    assert told == [
        ("all", "in_part", Decimal(212), 1),
        ("no rate", "no_rate", None, 1),
        ("own currency", "told", Decimal(7), 0),
    ]

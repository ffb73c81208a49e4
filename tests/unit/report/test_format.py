"""Numbers to words: rounding, units, and never a zero for something unknown."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta, timezone
from decimal import Decimal

import pytest

from orchestration.report import format as words
from orchestration.report.format import MISSING, MIXED_CURRENCIES, Money, MoneyFormat


def plain(text: str) -> str:
    return text.replace("\u202f", " ")


@pytest.mark.parametrize(
    ("amount", "short"),
    [
        ("3104233.50", "€3.1M"),
        ("18400000", "€18.4M"),
        ("0", "€0"),
        ("950.4", "€950"),
        ("999.6", "€1k"),
        ("12400", "€12.4k"),
        ("123456", "€123k"),
        ("999499", "€999k"),
        ("999500", "€1M"),
        ("2500000000", "€2.5bn"),
        ("-4200", "−€4.2k"),
        ("0.125", "€0.13"),
        ("-0.84", "−€0.84"),
        ("9.99", "€9.99"),
        ("10.4", "€10"),
        ("7", "€7"),
    ],
)
def test_money_is_rounded_for_reading(amount: str, short: str) -> None:
    assert MoneyFormat("EUR")(Decimal(amount)).short == short


def test_money_keeps_its_exact_value() -> None:
    assert MoneyFormat("EUR")(Decimal("3104233.5")).exact == "EUR 3,104,233.50"


def test_a_currency_without_a_sign_is_written_as_its_code() -> None:
    assert plain(MoneyFormat("CHF")(Decimal(1200)).short) == "CHF 1.2k"


def test_several_currencies_leave_the_amount_without_a_sign() -> None:
    money = MoneyFormat(MIXED_CURRENCIES)
    assert money(Decimal(1200)) == words.Money("1.2k", "1,200.00")


@pytest.mark.parametrize("amount", [None, Decimal("NaN"), Decimal("Infinity")])
def test_an_unknown_amount_is_not_zero(amount: Decimal | None) -> None:
    assert MoneyFormat("EUR")(amount).short == MISSING


@pytest.mark.parametrize(
    ("value", "said"),
    [
        (0.0, "0 %"),
        (0.0001, "<0.1 %"),
        (0.034, "3.4 %"),
        (0.0994, "9.9 %"),
        (0.0996, "10 %"),
        (0.17, "17 %"),
        (-0.1234, "−12 %"),
        (-0.001, "0 %"),
        (0.994, "99.4 %"),
        (0.9999, ">99.9 %"),
        (1.0, "100 %"),
        (12.5, "1,250 %"),
        (None, MISSING),
        (float("nan"), MISSING),
    ],
)
def test_percentages_never_round_something_to_nothing(value: float | None, said: str) -> None:
    assert plain(words.percent(value)) == said


def test_the_length_of_a_bar_shows_what_is_not_nothing() -> None:
    assert [words.width(share) for share in (None, 0, 0.001, 0.25, 1.2)] == [0, 0, 1, 25, 100]


def test_instants_carry_their_zone_whatever_zone_they_came_in() -> None:
    naive = datetime(2026, 11, 22, 6, 0)  # noqa: DTZ001 -- both engines hand out naive UTC
    aware = datetime(2026, 11, 22, 8, 0, tzinfo=timezone(timedelta(hours=2)))
    assert words.instant(naive) == words.instant(aware) == "2026-11-22 06:00 UTC"
    assert words.machine_instant(naive.replace(tzinfo=UTC)) == "2026-11-22T06:00:00Z"


def test_long_text_is_cut_with_a_sign_that_it_was() -> None:
    assert words.clip("a" * 50, 10) == "a" * 9 + "…"
    assert words.clip("short", 10) == "short"


@pytest.mark.parametrize(
    ("value", "said"),
    [(41.5, "41.5 min"), (119.9, "119.9 min"), (120, "2 h"), (1724.3, "28.7 h"), (None, MISSING)],
)
def test_minutes_become_hours_from_two_hours_on(value: float | None, said: str) -> None:
    assert plain(words.minutes(value)) == said


def test_a_small_amount_keeps_its_cents_and_its_sign() -> None:
    assert MoneyFormat("EUR").to_the_cent(Decimal("0.9")) == Money("€0.90", "EUR 0.90")
    assert MoneyFormat("EUR").to_the_cent(Decimal("-0.905")) == Money("−€0.91", "EUR −0.91")
    assert MoneyFormat(None).to_the_cent(Decimal("0.9")) == Money("0.90", "0.90")


@pytest.mark.parametrize(
    ("least", "most", "told"),
    [
        (True, False, "at least"),
        (False, True, "at most"),
        (True, True, "about"),
        (False, False, ""),
    ],
)
def test_a_figure_of_parts_says_on_which_side_the_truth_lies(
    least: bool, most: bool, told: str
) -> None:
    assert words.bound(least=least, most=most) == told


@pytest.mark.parametrize(
    ("value", "told"),
    [
        (16.54, "16.5"),
        (0.048, "<0.1"),
        (-0.42, "−0.4"),
        (-0.01, "0.0"),
        (0.0, "0.0"),
        (1234, "1,234.0"),
    ],
)
def test_so_many_times_is_never_rounded_to_nothing(value: float, told: str) -> None:
    assert words.times(value) == told

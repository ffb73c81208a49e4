"""Discounts by seller, beside their win rate and margin."""

from __future__ import annotations

from datetime import date

from sqlalchemy import Engine

from tests.support.report.published_tables import insert
from tests.support.report.told import Tell, section_of


def _seller(key: str | None, year: int, **told: object) -> dict[str, object]:
    return {
        "period_type": "year",
        "period_start": date(year, 1, 1),
        "period_label": f"FY{year}",
        "is_complete": True,
        "owner_key": key,
        "win_rate_numerator": 12,
        "win_rate_denominator": 30,
        "win_rate": 0.4,
        "is_win_rate_judged": True,
        "count_won_with_discount": 12,
        "count_lost_with_discount": 0,
        "won_discount_ratio": 0.1,
        "net_amount_corporate": 5000,
        "margin_ratio": 0.5,
        "cost_coverage_ratio": 1,
    } | told


def test_each_seller_of_the_newest_year_is_told(engine: Engine, tell: Tell) -> None:
    insert(engine, "marts.dim_user", [{"owner_key": "a", "name": "Ann"}])
    few = {"is_win_rate_judged": False, "win_rate_numerator": 1, "win_rate_denominator": 3}
    bare = {"count_won_with_discount": 0, "won_discount_ratio": None, "net_amount_corporate": None}
    insert(
        engine,
        "marts.mart_seller_discount",
        [
            _seller("a", 2025, lost_discount_ratio=0.2),
            _seller(None, 2025, **{**few, **bare, "margin_ratio": None}),
            _seller("a", 2024, net_amount_corporate=77000),
            _seller("a", 2026, **bare),
        ],
    )
    said = tell("seller_discounts")
    assert "FY2025, by the day of closing." in said, "a year of no known discount tells nothing"
    assert "Ann 10 % 20 % 40 % 12 of 30 5k 50 % 100 %" in said
    assert "Nobody – – too few 1 of 3 – – 100 %" in said
    assert "77k" not in said
    assert "a hint" not in said


def test_how_discount_goes_with_winning_is_a_hint_of_five_sellers_and_more(
    engine: Engine, tell: Tell
) -> None:
    sellers = [
        _seller(
            str(n), 2025, won_discount_ratio=n / 100, win_rate=0.5 - n / 100, margin_ratio=0.1 * n
        )
        for n in range(5)
    ]
    insert(engine, "marts.mart_seller_discount", sellers[:4])
    assert "a hint" not in tell("seller_discounts")
    insert(engine, "marts.mart_seller_discount", sellers[4:])
    said = tell("seller_discounts")
    assert "the win rate is rather lower (correlation −1.00 over 5 sellers). a hint" in said
    assert "the margin is rather higher (correlation 1.00 over 5 sellers)." in said


def test_sellers_are_not_named_where_names_are_not_to_be_told(engine: Engine, tell: Tell) -> None:
    assert tell("seller_discounts") == ""
    insert(engine, "marts.mart_seller_discount", [_seller("a", 2025)])
    assert tell("seller_discounts")
    assert section_of(engine, "seller_discounts", redact=True) == ""

"""What is sold: the newest year, and in words what of it cannot be told."""

from __future__ import annotations

from datetime import date

from sqlalchemy import Engine

from tests.support.report.published_tables import insert
from tests.support.report.told import Tell

_NO_LINE = "No deal shows a line: what is sold, at which discount and margin, cannot be told."


def _check(key: str, state: str, lines: int = 0, costed: int = 0) -> dict[str, object]:
    return {
        "opportunity_key": key,
        "lines_state": state,
        "count_lines": lines,
        "count_costed_lines": costed,
    }


def _sales(key: str, year: int, net: int | None, **told: object) -> dict[str, object]:
    return {
        "period_type": "year",
        "period_start": date(year, 1, 1),
        "period_label": f"FY{year}",
        "is_complete": False,
        "scope_type": "all",
        "scope_value": "all",
        "product_key": key,
        "count_lines": 1,
        "units": 2,
        "net_amount_corporate": net,
        "count_unconverted_lines": 0,
        "count_unpriced_lines": 0,
        "count_costed_lines": 0,
    } | told


def test_the_newest_year_is_told_with_all_products_first(engine: Engine, tell: Tell) -> None:
    insert(
        engine,
        "marts.fct_opportunity_line_check",
        [_check("a", "agree", 2, 1), _check("b", "differ", 1), _check("c", "no_lines")],
    )
    insert(
        engine,
        "marts.dim_product",
        [
            {"product_key": "m", "name": "Meter", "product_code": "M-1", "is_in_catalogue": True},
            {"product_key": "s", "name": "Set-up", "is_in_catalogue": True},
        ],
    )
    known = {
        "discount_amount_corporate": 1000,
        "priced_list_amount_corporate": 4000,
        "costed_net_amount_corporate": 3000,
        "gross_profit_corporate": 600,
        "margin_ratio": 0.2,
    }
    insert(
        engine,
        "marts.mart_margin_volume",
        [
            _sales("m", 2026, 3000, **known),
            _sales("s", 2026, 1000, count_unconverted_lines=2, count_unpriced_lines=3),
            _sales("s", 2025, 90000),
        ],
    )
    said = tell("products")
    assert "Won in FY2026 so far" in said
    assert "All products 4 4k" in said
    assert "25 % 3 lines without a list price 600 20 % 75 %" in said, "of what has a cost"
    assert "Meter M-1 2 3k 25 % 600 20 % 100 %" in said
    assert "2 lines without a rate or an amount are not in it" in said
    assert "– no list price – – –" in said, "what has no list price has no discount"
    assert said.index("Meter") < said.index("Set-up")
    assert "90k" not in said
    assert "1 deal have lines" not in said
    assert "1 deal has lines that come to its amount." in said
    assert "1 deal has no lines." in said


def test_what_was_sold_above_its_list_price_says_so(engine: Engine, tell: Tell) -> None:
    insert(engine, "marts.fct_opportunity_line_check", [_check("a", "agree", 1, 1)])
    above = {"discount_amount_corporate": -412, "priced_list_amount_corporate": 100}
    insert(engine, "marts.mart_margin_volume", [_sales("m", 2026, 512, **above)])
    assert "−412 % more than the list price was paid" in tell("products")


def test_a_company_without_lines_is_told_what_is_missing_and_still_true(
    engine: Engine, tell: Tell
) -> None:
    insert(engine, "marts.fct_opportunity_line_check", [_check("a", "no_lines")])
    said = tell("products")
    assert _NO_LINE in said
    assert "as true as before" in said


def test_lines_that_nobody_shows_are_not_none(engine: Engine, tell: Tell) -> None:
    rows = [_check("a", "could_not_see"), _check("b", "could_not_see")]
    insert(engine, "marts.fct_opportunity_line_check", rows)
    said = tell("products")
    assert "2 deals may have lines, which a system did not show to us." in said
    assert "have no lines" not in said


def test_without_a_cost_units_and_prices_are_told_and_no_margin(engine: Engine, tell: Tell) -> None:
    insert(engine, "marts.fct_opportunity_line_check", [_check("a", "agree", 1)])
    insert(engine, "marts.mart_margin_volume", [_sales("m", 2026, 500)])
    said = tell("products")
    assert "No cost is known of any line" in said
    assert "All products 2 500 – – – –" in said


def test_without_a_deal_nothing_is_said(tell: Tell) -> None:
    assert tell("products") == ""

"""Why gross profit changed: the last whole quarter, drawn for each comparison."""

from __future__ import annotations

from datetime import date

from sqlalchemy import Engine

from tests.support.report.published_tables import insert
from tests.support.report.told import Tell

Row = dict[str, object]
_PARTS = ("volume", "mix", "price", "cost", "coverage", "new", "dropped")


def _bridge(key: str, quarter: date, before: int | None, now: int | None, **told: object) -> Row:
    known = before is not None or now is not None
    parts = {f"{name}_effect_corporate": 0 if known else None for name in _PARTS}
    return {
        **parts,
        "period_type": "quarter",
        "period_start": quarter,
        "period_label": f"Q{quarter.month // 3 + 1}",
        "is_complete": True,
        "compared_with": "period_before",
        "compared_start": date(2025, 10, 1),
        "scope_type": "all",
        "scope_value": "all",
        "product_key": key,
        "product_state": "compared",
        "gross_profit_before_corporate": before,
        "gross_profit_corporate": now,
        "change_amount_corporate": (now or 0) - (before or 0) if known else None,
    } | told


def test_the_last_whole_quarter_is_drawn_and_its_products_listed(
    engine: Engine, tell: Tell
) -> None:
    insert(
        engine,
        "marts.dim_product",
        [{"product_key": key, "name": f"Product {key}"} for key in "mnu"],
    )
    first = date(2026, 1, 1)
    grown = {"volume_effect_corporate": 1500, "price_effect_corporate": -500}
    insert(
        engine,
        "marts.mart_margin_bridge",
        [
            _bridge("m", first, 3000, 4000, **grown),
            _bridge("n", first, None, 200, product_state="new", new_effect_corporate=200),
            _bridge("u", first, None, None, product_state="not_comparable"),
            _bridge("m", first, 900, 4000, compared_with="year_before", mix_effect_corporate=3100),
            _bridge("m", date(2026, 4, 1), 4000, 7777, is_complete=False),
        ],
    )  # fmt: skip
    said = tell("margin_bridge")
    assert "Q1." in said
    assert "Before: 3k; Volume: 1.5k; Mix: 0; Price: -500" in said.replace("−", "-")
    assert "New: 200; Dropped: 0; Cost known: 0; Now: 4.2k" in said
    assert "Against the year before" in said
    assert "Product n no line before 200" in said
    assert "Product u no cost or no units to compare – – – – – –" in said
    assert "7.8k" not in said, "of a running quarter only where there is no whole one"


def test_without_a_known_profit_nothing_is_said(engine: Engine, tell: Tell) -> None:
    row = _bridge("m", date(2026, 1, 1), None, None, product_state="not_comparable")
    insert(engine, "marts.mart_margin_bridge", [row])
    assert tell("margin_bridge") == ""

"""The pipeline's movements: the last quarter drawn, the last months listed."""

from __future__ import annotations

from datetime import date

from sqlalchemy import Engine

from tests.support.dbt.movements import WAYS
from tests.support.report.published_tables import insert
from tests.support.report.told import Tell


def _period(kind: str, start: date, **told: object) -> dict[str, object]:
    nothing = {f"count_{way}": 0 for way in WAYS} | {f"{way}_amount_corporate": 0 for way in WAYS}
    return {
        **nothing,
        "period_type": kind,
        "period_start": start,
        "period_end": start,
        "is_complete": True,
        "scope_type": "all",
        "scope_value": "all",
        "count_without_amount": 0,
        "count_uncertain": 0,
    } | told


def test_the_last_quarter_is_drawn_and_each_month_is_a_line(engine: Engine, tell: Tell) -> None:
    insert(
        engine,
        "marts.mart_pipeline_waterfall",
        [
            _period("quarter", date(2026, 1, 1), begin_amount_corporate=1, count_begin=1),
            _period(
                "quarter",
                date(2026, 4, 1),
                begin_amount_corporate=3000,
                count_begin=2,
                is_complete=False,
                new_amount_corporate=500,
                count_new=1,
                won_amount_corporate=1500,
                count_won=1,
                end_amount_corporate=2000,
                count_end=2,
            ),
            _period("month", date(2026, 4, 1), count_won=3, count_uncertain=2),
            _period("month", date(2026, 5, 1), is_complete=False),
        ],
    )
    said = tell("movement")
    assert "The quarter from 01 April 2026, up to this run: from 3k to 2k" in said
    assert "New: 500 (1)" in said
    assert "Won: 1.5k (1)" in said
    assert "2 not from history" in said
    assert "2026-05 so far" in said
    assert said.index("2026-04") < said.index("2026-05")


def test_without_a_pipeline_nothing_is_said(tell: Tell) -> None:
    assert tell("movement") == ""

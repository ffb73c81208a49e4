"""What sales uses of content, in words; and where nobody tells."""

from __future__ import annotations

from datetime import UTC, datetime

from sqlalchemy import Engine

from tests.support.report.published_tables import insert
from tests.support.report.told import Tell


def _piece(key: str, kind: str, **told: object) -> dict[str, object]:
    return {"content_key": key, "content_kind": kind, "name": f"The {key}"} | told


def test_what_sales_never_sent_stands_last_and_what_nobody_tells_is_not_never(
    engine: Engine, tell: Tell
) -> None:
    used = {
        "count_sales_uses": 5,
        "count_sales_users": 2,
        "last_used_at": datetime(2026, 5, 1, 10, tzinfo=UTC),
        "count_recipients": 4,
        "count_opened_after": 1,
        "opened_after_rate": 0.25,
        "opened_after_rate_low": 0.05,
        "opened_after_rate_high": 0.7,
    }
    rows = [
        _piece("paper", "asset", count_sales_uses=0),
        _piece("deck", "deck", **used),
        _piece("guide", "form", count_sales_uses=0),
    ]
    insert(engine, "marts.mart_content", rows)
    said = tell("pieces_sales")
    assert "The deck deck 5 2 2026-05-01 4 25 % 1 of 4 5.0 % to 70 %" in said
    assert "The paper asset never – – – – –" in said
    assert said.index("The deck") < said.index("The paper")
    assert "The guide" not in said
    assert "cannot be told" not in said


def test_without_a_file_of_uses_nobody_is_said_not_to_use_it(engine: Engine, tell: Tell) -> None:
    insert(engine, "marts.mart_content", [_piece("deck", "deck", count_sales_uses=None)])
    said = tell("pieces_sales")
    assert "Whether sales uses any of it cannot be told" in said
    assert "never" not in said

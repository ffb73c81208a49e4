"""What moves ahead of the outcomes: the strongest three, told as a hint."""

from __future__ import annotations

from sqlalchemy import Engine

from tests.support.report.published_tables import insert, insert_tuples
from tests.support.report.told import Tell


def test_the_strongest_three_of_an_outcome_are_told_with_their_weeks(
    engine: Engine, tell: Tell
) -> None:
    names = ("wins", "a", "b", "c", "d")
    named = [(name, name.title(), "sales", place) for place, name in enumerate(names)]
    insert_tuples(engine, "marts.dim_metric", "metric_id label owner_team place", named)
    insert(engine, "marts.mart_leading_impact", [
        {"metric_id": name, "outcome_metric_id": "wins", "lag_weeks": lag, "count_weeks": 40,
         "correlation": size, "is_strongest": is_strongest,
         "correlation_low": size - 0.3, "correlation_high": size + 0.3}
        for name, lag, size, is_strongest in (
            ("a", 1, 0.4, True), ("a", 2, 0.1, False), ("b", 0, -0.9, True), ("c", 3, 0.2, True),
            ("d", 8, 0.1, True),
        )
    ])  # fmt: skip
    said = tell("leading_impact")
    assert "Wins B sales same week -0.90 -1.20 to -0.60 of 40 weeks" in said
    assert "Wins A sales 1 week +0.40 +0.10 to +0.70 of 40 weeks" in said
    assert "Wins C sales 3 weeks +0.20 -0.10 to +0.50: may be none of 40 weeks" in said
    assert said.index("Wins B") < said.index("Wins A") < said.index("Wins C")
    assert "Wins D" not in said
    assert "no proof" in said


def test_without_weeks_nothing_is_said(tell: Tell) -> None:
    assert tell("leading_impact") == ""

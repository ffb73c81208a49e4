"""The bridge of the trust: its causes add up, and say so only where they are all kept."""

from __future__ import annotations

from sqlalchemy import Engine

from tests.support.report.published_tables import insert
from tests.support.report.told import Tell


def fill(engine: Engine, *causes: tuple[str, str, int, float], **score: object) -> None:
    insert(engine, "quality.score_change", [{
        "metric": "pipeline_trust", "scope": "(all)", "value": 0.71, "value_before": 0.68,
        "before_as_of": "2026-02-01 12:00:00", "value_change": 0.03,
    } | score])  # fmt: skip
    insert(engine, "quality.trust_bridge", [
        {"as_of": as_of, "cause": cause, "opportunities": count, "score_change": change}
        for as_of, cause, count, change in causes
    ])  # fmt: skip


def test_causes_of_all_publications_since_add_up(engine: Engine, tell: Tell) -> None:
    fill(
        engine,
        ("2026-02-01 12:00:00", "fixed", 9, 0.5),
        ("2026-02-05 12:00:00", "fixed", 2, 0.05),
        ("2026-02-08 12:00:00", "fixed", 1, 0.01),
        ("2026-02-08 12:00:00", "broken", 4, -0.03),
        ("2026-02-08 12:00:00", "rules", 0, 0),
    )
    said = tell("trust_bridge")
    assert "to be trusted; it was 68 % on 2026-02-01. A waiver moves nothing." in said
    assert "Newly broken the worst finding on it is worse than it was -3.00 4 Fixed" in said
    assert "milder, or gone +6.00 3 Rules" in said
    assert "nobody fixed or broke anything 0 0 together +3.00" in said


def test_causes_that_do_not_add_up_are_not_told(engine: Engine, tell: Tell) -> None:
    fill(engine, ("2026-02-08 12:00:00", "fixed", 1, 0.01))
    said = tell("trust_bridge")
    assert "What moved it is known from the next week on." in said
    assert "Fixed" not in said


def test_where_nothing_moved_it_says_so(engine: Engine, tell: Tell) -> None:
    fill(engine, ("2026-02-01 12:00:00", "fixed", 9, 0.5), value=0.68, value_change=0)
    said = tell("trust_bridge")
    assert "it was 68 % on 2026-02-01. Nothing moved it." in said


def test_a_first_score_is_compared_with_nothing(engine: Engine, tell: Tell) -> None:
    fill(engine, value_before=None, before_as_of=None, value_change=None)
    assert "there is nothing yet to compare with" in tell("trust_bridge")


def test_without_a_pipeline_there_is_no_section(engine: Engine, tell: Tell) -> None:
    fill(engine, value=None)
    assert tell("trust_bridge") == ""

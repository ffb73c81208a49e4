"""The words of the report; what a severity weighs is the rules’ own number."""

from __future__ import annotations

from sqlalchemy import Engine

from tests.support.report.published_tables import execute
from tests.support.report.told import Tell


def test_the_weights_are_those_of_the_rules(engine: Engine, tell: Tell) -> None:
    told = "a critical one takes all of its amount, a major one half, a minor one a quarter."
    assert told in tell("vocabulary")
    execute(engine, "update quality.severity set weight = 0.4 where severity = 'major'")
    assert "a major one 40 %, a minor one" in tell("vocabulary")

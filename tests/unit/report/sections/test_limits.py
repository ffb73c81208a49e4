"""What the report cannot know is said in every report."""

from __future__ import annotations

from tests.support.report.told import Tell


def test_no_verdict_is_a_permission_to_delete(tell: Tell) -> None:
    assert "No verdict here means that a field is safe to delete." in tell("limits")

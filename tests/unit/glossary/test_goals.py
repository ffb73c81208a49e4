"""What the glossary may say of goals, of when two oppose each other, and of visits."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from orchestration.errors import GlossaryError
from orchestration.glossary import read_glossary
from tests.support.paths import PROJECT

SHIPPED = (PROJECT / "glossary.yml").read_text(encoding="utf-8")
GOAL = "metric: entered_mql, period: month, target: 5, owner_team: marketing"


def _with(folder: Path, goals: str, **values: str) -> Path:
    text = SHIPPED.replace("  rows: []\n", f"  rows:\n{goals}", 1) if goals else SHIPPED
    for setting, value in values.items():
        text, count = re.subn(rf"(id: {setting}\n    value: )\S+", rf"\g<1>{value}", text)
        assert count == 1
    (folder / "glossary.yml").write_text(text, encoding="utf-8")
    return folder


def test_a_goal_may_be_of_the_company_and_of_each_of_its_parts(tmp_path: Path) -> None:
    parts = ("", ", channel: email", ", owner_email: ann@a.example", ", team: sales")
    goals = "".join(f"    - {{{GOAL}{part}}}\n" for part in parts)
    rows = read_glossary(_with(tmp_path, goals)).goals.rows
    assert [row.team for row in rows] == [None, None, None, "sales"]


@pytest.mark.parametrize(
    ("goals", "told"),
    [
        (f"    - {{{GOAL}, channel: email, team: sales}}\n", "a channel, an owner or a team"),
        (f"    - {{{GOAL}, team: slaes}}\n", "Is it 'sales'"),
        (f"    - {{{GOAL}, team: sales}}\n" * 2, "is defined twice"),
    ],
)
def test_a_goal_for_two_or_nobody_is_refused(tmp_path: Path, goals: str, told: str) -> None:
    with pytest.raises(GlossaryError, match=told):
        read_glossary(_with(tmp_path, goals))


@pytest.mark.parametrize(
    ("setting", "value", "told"),
    [
        ("goal_conflict_weeks", "13", "between 3 and 12"),
        ("goal_conflict_weeks", "true", "between 3 and 12"),
        ("goal_conflict_correlation", "-0.5", "no share above 0"),
        ("visit_pause_minutes", "0", "between 1 and 1440"),
    ],
)
def test_a_setting_that_cannot_be_meant_is_refused(
    tmp_path: Path, setting: str, value: str, told: str
) -> None:
    with pytest.raises(GlossaryError, match=told):
        read_glossary(_with(tmp_path, "", **{setting: value}))

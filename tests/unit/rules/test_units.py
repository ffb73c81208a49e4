"""Beside every rule stands a unit test that shows its boundary, or why there can be none."""

from __future__ import annotations

from pathlib import Path

import pytest
import yaml

from orchestration.rules import RULES
from tests.support.paths import PROJECT

FILES = sorted((PROJECT / RULES).glob("*.yml"))


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.stem)
def test_a_rule_shows_its_boundary_or_says_why_not(path: Path) -> None:
    text = path.read_text(encoding="utf-8")
    tests = yaml.safe_load(text).get("unit_tests", [])
    assert bool(tests) is not ("\n# No unit test: " in text)
    assert {test["model"] for test in tests} <= {path.stem}
    # a test without rows shows where nobody is judged
    shown = [{row["is_failed"] for row in test["expect"]["rows"]} for test in tests]
    assert all(True in verdicts for verdicts in shown if verdicts)
    assert not tests or {True, False} <= set[bool]().union(*shown)

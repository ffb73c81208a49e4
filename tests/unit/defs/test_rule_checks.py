"""A rule's check tells news: green where readers have seen all of it, amber where not."""

from __future__ import annotations

from typing import Any

import dagster as dg
import pytest

from expectations import Standing, StreamStanding
from orchestration.defs.checks import rule_check, streams_check
from orchestration.rules import read_rules
from orchestration.settings import DBT_PROJECT_DIR

RULES = {rule.id: rule for rule in read_rules(DBT_PROJECT_DIR).rules}


def standing(**changes: Any) -> Standing:
    row = {
        "rule_id": "D001",
        "severity": "minor",
        "outcome": "found",
        "could_not_see": None,
        "population": 50,
        "failed": 12,
        "waived": 0,
        "outcome_before": "found",
        "failed_before": 12,
        "appeared": 0,
    }
    return Standing(**{**row, **changes})


@pytest.mark.parametrize(
    ("changes", "passes", "words"),
    [
        ({}, True, "12 of 50 now, 12 in the last publication; nothing new."),
        ({"waived": 4}, True, "12 of 50 now (4 waived), 12 in the last publication; nothing new."),
        ({"failed": 9}, True, "9 of 50 now, 12 in the last publication; nothing new."),
        # Fewer than before, and still two that nobody has seen.
        (
            {"failed": 9, "appeared": 2},
            False,
            "9 of 50 now, 12 in the last publication; 2 new.",
        ),
        (
            {"failed_before": None, "outcome_before": None, "appeared": None},
            False,
            "12 of 50 now; not judged before.",
        ),
        (
            {"outcome": "passed", "failed": 0},
            True,
            "0 of 50 now, 12 in the last publication; nothing new.",
        ),
        (
            {"outcome": "nothing_to_judge", "failed": 0, "population": 0},
            True,
            "Nothing to judge: there is no such record.",
        ),
        (
            {"outcome": "could_not_see", "failed": 0, "could_not_see": "hubspot deals"},
            False,
            "0 of 50 now, in what could be seen, 12 in the last publication; nothing new."
            " Could not see hubspot deals.",
        ),
        (
            {
                "outcome": "could_not_see",
                "outcome_before": "could_not_see",
                "failed": 0,
                "failed_before": 0,
                "could_not_see": "hubspot deals",
            },
            True,
            "0 of 50 now, in what could be seen, 0 in the last publication; nothing new."
            " Could not see hubspot deals.",
        ),
    ],
)
def test_news_warn_and_what_is_known_passes(
    changes: dict[str, Any], passes: bool, words: str
) -> None:
    check = rule_check(RULES["D001"], standing(**changes))
    assert (check.passed, check.description) == (passes, words)


def test_severity_is_that_of_the_rule() -> None:
    severities = {
        rule.severity: rule_check(rule, standing(rule_id=rule.id)).severity
        for rule in RULES.values()
    }
    error, warn = dg.AssetCheckSeverity.ERROR, dg.AssetCheckSeverity.WARN
    expected = {"critical": error, "major": warn, "minor": warn}
    assert severities == {name: expected[name] for name in severities}


@pytest.mark.parametrize(
    ("standing", "passes", "words"),
    [
        (StreamStanding(40, (), ()), True, "All of 40 streams is here."),
        (
            StreamStanding(40, ("hubspot.deals",), ()),
            True,
            "1 of 40 streams lack something; nothing new.",
        ),
        (
            StreamStanding(40, ("hubspot.deals", "hubspot.calls"), ("hubspot.calls",)),
            False,
            "2 of 40 streams lack something; hubspot.calls.",
        ),
    ],
)
def test_a_stream_that_lacks_something_is_told_once(
    standing: StreamStanding, passes: bool, words: str
) -> None:
    result = streams_check(standing)
    assert (result.passed, result.description) == (passes, words)
    assert result.severity is dg.AssetCheckSeverity.WARN

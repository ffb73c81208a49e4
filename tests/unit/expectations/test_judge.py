"""Putting expectations to Great Expectations: all failing keys come back; a fault is no pass."""

from __future__ import annotations

import subprocess
import sys

import pandas as pd
import pytest

from expectations import expect
from expectations.judge import Frame, Judge, Judged
from orchestration.errors import CheckFailedError


@pytest.fixture(scope="module")
def judge() -> Judge:
    return Judge()


def judged_rows(
    judge: Judge, rows: pd.DataFrame, *expectations: Judged
) -> list[tuple[object, ...]]:
    results = judge.judge("suite", Frame("marts.table", rows, "key", expectations))
    return [(result.success, result.element_count, result.unexpected_ids) for result in results]


def test_every_failing_key_comes_back_however_many(judge: Judge) -> None:
    rows = pd.DataFrame({"key": [f"k{n:04d}" for n in range(500)], "filled": [0] * 450 + [1] * 50})
    ((success, elements, ids),) = judged_rows(
        judge, rows, Judged(expect.at_least("filled", 1, "warning"), severity="minor")
    )
    assert (success, elements) == (False, 500)
    assert ids == tuple(f"k{n:04d}" for n in range(450))


def test_no_rows_are_no_failure(judge: Judge) -> None:
    rows = pd.DataFrame({"key": [], "is_failed": []}, dtype=object)
    expectation = Judged(
        expect.in_set("is_failed", [False], "warning"), severity="major", population=12
    )
    assert judged_rows(judge, rows, expectation) == [(True, 12, ())]


def test_a_doubled_and_a_missing_key_are_told_apart(judge: Judge) -> None:
    rows = pd.DataFrame({"key": ["a", "a", "b", None]})
    doubled, missing = judged_rows(
        judge,
        rows,
        Judged(expect.unique("key", "critical"), severity="critical"),
        Judged(expect.not_null("key", "critical"), severity="critical"),
    )
    assert doubled[2] == ("a", "a")
    assert missing[2] == ("",)


def test_values_are_taken_as_they_are_spelt(judge: Judge) -> None:
    rows = pd.DataFrame({"key": ["1", "2", "3"], "verdict": ["used", "Abandoned", "abandoned"]})
    ((_, _, ids),) = judged_rows(
        judge,
        rows,
        Judged(expect.not_in_set("verdict", ["abandoned"], "warning"), severity="minor"),
    )
    assert ids == ("3",)


def test_an_expectation_that_cannot_be_evaluated_is_an_error_not_a_pass(judge: Judge) -> None:
    rows = pd.DataFrame({"key": ["1"]})
    with pytest.raises(CheckFailedError, match="gone"):
        judged_rows(judge, rows, Judged(expect.not_null("gone", "critical"), severity="critical"))


def test_importing_the_package_does_not_load_great_expectations() -> None:
    program = "import sys, expectations; sys.exit('great_expectations' in sys.modules)"
    assert subprocess.run([sys.executable, "-c", program], check=False).returncode == 0

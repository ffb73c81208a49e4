"""Putting expectations to Great Expectations: all failing keys come back; a fault is no pass."""

from __future__ import annotations

import subprocess
import sys

import pandas as pd
import pytest

from expectations import expect
from expectations.validator import Batch, Expectation, Validator
from orchestration.errors import CheckFailedError


@pytest.fixture(scope="module")
def validator() -> Validator:
    return Validator()


def judged_rows(
    validator: Validator, rows: pd.DataFrame, *expectations: Expectation
) -> list[tuple[object, ...]]:
    results = validator.validate(Batch("suite", "marts.table", rows, "key", expectations))
    return [(result.success, result.element_count, result.unexpected_ids) for result in results]


def test_every_failing_key_comes_back_however_many(validator: Validator) -> None:
    rows = pd.DataFrame({"key": [f"k{n:04d}" for n in range(500)], "filled": [0] * 450 + [1] * 50})
    ((success, elements, ids),) = judged_rows(
        validator, rows, Expectation(expect.at_least("filled", 1, "warning"), severity="minor")
    )
    assert (success, elements) == (False, 500)
    assert ids == tuple(f"k{n:04d}" for n in range(450))


def test_no_rows_are_no_failure(validator: Validator) -> None:
    rows = pd.DataFrame({"key": [], "is_failed": []}, dtype=object)
    expectation = Expectation(
        expect.in_set("is_failed", [False], "warning"), severity="major", population=12
    )
    assert judged_rows(validator, rows, expectation) == [(True, 12, ())]


def test_a_doubled_and_a_missing_key_are_told_apart(validator: Validator) -> None:
    rows = pd.DataFrame({"key": ["a", "a", "b", None]})
    doubled, missing = judged_rows(
        validator,
        rows,
        Expectation(expect.unique("key", "critical"), severity="critical"),
        Expectation(expect.not_null("key", "critical"), severity="critical"),
    )
    assert doubled[2] == ("a", "a")
    assert missing[2] == ("",)


def test_values_are_taken_as_they_are_spelt(validator: Validator) -> None:
    rows = pd.DataFrame({"key": ["1", "2", "3"], "verdict": ["used", "Abandoned", "abandoned"]})
    ((_, _, ids),) = judged_rows(
        validator,
        rows,
        Expectation(expect.not_in_set("verdict", ["abandoned"], "warning"), severity="minor"),
    )
    assert ids == ("3",)


def test_an_expectation_that_cannot_be_evaluated_is_an_error_not_a_pass(
    validator: Validator,
) -> None:
    rows = pd.DataFrame({"key": ["1"]})
    with pytest.raises(CheckFailedError, match="gone"):
        judged_rows(
            validator, rows, Expectation(expect.not_null("gone", "critical"), severity="critical")
        )


def test_importing_the_package_does_not_load_great_expectations() -> None:
    program = "import sys, expectations; sys.exit('great_expectations' in sys.modules)"
    assert subprocess.run([sys.executable, "-c", program], check=False).returncode == 0

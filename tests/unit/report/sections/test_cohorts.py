"""Months of MQLs: the last ones, and those that are still open."""

from __future__ import annotations

from sqlalchemy import Engine

from tests.support.report.told import Tell, section_of, words


def test_months_still_open_are_marked_and_older_ones_are_in_the_list(
    sample_report: Engine,
) -> None:
    said = words(section_of(sample_report, "cohorts"))
    assert "2026-05 mature" in said
    assert "2026-06 still open" in said
    assert "All months as CSV , 6 older ones are in it" in said


def test_without_a_cohort_nothing_is_said(tell: Tell) -> None:
    assert tell("cohorts") == ""

"""The one thing to do: what, by whom, worth how much, and what comes after it."""

from __future__ import annotations

from sqlalchemy import Engine

from tests.support.report.told import Tell, section_of, words


def test_the_one_thing_is_told_with_who_and_how_much(sample_report: Engine) -> None:
    said = words(section_of(sample_report, "next_action"))
    assert "Ada Brandt (sales): call 2 people whose follow-up is overdue. Worth €8k ." in said
    assert "Salesforce 00Q0 Salesforce 00Q1" in said
    assert "move on or close 1 opportunity that stood still" in said
    assert "were won minor Ben Okafor – 1 €900 €9k put right 1 opportunity: " in said
    assert "no known owner – 1 – about €700 estimated Critical" in said
    assert "Every record to act on, by rank as CSV" in said


def test_a_redacted_report_names_no_colleague(sample_report: Engine) -> None:
    said = words(section_of(sample_report, "next_action", redact=True))
    assert "Ada" not in said
    assert "Salesforce user 0055g00000A0000AAA (sales): call 2 people" in said


def test_where_nothing_waits_there_is_nothing_to_do(tell: Tell) -> None:
    assert tell("next_action") == ""

"""The stages in the words of the glossary."""

from __future__ import annotations

from sqlalchemy import Engine

from tests.support.report.told import Tell, section_of, words


def test_a_stage_is_told_as_the_glossary_defines_it(sample_report: Engine) -> None:
    said = words(section_of(sample_report, "stages"))
    assert said.startswith("INQ Inquiry marketing A person left a trace")
    assert said.index("MQL Marketing qualified") < said.index("WON sales Signed.")


def test_without_a_glossary_nothing_is_said(tell: Tell) -> None:
    assert tell("stages") == ""

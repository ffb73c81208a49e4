"""The pipeline in one row of numbers."""

from __future__ import annotations

from sqlalchemy import Engine

from tests.support.report.published_tables import insert
from tests.support.report.told import Tell, section_of, step, words


def test_every_stage_has_its_count_and_its_share(sample_report: Engine) -> None:
    said = words(section_of(sample_report, "headline"))
    assert "INQ Inquiry 11,833 MQL Marketing qualified 3,915 33 %" in said
    assert "Of the MQLs, 5.3 % were won (4.7 % to 5.8 % with 95 % confidence)." in said
    assert "Half of the won deals took 64.5 days or less from MQL." in said


def test_a_share_of_too_few_is_not_said(engine: Engine, tell: Tell) -> None:
    insert(engine, "marts.mart_funnel_conversion", [
        step("MQL", "WON", is_next_step=False, is_rate_judged=False, rate=0.5),
        step("MQL", "SAL", is_rate_judged=False, rate=0.5, count_from=2, count_to=1),
    ])  # fmt: skip
    said = tell("headline")
    assert "MQL 2 SAL 1 too few" in said
    assert "were won" not in said

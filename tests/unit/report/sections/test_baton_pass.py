"""What became of hand-overs, in words and as files."""

from __future__ import annotations

from sqlalchemy import Engine

from tests.support.report.published_tables import insert
from tests.support.report.told import Tell, section_of, words

_COUNTS = {
    "count_handed_over": 9,
    "count_settled": 8,
    "count_accepted": 4,
    "count_rejected": 1,
    "count_recycled": 0,
    "count_returned": 1,
    "count_nobodys": 1,
    "count_never_followed_up": 1,
    "count_pending": 1,
    "count_unseen": 0,
    "share_accepted": 0.5,
}


def test_every_outcome_has_a_column_and_the_share_its_basis(engine: Engine, tell: Tell) -> None:
    insert(
        engine,
        "marts.mart_baton_pass",
        [
            {"breakdown": "all", **_COUNTS},
            {"breakdown": "channel", "breakdown_value": None, **_COUNTS},
        ],
    )
    said = tell("baton_pass")
    assert "All hand-overs 9 4 1 0 1 1 1 1 50 % of 8" in said.replace("\u202f", " ")
    assert "No channel recorded 9" in said


def test_a_redacted_report_names_no_colleague(sample_report: Engine) -> None:
    assert "By colleague" in words(section_of(sample_report, "baton_pass"))
    assert "By colleague" not in words(section_of(sample_report, "baton_pass", redact=True))


def test_without_hand_overs_nothing_is_said(tell: Tell) -> None:
    assert tell("baton_pass") == ""

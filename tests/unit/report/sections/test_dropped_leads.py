"""Whom nobody called, each with a way into the CRM."""

from __future__ import annotations

from sqlalchemy import Engine

from tests.support.report.published_tables import insert
from tests.support.report.told import Tell

_HANDED = {
    "evidence_system": "salesforce",
    "evidence_source": "lead.mql_date__c",
    "evidence_id": "00Q1",
    "handoff_date": "2026-05-04",
    "handoff_at": "2026-05-04 10:00:00",
}


def test_the_latest_comes_first_and_who_was_answered_is_not_there(
    engine: Engine, tell: Tell
) -> None:
    insert(
        engine,
        "marts.fct_lead_handoff",
        [
            {**_HANDED, "handoff_key": "a", "outcome": "nobodys"},
            {
                **_HANDED,
                "handoff_key": "b",
                "outcome": "never_followed_up",
                "evidence_id": "00Q2",
                "handoff_at": "2026-05-05 10:00:00",
            },
            {**_HANDED, "handoff_key": "c", "outcome": "accepted", "evidence_id": "00Q3"},
        ],
    )
    said = tell("dropped_leads")
    assert said.startswith("2 hand-overs were made and then left")
    assert said.index("00Q2 Never followed up") < said.index("00Q1 Nobody’s")
    assert "00Q3" not in said


def test_where_everybody_was_called_nothing_is_said(tell: Tell) -> None:
    assert tell("dropped_leads") == ""

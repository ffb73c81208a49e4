"""What counts as an answer: by status, those that campaigns disagree about first."""

from __future__ import annotations

from sqlalchemy import Engine

from tests.support.report.published_tables import insert
from tests.support.report.told import Tell


def _row(campaign: str, status: str, is_response: bool | None, members: int) -> dict[str, object]:
    return {
        "source_system": "salesforce",
        "campaign_key": campaign,
        "status": status,
        "is_response": is_response,
        "count_members": members,
        "count_responded": members if is_response else 0,
    }


def test_a_status_that_is_an_answer_to_one_campaign_alone_stands_out(
    engine: Engine, tell: Tell
) -> None:
    insert(engine, "marts.dim_campaign_status", [
        _row("c", "Sent", False, 40), _row("d", "Sent", False, 2),
        _row("c", "Attended", True, 3), _row("d", "Attended", False, 1),
        _row("c", "Visited", None, 7),
    ])  # fmt: skip
    said = tell("answers")
    assert "Campaigns disagree about “Attended”" in said
    assert (
        "Attended Salesforce an answer on 1 campaign’s list and no answer on 1 campaign’s list 4 3"
        in said
    )
    assert "Sent Salesforce no answer on 2 campaigns’ lists 42 0" in said
    assert "Visited Salesforce missing on 1 campaign’s list 7 0" in said
    assert said.index("Attended Salesforce") < said.index("Sent Salesforce")


def test_without_members_or_statuses_nothing_is_said(tell: Tell) -> None:
    assert tell("answers") == ""

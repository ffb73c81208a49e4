"""What marketing keeps beside the records: forms and submissions, lists and members, teams."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import closing
from datetime import UTC, datetime, timedelta

import pytest

from orchestration.emulator import Emulator
from orchestration.errors import AnswerError
from orchestration.sources.connector import Connector
from tests.support.sources.world import MANY_CALLS, Row, hubspot, hubspot_world, moment, read

SUBMISSIONS = 120
FIRST = datetime(2024, 5, 1, tzinfo=UTC)


def _sent(number: int) -> str:
    return (FIRST + timedelta(hours=number)).isoformat().replace("+00:00", "Z")


@pytest.fixture
def served() -> Iterator[Emulator]:
    sent: list[Row] = [
        {"form_id": "f-1", "submitted_at": _sent(n), "email": f"p{n}@acme.test", "message": "Hi"}
        for n in range(SUBMISSIONS)
    ]
    sent.append({"form_id": "f-2", "submitted_at": _sent(3), "page_url": "https://acme.test/a"})
    world = hubspot_world(
        {"contacts": [{"id": "1"}, {"id": "2"}]},
        owners=[
            {"id": "1", "email": "a@acme.test", "userId": "71", "teams": "North;East"},
            {"id": "2", "email": "b@acme.test", "archived": "true", "teams": "North"},
            {"id": "3", "email": "c@acme.test"},
        ],
        forms=[
            {"id": "f-1", "name": "Contact us", "created_at": "2024-01-01T00:00:00Z"},
            {"id": "f-2", "name": "Old", "archived": "true"},
            {"id": "f-3", "name": "Nobody sends it"},
        ],
        form_submissions=sent,
        marketing_emails=[
            {"id": "4", "name": "News", "sent": "9", "delivered": "8", "open": "3", "click": "1"},
            {"id": "5", "name": "Old", "archived": "true"},
        ],
        lists=[{"id": "7", "name": "Fans"}, {"id": "8", "name": "Nobody"}],
        list_memberships=[
            {"list_id": "7", "record_id": n, "added_at": "2024-02-01T00:00:00Z"} for n in "12"
        ],
    )
    with Emulator(world, rate_limits=MANY_CALLS) as emulator:
        yield emulator


@pytest.fixture
def portal(served: Emulator) -> Iterator[Connector]:
    with closing(hubspot(served)) as connector:
        yield connector


def _rows(portal: Connector, name: str, since: datetime | None = None) -> list[dict[str, object]]:
    return [row for batch in read(portal, name, since) for row in batch.table.to_pylist()]


def test_every_submission_of_every_form_is_read(portal: Connector, served: Emulator) -> None:
    rows = _rows(portal, "form_submissions")
    assert len({(row["form_id"], row["conversion_id"]) for row in rows}) == SUBMISSIONS + 1
    first = next(row for row in rows if row["email"] == "p0@acme.test")
    assert first["submitted_at"] == moment("2024-05-01T00:00")
    assert '"name":"message","value":"Hi"' in str(first["answers"])
    bare = next(row for row in rows if row["form_id"] == "f-2")
    assert (bare["email"], bare["answers"], bare["page_url"]) == (None, None, "https://acme.test/a")


def test_a_later_read_stops_where_the_last_one_ended(portal: Connector, served: Emulator) -> None:
    since = FIRST + timedelta(hours=SUBMISSIONS - 2)
    emails = {row["email"] for row in _rows(portal, "form_submissions", since)}
    assert f"p{SUBMISSIONS - 3}@acme.test" in emails, "an hour is read again"
    assert served.log.count("/form-integrations/v1/submissions/forms/f-1") == 1, "of three pages"


def test_a_form_that_goes_away_in_between_has_no_submissions(
    portal: Connector, served: Emulator
) -> None:
    read(portal, "forms")
    served.records["hubspot"].sections["forms"].pop(0)
    assert {row["form_id"] for row in _rows(portal, "form_submissions")} == {"f-2"}


def test_forms_are_listed_once_for_their_submissions(portal: Connector, served: Emulator) -> None:
    assert len(_rows(portal, "forms")) == 3
    listed = served.log.count("/marketing/v3/forms")
    _rows(portal, "form_submissions")
    assert served.log.count("/marketing/v3/forms") == listed


def test_owners_belong_to_teams_without_a_further_call(portal: Connector, served: Emulator) -> None:
    read(portal, "owners")
    calls = portal.stats.calls
    rows = _rows(portal, "owner_teams")
    assert portal.stats.calls == calls
    found = {(row["owner_id"], row["team_name"], row["is_primary"]) for row in rows}
    assert found == {("1", "North", True), ("1", "East", False), ("2", "North", True)}
    ids = {row["team_name"]: row["team_id"] for row in rows}
    assert {row["name"]: row["id"] for row in _rows(portal, "teams")} == ids


def test_what_became_of_an_email_is_read_with_it(portal: Connector) -> None:
    emails = {row["id"]: row for row in _rows(portal, "marketing_emails")}
    counted = ("sent", "delivered", "open", "click", "reply", "archived")
    assert [emails["4"][name] for name in counted] == [9, 8, 3, 1, 0, False]
    assert emails["5"]["archived"] is True


def test_lists_and_their_members_are_read(portal: Connector) -> None:
    lists = {row["listid"]: row for row in _rows(portal, "lists")}
    assert (lists["7"]["name"], lists["7"]["hs_list_size"]) == ("Fans", 2)
    members = _rows(portal, "list_memberships")
    assert {(row["listid"], row["recordid"]) for row in members} == {("7", "1"), ("7", "2")}
    assert members[0]["membershiptimestamp"] == moment("2024-02-01T00:00")


@pytest.mark.parametrize(
    "body",
    [
        {"lists": [], "offset": 0, "hasMore": False, "total": 2},
        {"lists": [], "offset": 0, "hasMore": True, "total": 2},
        {"lists": [{"listId": "7"}], "offset": 1, "hasMore": False, "total": 1},
    ],
    ids=["short of its total", "without end", "of another shape"],
)
def test_a_search_of_lists_that_is_not_whole_is_refused(
    portal: Connector, served: Emulator, body: dict[str, object]
) -> None:
    reply = {"status": 200, "body": body}
    served.faults.arm("wire.wrong_body", path="*/crm/v3/lists/search", count=None, reply=reply)
    with pytest.raises(AnswerError):
        read(portal, "lists")

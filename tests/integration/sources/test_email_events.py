"""HubSpot's log of e-mail events: read by window, to its end, and kept where HubSpot forgets."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import closing
from datetime import UTC, datetime, timedelta

import pytest

from orchestration.emulator import Emulator
from orchestration.errors import AnswerError, SourceError, StreamUnavailableError
from orchestration.sources.connector import Connector
from tests.support.sources.world import AS_OF, MANY_CALLS, Row, hubspot, hubspot_world, moment, read

PATH = "/email/public/v1/events"
EVENTS = 2_345
FIRST = datetime(2024, 5, 1, tzinfo=UTC)


def _at(minute: int) -> str:
    return (FIRST + timedelta(minutes=minute)).isoformat().replace("+00:00", "Z")


def _event(number: int, **more: str) -> Row:
    row: Row = {"id": f"e-{number:05d}", "created": _at(number), "type": "OPEN"}
    return {**row, "recipient": f"p{number}@acme.test", "campaign_id": "71", **more}


@pytest.fixture
def served() -> Iterator[Emulator]:
    log = [_event(number) for number in range(EVENTS)]
    log[0] |= {"sent_by": "s-1", "sent_at": _at(0), "filtered": "true", "browser_type": "Robot"}
    log[1] |= {"type": "STATUSCHANGE", "source": "X", "subscription_status": "UNSUBSCRIBED"}
    emails: list[Row] = [{"id": "7", "name": "News", "email_campaign_ids": "71;72"}]
    world = hubspot_world({"contacts": []}, email_events=log, marketing_emails=emails)
    with Emulator(world, rate_limits=MANY_CALLS) as emulator:
        yield emulator


@pytest.fixture
def portal(served: Emulator) -> Iterator[Connector]:
    with closing(hubspot(served)) as connector:
        yield connector


def _rows(portal: Connector, since: datetime | None = None, until: datetime = AS_OF) -> list[Row]:
    found = read(portal, "email_events", since, until)
    return [row for batch in found for row in batch.table.to_pylist()]


def test_the_whole_log_is_read_page_by_page(portal: Connector, served: Emulator) -> None:
    rows = {str(row["id"]): row for row in _rows(portal)}
    assert len(rows) == EVENTS
    assert served.log.count(PATH) == 3, "a thousand each"
    opened, left = rows["e-00000"], rows["e-00001"]
    assert opened["created"] == moment("2024-05-01T00:00")
    told = ("type", "recipient", "emailcampaignid", "sentby", "browser", "filteredevent")
    assert [opened[name] for name in told] == [
        *("OPEN", "p0@acme.test", "71", "s-1", "Robot"),
        True,
    ]
    assert (left["type"], left["portalsubscriptionstatus"]) == ("STATUSCHANGE", "UNSUBSCRIBED")
    assert left["filteredevent"] is None, "what is not said is not known"


def test_a_run_with_nothing_new_asks_for_its_window_once(
    portal: Connector, served: Emulator
) -> None:
    since = FIRST + timedelta(minutes=EVENTS + 90)
    assert _rows(portal, since) == []
    assert served.log.count(PATH) == 1


def test_a_window_holds_what_is_new_and_the_hour_before(portal: Connector) -> None:
    since = FIRST + timedelta(minutes=EVENTS)
    assert len(_rows(portal, since)) == 60
    until = FIRST + timedelta(minutes=100)
    assert len(_rows(portal, None, until)) == 101, "what comes in while we read has the next window"


def test_what_hubspot_forgot_is_not_asked_for_and_not_deleted(
    portal: Connector, served: Emulator
) -> None:
    served.records["hubspot"].settings["email_events_days"] = 30
    rows = _rows(portal)
    forgotten = AS_OF - timedelta(days=30)
    assert 0 < len(rows) < EVENTS
    assert min(row["created"] for row in rows) >= forgotten.replace(tzinfo=None)  # type: ignore[type-var]
    (spec,) = (each for each in portal.streams() if each.name == "email_events")
    assert spec.is_log
    assert not spec.sweep_deletes


def test_an_empty_log_is_asked_for_twice_before_it_is_believed(
    portal: Connector, served: Emulator
) -> None:
    served.records["hubspot"].sections["email_events"] = []
    assert _rows(portal) == []
    assert served.log.count(PATH) == 2


@pytest.mark.parametrize(
    ("body", "error"),
    [
        ({"events": [], "hasMore": "no"}, AnswerError),
        ({"events": [{"id": "a"}], "hasMore": False}, AnswerError),
        ({"events": [{"id": "a", "created": 1, "type": "OPEN"}], "hasMore": True}, SourceError),
    ],
    ids=["of another shape", "an event without a time", "the same page for ever"],
)
def test_a_log_that_is_none_or_never_ends_is_refused(
    portal: Connector, served: Emulator, body: dict[str, object], error: type[Exception]
) -> None:
    reply = {"status": 200, "body": body}
    served.faults.arm("wire.wrong_body", path=PATH, count=None, reply=reply)
    with pytest.raises(error):
        _rows(portal)


def test_a_portal_that_does_not_grant_it_lacks_it(portal: Connector, served: Emulator) -> None:
    served.records["hubspot"].hidden.add(("email_events", None))
    with pytest.raises(StreamUnavailableError):
        _rows(portal)


def test_an_email_names_what_its_sendings_are_called(portal: Connector) -> None:
    (batch,) = read(portal, "marketing_emails")
    assert batch.table["allemailcampaignids"].to_pylist() == ["71;72"]

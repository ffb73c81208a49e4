"""HubSpot's log of page views: by window, to its end; who becomes known later is told later."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import closing
from datetime import UTC, datetime, timedelta

import pytest

from orchestration.emulator import Emulator
from orchestration.errors import AnswerError, SourceError, StreamUnavailableError
from orchestration.sources.connector import Connector
from tests.support.sources.world import AS_OF, MANY_CALLS, Row, hubspot, hubspot_world, moment, read

PATH = "/events/v3/events"
VIEWS = 250
FIRST = datetime(2024, 4, 1, tzinfo=UTC)


def _at(hour: int) -> str:
    return (FIRST + timedelta(hours=hour)).isoformat().replace("+00:00", "Z")


def _view(number: int, **more: str) -> Row:
    row: Row = {"id": f"v-{number:05d}", "contact_id": "1", "occurred_at": _at(number)}
    return {**row, "url": f"https://x.example/{number}?a=1", **more}


@pytest.fixture
def served() -> Iterator[Emulator]:
    log = [_view(number) for number in range(VIEWS)]
    log[0] |= {"title": "Prices", "page_id": "61", "user_agent": "Firefox", "utm_source": "news"}
    log[0] |= {"visit_source": "DIRECT", "referrer": "https://y.example/"}
    log[1] |= {"known_at": "2024-06-03T00:00:00Z"}
    world = hubspot_world({"contacts": [{"id": "1", "email": "a@x.example"}]}, page_views=log)
    with Emulator(world, rate_limits=MANY_CALLS) as emulator:
        yield emulator


@pytest.fixture
def portal(served: Emulator) -> Iterator[Connector]:
    with closing(hubspot(served)) as connector:
        yield connector


def _rows(portal: Connector, since: datetime | None = None, until: datetime = AS_OF) -> list[Row]:
    found = read(portal, "page_views", since, until)
    return [row for batch in found for row in batch.table.to_pylist()]


def test_the_whole_log_is_read_page_by_page(portal: Connector, served: Emulator) -> None:
    rows = {str(row["id"]): row for row in _rows(portal)}
    assert len(rows) == VIEWS - 1, "of one view nobody knows yet whose it is"
    assert served.log.count(PATH) == 3, "a hundred each"
    seen, bare = rows["v-00000"], rows["v-00002"]
    assert seen["occurredat"] == moment("2024-04-01T00:00")
    told = ("contact_id", "url", "title", "page_id", "user_agent", "utm_source", "visit_source")
    assert [seen[name] for name in told] == [
        *("1", "https://x.example/0?a=1", "Prices", "61", "Firefox", "news", "DIRECT")
    ]
    assert bare["user_agent"] is None, "what is not said is not known"


def test_a_window_holds_what_is_new_and_what_is_read_again(portal: Connector) -> None:
    since = FIRST + timedelta(hours=VIEWS)
    assert len(_rows(portal, since)) == 1, "the connector itself goes back by what it is told"
    (spec,) = (each for each in portal.streams() if each.name == "page_views")
    assert timedelta(seconds=spec.overlap_s) == timedelta(days=14)
    assert spec.is_log
    assert not spec.sweep_deletes


def test_whose_a_view_was_may_be_known_later(portal: Connector, served: Emulator) -> None:
    assert "v-00001" not in {row["id"] for row in _rows(portal)}
    served.clock.advance(timedelta(days=3))
    late = [row for row in _rows(portal, until=AS_OF + timedelta(days=3)) if row["id"] == "v-00001"]
    assert [row["occurredat"] for row in late] == [moment("2024-04-01T01:00")]


@pytest.mark.parametrize("tier", ["professional", "starter", ""])
def test_a_portal_of_another_edition_lacks_it_and_has_no_empty_log(
    portal: Connector, served: Emulator, tier: str
) -> None:
    served.records["hubspot"].settings["tier"] = tier
    with pytest.raises(StreamUnavailableError):
        _rows(portal)


def test_an_empty_log_is_asked_for_twice_before_it_is_believed(
    portal: Connector, served: Emulator
) -> None:
    served.records["hubspot"].sections["page_views"] = []
    assert _rows(portal) == []
    assert served.log.count(PATH) == 2


@pytest.mark.parametrize(
    ("body", "error"),
    [
        ({"results": [{"id": "a", "objectId": "1"}]}, AnswerError),
        (
            {
                "results": [{"id": "a", "objectId": "1", "occurredAt": "2024-05-01T00:00:00Z"}],
                "paging": {"next": {"after": "same"}},
            },
            SourceError,
        ),
    ],
    ids=["a view without a time", "the same page for ever"],
)
def test_a_log_that_is_none_or_never_ends_is_refused(
    portal: Connector, served: Emulator, body: dict[str, object], error: type[Exception]
) -> None:
    reply = {"status": 200, "body": body}
    served.faults.arm("wire.wrong_body", path=PATH, count=None, reply=reply)
    with pytest.raises(error):
        _rows(portal)

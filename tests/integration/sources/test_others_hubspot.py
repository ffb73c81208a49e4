"""Answers of the right shape that are not those asked for: of another time, another record, twice.

The rows are those of the world, or the read says what is missing, or it ends with an error: never
with fewer rows, nor with emptied ones, and a good word.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from contextlib import closing
from datetime import datetime
from typing import Any

import pyarrow as pa
import pytest

from orchestration.emulator import Emulator
from orchestration.errors import AnswerError
from orchestration.sources.connector import Connector
from orchestration.sources.http.retry import RetryPolicy
from orchestration.sources.spec import Batch
from tests.support.sources.world import (
    MANY_CALLS,
    Row,
    asking,
    hubspot,
    hubspot_world,
    pieces,
    read,
    rows,
    stream,
    unread,
)

SINCE = datetime.fromisoformat("2024-05-25T02:00:00+00:00")
MODIFIED = "hs_lastmodifieddate"
DEALS = 30
CHANGED = {str(n) for n in range(10, DEALS)}
Answer = dict[str, Any]
Edit = Callable[[str, Any, Answer], Answer | None]


@pytest.fixture(scope="module")
def portal_world() -> Iterator[Emulator]:
    deals: list[Row] = [
        {
            "id": str(n),
            "dealname": f"Deal {n}",
            "amount": str(n),
            MODIFIED: f"2024-05-25T03:{n:02d}:00Z" if n >= 10 else "2024-01-01T00:00:00Z",
            "_archived_at": "2024-05-26T00:00:00Z" if n == DEALS else None,
        }
        for n in range(DEALS + 1)
    ]
    owners: list[Row] = [{"id": str(n), "email": f"o{n}@acme.test"} for n in range(3)]
    with Emulator(hubspot_world({"deals": deals}, owners=owners), rate_limits=MANY_CALLS) as world:
        yield world


@pytest.fixture
def portal(portal_world: Emulator, monkeypatch: pytest.MonkeyPatch) -> Iterator[Connector]:
    """A connector whose searches hold three records to a page."""
    search = "orchestration.sources.hubspot.search"
    monkeypatch.setattr(f"{search}._NEWEST", 1)
    monkeypatch.setitem(_search_defaults(), "limit", 3)
    with closing(hubspot(portal_world)) as connector:
        yield connector


def _search_defaults() -> dict[str, Any]:
    from orchestration.sources.hubspot.search import ChangeWalk

    return ChangeWalk._ask.__kwdefaults__


def exchange(connector: Connector, edit: Edit) -> list[str]:
    """From now on `edit(url, request, answer)` may give another answer; lists where it did."""
    transport = connector.session.transport  # type: ignore[attr-defined]
    transport._retrier._policy = RetryPolicy(attempts=3)
    send = transport._send
    done: list[str] = []

    def edited(method: str, url: str, path: str, body: Any, whole: Any) -> bytes:
        data: bytes = send(method, url, path, body, whole)
        found = edit(url, body, json.loads(data))
        if found is None:
            return data
        done.append(url)
        return json.dumps(found).encode()

    transport._send = edited
    return done


def is_walk(url: str, request: Any) -> bool:
    return url.endswith("/deals/search") and request["limit"] == 3


def changed(connector: Connector) -> dict[str, dict[str, object]]:
    return rows(pieces(connector, "deals", SINCE))


def _on_walk(change: Callable[[list[Answer]], object]) -> Edit:
    def edit(url: str, request: Any, answer: Answer) -> Answer | None:
        if not is_walk(url, request) or not answer["results"]:
            return None
        change(answer["results"])
        return answer

    return edit


def _stamp(value: str | None, *, everywhere: bool = False) -> Edit:
    def change(results: list[Answer]) -> None:
        for record in results if everywhere else results[-1:]:
            record["properties"][MODIFIED] = value

    return _on_walk(change)


@pytest.mark.parametrize(
    "edit",
    [
        _on_walk(list.reverse),
        _stamp("2024-05-31T00:00:00Z"),  # edited since the index saw it
        _stamp("2099-01-01T00:00:00Z"),
        _stamp("2001-01-01T00:00:00Z"),
        _stamp(None),
        _stamp(None, everywhere=True),
    ],
)
def test_a_search_page_out_of_order_passes_over_no_record(portal: Connector, edit: Edit) -> None:
    done = exchange(portal, edit)
    assert changed(portal).keys() >= CHANGED
    assert 0 < len(done) < 40


@pytest.mark.parametrize("says_total", [False, True])
@pytest.mark.parametrize("is_empty", [False, True])
def test_a_search_that_ends_too_soon_is_found_out_by_what_it_promised(
    portal: Connector, says_total: bool, is_empty: bool
) -> None:
    asked: list[str] = []

    def edit(url: str, request: Any, answer: Answer) -> Answer | None:
        if not is_walk(url, request):
            return None
        asked.append(url)
        if len(asked) != 3:
            return None
        answer.pop("paging", None)
        answer["results"] = [] if is_empty else answer["results"]
        if says_total:
            answer["total"] = len(answer["results"])
        return answer

    assert exchange(portal, edit) == []
    assert changed(portal).keys() >= CHANGED


def test_a_search_that_finds_nothing_any_more_is_not_believed_alone(portal: Connector) -> None:
    exchange(
        portal,
        lambda url, _, answer: (
            {"total": 0, "results": []} if url.endswith("/deals/search") else None
        ),
    )
    assert unread(pieces(portal, "deals", SINCE)) == [
        "HubSpot's search /crm/v3/objects/deals/search finds nothing, its list does."
    ]


@pytest.mark.parametrize("every", [1, 2])
@pytest.mark.parametrize("since", [None, SINCE])
def test_a_property_that_is_not_in_the_answer_is_not_an_empty_one(
    portal: Connector, since: datetime | None, every: int
) -> None:
    def edit(url: str, _: Any, answer: Answer) -> Answer | None:
        if "/objects/deals" not in url:
            return None
        for record in answer["results"][::every]:
            record["properties"].pop("amount", None)
        return answer

    exchange(portal, edit)
    found = pieces(portal, "deals", since)
    assert [said for said in unread(found) if "amount" in said]
    for batch in found:
        if isinstance(batch, Batch) and "amount" in batch.table.column_names:
            alive = batch.table.filter(pa.compute.is_null(batch.table["_deleted_at"]))
            assert alive["amount"].null_count == 0


@pytest.mark.parametrize("since", [None, SINCE])
@pytest.mark.parametrize(
    "change",
    [
        lambda record: record.update(properties={}),
        lambda record: record["properties"].update(hs_object_id="999"),
        lambda record: record.update(id=str(int(record["id"]) + 500)),
    ],
)
def test_a_record_that_is_another_one_is_no_answer(
    portal: Connector, since: datetime | None, change: Callable[[Answer], object]
) -> None:
    def edit(url: str, _: Any, answer: Answer) -> Answer | None:
        if "/objects/deals" not in url or not answer["results"]:
            return None
        change(answer["results"][0])
        return answer

    exchange(portal, edit)
    with pytest.raises(AnswerError):
        pieces(portal, "deals", since)


@pytest.mark.parametrize("told", [None, "soon", 7.5])
def test_an_archived_record_is_never_taken_for_one_that_is_alive(
    portal: Connector, told: object
) -> None:
    def edit(url: str, _: Any, answer: Answer) -> Answer | None:
        if "archived=true" not in url:
            return None
        for record in answer["results"]:
            record.pop("archivedAt", None)
            if told is not None:
                record["archivedAt"] = told
        return answer

    assert exchange(portal, edit) == []
    if told is None:  # the time of its last change says when
        assert changed(portal)[str(DEALS)]["_deleted_at"] is not None
        return
    with pytest.raises(AnswerError):
        changed(portal)


def test_the_alive_records_are_no_list_of_archived_ones(portal: Connector) -> None:
    alive: list[Answer] = []

    def edit(url: str, _: Any, answer: Answer) -> Answer | None:
        if "archived=false" in url:
            alive.append(answer)
        return alive[0] if "archived=true" in url else None

    exchange(portal, edit)
    with pytest.raises(AnswerError):
        pieces(portal, "deals")


def test_a_pipeline_that_names_a_stage_twice_is_no_answer(portal: Connector) -> None:
    def edit(url: str, _: Any, answer: Answer) -> Answer | None:
        if "/pipelines/" not in url:
            return None
        for pipeline in answer["results"]:
            pipeline["stages"][-1] = pipeline["stages"][0]
        return answer

    exchange(portal, edit)
    with pytest.raises(AnswerError, match="each id once"):
        read(portal, "pipelines")


@pytest.mark.parametrize("name", ["owners", "deals"])
def test_a_short_list_that_names_one_twice_is_read_again_and_then_refused(
    portal: Connector, name: str
) -> None:
    path = "/crm/v3/owners" if name == "owners" else "/crm/v3/properties/deals"
    left = [2]

    def edit(url: str, _: Any, answer: Answer) -> Answer | None:
        if path not in url or "archived=true" in url or not left[0]:
            return None
        left[0] -= 1
        answer["results"][-1] = answer["results"][0]
        return answer

    exchange(portal, edit)
    assert rows(read(portal, name)).keys() >= {"0", "1", "2"}
    left[0] = -1
    with pytest.raises(AnswerError, match="twice"):
        read(portal, name)


def test_every_read_ends_within_its_window(portal: Connector) -> None:
    """The helpers of this file change nothing by themselves."""
    exchange(portal, lambda *_: None)
    found = list(portal.read(spec := stream(portal, "deals"), asking(portal.fields(spec), SINCE)))
    assert rows(found).keys() == CHANGED | {str(DEALS)}
    assert not unread(found)

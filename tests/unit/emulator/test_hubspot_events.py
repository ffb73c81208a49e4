"""The emulated log of events asks as strictly as HubSpot's documents say."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from orchestration.emulator import Emulator
from tests.support.emulator.hubspot_portal import Client, portal_world

PATH = "/events/v3/events"


def _view(key: str, at: str, **more: str) -> dict[str, str | None]:
    return {"id": key, "contact_id": "501", "occurred_at": at, "url": "https://x.test/", **more}


@pytest.fixture(scope="module")
def served() -> Iterator[Emulator]:
    world = portal_world()
    world.systems["hubspot"].settings["tier"] = "enterprise"
    world.systems["hubspot"].sections["page_views"] = [
        _view("a", "2024-05-01T00:00:00Z", title="Home"),
        _view("b", "2024-05-02T00:00:00Z"),
        {**_view("c", "2024-05-02T00:00:00Z"), "contact_id": "502"},
        _view("d", "2024-06-02T00:00:00Z"),
        _view("e", "2024-05-03T00:00:00Z", known_at="2024-06-02T00:00:00Z"),
        {**_view("f", "2024-05-03T00:00:00Z"), "contact_id": "gone"},
    ]
    with Emulator(world, rate_limits=False) as emulator:
        yield emulator


@pytest.fixture
def client(served: Emulator) -> Client:
    return Client(served)


def _ids(client: Client, **asked: object) -> list[str]:
    return [event["id"] for event in client.get(PATH, **asked).json()["results"]]


def test_the_newest_come_first_of_those_whose_visitor_is_known_by_now(client: Client) -> None:
    assert _ids(client) == ["b", "c", "a"]


def test_an_event_says_whose_it_is_and_what_was_seen(client: Client) -> None:
    *_, event = client.get(PATH).json()["results"]
    assert event == {
        "id": "a",
        "eventType": "e_visited_page",
        "objectType": "CONTACT",
        "objectId": "501",
        "occurredAt": "2024-05-01T00:00:00Z",
        "properties": {"hs_url": "https://x.test/", "hs_title": "Home"},
    }


def test_pages_follow_a_cursor_to_the_one_that_has_none(client: Client) -> None:
    first = client.get(PATH, limit=2, objectType="contact").json()
    rest = client.get(PATH, limit=2, after=first["paging"]["next"]["after"]).json()
    assert [event["id"] for event in rest["results"]] == ["a"]
    assert "paging" not in rest


@pytest.mark.parametrize(
    ("asked", "found"),
    [
        ({"eventType": "e_visited_page"}, ["b", "c", "a"]),
        ({"eventType": "e_submitted_form"}, []),
        ({"objectType": "contact", "objectId": 502}, ["c"]),
        ({"id": "a"}, ["a"]),
        ({"occurredAfter": "2024-05-02T00:00:00Z"}, ["b", "c"]),
        ({"occurredBefore": "2024-05-02T00:00:00Z"}, ["a"]),
    ],
)
def test_what_is_asked_for_is_found(
    client: Client, asked: dict[str, object], found: list[str]
) -> None:
    assert _ids(client, **asked) == found


@pytest.mark.parametrize(
    "asked",
    [
        {"limit": 101},
        {"objectId": 501},
        {"objectType": "spaceships"},
        {"occurredAfter": "yesterday"},
        {"occurredAfter": "2024-05-01T00:00:00"},
        {"after": "3"},
        {"since": "2024-05-01T00:00:00Z"},
    ],
)
def test_what_hubspot_would_not_take_is_refused(client: Client, asked: dict[str, object]) -> None:
    assert client.get(PATH, **asked).status_code == 400


def test_kinds_of_events_are_listed_for_every_portal_and_events_for_enterprise(
    served: Emulator, client: Client
) -> None:
    settings = served.records["hubspot"].settings
    try:
        settings["tier"] = "professional"
        assert client.get(PATH).status_code == 403
        assert "e_visited_page" in client.get(f"{PATH}/event-types").json()["eventTypes"]
    finally:
        settings["tier"] = "enterprise"

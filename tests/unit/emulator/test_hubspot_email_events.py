"""The emulated log of e-mail events asks as strictly as HubSpot's documents say."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from orchestration.emulator import Emulator
from tests.support.emulator.hubspot_portal import Client, portal_world

PATH = "/email/public/v1/events"
JUNE = 1_717_200_000_000  # the portal's clock


@pytest.fixture(scope="module")
def served() -> Iterator[Emulator]:
    world = portal_world()
    world.systems["hubspot"].sections["email_events"] = [
        {"id": "a", "created": "2024-05-01T00:00:00Z", "type": "SENT", "recipient": "x@b.test"},
        {
            "id": "b",
            "created": "2024-05-02T00:00:00Z",
            "type": "OPEN",
            "filtered": "true",
            "recipient": "x@b.test",
            "campaign_id": "71",
            "sent_by": "a",
            "sent_at": "2024-05-01T00:00:00Z",
            "browser_type": "Browser",
        },
        {"id": "c", "created": "2024-05-02T00:00:00Z", "type": "CLICK", "recipient": "y@b.test"},
        {"id": "d", "created": "2024-06-02T00:00:00Z", "type": "CLICK", "recipient": "y@b.test"},
    ]
    with Emulator(world, rate_limits=False) as emulator:
        yield emulator


@pytest.fixture
def client(served: Emulator) -> Client:
    return Client(served)


def _ids(client: Client, **asked: object) -> list[str]:
    return [event["id"] for event in client.get(PATH, **asked).json()["events"]]


def test_the_newest_come_first_and_nothing_that_is_yet_to_come(client: Client) -> None:
    assert _ids(client) == ["b", "c", "a"]


def test_an_event_carries_what_its_kind_knows_and_no_more(client: Client) -> None:
    opened, clicked, _ = client.get(PATH).json()["events"]
    assert opened["sentBy"] == {"id": "a", "created": JUNE - 31 * 86_400_000}
    assert (opened["emailCampaignId"], opened["filteredEvent"]) == (71, True)
    assert opened["browser"]["type"] == "Browser"
    assert not {"sentBy", "emailCampaignId", "filteredEvent", "browser"} & clicked.keys()
    assert client.get(f"{PATH}/{opened['created']}/b").json() == opened
    assert client.get(f"{PATH}/1/b").status_code == 404


def test_pages_follow_a_token_to_the_one_that_says_so(client: Client) -> None:
    first = client.get(PATH, limit=2).json()
    assert first["hasMore"] is True
    rest = client.get(PATH, limit=2, offset=first["offset"]).json()
    assert [event["id"] for event in rest["events"]] == ["a"]
    assert rest["hasMore"] is False


@pytest.mark.parametrize(
    ("asked", "found"),
    [
        ({"eventType": "CLICK"}, ["c"]),
        ({"recipient": "x@b.test"}, ["b", "a"]),
        ({"campaignId": 71, "appId": 113}, ["b"]),
        ({"excludeFilteredEvents": "true"}, ["c", "a"]),
        ({"startTimestamp": JUNE - 30 * 86_400_000}, ["b", "c"]),
        ({"endTimestamp": JUNE - 31 * 86_400_000}, ["a"]),
        ({"startTimestamp": JUNE - 30 * 86_400_000 + 1}, []),
    ],
)
def test_what_is_asked_for_is_found(
    client: Client, asked: dict[str, object], found: list[str]
) -> None:
    assert _ids(client, **asked) == found


@pytest.mark.parametrize(
    "asked",
    [
        {"limit": 1001},
        {"eventType": "open"},
        {"campaignId": 71},
        {"startTimestamp": "2024-05-01"},
        {"offset": "2"},
    ],
)
def test_what_hubspot_would_not_take_is_refused(client: Client, asked: dict[str, object]) -> None:
    assert client.get(PATH, **asked).status_code == 400

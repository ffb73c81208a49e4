"""The HubSpot connector when HubSpot misbehaves: what is retried, what ends, what is kept whole."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import closing
from datetime import datetime, timedelta
from pathlib import Path

import pytest
from pydantic import SecretStr

from orchestration.emulator import Emulator
from orchestration.errors import (
    CredentialsError,
    HymnsheetError,
    QuotaExhaustedError,
    SourceError,
    StreamUnavailableError,
    TransientSourceError,
    UnreachableError,
)
from orchestration.sources.connector import Connector
from orchestration.sources.http.timing import Timing
from orchestration.sources.registry import connect
from tests.support.sources.world import (
    MANY_CALLS,
    FakeTime,
    Row,
    asking,
    hubspot,
    hubspot_world,
    read,
    rows,
    stream,
)

LIST = "/crm/v3/objects/contacts"
SEARCH = "/crm/v3/objects/contacts/search"
SINCE = datetime.fromisoformat("2024-05-20T00:00:00+00:00")
START = datetime.fromisoformat("2024-05-28T00:00:00+00:00")


@pytest.fixture
def world() -> Iterator[Emulator]:
    contacts: list[Row] = [
        {
            "id": str(number),
            "email": f"p{number}@acme.test",
            "lastmodifieddate": (START + timedelta(seconds=number)).isoformat(),
        }
        for number in range(1, 451)
    ]
    with Emulator(hubspot_world({"contacts": contacts}), rate_limits=MANY_CALLS) as emulator:
        yield emulator


@pytest.fixture
def time() -> FakeTime:
    return FakeTime()


@pytest.fixture
def portal(world: Emulator, time: FakeTime) -> Iterator[Connector]:
    with closing(hubspot(world, time)) as connector:
        yield connector


@pytest.mark.parametrize(
    ("fault", "waits_s"),
    [
        ("hubspot.ten_secondly", 10.0),
        ("hubspot.ten_secondly_retry_after", 1.0),
        ("hubspot.secondly", 1.0),
        ("hubspot.locked", 2.0),
        ("hubspot.internal_error", 0.25),
        ("hubspot.bad_gateway", 0.25),
        ("hubspot.unavailable", 0.25),
        ("hubspot.gateway_timeout", 0.25),
        ("reset", 0.25),
    ],
)
def test_a_passing_fault_in_mid_list_costs_a_pause_and_no_record(
    world: Emulator, portal: Connector, time: FakeTime, fault: str, waits_s: float
) -> None:
    world.faults.arm(fault, path=LIST, skip=2)
    assert len(rows(read(portal, "contacts"))) == 450
    assert waits_s in time.slept
    assert portal.stats.retries == 1


@pytest.mark.parametrize("fault", ["hubspot.bad_gateway", "hubspot.secondly", "reset"])
def test_a_passing_fault_in_mid_search_costs_no_record(
    world: Emulator, portal: Connector, fault: str
) -> None:
    world.faults.arm(fault, path=SEARCH, skip=1, count=2)
    assert len(rows(read(portal, "contacts", since=SINCE))) == 450
    assert portal.stats.retries == 2


@pytest.mark.parametrize(
    ("fault", "error"),
    [
        ("hubspot.unauthorized", CredentialsError),
        ("hubspot.daily", QuotaExhaustedError),
        ("hubspot.migrating", TransientSourceError),
    ],
)
def test_a_final_refusal_in_mid_list_ends_at_once(
    world: Emulator, portal: Connector, time: FakeTime, fault: str, error: type[SourceError]
) -> None:
    world.faults.arm(fault, path=LIST, skip=2)
    with pytest.raises(error):
        read(portal, "contacts")
    assert portal.stats.retries == 0
    assert not [pause for pause in time.slept if pause > 1.0]


def test_a_refusal_in_mid_list_is_believed_only_when_it_lasts(
    world: Emulator, portal: Connector
) -> None:
    world.faults.arm("hubspot.missing_scopes", path=LIST, skip=2)
    assert len(rows(read(portal, "contacts"))) == 450
    world.faults.arm("hubspot.missing_scopes", path=LIST, skip=2, count=None)
    with pytest.raises(StreamUnavailableError, match="before in this run"):
        read(portal, "contacts")


@pytest.mark.parametrize(
    "fault", ["hubspot.short_page", "hubspot.empty_page", "hubspot.total_drift"]
)
def test_a_search_page_that_is_not_what_it_seems_loses_nothing(
    world: Emulator, portal: Connector, fault: str
) -> None:
    world.faults.arm(fault, path=SEARCH, count=3)
    assert len(rows(read(portal, "contacts", since=SINCE))) == 450


def test_records_that_leave_the_window_between_two_pages_hide_no_others(
    world: Emulator, portal: Connector
) -> None:
    spec = stream(portal, "contacts")
    fields = portal.fields(spec)
    world.clock.advance(timedelta(hours=1))
    world.log.clear()
    edited = _after_request(world, SEARCH, lambda: _edit(world, range(1, 120)))
    found = rows(list(portal.read(spec, asking(fields, SINCE))))
    assert edited()
    assert set(found) >= {str(number) for number in range(120, 451)}


def _edit(world: Emulator, numbers: range) -> None:
    for number in numbers:
        world.records["hubspot"].upsert("contacts", str(number), {"firstname": "Changed"})


def _after_request(world: Emulator, path: str, act: Callable[[], None]) -> Callable[[], bool]:
    """Runs `act` once, when the log shows the first request to `path`."""
    done: list[bool] = []
    add = world.log.add

    def watch(method: str, where: str, status: int) -> None:
        add(method, where, status)
        if where.startswith(path) and not done:
            done.append(True)
            act()

    world.log.add = watch  # type: ignore[method-assign]
    return lambda: bool(done)


def test_a_uri_that_is_refused_is_asked_through_the_body(
    world: Emulator, portal: Connector
) -> None:
    world.faults.arm("hubspot.uri_too_long", path=LIST, method="GET")
    assert len(rows(read(portal, "contacts"))) == 450
    assert world.log.count(f"{LIST}/batch/read") == 5


def test_a_wrong_token_is_a_credentials_error(world: Emulator) -> None:
    portal = hubspot(world, token="pat-na1-wrong-secret")
    with closing(portal), pytest.raises(CredentialsError) as caught:
        portal.check()
    assert "wrong-secret" not in str(caught.value)


def test_a_blank_token_is_refused_before_any_call(world: Emulator) -> None:
    with pytest.raises(CredentialsError, match="HYMNSHEET_HUBSPOT_ACCESS_TOKEN"):
        hubspot(world, token=" ")


def _broken_connection(time: FakeTime, base_url: str, ca_path: Path | None) -> HymnsheetError:
    settings = {"access_token": SecretStr("token-of-nobody"), "base_url": base_url}
    portal = connect("hubspot", settings, ca_path=ca_path, timing=time.timing())
    with closing(portal), pytest.raises(UnreachableError) as caught:
        portal.check()
    assert "token-of-nobody" not in str(caught.value)
    return caught.value


def test_a_closed_port_is_unreachable(world: Emulator, time: FakeTime) -> None:
    error = _broken_connection(time, "https://localhost:1", world.ca_path)
    assert "localhost:1" in error.message
    assert time.slept == []


def test_an_unknown_host_is_unreachable(world: Emulator, time: FakeTime) -> None:
    error = _broken_connection(time, "https://no-such-host.invalid", world.ca_path)
    assert "no-such-host.invalid" in error.message


def test_an_untrusted_certificate_is_unreachable(world: Emulator, time: FakeTime) -> None:
    error = _broken_connection(time, world.base_url, None)
    assert "certificate" in error.message
    assert "HYMNSHEET_CA_BUNDLE" in error.next_step


def test_a_missing_authority_file_is_named(world: Emulator, tmp_path: Path) -> None:
    settings = {"access_token": SecretStr("x"), "base_url": world.base_url}
    with pytest.raises(HymnsheetError, match=r"absent\.pem"):
        connect("hubspot", settings, ca_path=tmp_path / "absent.pem").check()


def test_no_429_happens_at_the_vendors_own_limit() -> None:
    contacts: list[Row] = [{"id": str(number), "email": "e"} for number in range(1, 5_001)]
    with Emulator(hubspot_world({"contacts": contacts}), rate_limits=0.2) as emulator:
        with closing(_real_time(emulator)) as portal:
            assert len(rows(read(portal, "contacts"))) == 5_000
        assert emulator.log.count("/", 429) == 0


def _real_time(emulator: Emulator) -> Connector:
    token = SecretStr(emulator.credentials["hubspot"]["access_token"])
    settings = {"access_token": token, "base_url": emulator.base_url}
    return connect("hubspot", settings, ca_path=emulator.ca_path, timing=Timing())

"""Whatever a vendor sends in the place of an answer: a clear error or a good read, never a crash.

The real answers of the emulator are taken, and one place after the other is replaced by something
that does not belong there.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import closing
from datetime import datetime
from itertools import islice

import pyarrow as pa
import pytest

from orchestration.emulator import Emulator
from orchestration.errors import HymnsheetError
from orchestration.sources.connector import Connector
from orchestration.sources.spec import Unread
from tests.support.sources.world import (
    MANY_CALLS,
    Row,
    asking,
    hubspot,
    hubspot_world,
    salesforce,
    salesforce_world,
    stream,
)
from tests.support.sources.wrong_answers import BODIES, STRANGERS, Tap, wrong_answers

OLD = "2024-05-31T00:00:00Z"
SINCE = datetime.fromisoformat("2024-05-20T00:00:00+00:00")
LEAD = "00Q000000000001AAA"


def test_there_are_many_wrong_answers() -> None:
    assert len(STRANGERS) + len(BODIES) > 75


Work = Callable[[Connector], object]
_MOST = 500
#: Every fourth answer by day, all of them by night.
EVERY = [4, pytest.param(1, marks=pytest.mark.nightly)]


def _read(name: str, since: datetime | None = None) -> Work:
    def work(connector: Connector) -> object:
        spec = stream(connector, name)
        until = datetime.fromisoformat("2024-06-01T00:00:00+00:00")
        return list(connector.read(spec, asking(connector.fields(spec), since, until)))

    return work


def _described(work: Work, *, together: bool) -> Work:
    """The same with describes asked for anew: all together, or one by one."""

    def renewed(connector: Connector) -> object:
        connector.session.descriptions._found = None if together else {}  # type: ignore[attr-defined]
        return work(connector)

    return renewed


def _by_id(name: str, *ids: str) -> Work:
    def work(connector: Connector) -> object:
        spec = stream(connector, name)
        found = connector.read_ids(spec, connector.fields(spec), pa.array(ids))
        return list(found or [])

    return work


def _alive(name: str) -> Work:
    return lambda connector: list(connector.alive_ids(stream(connector, name)) or [])


def _fuzz(connector: Connector, path: str, work: Work, every: int) -> int:
    """How many answers were refused with a clear error; a crash fails the test."""
    tap = Tap(connector)
    tap.path = path
    work(connector)
    assert tap.good, f"nothing was read at {path}"
    refused = 0
    for wrong in islice(wrong_answers(max(tap.good, key=len)), 0, _MOST, every):
        tap.wrong = wrong
        try:
            found = work(connector)
        except HymnsheetError as error:
            assert error.exit_code not in (2, 4), error
            assert str(error).isprintable()
            refused += 1
        else:
            assert found is not None
    tap.wrong = None
    work(connector)  # and nothing is remembered of it
    return refused


def _org(world: Emulator) -> Connector:
    """A connector that describes together what is read here, and no more."""
    org = salesforce(world)
    org.session.descriptions._objects = ["Organization", "Lead"]  # type: ignore[attr-defined]
    return org


HUBSPOT: dict[str, tuple[str, Work]] = {
    "account": ("/account-info/", lambda connector: connector.check()),
    "properties": ("/crm/v3/properties/deals", _read("deals")),
    "list": ("/crm/v3/objects/deals?", _read("deals")),
    "archived": ("archived=true&", _read("deals")),
    "search": ("/deals/search", _read("deals", SINCE)),
    "count": ("/deals/search", lambda c: c.count(stream(c, "deals")) or 0),
    "ids": ("/crm/v3/objects/deals?", _alive("deals")),
    "batch": ("/deals/batch/read", _by_id("deals", "1", "3", "404")),
    "owners": ("/crm/v3/owners", _read("owners")),
    "pipelines": ("/crm/v3/pipelines", _read("pipelines")),
    "campaigns": ("/marketing/v3/campaigns", _read("campaigns")),
    "currencies": ("/settings/v3/currencies", _read("currencies")),
    "associations": ("/crm/v4/associations/deals", _read("_associations")),
    "history": ("propertiesWithHistory", _read("_history")),
    "changed history": ("/deals/batch/read", _read("_history", SINCE)),
}
SALESFORCE: dict[str, tuple[str, Work]] = {
    "organization": (
        "sobjects/Organization/describe",
        _described(lambda connector: connector.check(), together=False),
    ),
    "who": ("query", lambda connector: connector.check()),
    "describe": ("sobjects/Lead/describe", _described(_read("lead"), together=False)),
    "describes": ("composite/batch", _described(_read("lead"), together=True)),
    "query": ("queryAll", _read("lead")),
    "changes": ("queryAll", _read("lead", SINCE)),
    "count": ("queryAll", lambda c: c.count(stream(c, "lead")) or 0),
    "by id": ("queryAll", _by_id("lead", LEAD, "00Q000000000404AAA")),
    "ids": ("queryAll", _alive("lead")),
}


@pytest.fixture(scope="module")
def portal_world() -> Iterator[Emulator]:
    deals: list[Row] = [
        {"id": str(n), "dealname": "D", "dealstage": "won", "hs_lastmodifieddate": OLD}
        for n in range(1, 4)
    ]
    deals[2]["_archived_at"] = OLD
    version: Row = {
        "object_type": "deals",
        "object_id": "1",
        "property": "dealstage",
        "value": "won",
        "timestamp": OLD,
    }
    link: Row = dict(
        zip(
            ("from_type", "from_id", "to_type", "to_id", "category", "type_id", "label"),
            ("deals", "1", "contacts", "1", "HUBSPOT_DEFINED", "3", None),
            strict=True,
        )
    )
    served = hubspot_world(
        {"deals": deals, "contacts": [{"id": "1", "lastmodifieddate": "2024-01-01T00:00:00Z"}]},
        history=[version],
        associations=[link],
        owners=[{"id": "9", "email": "o@acme.test", "userId": "90", "archived": "false"}],
        campaigns=[{"id": "c-1", "hs_name": "Spring"}],
        currencies=[{"currency": "USD", "rate": "0.9", "effective_at": OLD}],
    )
    with Emulator(served, rate_limits=MANY_CALLS) as emulator:
        yield emulator


@pytest.fixture(scope="module")
def org_world() -> Iterator[Emulator]:
    leads: list[Row] = [
        {"Id": f"00Q{n:012d}AAA", "LastName": "L", "CreatedDate": OLD, "SystemModstamp": OLD}
        for n in range(1, 4)
    ]
    with Emulator(salesforce_world({"Lead": leads}), rate_limits=MANY_CALLS) as emulator:
        yield emulator


@pytest.mark.parametrize("every", EVERY)
@pytest.mark.parametrize("kind", HUBSPOT)
def test_no_wrong_answer_of_hubspot_crashes_a_read(
    portal_world: Emulator, kind: str, every: int
) -> None:
    with closing(hubspot(portal_world)) as portal:
        refused = _fuzz(portal, *HUBSPOT[kind], every)
    assert refused * every > 20 or kind == "count"  # an optional call: "could not count"


@pytest.mark.parametrize("every", EVERY)
@pytest.mark.parametrize("kind", SALESFORCE)
def test_no_wrong_answer_of_salesforce_crashes_a_read(
    org_world: Emulator, kind: str, every: int
) -> None:
    with closing(_org(org_world)) as org:
        refused = _fuzz(org, *SALESFORCE[kind], every)
    assert refused * every > 20 or kind in ("count", "describes")  # neither ends a read


@pytest.mark.parametrize("every", EVERY)
@pytest.mark.parametrize("path", ["jobs/query", "/results"])
def test_no_wrong_answer_of_a_bulk_job_crashes_a_read(
    org_world: Emulator, path: str, every: int
) -> None:
    org_world.faults.arm(
        "salesforce.query_timeout", path="/services/data/v62.0/queryAll", count=None
    )
    with closing(_org(org_world)) as org:
        refused = _fuzz(org, path, _read("lead"), every)
    org_world.faults.clear()
    assert refused * every > 20


@pytest.mark.parametrize("body", BODIES)
def test_one_wrong_answer_is_asked_again(portal_world: Emulator, body: bytes) -> None:
    with closing(hubspot(portal_world)) as portal:
        tap = Tap(portal)
        tap.path, tap.wrong, tap.always = "/crm/v3/objects/deals?", body, False
        found = _read("deals")(portal)
        assert isinstance(found, list)
        assert not [piece for piece in found if isinstance(piece, Unread)]
        ids = {i for b in found if hasattr(b, "table") for i in b.table["id"].to_pylist()}
        assert ids == {"1", "2", "3"}


@pytest.mark.parametrize("body", [*BODIES, b'{"results":[]}', b'{"results":[],"total":0}'])
def test_a_list_that_never_answers_is_never_taken_for_an_empty_object(
    portal_world: Emulator, body: bytes
) -> None:
    with closing(hubspot(portal_world)) as portal:
        tap = Tap(portal)
        tap.path, tap.wrong = "/crm/v3/objects/deals?", body
        try:
            found = _read("deals")(portal)
        except HymnsheetError:
            return
        assert isinstance(found, list)
        assert [piece for piece in found if isinstance(piece, Unread)]


def test_an_unknown_time_zone_is_said_and_not_taken(portal_world: Emulator) -> None:
    with closing(hubspot(portal_world)) as portal:
        tap = Tap(portal)
        tap.path = "/account-info/"
        assert portal.check().time_zone == "Europe/Dublin"
        tap.wrong = tap.good[0].replace(b"Europe/Dublin", b"Mars/Phobos")
        info = portal.check()
    assert (info.time_zone, info.unknown_zone) == (None, "Mars/Phobos")

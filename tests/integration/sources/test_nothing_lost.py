"""Every fault of the emulator's catalogue, once and for good, at every kind of call.

The rows are those of an undisturbed read, or the read says that something is missing, or it ends
with an error: never with fewer rows and a good word.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from contextlib import closing
from datetime import datetime, timedelta

import pytest
from _pytest.mark.structures import ParameterSet

from orchestration.emulator import Emulator
from orchestration.emulator.fault_catalog import every_fault
from orchestration.errors import HymnsheetError, SourceError, StreamUnavailableError
from orchestration.sources.connector import Connector
from orchestration.sources.spec import (
    Batch,
    Deleted,
    Piece,
    Unread,
)
from tests.support.sources.world import (
    AS_OF,
    MANY_CALLS,
    Row,
    asking,
    connected,
    hubspot,
    hubspot_world,
    ids_of,
    pieces,
    rows,
    salesforce,
    salesforce_world,
    stream,
    unread,
)

OLD = "2024-01-01T00:00:00Z"
LEAD_FIELDS = {"id", "lastname", "isdeleted", "masterrecordid", "systemmodstamp"}
SINCE = datetime.fromisoformat("2024-05-20T00:00:00+00:00")
#: They wait for real, or are told apart by tests of their own.
APART = {"wire.no_answer", "wire.slow_answer", "wire.slow_body", "wire.gzip_bomb"}
#: One of them is enough to end a run: a wrong request or setting, a spent allowance, an attack.
FINAL = {
    "hubspot.unauthorized", "hubspot.token_expired", "hubspot.daily", "hubspot.migrating",
    "hubspot.validation_error", "salesforce.request_limit", "salesforce.bulk_quota",
    "salesforce.forbidden", "salesforce.login_refused", "salesforce.api_retired",
    "salesforce.version_mismatch", "salesforce.exceeded_id_limit", "wire.redirect",
    "wire.foreign_next_link", "wire.endless_pages",
}  # fmt: skip


def _names(vendor: str) -> list[str]:
    return [
        kind.name
        for kind in every_fault()
        if kind.how == "arm" and vendor in kind.vendors and kind.name not in APART
    ]


def _cases(vendor: str) -> list[ParameterSet]:
    """Every fault; three of four wait for the night."""
    return [
        pytest.param(name, marks=[pytest.mark.nightly] if number % 4 else [])
        for number, name in enumerate(_names(vendor))
    ]


@pytest.fixture(scope="module")
def portal_world() -> Iterator[Emulator]:
    deals: list[Row] = [
        {
            "id": str(n),
            "dealname": f"D{n}",
            "hs_lastmodifieddate": "2024-05-25T00:00:00Z" if n % 2 else OLD,
            "_archived_at": "2024-05-26T00:00:00Z" if n > 240 else None,
        }
        for n in range(1, 251)
    ]
    keys = ("from_type", "from_id", "to_type", "to_id", "category", "type_id", "label")
    links: list[Row] = [
        dict(
            zip(keys, ("deals", str(n), "contacts", "1", "HUBSPOT_DEFINED", "3", None), strict=True)
        )
        for n in range(1, 120)
    ]
    history: list[Row] = [
        {
            "object_type": "deals",
            "object_id": str(n),
            "property": "dealstage",
            "value": "won",
            "timestamp": OLD,
        }
        for n in range(1, 251)
    ]
    served = hubspot_world(
        {"deals": deals, "contacts": [{"id": "1", "lastmodifieddate": OLD}]},
        associations=links,
        history=history,
        owners=[{"id": str(n), "email": f"o{n}@acme.test", "userId": str(n)} for n in range(9)],
        campaigns=[{"id": f"c-{n}", "hs_name": "Spring"} for n in range(9)],
    )
    with Emulator(served, rate_limits=MANY_CALLS) as emulator:
        yield emulator


@pytest.fixture(scope="module")
def org_world() -> Iterator[Emulator]:
    leads: list[Row] = [
        {
            "Id": f"00Q{n:012d}AAA",
            "LastName": "L",
            "CreatedDate": OLD,
            "SystemModstamp": f"2024-05-25T00:{n // 100:02d}:00Z",
        }
        for n in range(1, 2_501)
    ]
    with Emulator(salesforce_world({"Lead": leads}), rate_limits=MANY_CALLS) as emulator:
        yield emulator


def _seen(found: Iterable[Piece]) -> set[tuple[object, ...]]:
    """What a read tells of its rows, whatever their order."""
    told = ("id", "from_id", "to_id", "record_id", "property", "value", "_deleted_at")
    return {
        tuple(row.get(name) for name in told)
        for piece in found
        if isinstance(piece, Batch)
        for row in piece.table.to_pylist()
    }


def _told(connector: Connector, name: str, since: datetime | None) -> list[Piece]:
    """A read of the fields that tell rows apart: the others only make it slow."""
    spec = stream(connector, name)
    fields = connector.fields(spec)
    if name == "lead":
        fields = tuple(field for field in fields if field.field_name in LEAD_FIELDS)
    return list(connector.read(spec, asking(fields, since)))


def _org(world: Emulator) -> Connector:
    """A connector that describes together what is read here, and no more."""
    org = salesforce(world)
    org.session.descriptions._objects = ["Organization", "Lead"]  # type: ignore[attr-defined]
    return org


def _judge(connector: Connector, name: str, since: datetime | None, good: object) -> str:
    """equal, incomplete, or the kind of the error; anything else fails."""
    try:
        found = _told(connector, name, since)
    except HymnsheetError as error:
        assert error.exit_code != 4, error
        assert str(error).isprintable()
        return type(error).__name__
    if unread(found):
        return "incomplete"
    assert _seen(found) == good, "fewer rows and a good word"
    return "equal"


HUBSPOT_CALLS = {
    "list": ("/crm/v3/objects/deals", "deals", None),
    "search": ("/crm/v3/objects/deals/search", "deals", SINCE),
    "changes": ("/crm/v3/objects/deals", "deals", SINCE),
    "properties": ("/crm/v3/properties/deals", "deals", None),
    "associations": ("/crm/v4/associations/deals", "_associations", None),
    "history": ("/crm/v3/objects/deals", "_history", None),
    "changed history": ("/crm/v3/objects/deals/batch", "_history", SINCE),
    "owners": ("/crm/v3/owners", "owners", None),
    "campaigns": ("/marketing/v3/campaigns", "campaigns", None),
}
#: Nothing in the answer or beside it tells that rows are missing: the loader asks for them once
#: more before it believes that they are gone (test_second_look.py).
UNTOLD = {
    ("wire.withheld_rows", "owners"),
    ("wire.withheld_rows", "history"),
    ("hubspot.lost_cursor", "history"),
    ("hubspot.stale_index", "search"),
    ("hubspot.stale_index", "changes"),
}


@pytest.mark.parametrize("fault", _cases("hubspot"))
def test_a_fault_at_hubspot_loses_nothing(portal_world: Emulator, fault: str) -> None:
    for kind, (path, name, since) in HUBSPOT_CALLS.items():
        if (fault, kind) in UNTOLD:
            continue
        with closing(hubspot(portal_world)) as portal:
            good = _seen(_told(portal, name, since))
            for count, skip in ((1, 0), (1, 1), (None, 1)):
                portal_world.faults.arm(fault, path=path, count=count, skip=skip)
                outcome = _judge(portal, name, since, good)
                portal_world.faults.clear()
                if count == 1 and fault not in FINAL:
                    assert outcome in ("equal", "incomplete"), (kind, skip, outcome)


@pytest.mark.parametrize("fault", _cases("salesforce"))
@pytest.mark.parametrize("way", ["rest", "bulk"])
def test_a_fault_at_salesforce_loses_nothing(org_world: Emulator, fault: str, way: str) -> None:
    queries = "/services/data/v62.0/queryAll"
    calls = [("/services/data/v62.0/query", None), (queries, SINCE), ("/services/data", None)]
    if way == "bulk":
        calls = [("/services/data/v62.0/jobs", None)]
    with closing(_org(org_world)) as org:
        good = _seen(_told(org, "lead", None))
    for path, since in calls:
        for count, skip in ((1, 0), (1, 2), (None, 0), (None, 2)):
            with closing(_org(org_world)) as org:
                if way == "bulk":
                    org_world.faults.arm("salesforce.query_timeout", path=queries, count=None)
                org_world.faults.arm(fault, path=path, count=count, skip=skip)
                outcome = _judge(org, "lead", since, good)
                org_world.faults.clear()
            if count == 1 and fault not in FINAL:
                assert outcome in ("equal", "incomplete"), (skip, outcome)


def test_a_refused_association_path_leaves_the_stream_incomplete(portal_world: Emulator) -> None:
    with closing(hubspot(portal_world)) as portal:
        path = "/crm/v4/associations/deals/contacts"
        portal_world.faults.arm("hubspot.missing_scopes", path=path, count=None)
        found = pieces(portal, "_associations")
        portal_world.faults.clear()
    assert len(unread(found)) == 1
    assert path in unread(found)[0]


def test_half_a_batch_in_error_is_asked_again_and_then_said(portal_world: Emulator) -> None:
    with closing(hubspot(portal_world)) as portal:
        path = "/crm/v3/objects/deals/batch/read"
        portal_world.faults.arm("hubspot.batch_errors", path=path, count=1)
        assert unread(pieces(portal, "_history", SINCE)) == []
        portal_world.faults.arm("hubspot.batch_errors", path=path, count=None)
        reasons = unread(pieces(portal, "_history", SINCE))
        portal_world.faults.clear()
    assert reasons
    assert "no answer" in reasons[0]


def test_a_record_that_moves_while_it_is_searched_is_not_lost(portal_world: Emulator) -> None:
    """One record leaves the window while another enters: the total stands still."""
    deals: list[Row] = [
        {
            "id": str(n),
            "dealname": f"D{n}",
            "hs_lastmodifieddate": f"2024-05-25T00:{n // 60:02d}:{n % 60:02d}Z",
        }
        for n in range(1, 701)
    ]
    with Emulator(hubspot_world({"deals": deals}), rate_limits=MANY_CALLS) as emulator:
        store, searches = emulator.records["hubspot"], 0
        with closing(hubspot(emulator)) as portal:
            transport = portal.session.transport  # type: ignore[attr-defined]
            post = transport.post

            def busy(path: str, *args: object, **more: object) -> object:
                nonlocal searches
                answer = post(path, *args, **more)
                if path.endswith("/search"):
                    searches += 1
                    emulator.clock.advance(timedelta(seconds=1))
                    store.upsert("deals", str(searches), {"dealname": "moved"})
                    store.upsert("deals", str(5_000 + searches), {"dealname": "new"})
                return answer

            transport.post = busy
            found = rows(pieces(portal, "deals", SINCE, AS_OF + timedelta(hours=1)))
    assert searches > 3
    assert set(found) >= {str(n) for n in range(1, 701)}


def test_a_restored_record_is_no_longer_on_the_archived_list(portal_world: Emulator) -> None:
    with closing(hubspot(portal_world)) as portal:
        before = ids_of(pieces(portal, "deals", AS_OF), Deleted)
        portal_world.apply(
            {
                "system": "hubspot",
                "action": "restore",
                "object": "deals",
                "id": "250",
                "modified": "unchanged",
            }
        )
        after = ids_of(pieces(portal, "deals", AS_OF), Deleted)
        portal_world.records["hubspot"].archive("deals", "250")
    assert set(before) - set(after) == {"250"}


def test_a_field_that_is_described_and_refused_is_left_out_and_said(org_world: Emulator) -> None:
    queries = "/services/data/v62.0/queryAll"
    with closing(_org(org_world)) as org:
        # Refused, described again, refused again: the emulator names the field Name.
        org_world.faults.arm("salesforce.invalid_field", path=queries, count=2)
        found = pieces(org, "lead")
        org_world.faults.clear()
        landed = rows(found)
        assert len(landed) == 2_500
        assert all("name" not in row and row["lastname"] == "L" for row in landed.values())
        assert len(unread(found)) == 1
        assert "describes Name of Lead" in unread(found)[0]
        org_world.faults.arm("salesforce.invalid_field", path=queries, count=None)
        with pytest.raises(StreamUnavailableError, match="field of Lead"):
            pieces(org, "lead")
        org_world.faults.clear()


def test_a_count_that_times_out_is_asked_of_bulk_or_left_out(org_world: Emulator) -> None:
    query = "/services/data/v62.0/queryAll"
    with closing(salesforce(org_world)) as org:
        org_world.faults.arm("salesforce.query_timeout", path=query, count=None)
        assert org.count(stream(org, "lead")) == 2_500
        org_world.faults.arm(
            "salesforce.bulk_unsupported", path="/services/data/v62.0/jobs", count=None
        )
        said = org.count(stream(org, "lead"))
        org_world.faults.clear()
    assert isinstance(said, Unread)
    assert "could not count" in said.reason


@pytest.mark.parametrize(
    ("served", "vendor", "path", "spec"),
    [
        ("portal_world", "hubspot", "/crm/v3/properties", "deals"),
        ("org_world", "salesforce", "/services/data/v62.0", "lead"),
    ],
)
def test_a_bomb_and_a_dripping_body_cost_neither_memory_nor_hours(
    request: pytest.FixtureRequest, served: str, vendor: str, path: str, spec: str
) -> None:
    world: Emulator = request.getfixturevalue(served)
    with closing(connected(world, vendor)) as connector:
        transport = connector.session.transport  # type: ignore[attr-defined]
        bounds = type(transport._bounds)
        transport._bounds = bounds(body_bytes=2**22, grace_s=0.3, slowest_bytes_s=10**6)
        for fault in ("wire.gzip_bomb", "wire.slow_body"):
            world.faults.arm(fault, path=path, count=None, delay_s=0.5, size=2**24)
            with pytest.raises(SourceError, match=r"at once|seconds"):
                connector.fields(stream(connector, spec))
            world.faults.clear()
        assert connector.fields(stream(connector, spec))

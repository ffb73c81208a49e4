"""Other people's connectors read the emulator as they read the vendors, and get the world.

Packages of the index, unchanged, each in an environment of its own; only their hosts are
redirected. Each discovers, reads all its streams in full, and by its own state what changed since.
docs/other-connectors.md has the same by hand, and those that the index does not have.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest

from orchestration.emulator import Emulator
from orchestration.emulator.options import Options
from orchestration.worlds.generator.defects.fields import MISFITS
from tests.support.peer_values import Record, Tables, assert_is_org, assert_is_portal, moment
from tests.support.peer_world import (
    Row,
    clear_cells,
    edit_hubspot,
    edit_salesforce,
    hubspot_rows,
    linked,
    peer_world,
    section,
)
from tests.support.peers import HOSTS, Airbyte, MeltanoSinger, Records, Singer, Synced

pytestmark = pytest.mark.nightly

_START = "2000-01-01T00:00:00Z"
_OBJECTS = (
    *("contacts", "companies", "deals", "tickets", "products", "line_items", "notes", "leads"),
    *("calls", "emails", "meetings", "tasks", "vessels"),
)
_ALL_TIME_MS = round(timedelta(days=365 * 50).total_seconds() * 1000)


@pytest.fixture(scope="module")
def served(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Emulator]:
    world = peer_world(tmp_path_factory.mktemp("peers") / "w")
    with Emulator(world, options=Options(host_names=HOSTS, rate_limits=False)) as emulator:
        yield emulator


@pytest.fixture
def emulator(served: Emulator) -> Emulator:
    served.reset()
    return served


def flat(record: Record) -> Record:
    """A HubSpot record of any client with its properties beside its id."""
    lifted = {re.sub("^propert(y|ies)_", "", name): value for name, value in record.items()}
    for name, value in (record.get("properties") or {}).items():
        lifted[name] = value["value"] if isinstance(value, dict) else value
    key = record.get("id") or record.get("companyId") or record.get("dealId")
    return {**lifted, "id": str(key)}


def portal_tables(records: Records, *names: str) -> Tables:
    """Records by object and id; Airbyte calls calls engagements_calls."""
    found = {name: records.get(name) or records.get(f"engagements_{name}") for name in names}
    return {
        name: {one["id"]: one for one in map(flat, listed or [])} for name, listed in found.items()
    }


def org_tables(records: Records) -> Tables:
    """Records by object and id."""
    return {
        name: {row["Id"]: row for row in rows} for name, rows in records.items() if "Id" in rows[0]
    }


def over(old: Tables, new: Tables) -> Tables:
    """What a destination holds after both: the later record of an id stays."""
    return {name: {**old.get(name, {}), **new.get(name, {})} for name in {**old, **new}}


def assert_read_less(first: Synced, second: Synced, *streams: str) -> None:
    """These streams read what changed, not everything again."""
    for name in streams:
        assert 0 < len(second.records[name]) < len(first.records[name]) / 2, name


def by(records: list[Record], *keys: str) -> list[tuple[str, ...]]:
    """Values of these keys in order, as text; the same thing told twice stands once."""
    return sorted({tuple(str(record[key]) for key in keys) for record in records})


def stated(rows: list[Row], *keys: str) -> list[tuple[str, ...]]:
    return sorted(tuple(str(row[key]) for key in keys) for row in rows)


def assert_owners_and_lists(emulator: Emulator, records: Records, form_key: str) -> None:
    """What stands beside the records, in the two clients that read all of it."""
    owners = [row for row in section(emulator, "owners") if row["archived"] != "true"]
    assert by(records["owners"], "id", "email", "userId") == stated(owners, "id", "email", "userId")
    assert by(records["forms"], form_key, "name") == stated(
        section(emulator, "forms"), "id", "name"
    )
    assert by(records["contact_lists"], "listId", "name") == stated(
        section(emulator, "lists"), "id", "name"
    )
    answers = section(emulator, "form_submissions")
    sent = [one["values"][0]["value"] for one in records["form_submissions"]]
    assert sorted(sent) == sorted(str(row["email"]) for row in answers)
    (pipeline,) = records["deal_pipelines"]
    (ours,) = emulator.records["hubspot"].pipelines["deals"]
    assert [one["stageId"] for one in pipeline["stages"]] == [one["id"] for one in ours["stages"]]


# ---- HubSpot
def test_meltano_tap_hubspot(emulator: Emulator, tmp_path: Path) -> None:
    tap = MeltanoSinger("meltano-tap-hubspot==0.10.1", "tap-hubspot", tmp_path, emulator)
    config = {"access_token": emulator.credentials["hubspot"]["access_token"], "start_date": _START}
    names = _OBJECTS[:-1]  # it knows no custom objects
    first = tap.sync(config)
    assert first.streams == 24
    tables = portal_tables(first.records, *names)
    assert_is_portal(emulator, f"meltano-tap-hubspot, {first}", tables)
    edit_hubspot(emulator)
    second = tap.sync(config, first.state)
    assert_read_less(first, second, "contacts", "deals", "companies")
    now = over(tables, portal_tables(second.records, *names))
    assert_is_portal(emulator, f"meltano-tap-hubspot, by its state, {second}", now)


def test_singer_tap_hubspot(emulator: Emulator, tmp_path: Path) -> None:
    tap = Singer("tap-hubspot==4.5.0", "tap-hubspot", tmp_path, emulator)
    known = emulator.credentials["hubspot"]
    config = {
        "client_id": known["client_id"],
        "client_secret": known["client_secret"],
        "refresh_token": known["refresh_token"],
        "redirect_uri": "https://api.hubapi.com/",
        "start_date": _START,
        # A window for each of these two streams; by default one a day or week since the start.
        "email_chunk_size": _ALL_TIME_MS,
        "subscription_chunk_size": _ALL_TIME_MS,
    }
    names = ("contacts", "companies", "deals", "tickets", "vessels")
    first = tap.sync(config)
    assert first.streams == 17
    tables = portal_tables(first.records, *names)
    assert_is_portal(emulator, f"tap-hubspot, {first}", tables)
    assert_owners_and_lists(emulator, first.records, "guid")
    works = by(first.records["contacts_by_company"], "company-id", "contact-id")
    assert set(works) == linked(emulator, "companies", "contacts")
    kinds = ("calls", "emails", "meetings", "tasks", "notes")
    ids = {key for name in kinds for key in hubspot_rows(emulator, name)}
    assert by(first.records["engagements"], "engagement_id") == sorted((key,) for key in ids)
    edit_hubspot(emulator)
    second = tap.sync(config, first.state)
    assert_read_less(first, second, "contacts", "deals", "companies")
    now = over(tables, portal_tables(second.records, *names))
    assert_is_portal(emulator, f"tap-hubspot, by its state, {second}", now)


def test_airbyte_source_hubspot(emulator: Emulator, tmp_path: Path) -> None:
    source = Airbyte("airbyte-source-hubspot==5.7.0", "source-hubspot", tmp_path, emulator)
    token = emulator.credentials["hubspot"]["access_token"]
    titled = {"credentials_title": "Private App Credentials", "access_token": token}
    config = {"start_date": "2020-01-01T00:00:00Z", "credentials": titled}
    for name, field, _, misfits in MISFITS:
        clear_cells(emulator, name, field, misfits)  # it ends a stream at a number that is none
    first = source.sync(config)
    assert first.streams == 33
    tables = portal_tables(first.records, *_OBJECTS)
    assert_is_portal(emulator, f"airbyte-source-hubspot, {first}", tables, _legacy(emulator))
    assert_owners_and_lists(emulator, first.records, "id")
    for to_type in ("companies", "contacts"):
        pairs = {(one["id"], key) for one in first.records["deals"] for key in one.get(to_type, [])}
        assert pairs == linked(emulator, "deals", to_type)
    _assert_has_history(emulator, first.records)
    edit_hubspot(emulator)
    second = source.sync(config, first.state)
    assert_read_less(first, second, "contacts", "deals", "companies")
    now = over(tables, portal_tables(second.records, *_OBJECTS))
    assert_is_portal(
        emulator, f"airbyte-source-hubspot, by its state, {second}", now, _legacy(emulator)
    )


def _legacy(emulator: Emulator) -> set[str]:
    """Names of stage dates before v2: this client fills the empty ones from the new."""
    names = next(iter(hubspot_rows(emulator, "contacts").values()))
    return {name for name in names if re.fullmatch("hs_lifecyclestage_.+_date", name)}


def _assert_has_history(emulator: Emulator, records: Records) -> None:
    """Every version that history.csv states of a living record."""
    told = {
        (
            name,
            str(record[key]),
            record["property"],
            moment(str(record["timestamp"])),
            record["value"],
        )
        for name, key in (("contacts", "vid"), ("deals", "dealId"), ("companies", "companyId"))
        for record in records[f"{name}_property_history"]
    }
    alive = {name: hubspot_rows(emulator, name) for name in ("contacts", "deals", "companies")}
    ours = {
        (row["object_type"], row["object_id"], row["property"], moment(str(row["timestamp"])),
         row["value"])
        for row in section(emulator, "history")
        if row["object_id"] in alive[str(row["object_type"])]
    }  # fmt: skip
    assert len(ours) > 500
    assert ours <= told


# ---- Salesforce
def salesforce_config(emulator: Emulator, **more: Any) -> Record:
    known = emulator.credentials["salesforce"]
    return {
        "refresh_token": known["refresh_token"],
        "client_id": known["consumer_key"],
        "client_secret": known["consumer_secret"],
        "start_date": _START,
        **more,
    }


@pytest.mark.parametrize("api", ["REST", "BULK"])
def test_singer_tap_salesforce(emulator: Emulator, tmp_path: Path, api: str) -> None:
    tap = Singer("tap-salesforce==2.8.1", "tap-salesforce", tmp_path, emulator)
    config = salesforce_config(emulator, api_type=api)
    first = tap.sync(config)
    assert first.streams == 28
    assert_is_org(emulator, f"tap-salesforce {api}, {first}", org_tables(first.records))
    edit_salesforce(emulator)
    second = tap.sync(config, first.state)
    assert_read_less(first, second, "Opportunity", "Lead", "Contact")
    now = over(org_tables(first.records), org_tables(second.records))
    assert_is_org(emulator, f"tap-salesforce {api}, by its state, {second}", now)


def test_airbyte_source_salesforce(emulator: Emulator, tmp_path: Path) -> None:
    package = "airbyte-source-salesforce==2.10.3"
    source = Airbyte(package, "source-salesforce", tmp_path, emulator)
    config = salesforce_config(
        emulator, auth_type="Client", is_sandbox=False, stream_slice_step="P36500D"
    )
    # it reads up to its own clock's now: what the world plans for until then must have happened
    emulator.clock.set(datetime.now(UTC))
    first = source.sync(config)
    assert first.streams == 29
    assert_is_org(emulator, f"airbyte-source-salesforce, {first}", org_tables(first.records))
    edit_salesforce(emulator)
    second = source.sync(config, first.state)
    assert_read_less(first, second, "Opportunity", "Lead", "Contact")
    now = over(org_tables(first.records), org_tables(second.records))
    assert_is_org(emulator, f"airbyte-source-salesforce, by its state, {second}", now)

"""Other people's connectors read the emulator as they read the vendors, and get the world.

Packages of the index, unchanged, each in an environment of its own; only their hosts are
redirected. Each discovers, syncs in full, and picks up an edit by its own state.
docs/other-connectors.md has the same by hand, and those that the index does not have.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest

from orchestration.emulator import Emulator, World
from orchestration.emulator.generator import write_world
from orchestration.emulator.options import Options
from tests.e2e.peers import HOSTS, Airbyte, MeltanoSinger, Record, Singer

pytestmark = pytest.mark.nightly

_START = "2000-01-01T00:00:00Z"


@pytest.fixture(scope="module")
def served(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Emulator]:
    world = World.load(write_world(tmp_path_factory.mktemp("peers") / "w", seed=5, people=300))
    assert world.salesforce is not None
    world.salesforce.settings["standard_fields"] = "all"
    options = Options(host_names=HOSTS, rate_limits=False)
    with Emulator(world, options=options) as emulator:
        yield emulator


@pytest.fixture
def emulator(served: Emulator) -> Emulator:
    served.reset()
    return served


def hubspot_rows(emulator: Emulator, name: str) -> dict[str, dict[str, str | None]]:
    """The living records of an object, as the world has them."""
    assert emulator.store.hubspot is not None
    rows = emulator.store.hubspot.table(name).rows
    return {key: row for key, row in rows.items() if not row.get("_archived_at")}


def salesforce_rows(emulator: Emulator, name: str) -> dict[str, dict[str, str | None]]:
    """The records of an object, deleted ones included, as the world has them."""
    assert emulator.store.salesforce is not None
    return dict(emulator.store.salesforce.table(name).rows)


def same(theirs: object, cell: str | None) -> bool:
    """Equal as values: each client has spellings of its own for numbers and times."""
    if theirs in (None, "") or cell is None:
        return theirs in (None, "", False) and cell in (None, "false")
    if isinstance(theirs, bool):
        return str(theirs).lower() == cell.lower()
    text = str(theirs)
    if text == cell or text.lower() == cell.lower():
        return True
    try:
        return float(text) == float(cell)
    except ValueError:
        return moment(text) is not None and moment(text) == moment(cell)


def moment(text: str) -> datetime | None:
    """An instant or a day at midnight; None when the text is neither."""
    try:
        found = datetime.fromisoformat(text)
    except ValueError:
        return None
    return found if found.tzinfo else found.replace(tzinfo=UTC)


def assert_is_world(
    theirs: dict[str, Record], rows: dict[str, dict[str, str | None]], least: int = 30
) -> None:
    """Every record, and every field that the world states, value by value."""
    assert theirs.keys() == rows.keys()
    assert len(theirs) >= least, "too few records to mean anything"
    compared = 0
    for key, record in theirs.items():
        for field, cell in rows[key].items():
            if field in record and not field.startswith("_"):
                assert same(record[field], cell), (key, field, record[field], cell)
                compared += cell is not None
    assert compared > 5 * len(theirs)


def edit_contact(emulator: Emulator) -> str:
    """Change one contact an hour later; its id."""
    key = next(iter(hubspot_rows(emulator, "contacts")))
    emulator.clock.advance(timedelta(hours=1))
    change = {"system": "hubspot", "action": "upsert", "object": "contacts", "id": key}
    emulator.apply({**change, "values": {"company": "Edited Ltd"}})
    return key


def edit_opportunity(emulator: Emulator) -> str:
    """Change one opportunity an hour later; its id."""
    rows = salesforce_rows(emulator, "Opportunity")
    key = next(i for i, row in rows.items() if row.get("IsDeleted") != "true")
    emulator.clock.advance(timedelta(hours=1))
    change = {"system": "salesforce", "action": "upsert", "object": "Opportunity", "id": key}
    emulator.apply({**change, "values": {"NextStep": "edited"}})
    return key


def flat(record: Record) -> Record:
    """A HubSpot record with its properties beside its id."""
    inner = record.get("properties") or {}
    lifted = {name.removeprefix("properties_"): value for name, value in record.items()}
    return {**lifted, **inner, "id": str(record["id"])}


def by_id(records: list[Record], key: str = "id") -> dict[str, Record]:
    return {str(record[key]): record for record in records}


def test_meltano_tap_hubspot(emulator: Emulator, tmp_path: Path) -> None:
    tap = MeltanoSinger("meltano-tap-hubspot==0.10.1", "tap-hubspot", tmp_path, emulator)
    config = {"access_token": emulator.credentials.hubspot_access_token, "start_date": _START}
    streams, records, state = tap.sync(config, {"contacts", "deals", "companies"})
    assert streams == 24
    for name, rows in records.items():
        assert_is_world(by_id([flat(row) for row in rows]), hubspot_rows(emulator, name))
    key = edit_contact(emulator)
    _, changed, _ = tap.sync(config, {"contacts"}, state)
    again = by_id([flat(row) for row in changed["contacts"]])
    assert again[key]["company"] == "Edited Ltd"
    assert len(again) < len(records["contacts"])


def test_singer_tap_hubspot(emulator: Emulator, tmp_path: Path) -> None:
    tap = Singer("tap-hubspot==4.5.0", "tap-hubspot", tmp_path, emulator)
    known = emulator.credentials
    config = {
        "client_id": known.hubspot_client_id,
        "client_secret": known.hubspot_client_secret,
        "refresh_token": known.hubspot_refresh_token,
        "redirect_uri": "https://api.hubapi.com/",
        "start_date": _START,
    }
    streams, records, state = tap.sync(config, {"contacts", "companies", "deals"})
    assert streams >= 16
    contacts = {
        key: {name.removeprefix("property_"): value for name, value in row.items()}
        for key, row in by_id(records["contacts"]).items()
    }
    assert_is_world(contacts, hubspot_rows(emulator, "contacts"))
    for name, id_key in (("companies", "companyId"), ("deals", "dealId")):
        assert by_id(records[name], id_key).keys() == hubspot_rows(emulator, name).keys()
    key = edit_contact(emulator)
    _, changed, _ = tap.sync(config, {"contacts"}, state)
    assert by_id(changed["contacts"])[key]["property_company"] == "Edited Ltd"


def test_airbyte_source_hubspot(emulator: Emulator, tmp_path: Path) -> None:
    source = Airbyte("airbyte-source-hubspot==5.7.0", "source-hubspot", tmp_path, emulator)
    config = {
        "start_date": "2006-06-01T00:00:00Z",
        "credentials": {
            "credentials_title": "Private App Credentials",
            "access_token": emulator.credentials.hubspot_access_token,
        },
    }
    streams, records, state = source.sync(config, {"contacts", "companies", "deals"})
    assert streams >= 32
    for name, rows in records.items():
        assert_is_world(by_id([flat(row) for row in rows]), hubspot_rows(emulator, name))
    key = edit_contact(emulator)
    _, changed, _ = source.sync(config, {"contacts"}, state)
    again = by_id([flat(row) for row in changed["contacts"]])
    assert again[key]["company"] == "Edited Ltd"


def salesforce_config(emulator: Emulator, **more: Any) -> Record:
    known = emulator.credentials
    return {
        "refresh_token": known.salesforce_refresh_token,
        "client_id": known.salesforce_consumer_key,
        "client_secret": known.salesforce_consumer_secret,
        "start_date": _START,
        **more,
    }


@pytest.mark.parametrize("api", ["REST", "BULK"])
def test_singer_tap_salesforce(emulator: Emulator, tmp_path: Path, api: str) -> None:
    tap = Singer("tap-salesforce==2.8.1", "tap-salesforce", tmp_path, emulator)
    config = salesforce_config(emulator, api_type=api)
    streams, records, state = tap.sync(config, {"Contact", "Opportunity", "Lead", "Account"})
    assert streams >= 25
    for name, rows in records.items():
        assert_is_world(by_id(rows, "Id"), salesforce_rows(emulator, name))
    key = edit_opportunity(emulator)
    _, changed, _ = tap.sync(config, {"Opportunity"}, state)
    again = by_id(changed["Opportunity"], "Id")
    assert again[key]["NextStep"] == "edited"
    assert len(again) < len(records["Opportunity"])


def test_airbyte_source_salesforce(emulator: Emulator, tmp_path: Path) -> None:
    package = "airbyte-source-salesforce==2.10.3"
    source = Airbyte(package, "source-salesforce", tmp_path, emulator)
    config = salesforce_config(
        emulator, auth_type="Client", is_sandbox=False, stream_slice_step="P36500D"
    )
    names = {"Contact", "Opportunity", "Lead", "Account"}
    streams, records, state = source.sync(config, names)
    assert streams >= 26
    for name, rows in records.items():
        assert_is_world(by_id(rows, "Id"), salesforce_rows(emulator, name))
    key = edit_opportunity(emulator)
    _, changed, _ = source.sync(config, {"Opportunity"}, state)
    assert by_id(changed["Opportunity"], "Id")[key]["NextStep"] == "edited"

"""A second run changes nothing; one edit, one new record and one delete change exactly those."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

import pytest
import sqlalchemy as sa

from orchestration.cli.demo import emulated_settings
from orchestration.cli.job import run_job
from orchestration.emulator import Emulator, load_world
from tests.support.company import Company
from tests.support.published import differences, snapshot

RAW = ("raw_hubspot", "raw_salesforce")
PUBLISHED = ("marts", "quality")

#: Ledgers of runs: a run adds its own lines there, that is what they are for.
LEDGERS = {
    f"{schema}.{table}"
    for schema in RAW
    for table in ("_runs", "_reconciliation", "_cursors", "_source")
}


@pytest.fixture
def after_first_run(larkspur: Company, tmp_path: Path) -> Iterator[Company]:
    """The generated company with its first run behind it, to itself."""
    home = shutil.copytree(larkspur.settings.home, tmp_path / "home")
    with Emulator(load_world(larkspur.world_dir)) as emulator:
        settings = emulated_settings(emulator, home)
        settings = settings.model_copy(update={"warehouse_url": None, "project": None})
        yield Company(larkspur.world_dir, emulator, settings, larkspur.outcome)


def _raw(company: Company) -> dict[str, list[tuple[str, ...]]]:
    tables = snapshot(company.warehouse.engine(), RAW, ignore=())
    return {name: rows for name, rows in tables.items() if name not in LEDGERS}


def test_runs_touch_only_what_changed(after_first_run: Company) -> None:
    company = after_first_run
    raw_before = _raw(company)
    published_before = snapshot(company.warehouse.published_engine(), PUBLISHED)

    company.run_again()
    assert differences(raw_before, _raw(company)) == {}
    published = snapshot(company.warehouse.published_engine(), PUBLISHED)
    assert differences(published_before, published) == {}

    emulator = company.emulator
    emulator.clock.advance(timedelta(hours=1))
    salesforce, hubspot = emulator.records["salesforce"], emulator.records["hubspot"]
    opportunity = company.raw_rows(
        "select id from raw_salesforce.opportunity where not isdeleted and not isclosed order by id"
    )[0].id
    lead = company.raw_rows(
        "select id from raw_salesforce.lead where not isdeleted and not isconverted order by id"
    )[0].id
    contact = company.raw_rows(
        "select id from raw_hubspot.contacts where _deleted_at is null order by id desc"
    )[0].id
    salesforce.upsert("Opportunity", opportunity, {"Amount": "123456.78"})
    hubspot.upsert("contacts", "990000001", {"email": "new.person@northwind.example"})
    salesforce.delete("Lead", lead)
    hubspot.archive("contacts", contact)
    emulator.clock.advance(timedelta(minutes=5))
    company.run_again()

    changed = {}
    for name, (gone, new) in differences(raw_before, _raw(company)).items():
        changed[name] = (len(gone), len(new))
    # The archived contact's associations go with it; nothing else may move.
    changed.pop("raw_hubspot._associations", None)
    assert changed == {
        "raw_salesforce.opportunity": (1, 1),
        "raw_salesforce.lead": (1, 1),
        "raw_hubspot.contacts": (1, 2),
        # The edit of the amount, as the org's own histories tell it.
        "raw_salesforce.opportunity_history": (0, 1),
        "raw_salesforce.opportunity_field_history": (0, 1),
    }
    amount = company.raw_rows(
        "select amount from raw_salesforce.opportunity where id = :id", id=opportunity
    )[0].amount
    assert amount == 123456.78
    deleted = company.raw_rows(
        "select _deleted_at from raw_salesforce.lead where id = :id", id=lead
    )[0]._deleted_at
    assert deleted is not None
    published_amount = company.rows(
        "select amount from marts.fct_opportunity where salesforce_opportunity_id = :id",
        id=opportunity,
    )[0].amount
    assert float(published_amount) == 123456.78


@pytest.mark.nightly
def test_what_an_older_version_loaded_is_built_as_empty_where_it_lacks_newer_streams(
    larkspur: Company, tmp_path: Path
) -> None:
    home = tmp_path / "home"
    shutil.copytree(larkspur.settings.home, home)
    settings = larkspur.settings.model_copy(update={"home": home, "warehouse_url": None})
    older = Company(larkspur.world_dir, larkspur.emulator, settings, larkspur.outcome)
    with older.warehouse.engine().begin() as connection:
        for newer in ("table raw_hubspot.communications", "table raw_hubspot.call_dispositions"):
            connection.execute(sa.text(f"drop {newer} cascade"))
        connection.execute(sa.text("alter table raw_salesforce.task drop column calltype"))
    run_job(settings, lambda _: None, ["build", "check"])
    assert older.raw_rows("select count(*) as n from raw_hubspot.communications")[0].n == 0
    (tasks,) = older.raw_rows(
        "select count(*) as n, count(calltype) as said from raw_salesforce.task"
    )
    assert tasks.n > 0
    assert tasks.said == 0

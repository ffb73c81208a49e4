"""The generated company: who is who, when stages were entered, what was won, as simulated."""

from __future__ import annotations

import csv
import json
from collections import defaultdict
from datetime import UTC, datetime
from decimal import Decimal
from pathlib import Path

from orchestration.settings import DBT_PROJECT_DIR
from tests.support.company import Company
from tests.support.dbt.movements import WATERFALL, movements_simulated, movements_told


def _truth(company: Company, name: str) -> list[dict[str, str]]:
    path: Path = company.world_dir / "truth" / name
    with path.open(encoding="utf-8") as handle:
        return list(csv.DictReader(handle))


def _clusters(
    pairs: list[tuple[str, tuple[str, str, str]]],
) -> set[frozenset[tuple[str, str, str]]]:
    groups: dict[str, set[tuple[str, str, str]]] = defaultdict(set)
    for key, member in pairs:
        groups[key].add(member)
    return {frozenset(group) for group in groups.values()}


def test_people_are_resolved_as_simulated(larkspur: Company) -> None:
    rows = larkspur.rows(
        "select person_key, source_system, source_object, source_id from marts.bridge_person_source"
    )
    truth = _truth(larkspur, "persons.csv")
    known = {(row["system"], row["object"], row["record_id"]) for row in truth}
    found = _clusters([(r[0], (r[1], r[2], r[3])) for r in rows if (r[1], r[2], r[3]) in known])
    wanted = _clusters(
        [(row["person_id"], (row["system"], row["object"], row["record_id"])) for row in truth]
    )
    assert found == wanted


def test_accounts_are_resolved_as_simulated(larkspur: Company) -> None:
    rows = larkspur.rows(
        "select account_key, source_system, source_object, source_id"
        " from marts.bridge_account_source"
    )
    truth = _truth(larkspur, "accounts.csv")
    known = {(row["system"], row["object"], row["record_id"]) for row in truth}
    found = _clusters([(r[0], (r[1], r[2], r[3])) for r in rows if (r[1], r[2], r[3]) in known])
    wanted = _clusters(
        [(row["account_id"], (row["system"], row["object"], row["record_id"])) for row in truth]
    )
    assert found == wanted


def test_every_recorded_stage_entry_is_found_at_its_instant(larkspur: Company) -> None:
    people = {
        (row["system"], row["object"], row["record_id"]): row["person_id"]
        for row in _truth(larkspur, "persons.csv")
    }
    key_of = {
        row.person_key: people[(row.source_system, row.source_object, row.source_id)]
        for row in larkspur.rows("select * from marts.bridge_person_source")
        if (row.source_system, row.source_object, row.source_id) in people
    }
    found = {
        (key_of[row.person_key], row.cycle_number, row.stage_code, row.entered_at)
        for row in larkspur.rows(
            "select person_key, cycle_number, stage_code, entered_at"
            " from marts.fct_funnel_stage_event where not is_imputed and person_key is not null"
        )
        if row.person_key in key_of
    }
    wanted = {
        (
            row["person_id"],
            int(row["cycle_number"]),
            row["stage_code"],
            datetime.fromisoformat(row["entered_at"]).astimezone(UTC).replace(tzinfo=None),
        )
        for row in _truth(larkspur, "stages.csv")
        if row["person_id"]
    }
    assert found - wanted == set()
    assert wanted - found == set()


def test_money_won_and_open_equals_the_simulation(larkspur: Company) -> None:
    summary = json.loads((larkspur.world_dir / "truth" / "summary.json").read_text())
    row = larkspur.rows(
        "select sum(case when is_won then amount_corporate end) as won,"
        " sum(case when is_open then amount_corporate end) as open from marts.fct_opportunity"
    )[0]
    assert row.won == Decimal(str(summary["won_amount"])).quantize(Decimal("0.01"))
    assert row.open == Decimal(str(summary["open_amount"])).quantize(Decimal("0.01"))


def test_the_pipeline_moved_as_simulated(larkspur: Company) -> None:
    owners = {
        row.owner_key: row.email
        for row in larkspur.rows("select owner_key, email from marts.dim_user")
    }
    found = movements_told(
        larkspur.rows(f"{WATERFALL} where scope_type in ('all', 'owner')"), owners
    )
    assert found == movements_simulated(_truth(larkspur, "waterfall.csv"))


def test_every_raw_table_counts_as_the_vendor_counts(larkspur: Company) -> None:
    rows = larkspur.rows(
        "select source_system, stream, difference from marts.mart_sync_status where difference <> 0"
    )
    assert rows == []


def test_world_and_raw_rows_agree(larkspur: Company) -> None:
    with (larkspur.world_dir / "salesforce" / "objects" / "Opportunity.csv").open() as handle:
        world = {row["Id"]: row for row in csv.DictReader(handle)}
    raw = larkspur.raw_rows("select id, stagename, amount from raw_salesforce.opportunity")
    assert {row.id for row in raw} == set(world)
    for row in raw:
        assert row.stagename == world[row.id]["StageName"]
        amount = world[row.id]["Amount"]
        assert row.amount == (float(amount) if amount else None)


def test_a_run_that_ended_well_leaves_no_scratch_of_dbt(larkspur: Company) -> None:
    ((run_id,),) = larkspur.raw_rows("select run_id from ops.run_context")
    assert list((DBT_PROJECT_DIR / "target").glob(f"dbt_models-{run_id[:7]}-*")) == []

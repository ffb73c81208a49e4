"""Plants dates that contradict each other (Q002): ends before starts, deals older than accounts."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from datetime import datetime, timedelta
from typing import Final

from orchestration.worlds.generator.planted import Planted
from orchestration.worlds.generator.spec import day, iso
from orchestration.worlds.generator.tables import Defect, Row, Simulation, raw_name
from orchestration.worlds.generator.written import Written

_PAIRS: Final = (
    ("hubspot", "meetings", "hs_meeting_start_time", "hs_meeting_end_time", 3),
    ("salesforce", "Campaign", "StartDate", "EndDate", 2),
)
_OLDER: Final = 3
_LOADED: Final = 10


def plant_dates(simulation: Simulation) -> None:
    """Change the chosen dates and note each defect."""
    rng = simulation.spec.rng("contradicting dates")
    for system, name, start, end, count in _PAIRS:
        if system not in simulation.spec.systems:
            continue
        rows = [row for row in simulation.table(system, name).alive() if row[start] and row[end]]
        for row in rng.sample(rows, min(count, len(rows) // 4)):
            starts = datetime.fromisoformat(row[start])
            written = iso if "T" in row[start] else day
            row[end] = written(starts - timedelta(days=2))
            simulation.defects.add(
                Defect("Q002", system, raw_name(name), end.lower(), next(iter(row.values())))
            )
    if simulation.spec.has_salesforce:
        _make_accounts_younger(simulation)


def _make_accounts_younger(simulation: Simulation) -> None:
    """Accounts of one deal each are made anew two days after it."""
    rng = simulation.spec.rng("younger accounts")
    accounts = simulation.table("salesforce", "Account").rows
    merged = {row["MasterRecordId"] for row in accounts.values()}
    taken = {key for key, _, _, _ in simulation.aliases}
    lone = [
        deal
        for deal in simulation.lone_opportunities()
        if len(deal.company.opportunities) == 1
        and deal.company.account_id not in merged
        and deal.company.key not in taken
        and deal.created_at < simulation.as_of - timedelta(days=30)
    ]
    for deal in rng.sample(lone, min(_OLDER, len(lone) // 4)):
        row = accounts[deal.company.account_id]
        row["CreatedDate"] = later = iso(deal.created_at + timedelta(days=2))
        for stamp in ("LastModifiedDate", "SystemModstamp"):
            row[stamp] = max(row[stamp], later)
        simulation.defects.add(
            Defect("Q002", "salesforce", "opportunity", "accountid", deal.salesforce_id)
        )


# ---------------------------------------------------------------- which records break them
def _broken(world: Written) -> Iterator[Defect]:
    """What ends before it starts; deals more than a day older than an account made by hand."""
    for (system, name), rows in world.tables.items():
        for end in [field for field in (rows[0] if rows else ()) if "end" in field]:
            start = "start".join(end.rsplit("end", 1))
            for row in rows:
                if row.get(start) and row[end] and row[end] < row[start]:
                    yield Defect("Q002", system, name, end, row["id"])
    yield from _older_than_their_accounts(world)


def _older_than_their_accounts(world: Written) -> Iterator[Defect]:
    accounts: dict[str, Row] = {row["id"]: row for row in world.rows("salesforce", "account")}
    that_day = Counter(row["createddate"][:10] for row in accounts.values())
    merged = {row.get("masterrecordid", "") for row in world.every("salesforce", "Account")}
    linked, older = 0, []
    for row in world.rows("salesforce", "opportunity"):
        account = accounts.get(row["accountid"])
        if account is None or account["id"] in merged:
            continue
        if that_day[account["createddate"][:10]] >= _LOADED:
            continue
        linked += 1
        made = datetime.fromisoformat(account["createddate"])
        if datetime.fromisoformat(row["createddate"]) < made - timedelta(days=1):
            older.append(Defect("Q002", "salesforce", "opportunity", "accountid", row["id"]))
    if len(older) * 2 <= linked:
        yield from older


PLANTED: Final = Planted(("Q002",), plant_dates, _broken, place=7)

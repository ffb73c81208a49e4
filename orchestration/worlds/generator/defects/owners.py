"""What somebody who left still owns, and what nobody does (D008): nobody handed it over."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from orchestration.worlds.generator.planted import Planted
from orchestration.worlds.generator.tables import Defect, Row, Simulation
from orchestration.worlds.generator.vocabulary import LEAD_WORKING
from orchestration.worlds.generator.written import Written

_WORKED: Final = frozenset({"IN_PROGRESS", "ATTEMPTED_TO_CONTACT", "CONNECTED"})
_WON_OR_LOST: Final = frozenset({"closedwon", "closedlost"})


def note_owners(simulation: Simulation) -> None:
    """Note what those who left owned when they did, and what has no owner."""
    gone = {rep.user_id for rep in simulation.reps if not rep.active}
    former = {rep.owner_id for rep in simulation.reps if not rep.active}
    for deal in simulation.opportunities:
        if deal.outcome == "open" and not deal.owner.active:
            place = ("salesforce", "opportunity", "ownerid", deal.salesforce_id)
            if not deal.salesforce_id:
                place = ("hubspot", "deals", "hubspot_owner_id", deal.deal_id)
            simulation.defects.add(Defect("D008", *place))
    if simulation.spec.has_salesforce:
        for row in simulation.table("salesforce", "Lead").alive():
            if row["Status"] == LEAD_WORKING and row["OwnerId"] in gone:
                defect = Defect("D008", "salesforce", "lead", "ownerid", row["Id"])
                simulation.defects.add(defect)
    if simulation.spec.has_hubspot:
        for row in simulation.table("hubspot", "contacts").alive():
            is_worked = row.get("hs_lead_status") in _WORKED
            if is_worked and row.get("hubspot_owner_id", "") in {"", *former}:
                defect = Defect("D008", "hubspot", "contacts", "hubspot_owner_id", row["id"])
                simulation.defects.add(defect)


def keep_everybody(simulation: Simulation) -> None:
    """Nobody left."""
    for rep in simulation.reps:
        rep.active = True


# ---------------------------------------------------------------- which records break it
def _broken(world: Written) -> Iterator[Defect]:
    users = {row["id"] for row in world.rows("salesforce", "user") if row["isactive"] == "true"}
    owners = {row["id"] for row in world.rows("hubspot", "owners") if row["archived"] != "true"}
    held = {row["id"][:15] for row in world.rows("salesforce", "opportunity")}
    for row in world.rows("salesforce", "opportunity"):
        if row["isclosed"] != "true" and row["ownerid"] not in users:
            yield Defect("D008", "salesforce", "opportunity", "ownerid", row["id"])
    for row in world.rows("salesforce", "lead"):
        is_queue = row["ownerid"].startswith("00G")
        is_worked = row["status"] == "Working - Contacted" and row["isconverted"] != "true"
        if is_worked and not is_queue and row["ownerid"] not in users:
            yield Defect("D008", "salesforce", "lead", "ownerid", row["id"])
    for row in world.rows("hubspot", "deals"):
        is_own = row.get("hs_salesforceopportunityid", "")[:15] not in held
        if is_own and row["dealstage"] not in _WON_OR_LOST and _is_lost(row, owners):
            yield Defect("D008", "hubspot", "deals", "hubspot_owner_id", row["id"])
    for row in world.rows("hubspot", "contacts"):
        if row.get("hs_lead_status") in _WORKED and _is_lost(row, owners):
            yield Defect("D008", "hubspot", "contacts", "hubspot_owner_id", row["id"])


def _is_lost(row: Row, owners: set[str]) -> bool:
    return row.get("hubspot_owner_id", "") not in owners


PLANTED: Final = Planted(("D008",), note_owners, _broken, tidy=keep_everybody)

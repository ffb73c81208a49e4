"""Writes HubSpot's leads: whom sales works there, in which stage, with the history of it."""

from __future__ import annotations

from datetime import datetime, timedelta
from random import Random
from typing import Any, Final

from orchestration.worlds.generator.entities import Person
from orchestration.worlds.generator.histories import remember
from orchestration.worlds.generator.spec import HISTORY_DAYS, flag, iso
from orchestration.worlds.generator.tables import Row, Simulation

_PIPELINES: Final = {"lead-pipeline-id": ("Inbound", ""), "40017": ("Events", "event-")}
_STAGES: Final = ("new", "attempting", "connected", "qualified", "unqualified")
_CLOSED: Final = frozenset({"qualified", "unqualified"})
_REASONS: Final = ("No budget", "Bad timing", "Not a good fit")
_TO_PRIMARY_CONTACT: Final = 578
_TO_COMPANY: Final = 610


def write_leads(simulation: Simulation) -> None:
    """One row per person whom sales works in HubSpot."""
    rng = simulation.spec.rng("hubspot leads")
    for person in simulation.people:
        if person.hubspot_id and person.route == "hubspot" and person.lead_at:
            _write(rng, simulation, person, person.lead_at)


def lead_pipelines(simulation: Simulation) -> dict[str, Any]:
    """pipelines/leads.json: as the API returns it."""
    made = iso(simulation.as_of - timedelta(days=HISTORY_DAYS + 500))
    return {
        "results": [
            {
                "id": pipeline,
                "label": label,
                "displayOrder": order,
                "archived": False,
                "createdAt": made,
                "updatedAt": made,
                "stages": [
                    {
                        "id": f"{prefix}{stage}-stage-id",
                        "label": stage.title(),
                        "displayOrder": place,
                        "metadata": {"isClosed": flag(stage in _CLOSED)},
                        "archived": False,
                        "createdAt": made,
                        "updatedAt": made,
                    }
                    for place, stage in enumerate(_STAGES)
                ],
            }
            for order, (pipeline, (label, prefix)) in enumerate(_PIPELINES.items())
        ]
    }


def _write(rng: Random, simulation: Simulation, person: Person, made: datetime) -> None:
    record_id = str(67_000_000_000 + simulation.number("hubspot lead") * 41)
    pipeline = "40017" if person.source.hubspot == "OFFLINE" else "lead-pipeline-id"
    _, prefix = _PIPELINES[pipeline]
    ways = [(f"{prefix}{stage}-stage-id", at) for stage, at in _way(person, made)]
    stage, changed = ways[-1]
    row: Row = {
        "id": record_id,
        "hs_lead_name": f"{person.first} {person.last}",
        "hs_lead_type": rng.choice(("NEW_BUSINESS", "NEW_BUSINESS", "RE_ATTEMPTING")),
        "hs_lead_label": rng.choice(("HOT", "WARM", "COLD")),
        "hs_pipeline": pipeline,
        "hs_pipeline_stage": stage,
        "hs_lead_disqualification_reason": rng.choice(_REASONS) if person.exit_at else "",
        "hs_primary_contact_id": person.hubspot_id,
        "hs_primary_company_id": person.company.hubspot_id if person.company else "",
        "hubspot_owner_id": person.owner.owner_id,
        "hubspot_owner_assigneddate": iso(made),
        "hs_createdate": iso(made),
        "hs_lastmodifieddate": iso(changed),
        "_created_at": iso(made),
        "_updated_at": iso(changed),
    }
    simulation.table("hubspot", "leads").add(row)
    versions = [("hs_pipeline_stage", value, at) for value, at in ways]
    versions.append(("hubspot_owner_id", person.owner.owner_id, made))
    remember(simulation, "leads", record_id, versions)
    ends = ("leads", record_id, "contacts", person.hubspot_id)
    simulation.associate(ends, {_TO_PRIMARY_CONTACT: ""})
    if person.company and person.company.hubspot_id:
        ends = ("leads", record_id, "companies", person.company.hubspot_id)
        simulation.associate(ends, {_TO_COMPANY: ""})


def _way(person: Person, made: datetime) -> list[tuple[str, datetime]]:
    """Stages entered, in order of time."""
    ways = [("new", made)]
    if person.worked_at and person.worked_at > made:
        ways.append(("attempting", person.worked_at))
    done = person.sql_at or person.exit_at
    if done and done > ways[-1][1]:
        ways.append(("qualified" if person.sql_at else "unqualified", done))
    return ways

"""Writes messages by LinkedIn, SMS and WhatsApp that sales logged in HubSpot.

All come after the first contact with a person and before sales lets go: they prove nothing that an
activity has not proved before.
"""

from __future__ import annotations

from datetime import datetime, timedelta
from random import Random
from typing import Final

from orchestration.worlds.generator.entities import Activity, Person
from orchestration.worlds.generator.spec import at_work, iso
from orchestration.worlds.generator.tables import Simulation

_CHANNELS: Final = ("LINKEDIN_MESSAGE", "LINKEDIN_MESSAGE", "SMS", "WHATS_APP")
_TO_CONTACT: Final = 81


def write_messages(simulation: Simulation) -> None:
    """A message or two to every eighth person that sales works and HubSpot knows."""
    rng = simulation.spec.rng("messages")
    for person in simulation.people:
        if person.worked_at and person.hubspot_id and rng.random() < 0.125:
            for at in _moments(rng, simulation, person, person.worked_at):
                _write(rng, simulation, person, at)


def _moments(
    rng: Random, simulation: Simulation, person: Person, worked_at: datetime
) -> list[datetime]:
    end = min(person.exit_at or person.sql_at or simulation.as_of, simulation.as_of)
    later = (at_work(rng, worked_at + timedelta(hours=rng.randrange(20, 200))) for _ in range(2))
    return sorted(at for at in later if at < end)


def _write(rng: Random, simulation: Simulation, person: Person, at: datetime) -> None:
    channel = rng.choice(_CHANNELS)
    record_id = str(65_000_000_000 + simulation.number("communication") * 31)
    simulation.table("hubspot", "communications").add(
        {
            "id": record_id,
            "hs_timestamp": iso(at),
            "hs_communication_channel_type": channel,
            "hs_communication_logged_from": "CONVERSATIONS" if channel == "WHATS_APP" else "CRM",
            "hubspot_owner_id": person.owner.owner_id,
            "hs_createdate": iso(at),
            "hs_lastmodifieddate": iso(at),
            "_created_at": iso(at),
            "_updated_at": iso(at),
        }
    )
    message = Activity("message", at, person, person.owner, done=True, system="hubspot")
    message.record_id = record_id
    simulation.activities.append(message)
    ends = ("communications", record_id, "contacts", person.hubspot_id)
    simulation.associate(ends, {_TO_CONTACT: ""})

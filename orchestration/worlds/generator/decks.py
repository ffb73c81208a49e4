"""What sales is given to push, and whom it sent it to: two files that somebody drops.

One deck that is sent and often opened, one paper that few open, one that nobody ever used. Some
looked at it before it was sent, which is no effect of sending it.
"""

from __future__ import annotations

from datetime import timedelta
from typing import Final

from orchestration.worlds.generator.entities import Person
from orchestration.worlds.generator.spec import iso
from orchestration.worlds.generator.tables import Row, Simulation

_PIECES: Final = (
    ("d-roi", "Return in a year", "deck", 0.6),
    ("a-security", "Security paper", "asset", 0.2),
    ("a-brochure", "Brochure of 2023", "asset", 0.0),
)
_RECIPIENTS: Final = {"d-roi": 18, "a-security": 12, "a-brochure": 0}


def push_content(simulation: Simulation) -> None:
    """Plan both files, and what is true of each piece."""
    made = iso(simulation.as_of - timedelta(days=500))
    simulation.dropped["content_pieces"] = [
        {"content_id": key, "kind": kind, "name": name, "campaign": "", "made_at": made}
        for key, name, kind, _ in _PIECES
    ]
    simulation.dropped["content_uses"] = list[Row]()
    reps = simulation.active_reps("sales")
    known = [person for person in simulation.people if _record_of(person) and _is_plain(person)]
    rng = simulation.spec.rng("decks")
    for key, _, _, liked in _PIECES:
        wanted = min(_RECIPIENTS[key], len(known))
        outcome = dict.fromkeys(("uses", "users", "recipients", "opened_after"), 0)
        users = set[str]()
        for person in rng.sample(known, wanted):
            rep = rng.choice(reps)
            sent = simulation.as_of - timedelta(days=rng.randrange(20, 200), hours=rng.randrange(9))
            times = rng.choice((1, 1, 1, 2))
            for again in range(times):
                at = sent + timedelta(days=3 * again)
                _use(simulation, key, ("sent", "shown")[again], person, iso(at), rep.email)
            outcome["uses"] += times
            outcome["recipients"] += 1
            users.add(rep.email)
            fate = rng.random()
            if fate < liked:
                _use(simulation, key, "opened", person, iso(sent + timedelta(hours=5)), "")
                outcome["opened_after"] += 1
            elif fate > 0.9:
                _use(simulation, key, "opened", person, iso(sent - timedelta(hours=5)), "")
        outcome["users"] = len(users)
        simulation.pushed.append(
            {"content_id": key, **{name: str(count) for name, count in outcome.items()}}
        )


def _is_plain(person: Person) -> bool:
    """One human being in every record: nobody of whom a record is a copy, gone, or another's."""
    return not (person.alias or person.archived_at or person.lead_deleted)


def _record_of(person: Person) -> tuple[str, str, str] | None:
    if person.hubspot_id:
        return "hubspot", "contacts", person.hubspot_id
    if person.contact_id:
        return "salesforce", "contact", person.contact_id
    return ("salesforce", "lead", person.lead_id) if person.lead_id else None


def _use(simulation: Simulation, key: str, action: str, person: Person, at: str, user: str) -> None:
    rows = simulation.dropped["content_uses"]
    system, sobject, record_id = _record_of(person) or ("", "", "")
    rows.append(
        {
            "use_id": f"u{len(rows):04d}",
            "content_id": key,
            "action": action,
            "used_at": at,
            "user_email": user,
            "record_system": system,
            "record_object": sobject,
            "record_id": record_id,
        }
    )


def pushed_rows(simulation: Simulation) -> list[Row]:
    """pushed_content.csv: how often each piece was used, by and with how many, and opened after."""
    return simulation.pushed

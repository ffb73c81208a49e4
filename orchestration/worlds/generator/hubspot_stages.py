"""How HubSpot sees a person's way: lifecycle stage, its dates, and the lead status."""

from __future__ import annotations

from datetime import datetime, timedelta
from random import Random

from orchestration.worlds.generator.entities import Person

_V2 = "hs_v2_date_entered_"
STAGES_WITH_DATES = (
    "lead",
    "marketingqualifiedlead",
    "salesqualifiedlead",
    "opportunity",
    "customer",
)
_PROOF = {"lead": "INQ", "marketingqualifiedlead": "MQL", "salesqualifiedlead": "SQL"}


def lifecycle_dates(rng: Random, person: Person, as_of: datetime) -> dict[str, datetime | None]:
    """The ten date properties, older and newer naming; what is written is noted as evidence."""
    entered = {
        "lead": person.inquiry_at,
        "marketingqualifiedlead": person.mql_at,
        "salesqualifiedlead": _qualified(rng, person, as_of),
        "opportunity": _opened(person),
        "customer": _bought(person),
    }
    dates: dict[str, datetime | None] = {}
    for stage in STAGES_WITH_DATES:
        at = entered[stage]
        draw = rng.random()
        dates[f"hs_lifecyclestage_{stage}_date"] = at if draw < 0.88 else None
        dates[f"{_V2}{stage}"] = at if draw > 0.22 else None
        if at and stage in _PROOF:
            person.evidence.note(_PROOF[stage], at)
    return dates


def _qualified(rng: Random, person: Person, as_of: datetime) -> datetime | None:
    if person.sql_at is None or person.route == "hubspot":
        return person.sql_at
    synced = person.sql_at + timedelta(minutes=rng.randrange(4, 55))
    return synced if rng.random() < 0.7 and synced <= as_of else None


def _opened(person: Person) -> datetime | None:
    return person.opportunities[0].created_at if person.opportunities else None


def _bought(person: Person) -> datetime | None:
    won = [deal.last.at for deal in person.opportunities if deal.outcome == "won"]
    return min(won) if won else None


def lifecycle_of(person: Person, as_of: datetime) -> str:
    """The highest stage HubSpot knows the person to have reached."""
    if _bought(person):
        return "customer"
    if person.opportunities or person.kind in {"colleague", "prospect"}:
        return "opportunity"
    if person.sql_at and person.sql_at <= as_of:
        return "salesqualifiedlead"
    if person.mql_at:
        return "marketingqualifiedlead"
    if person.inquiry_at:
        return "lead"
    return "other" if person.number % 5 == 0 else "subscriber"


def lead_status(rng: Random, person: Person) -> str:
    """hs_lead_status; agrees with the Salesforce lead. Mostly empty before the handover."""
    if person.kind in {"colleague", "prospect"}:
        return ""
    if person.outcome == "disqualified":
        return "UNQUALIFIED"
    if person.outcome == "recycled":
        return "BAD_TIMING"
    if person.outcome == "qualified":
        return "OPEN_DEAL" if person.opportunities else "CONNECTED"
    if person.worked_at:
        return rng.choice(("IN_PROGRESS", "ATTEMPTED_TO_CONTACT", "CONNECTED"))
    if person.mql_at:
        return rng.choice(("NEW", "OPEN"))
    return "NEW" if rng.random() < 0.1 else ""

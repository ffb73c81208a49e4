"""Whom marketing handed over and sales never tried to reach (L002): one lead in five, by itself."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator
from datetime import datetime, timedelta
from typing import Final
from zoneinfo import ZoneInfo

from orchestration.worlds.generator.entities import Evidence, Person
from orchestration.worlds.generator.planted import Planted
from orchestration.worlds.generator.spec import PORTAL_TIME_ZONE, at_work, iso, later
from orchestration.worlds.generator.tables import Defect, Row, Simulation
from orchestration.worlds.generator.truth import is_known, lead_stages
from orchestration.worlds.generator.written import Written

#: After so many working hours nobody will call any more.
_NEVER: Final = timedelta(hours=40)
_OPENS, _CLOSES = 9, 17
_ZONE: Final = ZoneInfo(PORTAL_TIME_ZONE)
_OVER: Final = frozenset({"DISQUALIFIED", "RECYCLED", "WON", "LOST"})
_FIELDS: Final = {"contacts": "hs_object_id", "lead": "id"}
_MQL_DATES: Final = (
    "hs_lifecyclestage_marketingqualifiedlead_date",
    "hs_v2_date_entered_marketingqualifiedlead",
)
Record = tuple[str, str, str]


def note_forgotten(simulation: Simulation) -> None:
    """Note each person without an attempt whose last hand-over nobody gave back or closed."""
    reached = {act.person.key for act in simulation.activities if act.is_attempt}
    for person in simulation.people:
        if person.key in reached or not is_known(person):
            continue
        cycles: list[Evidence] = [person.evidence, *person.later]
        handed = [lead_stages(cycle) for cycle in cycles if "MQL" in lead_stages(cycle)]
        if not handed or _OVER & set(handed[-1]) or _is_given_back(person):
            continue
        at = handed[-1]["MQL"]
        outcome = person.opportunities[-1].outcome if person.opportunities else "open"
        if outcome == "open" and _is_never(at, simulation.as_of):
            system, name, record = _proof(simulation, person, at)
            simulation.defects.add(Defect("L002", system, name, _FIELDS[name], record))


def call_everybody(simulation: Simulation) -> None:
    """Whoever would have been forgotten is called within a day."""
    rng = simulation.spec.rng("called leads")
    for person in simulation.people:
        start = person.mql_at or person.lead_at
        if start and person.lead_at and person.worked_at is None:
            called = at_work(rng, later(rng, max(start, person.lead_at), 0.02, 0.9))
            if called <= simulation.as_of and (not person.sql_at or called < person.sql_at):
                person.worked_at = called


def _is_given_back(person: Person) -> bool:
    return bool(person.baton and person.baton.way == "returned")


def _proof(simulation: Simulation, person: Person, at: datetime) -> Record:
    """The record that says so, of those that are left; HubSpot's first."""
    if person.hubspot_id and not person.archived_at:
        row = simulation.table("hubspot", "contacts").rows[person.hubspot_id]
        versions = {
            entry["timestamp"]
            for entry in simulation.history
            if entry["object_id"] == person.hubspot_id
            and entry["value"] == "marketingqualifiedlead"
        }
        if iso(at) in {*versions, *(row.get(name, "") for name in _MQL_DATES)}:
            return "hubspot", "contacts", person.hubspot_id
    leads = [person.lead_id] if person.lead_id and not person.lead_deleted else []
    leads += [
        record
        for key, _, name, record in simulation.aliases
        if key == person.key and name == "lead"
    ]
    rows = simulation.table("salesforce", "Lead").rows
    living = [lead for lead in leads if rows[lead].get("IsDeleted") != "true"]
    proving = [lead for lead in living if rows[lead].get("mql_date__c") == iso(at)]
    return "salesforce", "lead", min(proving or living)


# ---------------------------------------------------------------- which records break it
def _broken(world: Written) -> Iterator[Defect]:
    person_of = {
        (row["system"], row["object"], row["record_id"]): row["person_id"]
        for row in world.truth("persons")
    }
    settled = {person_of.get(record) for record in _attempts(world)}
    settled |= {person_of.get(record) for record in _given_back(world)}
    proofs = _proofs(world, person_of)
    for person, at in _handed_over(world.truth("stages")).items():
        if person not in settled and _is_never(at, world.as_of):
            told = [record for proved, record in proofs[person] if proved == at]
            if told:
                system, name, record = min(told)
                yield Defect("L002", system, name, _FIELDS[name], record)


def _handed_over(stages: Iterable[Row]) -> dict[str, datetime]:
    """Each person's last hand-over, of a cycle that is not over."""
    handed: dict[str, tuple[int, datetime]] = {}
    over: set[tuple[str, int]] = set()
    for row in stages:
        cycle = int(row["cycle_number"])
        if row["stage_code"] in _OVER:
            over.add((row["person_id"], cycle))
        elif row["stage_code"] == "MQL":
            told = cycle, datetime.fromisoformat(row["entered_at"])
            handed[row["person_id"]] = max(told, handed.get(row["person_id"], told))
    return {person: at for person, (cycle, at) in handed.items() if (person, cycle) not in over}


def _proofs(
    world: Written, person_of: dict[Record, str]
) -> dict[str, list[tuple[datetime, Record]]]:
    """When which living record says that a person was handed over."""
    found: list[tuple[str, Record]] = []
    for row in world.rows("hubspot", "contacts"):
        record = ("hubspot", "contacts", row["id"])
        found += [(row[name], record) for name in _MQL_DATES if row.get(name)]
    for row in world.history():
        if row["value"] == "marketingqualifiedlead" and row["object_type"] == "contacts":
            found.append((row["timestamp"], ("hubspot", "contacts", row["object_id"])))
    survivors = world.survivors("Lead")
    for row in world.every("salesforce", "Lead"):
        left = survivors.get(row["id"][:15])
        if row.get("mql_date__c") and left:
            found.append((row["mql_date__c"], ("salesforce", "lead", left["id"])))
    proofs: dict[str, list[tuple[datetime, Record]]] = defaultdict(list)
    for at, record in found:
        if record in person_of:
            proofs[person_of[record]].append((datetime.fromisoformat(at), record))
    return proofs


def _given_back(world: Written) -> Iterator[Record]:
    """Leads that a colleague of marketing has again."""
    givers = {
        row["id"]
        for row in world.rows("salesforce", "user")
        if row.get("department") == "Marketing"
    }
    for row in world.rows("salesforce", "lead"):
        if row["ownerid"] in givers:
            yield "salesforce", "lead", row["id"]


def _is_never(at: datetime, as_of: datetime) -> bool:
    """Whether so many working hours have passed since."""
    left = _NEVER
    now, end = at.astimezone(_ZONE), as_of.astimezone(_ZONE)
    while now < end and left >= timedelta():
        opens = now.replace(hour=_OPENS, minute=0, second=0, microsecond=0)
        if now.weekday() < 5:
            closes = opens.replace(hour=_CLOSES)
            left -= max(timedelta(), min(closes, end) - max(opens, now))
        now = opens.replace(hour=0) + timedelta(days=1)
    return left < timedelta()


def _attempts(world: Written) -> Iterator[Record]:
    """Whose record sales tried to reach."""
    for row in world.rows("salesforce", "task"):
        is_call = row["tasksubtype"] == "Call" and row.get("calltype") != "Inbound"
        if row["status"] == "Completed" and (is_call or row["tasksubtype"] == "Email"):
            yield _who(row)
    for row in world.rows("salesforce", "event"):
        yield _who(row)
    made = {
        *(_of("calls", row) for row in world.rows("hubspot", "calls") if _is_outward(row)),
        *(_of("emails", row) for row in world.rows("hubspot", "emails") if _is_sent(row)),
        *(_of("meetings", row) for row in world.rows("hubspot", "meetings") if _is_held(row)),
    }
    for row in world.associations():
        if row["to_type"] == "contacts" and (row["from_type"], row["from_id"]) in made:
            yield "hubspot", "contacts", row["to_id"]


def _who(row: Row) -> Record:
    return "salesforce", "lead" if row["whoid"].startswith("00Q") else "contact", row["whoid"]


def _of(name: str, row: Row) -> tuple[str, str]:
    return name, row["id"]


def _is_outward(row: Row) -> bool:
    return row["hs_call_direction"] == "OUTBOUND"


def _is_sent(row: Row) -> bool:
    return row["hs_email_direction"] == "EMAIL" and row["hs_email_status"] == "SENT"


def _is_held(row: Row) -> bool:
    return row["hs_meeting_outcome"] in {"COMPLETED", "NO_SHOW"}


def _nothing(_: Simulation) -> None:
    """The story does it by itself."""


PLANTED: Final = Planted(("L002",), _nothing, _broken, tidy=call_everybody, note=note_forgotten)

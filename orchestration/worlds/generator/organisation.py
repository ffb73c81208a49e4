"""Writes who belongs where in Salesforce: roles, queues, groups and their members, record types."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Final

from orchestration.worlds.generator.entities import Person, Rep
from orchestration.worlds.generator.spec import HISTORY_DAYS, flag, iso, salesforce_id
from orchestration.worlds.generator.tables import Row, Simulation

#: Team -> number of its role; the chief's stands above them.
ROLES: Final = {"sales": 1, "sdr": 2, "marketing": 3, "operations": 4}
_CHIEF: Final = 5
_ROLE_NAMES: Final = {
    1: ("Sales", _CHIEF),
    2: ("Business Development", 1),
    3: ("Marketing", _CHIEF),
    4: ("Revenue Operations", _CHIEF),
    _CHIEF: ("Chief Revenue Officer", 0),
}
_ZONES: Final = ("Europe/Lisbon", "Europe/Lisbon", "Europe/Berlin", "Europe/London")
_QUEUES: Final = {10: "Inbound Leads", 11: "Partner Leads"}
_ALL_SALES: Final = 12
LEAD_TYPES: Final = {"Inbound": 1, "Outbound": 2}
DEAL_TYPES: Final = {"New Business": 3, "Existing Business": 4}


def role_id(number: int) -> str:
    """The id of a role."""
    return salesforce_id("00E", number)


def queue_id(name: str) -> str:
    """The id of the queue that is called so."""
    return _group_id(next(number for number, queue in _QUEUES.items() if queue == name))


def lead_owner(person: Person) -> str:
    """A rep; the queue, for every fourth lead that nobody has taken up; who got the baton last."""
    if person.baton:
        return person.baton.owners[-1][1]
    is_waiting = person.worked_at is None and person.outcome == "none"
    if is_waiting and person.number % 4 == 0:
        return _group_id(min(_QUEUES) + person.number % len(_QUEUES))
    return person.owner.user_id


def record_type_of(name: str) -> str:
    """The id of a record type."""
    return salesforce_id("012", {**LEAD_TYPES, **DEAL_TYPES}[name])


def user_details(simulation: Simulation, rep: Rep) -> Row:
    """Of a user: kind, department, manager and time zone."""
    peers = [each for each in simulation.reps if each.team == rep.team]
    heads = [simulation.reps[0]] if rep is peers[0] else peers
    return {
        "UserType": "Standard",
        "Department": _ROLE_NAMES[ROLES[rep.team]][0],
        "ManagerId": "" if rep is heads[0] else heads[0].user_id,
        "TimeZoneSidKey": _ZONES[simulation.reps.index(rep) % len(_ZONES)],
    }


def write_organisation(simulation: Simulation) -> None:
    """Everything that an administrator set up before the story begins."""
    made = simulation.as_of - timedelta(days=HISTORY_DAYS + 450)
    _write_roles(simulation, made)
    _write_groups(simulation, made)
    types = simulation.table("salesforce", "RecordType")
    for sobject, names in (("Lead", LEAD_TYPES), ("Opportunity", DEAL_TYPES)):
        for name in names:
            types.add(
                {
                    "Id": record_type_of(name),
                    "Name": name,
                    "DeveloperName": name.replace(" ", "_"),
                    "SobjectType": sobject,
                    "IsActive": flag(True),
                    **_stamps(made),
                }
            )


def _write_roles(simulation: Simulation, made: datetime) -> None:
    table = simulation.table("salesforce", "UserRole")
    for number, (name, parent) in _ROLE_NAMES.items():
        stamps = _stamps(made)
        del stamps["CreatedDate"]
        table.add(
            {
                "Id": role_id(number),
                "Name": name,
                "DeveloperName": name.replace(" ", "_"),
                "ParentRoleId": role_id(parent) if parent else "",
                **stamps,
            }
        )


def _write_groups(simulation: Simulation, made: datetime) -> None:
    """Two queues, a group of all sellers, and the group that Salesforce keeps for each role."""
    kinds = [(number, name, "Queue", "") for number, name in _QUEUES.items()]
    kinds.append((_ALL_SALES, "All Sales", "Regular", ""))
    kinds += [(number, name, "Role", role_id(number)) for number, (name, _) in _ROLE_NAMES.items()]
    table = simulation.table("salesforce", "Group")
    for number, name, kind, related in kinds:
        table.add(
            {
                "Id": _group_id(number),
                "Name": "" if related else name,
                "DeveloperName": name.replace(" ", "_"),
                "Type": kind,
                "RelatedId": related,
                **_stamps(made),
            }
        )
    members = [(number, _group_id(ROLES["sdr"])) for number in _QUEUES]
    members += [(_ALL_SALES, rep.user_id) for rep in simulation.reps if rep.team == "sales"]
    for group, member in members:
        simulation.table("salesforce", "GroupMember").add(
            {
                "Id": salesforce_id("011", simulation.number("011")),
                "GroupId": _group_id(group),
                "UserOrGroupId": member,
                "SystemModstamp": iso(made),
            }
        )


def _group_id(number: int) -> str:
    return salesforce_id("00G", number)


def _stamps(made: datetime) -> Row:
    return {"CreatedDate": iso(made), "LastModifiedDate": iso(made), "SystemModstamp": iso(made)}

"""Random histories as the tables that the models of hand-overs read, all under ids of their own."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime
from typing import Any, Final

from sqlalchemy import text

from tests.support.dbt.build import Build
from tests.support.handover.history import CALENDARS, OWNERS, SHARED_DAY_OFF, Act, History, Sign

_LEAD: Final = {"source_system": "salesforce", "source_object": "lead"}
_STAGES: Final = {"stage": "SQL", "rejected": "DISQUALIFIED", "recycled": "RECYCLED"}
_PERSON: Final = "source_system text, source_object text, source_id text, person_key text"
_EVIDENCE: Final = "evidence_system text, evidence_source text, evidence_id text"
#: Layer and table -> its columns, as far as the models of hand-overs read them.
_TABLES: Final[Mapping[tuple[str, str], str]] = {
    ("conformed", "cnf_objects"): (
        "source_system text, source_object text, owner_field text, status_field text"
    ),
    ("conformed", "cnf_owners"): (
        "source_system text, source_object text, source_id text, email text, name text,"
        " name_rank integer, is_active boolean, is_queue boolean, team_name text, role_name text,"
        " manager_id text, time_zone text"
    ),
    ("intermediate", "int_owners__resolved"): (
        "source_system text, source_object text, source_id text, owner_key text, email text"
    ),
    ("conformed", "cnf_persons"): (
        "source_system text, source_object text, source_id text, owner_id text,"
        " owner_rank integer, created_at timestamp, lead_status text, is_deleted boolean,"
        " merged_into text"
    ),
    ("intermediate", "int_persons__resolved"): _PERSON,
    ("conformed", "cnf_record_changes"): (
        "source_system text, source_object text, source_id text, field text, value text,"
        " changed_at timestamp"
    ),
    ("intermediate", "int_lead_cycles__opened"): (
        "cycle_key text, person_key text, row_rank bigint, starts_at timestamp,"
        " next_starts_at timestamp"
    ),
    ("intermediate", "int_funnel_entries__dated"): (
        "cycle_key text, stage_code text, entered_at timestamp, entered_date date,"
        f" picked_in text, {_EVIDENCE}"
    ),
    ("intermediate", "int_stage_evidence__placed"): (
        f"cycle_key text, stage_code text, entered_at timestamp, is_fallback boolean, {_EVIDENCE}"
    ),
    ("conformed", "cnf_activities"): (
        "source_system text, source_object text, source_id text, person_object text,"
        " person_id text, activity_type text, direction text, outcome_value text,"
        " is_automated boolean, created_at timestamp, happened_at timestamp,"
        " duration_seconds bigint, is_completed boolean, owner_object text, owner_id text,"
        " opportunity_object text, opportunity_id text, account_object text, account_id text"
    ),
    ("conformed", "cnf_touches"): (
        "source_system text, source_object text, source_id text, person_object text,"
        " person_id text, name text, touched_at timestamp"
    ),
    ("conformed", "cnf_named_values"): (
        "source_system text, source_object text, source_id text, person_object text,"
        " person_id text, field text, value text"
    ),
    ("intermediate", "int_person_origins__decided"): "person_key text, channel text",
    ("marts", "dim_person"): (
        "person_key text, account_key text, hubspot_contact_id text, salesforce_lead_id text,"
        " salesforce_contact_id text"
    ),
}
Rows = list[dict[str, Any]]


def fill(build: Build, histories: Sequence[History], as_of: datetime) -> None:
    """Make the tables, seeds included, and fill them; person and cycle are `h<place>`."""
    build.fill({}, {})
    build.at(as_of)
    build.dbt("resource_type:seed", command="seed")
    for layer in sorted({layer for layer, _ in _TABLES}):
        build.execute(f"create schema if not exists {build.schema(layer)}")
    for (layer, name), columns in _TABLES.items():
        build.execute(f"create table {build.schema(layer)}.{name} ({columns})")
    _keep_calendars(build)
    build.execute(
        "insert into staging.glossary_lead_type_rules"
        " (lead_type, rank, system, form, normalised_form)"
        " values ('hand_raiser', 1, 'salesforce', 'Demo', 'demo')"
    )
    insert(build, "conformed", "cnf_objects", [{**_LEAD, **_FIELDS}])
    insert(build, "conformed", "cnf_owners", _owners())
    insert(build, "intermediate", "int_owners__resolved", _owner_keys())
    filled: dict[tuple[str, str], Rows] = {}
    for place, history in enumerate(histories):
        for table, rows in _rows_of(f"h{place}", history).items():
            filled.setdefault(table, []).extend(rows)
    for (layer, name), rows in filled.items():
        insert(build, layer, name, rows)


_FIELDS: Final = {"owner_field": "owner", "status_field": "status"}


def _owners() -> Rows:
    return [
        {
            "source_system": "salesforce",
            "source_object": "group" if owner.is_queue else "user",
            "source_id": owner.name,
            "email": f"{owner.name}@x.example",
            "name": owner.name,
            "name_rank": 1,
            "is_active": True,
            "is_queue": owner.is_queue,
            "role_name": owner.team and owner.team.title(),
            "time_zone": owner.zone,
        }
        for owner in OWNERS.values()
        if owner.is_listed
    ]


def _owner_keys() -> Rows:
    kept = ("source_system", "source_object", "source_id", "email")
    return [
        {**{name: row[name] for name in kept}, "owner_key": row["source_id"]} for row in _owners()
    ]


def _rows_of(key: str, history: History) -> dict[tuple[str, str], Rows]:
    lead = {**_LEAD, "source_id": key}
    changes = [
        {**lead, "field": "owner", "value": given.owner, "changed_at": given.at}
        for given in history.given
    ]
    stated = [
        {**lead, "field": "status", "value": "Working - Contacted", "changed_at": sign.at}
        for sign in history.signs
        if sign.kind == "status"
    ]
    # a lead that is said to have been somebody's since it was made has no history of it
    person = {**lead, "owner_rank": 1, "created_at": history.made_at, "is_deleted": False}
    return {
        ("conformed", "cnf_persons"): [person],
        ("intermediate", "int_persons__resolved"): [{**lead, "person_key": key}],
        ("conformed", "cnf_record_changes"): [*changes, *stated],
        ("intermediate", "int_lead_cycles__opened"): [
            {
                "cycle_key": key,
                "person_key": key,
                "row_rank": 1,
                "starts_at": history.starts_at,
                "next_starts_at": history.next_starts_at,
            }
        ],
        ("intermediate", "int_funnel_entries__dated"): [
            _entry(key, "MQL", history.handed_at, None if history.has_time else "UTC"),
            *(_entry(key, "LOST", s.at, None) for s in history.signs if s.kind == "closed"),
        ],
        ("intermediate", "int_stage_evidence__placed"): [
            _placed(key, sign) for sign in history.signs if sign.kind in _STAGES
        ],
        ("conformed", "cnf_activities"): [
            _activity(f"{key}-{place}", key, act) for place, act in enumerate(history.acts)
        ],
        ("conformed", "cnf_touches"): [
            {
                "source_system": "salesforce",
                "source_object": "form",
                "source_id": f"{key}-{place}",
                "person_object": "lead",
                "person_id": key,
                "name": " demo",
                "touched_at": at,
            }
            for place, at in enumerate(history.raised)
        ],
        ("intermediate", "int_person_origins__decided"): [
            {"person_key": key, "channel": history.channel}
        ],
        ("marts", "dim_person"): [{"person_key": key}],
    }


def _evidence(key: str) -> dict[str, str]:
    source = "lead.status"
    return {"evidence_system": "salesforce", "evidence_source": source, "evidence_id": key}


def _entry(key: str, stage: str, at: datetime, zone: str | None) -> dict[str, Any]:
    said = {"cycle_key": key, "stage_code": stage, "entered_at": at, "picked_in": zone}
    return {**said, **_evidence(key)}


def _placed(key: str, sign: Sign) -> dict[str, Any]:
    said = {"cycle_key": key, "stage_code": _STAGES[sign.kind], "entered_at": sign.at}
    return {**said, "is_fallback": False, **_evidence(key)}


def _activity(activity: str, key: str, act: Act) -> dict[str, Any]:
    owner = OWNERS.get(act.owner or "")
    return {
        "source_system": "salesforce",
        "source_object": "event" if act.kind == "meeting" else "task",
        "source_id": activity,
        "person_object": "lead",
        "person_id": key,
        "activity_type": act.kind,
        "direction": act.direction,
        "outcome_value": act.word,
        "is_automated": act.is_automated,
        "created_at": act.at,
        "happened_at": act.at,
        "is_completed": act.is_completed,
        "owner_object": owner and ("group" if owner.is_queue else "user"),
        "owner_id": act.owner,
    }


def _keep_calendars(build: Build) -> None:
    for name in ("work_calendars", "work_hours", "calendar_users", "days_off"):
        build.execute(f"delete from staging.glossary_{name}")
    rows = [{"code": code, "label": code, "time_zone": c.zone} for code, c in CALENDARS.items()]
    insert(build, "staging", "glossary_work_calendars", rows)
    hours = [
        {"calendar": code, "weekday": weekday, "opens": opens, "closes": closes}
        for code, calendar in CALENDARS.items()
        for weekday, spells in calendar.hours.items()
        for opens, closes in spells
    ]
    insert(build, "staging", "glossary_work_hours", hours)
    insert(build, "staging", "glossary_days_off", [{"day": SHARED_DAY_OFF, "name": "all"}])
    own = [
        {"calendar": code, "day": day, "name": "own"}
        for code, calendar in CALENDARS.items()
        for day in calendar.days_off
        if day != SHARED_DAY_OFF
    ]
    insert(build, "staging", "public_holidays", own)
    users = [{"scope": "everyone", "calendar": "office", "normalised_name": None}]
    users += [
        {"scope": "owner", "calendar": o.calendar, "normalised_name": f"{o.name}@x.example"}
        for o in OWNERS.values()
        if o.calendar != "office"
    ]
    insert(build, "staging", "glossary_calendar_users", users)


def insert(build: Build, layer: str, name: str, rows: Iterable[Mapping[str, Any]]) -> None:
    rows = list(rows)
    if not rows:
        return
    columns = list(rows[0])
    values = ", ".join(f":{column}" for column in columns)
    with build.engine.begin() as connection:
        connection.execute(
            text(
                f"insert into {build.schema(layer)}.{name} ({', '.join(columns)}) values ({values})"
            ),
            rows,
        )

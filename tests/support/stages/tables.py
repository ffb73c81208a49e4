"""Random histories as the tables that the models of stages read, all under ids of their own."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime
from pathlib import Path
from typing import Any, Final

from tests.support.dbt.build import Build
from tests.support.handover.tables import insert
from tests.support.stages.history import ZONES, History, Record, Said

_RECORD: Final = "source_system text, source_object text, source_id text"
_EVIDENCE: Final = "evidence_source text"
#: Layer and table -> its columns, as far as the models of stages read them.
_TABLES: Final[Mapping[tuple[str, str], str]] = {
    ("conformed", "cnf_objects"): (
        "source_system text, source_object text, kind text, is_attempt boolean,"
        " status_field text, stage_field text, created_field text, closed_field text"
    ),
    ("conformed", "cnf_persons"): (
        f"{_RECORD}, lead_status text, is_converted boolean, is_deleted boolean,"
        " created_at timestamp, modified_at timestamp, sees_first_visit boolean,"
        " original_source text"
    ),
    ("conformed", "cnf_opportunities"): (
        f"{_RECORD}, stage_value text, is_deleted boolean, created_at timestamp,"
        " modified_at timestamp"
    ),
    ("conformed", "cnf_record_changes"): f"{_RECORD}, field text, value text, changed_at timestamp",
    ("conformed", "cnf_record_values"): f"{_RECORD}, {_EVIDENCE}, modified_at timestamp",
    ("conformed", "cnf_stage_evidence"): (
        f"{_RECORD}, {_EVIDENCE}, entered_at timestamp, entered_day date, likely_at timestamp,"
        " not_placed_before timestamp"
    ),
    ("conformed", "cnf_touches"): (
        f"{_RECORD}, person_object text, person_id text, {_EVIDENCE}, touched_at timestamp,"
        " touched_day date"
    ),
    ("conformed", "cnf_activities"): (
        f"{_RECORD}, person_object text, person_id text, happened_at timestamp,"
        " proves_contact boolean"
    ),
    ("intermediate", "int_calendars__chosen"): "system text, time_zone text",
    ("intermediate", "int_persons__resolved"): f"{_RECORD}, person_key text",
    ("intermediate", "int_person_accounts__matched"): "person_key text, account_key text",
    ("intermediate", "int_opportunities__unified"): (
        f"opportunity_key text, {_RECORD}, account_key text, created_at timestamp,"
        " is_open boolean, is_won boolean, close_date date, time_zone text, stage_category text"
    ),
    ("intermediate", "int_opportunity_people__linked"): (
        "person_key text, opportunity_key text, is_primary boolean, became_opportunity boolean,"
        " linked_at timestamp"
    ),
}
_OBJECTS: Final = (
    {
        "source_system": "hubspot",
        "source_object": "contacts",
        "kind": "person",
        "is_attempt": False,
        "status_field": "hs_lead_status",
        "created_field": "createdate",
        "closed_field": None,
    },
    {
        "source_system": "salesforce",
        "source_object": "lead",
        "kind": "person",
        "is_attempt": True,
        "status_field": "status",
        "created_field": "createddate",
        "closed_field": None,
    },
    {
        "source_system": "salesforce",
        "source_object": "opportunity",
        "kind": "opportunity",
        "is_attempt": False,
        "status_field": None,
        "created_field": "createddate",
        "closed_field": "closedate",
    },
)
Rows = dict[tuple[str, str], list[dict[str, Any]]]


def fill(build: Build, histories: Sequence[History], as_of: datetime, project: Path) -> None:
    """Make the tables, seeds included, and fill them; the person is `h<place>`."""
    build.fill({}, {})
    build.at(as_of)
    build.dbt("resource_type:seed", command="seed", project=project)
    for layer in sorted({layer for layer, _ in _TABLES}):
        build.execute(f"create schema if not exists {build.schema(layer)}")
    for (layer, name), columns in _TABLES.items():
        build.execute(f"create table {build.schema(layer)}.{name} ({columns})")
    insert(build, "conformed", "cnf_objects", _OBJECTS)
    calendars = [{"system": system, "time_zone": zone} for system, zone in ZONES.items()]
    insert(build, "intermediate", "int_calendars__chosen", calendars)
    filled: Rows = {}
    for place, history in enumerate(histories):
        for table, rows in _rows_of(f"h{place}", history).items():
            filled.setdefault(table, []).extend(rows)
    for (layer, name), rows in filled.items():
        insert(build, layer, name, rows)


def _rows_of(key: str, history: History) -> Rows:
    rows: Rows = {}
    for record in history.records:
        for table, more in _of_record(key, record).items():
            rows.setdefault(table, []).extend(more)
    for place, said in enumerate(history.said):
        table, row = _said(f"{key}-{place}", key, said)
        rows.setdefault(table, []).append(row)
    rows["conformed", "cnf_activities"] = [
        {
            "source_system": "salesforce" if history.lead else "hubspot",
            "source_object": "task" if history.lead else "calls",
            "source_id": f"{key}-{place}",
            "person_object": "lead" if history.lead else "contacts",
            "person_id": key,
            "happened_at": at,
            "proves_contact": True,
        }
        for place, at in enumerate(history.calls)
    ]
    for place, deal in enumerate(history.deals):
        name = f"{key}-{place}"
        rows.setdefault(("intermediate", "int_opportunities__unified"), []).append(
            {
                "opportunity_key": name,
                "source_system": "salesforce",
                "source_object": "opportunity",
                "source_id": name,
                "created_at": deal.created_at,
                "is_open": deal.outcome == "open",
                "is_won": deal.outcome == "won",
                "close_date": deal.closed_on,
                "time_zone": ZONES["salesforce"],
                "stage_category": deal.outcome,
            }
        )
        rows.setdefault(("intermediate", "int_opportunity_people__linked"), []).append(
            {
                "person_key": key,
                "opportunity_key": name,
                "is_primary": True,
                "became_opportunity": deal.became,
                "linked_at": deal.linked_at,
            }
        )
    return rows


def _of_record(key: str, record: Record) -> Rows:
    named = {"source_system": record.system, "source_object": record.kind, "source_id": key}
    status = record.now("hs_lead_status" if record.kind == "contacts" else "status")
    person = {
        **named,
        "lead_status": status,
        "is_converted": record.converted_on is not None,
        "is_deleted": False,
        "created_at": record.created_at,
        "modified_at": record.modified_at,
        "sees_first_visit": record.kind == "contacts",
        "original_source": record.source,
    }
    converted = [
        {
            **named,
            "evidence_source": "lead.converteddate",
            "entered_at": None,
            "entered_day": record.converted_on,
            "not_placed_before": record.created_at,
        }
    ]
    return {
        ("conformed", "cnf_persons"): [person],
        ("intermediate", "int_persons__resolved"): [{**named, "person_key": key}],
        ("conformed", "cnf_record_changes"): [
            {**named, "field": one.field, "value": one.value, "changed_at": one.at}
            for one in record.changes
        ],
        ("conformed", "cnf_record_values"): [
            {**named, "evidence_source": source, "modified_at": record.modified_at}
            for source in _held(record)
        ],
        ("conformed", "cnf_stage_evidence"): converted if record.converted_on else [],
    }


def _held(record: Record) -> list[str]:
    """What holds of the record now, as the raw columns would show it."""
    lifecycle, score = record.now("lifecyclestage"), record.now("hubspotscore")
    found = []
    if lifecycle is not None:
        found.append(f"contacts.lifecyclestage={lifecycle}")
    if score in ("40", "4.5e1"):
        found.append("contacts.hubspotscore>=40")
    if record.now("is_mql__c") == "true":
        found.append("lead.is_mql__c=true")
    if record.now("status") == "Sales Ready":
        found.append("lead.status=Sales Ready")
    return found


def _said(name: str, key: str, said: Said) -> tuple[tuple[str, str], dict[str, Any]]:
    system = "hubspot" if said.kind == "contacts" else "salesforce"
    source = f"{said.kind}.{said.field}"
    if said.kind == "campaign_member":
        return ("conformed", "cnf_touches"), {
            "source_system": system,
            "source_object": said.kind,
            "source_id": name,
            "person_object": "lead",
            "person_id": key,
            "evidence_source": source,
            "touched_at": said.at,
            "touched_day": said.day,
        }
    return ("conformed", "cnf_stage_evidence"), {
        "source_system": system,
        "source_object": said.kind,
        "source_id": key,
        "evidence_source": source,
        "entered_at": said.at,
        "entered_day": said.day,
        "not_placed_before": None,
    }

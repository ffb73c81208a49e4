"""What a line of stage_evidence points at: a field, or a kind of record that the models read.

A source is written `object.field` (a date of that name), `object.field=value` (the day it took the
value) or `object.field>=number` (the day it reached the number). `number` may be the id of a
setting. Which columns a vendor's table really has is only known in the warehouse.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Final

FIELD_OBJECTS: Final = frozenset(
    {("hubspot", "contacts"), ("salesforce", "lead"), ("salesforce", "contact")}
)
# The kinds of record that the funnel's models read by themselves; each is one source by name.
RECORD_KINDS: Final = frozenset(
    {
        ("hubspot", "contacts.createdate"),
        ("hubspot", "contacts.hs_lead_status.disqualified"),
        ("hubspot", "contacts.hs_lead_status.recycled"),
        ("hubspot", "calls.completed"),
        ("hubspot", "emails.completed"),
        ("hubspot", "meetings.completed"),
        ("hubspot", "deals.createdate"),
        ("hubspot", "deals.closedate.won"),
        ("hubspot", "deals.closedate.lost"),
        ("salesforce", "lead.createddate"),
        ("salesforce", "lead.converteddate"),
        ("salesforce", "lead.status.disqualified"),
        ("salesforce", "lead.status.recycled"),
        ("salesforce", "campaign_member.firstrespondeddate"),
        ("salesforce", "task.completed"),
        ("salesforce", "event.completed"),
        ("salesforce", "opportunity.createddate"),
        ("salesforce", "opportunity.closedate.won"),
        ("salesforce", "opportunity.closedate.lost"),
    }
)
_FIELD: Final = re.compile(r"^([a-z_]+)\.([A-Za-z][A-Za-z0-9_]*)(?:(=|>=)(.+))?$")


@dataclass(frozen=True)
class FieldEvidence:
    """A field that proves a stage: by its date, or by the value it took.

    `comparison` is '', '=' or '>='; `value` is empty where the field itself is a date.
    """

    system: str
    object: str
    field: str
    comparison: str
    value: str


def field_evidence(system: str, source: str) -> FieldEvidence | None:
    """The field a source names; None where it names a kind of record, or nothing readable."""
    matched = _FIELD.match(source)
    if (system, source) in RECORD_KINDS or matched is None:
        return None
    name, field, comparison, value = matched.groups()
    if (system, name) not in FIELD_OBJECTS:
        return None
    return FieldEvidence(system, name, field.lower(), comparison or "", (value or "").strip())


def is_readable(system: str, source: str) -> bool:
    """Whether the models read such a source at all; whether the column exists is another matter."""
    return (system, source) in RECORD_KINDS or field_evidence(system, source) is not None


def readable_sources(system: str) -> list[str]:
    """What a source of a system may be, for a message: kinds of record, fields of objects."""
    kinds = [source for where, source in RECORD_KINDS if where == system]
    return [*kinds, *(f"{name}.<field>" for where, name in FIELD_OBJECTS if where == system)]

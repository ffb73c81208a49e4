"""What a line of stage_evidence points at: a field, or a kind of record that the models read.

A source is written `object.field` (a date of that name), `object.field=value` (the day it took the
value) or `object.field>=number` (the day it reached the number). `number` may be the id of a
setting. Which columns a vendor's table really has is only known in the warehouse; which objects and
kinds of record can prove anything, each vendor's vendor.py says.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Final

from orchestration.sources.registry import VENDORS

_FIELD: Final = re.compile(r"^([a-z_][a-z0-9_]*)\.([A-Za-z][A-Za-z0-9_]*)(?:(=|>=)(.+))?$")


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
    vendor, matched = VENDORS[system], _FIELD.match(source)
    if source in vendor.evidence or matched is None:
        return None
    name, field, comparison, value = matched.groups()
    if name not in vendor.evidence_objects:
        return None
    return FieldEvidence(system, name, field.lower(), comparison or "", (value or "").strip())


def named_field(system: str, source: str) -> str | None:
    """The field that a source looks at, in lower case.

    None where it is a kind of record that proves a stage by being there, as `task.completed`: the
    vendor says so, and the stream has no such field.
    """
    name, _, rest = source.partition(".")
    field = re.split(r"[.=>]", rest)[0].lower()
    vendor = VENDORS[system]
    columns = {column for spec in vendor.specs if spec.name == name for column in spec.columns}
    return None if source in vendor.evidence and field not in columns else field


def is_readable(system: str, source: str) -> bool:
    """Whether the models read such a source at all; whether the column exists is another matter."""
    return source in VENDORS[system].evidence or field_evidence(system, source) is not None


def readable_sources(system: str) -> list[str]:
    """What a source of a system may be, for a message: kinds of record, fields of objects."""
    vendor = VENDORS[system]
    return [*vendor.evidence, *(f"{name}.<field>" for name in vendor.evidence_objects)]

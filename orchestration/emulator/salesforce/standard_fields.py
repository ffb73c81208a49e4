"""Salesforce's standard fields: type, size, targets, picklist options and label of each.

The table is in standard_tables.py; which fields an org shows follows from its data (schema.py).
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache

from orchestration.emulator.salesforce.standard_tables import COMMON, HISTORY, OBJECTS

_LINE = re.compile(
    r"(?P<name>\w+) (?P<type>\w+)(?:\((?P<size>\d+)(?:,(?P<scale>\d+))?\))?(?P<flags>[!~]*)"
    r"(?: -> (?P<targets>[\w,]+))?(?: = (?P<label>[^:]+?))?(?: : (?P<options>.+))?"
)
#: Objects that an org has because it has another, whether or not they hold a row.
IMPLIED = {
    "LeadHistory": "Lead",
    "OpportunityHistory": "Opportunity",
    "OpportunityFieldHistory": "Opportunity",
    "TaskRelation": "Task",
    "EventRelation": "Event",
}
_HISTORY_PARENTS = ("Account", "Contact", "Lead", "Opportunity", "Case", "Campaign")


@dataclass(frozen=True)
class StandardField:
    """The vendor's definition of one standard field.

    ``size`` is the length of text and the precision of numbers.
    """

    name: str
    type: str
    size: int
    scale: int
    nillable: bool
    calculated: bool
    label: str
    targets: tuple[str, ...]
    options: tuple[str, ...]


@cache
def standard_fields(sobject: str) -> dict[str, StandardField]:
    """Return the standard fields of an object by lower-case API name, common ones included."""
    text = COMMON + OBJECTS.get(sobject, "") + _history_text(sobject)
    fields = (_read(line, sobject) for line in _lines(text))
    return {field.name.lower(): field for field in fields}


@cache
def own_fields(sobject: str) -> tuple[str, ...]:
    """Return the names of the fields that belong to an object itself, common ones left out."""
    text = OBJECTS.get(sobject, "") + _history_text(sobject)
    return tuple(_read(line, sobject).name for line in _lines(text))


def _lines(text: str) -> list[str]:
    return [line for line in text.replace("\n+", "").splitlines() if line]


def _history_text(sobject: str) -> str:
    if sobject == "OpportunityHistory":
        return ""
    stem = sobject.removesuffix("History").removesuffix("Field")
    if sobject == stem or stem not in _HISTORY_PARENTS:
        return ""
    return HISTORY.format(parent=stem)


def _read(line: str, sobject: str) -> StandardField:
    match = _LINE.fullmatch(line)
    if match is None:
        raise ValueError(f"the table of standard fields has a bad line: {line!r}")
    targets = (match["targets"] or "").replace("self", sobject)
    return StandardField(
        name=match["name"],
        type=match["type"],
        size=int(match["size"] or 0),
        scale=int(match["scale"] or 0),
        nillable="!" not in match["flags"],
        calculated="~" in match["flags"],
        label=match["label"] or _spaced(match["name"]),
        targets=tuple(filter(None, targets.split(","))),
        options=tuple(filter(None, (match["options"] or "").split(";"))),
    )


def _spaced(name: str) -> str:
    return re.sub(r"(?<=[a-z0-9])(?=[A-Z])", " ", name)

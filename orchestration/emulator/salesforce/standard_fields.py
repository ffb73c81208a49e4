"""Salesforce's standard objects and fields: types, sizes, targets, picklist options, labels.

One file per object in data/standard, one line per field:
`ApiName type[(length or precision,scale)][!][~][^][?feature] [-> Targets] [= Label] [: option;…]`.
`!` marks a field that is never null, `~` one that Salesforce computes, `^` one that WHERE may not
name, `?` one that an org has only where its data show so: in that very column, or in the column
named.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

_LINE = re.compile(
    r"(?P<name>\w+) (?P<type>\w+)(?:\((?P<size>\d+)(?:,(?P<scale>\d+))?\))?(?P<flags>[!~^]*)"
    r"(?:(?P<optional>\?)(?P<feature>\w*))?"
    r"(?: -> (?P<targets>[\w,]+))?(?: = (?P<label>[^:]+?))?(?: : (?P<options>.+))?"
)
_FOLDER = files("orchestration.emulator.salesforce") / "data" / "standard"
_HISTORY_PARENTS = ("Account", "Contact", "Lead", "Opportunity", "Case", "Campaign")
#: Objects that an org has only when it uses them.
_OPTIONAL = frozenset(
    {"CurrencyType", "DatedConversionRate", "CampaignInfluence", "CampaignInfluenceModel", "Quote"}
)
#: Histories that fill without anybody switching them on.
HISTORIES = ("LeadHistory", "OpportunityFieldHistory", "CaseHistory")


@dataclass(frozen=True)
class StandardField:
    """The vendor's definition of one standard field.

    Attributes:
        name: API name.
        type: of describe.
        size: length of text, precision of numbers.
        scale: digits behind the point.
        nillable: whether it may be null.
        calculated: whether Salesforce computes it.
        label: for people.
        targets: objects a reference points at.
        options: of a picklist.
        filterable: whether WHERE may name it.
        feature: lower-case column that shows that an org has it; empty when every org has.
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
    filterable: bool
    feature: str


@cache
def standard_objects() -> frozenset[str]:
    """Return the objects that every org has, whether or not they hold a row."""
    names = {path.name.removesuffix(".txt") for path in _FOLDER.iterdir()}
    return frozenset(
        {name for name in names if not name.startswith("_")} - _OPTIONAL | {*HISTORIES}
    )


@cache
def standard_fields(sobject: str) -> dict[str, StandardField]:
    """Return the standard fields of an object by lower-case API name, common ones included."""
    return {**_read_file("_other", sobject), **own_fields(sobject)}


@cache
def own_fields(sobject: str) -> dict[str, StandardField]:
    """Return the fields that every org has on an object, or may have; none for unknown objects."""
    if (_FOLDER / f"{sobject}.txt").is_file():
        return _read_file(sobject, sobject)
    stem = sobject.removesuffix("History").removesuffix("Field")
    if sobject != stem and stem in _HISTORY_PARENTS:
        return _read_file("_history", stem)
    return {}


def _read_file(name: str, sobject: str) -> dict[str, StandardField]:
    text = (_FOLDER / f"{name}.txt").read_text("utf-8").replace("{parent}", sobject)
    fields = (_read(line, sobject) for line in text.splitlines())
    return {field.name.lower(): field for field in fields}


def _read(line: str, sobject: str) -> StandardField:
    match = _LINE.fullmatch(line)
    if match is None:
        raise ValueError(f"the standard fields of {sobject} have a bad line: {line!r}")
    targets = (match["targets"] or "").replace("self", sobject)
    feature = (match["feature"] or match["name"]) if match["optional"] else ""
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
        filterable="^" not in match["flags"],
        feature=feature.lower(),
    )


def _spaced(name: str) -> str:
    return re.sub(r"(?<=[a-z0-9])(?=[A-Z])", " ", name)

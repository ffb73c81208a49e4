"""Definitions by field or form against what the vendors describe: what no record can ever give.

A row of stage_evidence that can match nothing would leave its stage silently empty, one of
lead_type_rules its kind of lead. One that says `is_optional` names something that companies have or
have not, and is only told of.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from difflib import get_close_matches
from typing import Final

from sqlalchemy import text
from sqlalchemy.engine import Connection

from orchestration.glossary.evidence import FieldEvidence, field_evidence, named_field
from orchestration.glossary.model import Glossary
from orchestration.glossary.parts.follow_up import LeadTypeRule
from orchestration.sources.registry import SYSTEMS, VENDORS

_FIELDS: Final = (
    'select object, lower(field), max(column_type) from "raw_{system}"._fields'
    " where _deleted_at is null group by 1, 2"
)
_OPTIONS: Final = (
    'select distinct value from "raw_{system}"._field_options'
    " where object = :object and lower(field) = :field and _deleted_at is null"
)
_FORMS: Final = (
    'select distinct trim({column}) from "raw_{system}".{stream}'
    " where _deleted_at is null and trim({column}) <> ''"
)
_SHOWN: Final = 20
_DATES: Final = ("date", "timestamp")
_NUMBERS: Final = ("integer", "number")

#: By system and object, the type of each field in small letters.
Described = Mapping[tuple[str, str], Mapping[str, str]]


@dataclass(frozen=True)
class Unmatched:
    """What no record can give, in words; `is_fatal`: it was meant to match."""

    told: str
    is_fatal: bool


def unmatched_evidence(connection: Connection, glossary: Glossary) -> Iterator[Unmatched]:
    """Every row that can match nothing, of the objects and forms that were described."""
    described = _described(connection)
    for row in glossary.stage_evidence.rows:
        if fault := _fault(connection, row.system, row.source, described):
            told = f"stage_evidence: {row.stage} is to be proved by {row.system} {row.source}"
            # a kind of record that the vendor itself makes known may be out of sight, not misspelt
            is_known = row.source in VENDORS[row.system].evidence
            yield Unmatched(f"{told}, and {fault}.", not (row.is_optional or is_known))
    for rule in glossary.lead_type_rules.rows:
        told = f"lead_type_rules: {rule.lead_type} is to be told by {rule.system}"
        if rule.system and rule.source:
            fault = _fault(connection, rule.system, rule.source, described)
            if fault:
                yield Unmatched(f"{told} {rule.source}, and {fault}.", not rule.is_optional)
        if rule.system and rule.form:
            yield from _unknown_form(connection, rule, told)


def _unknown_form(connection: Connection, rule: LeadTypeRule, told: str) -> Iterator[Unmatched]:
    """A form that the vendor does not have; only told of where it lists none at all."""
    names = {
        name
        for stream, column in VENDORS[str(rule.system)].forms
        for (name,) in connection.execute(
            text(_FORMS.format(system=rule.system, stream=stream, column=column))
        )
    }
    if rule.normalised_form not in {name.lower() for name in names}:
        there = nearest_first(str(rule.form), names) if names else "none that could be read"
        yield Unmatched(
            f"{told} form {rule.form!r}, and no form is called so; there is {there}.",
            bool(names) and not rule.is_optional,
        )


def _described(connection: Connection) -> Described:
    found: dict[tuple[str, str], dict[str, str]] = {}
    for system in SYSTEMS:
        for name, field, kind in connection.execute(text(_FIELDS.format(system=system))):
            found.setdefault((system, name), {})[field] = kind or ""
    return found


def _fault(connection: Connection, system: str, source: str, described: Described) -> str | None:
    """Why no record can give this; None where some may, or the object was not described."""
    name, field = source.partition(".")[0], named_field(system, source)
    fields = described.get((system, name))
    if field is None or fields is None:
        return None
    if field not in fields:
        return f"{name} has no such field; it has {nearest_first(field, fields)}"
    evidence = field_evidence(system, source)
    if evidence is None:
        return None
    kind = fields[field]
    if not evidence.comparison and kind and kind not in _DATES:
        return f"{field} is no date but {kind}: say {name}.{field}=value, or >=number"
    if evidence.comparison == ">=" and kind and kind not in _NUMBERS:
        return f"{field} is no number but {kind}: say {name}.{field}=value"
    if evidence.comparison == "=":
        return _unknown_value(connection, evidence)
    return None


def _unknown_value(connection: Connection, evidence: FieldEvidence) -> str | None:
    """A value that is no option of a list that takes no other, and stands in no history."""
    asked = {"object": evidence.object, "field": evidence.field}
    statement = text(_OPTIONS.format(system=evidence.system))
    options = {value for (value,) in connection.execute(statement, asked) if value}
    if not options or evidence.value in options or _stands_somewhere(connection, evidence):
        return None
    return (
        f"{evidence.value!r} is no value of {evidence.field};"
        f" it may be {nearest_first(evidence.value, options)}"
    )


def _stands_somewhere(connection: Connection, evidence: FieldEvidence) -> bool:
    """Whether a living record has the value, or a history remembers it."""
    places = [
        (evidence.object, f'"{evidence.field}"', "1 = 1"),
        *(
            (place.stream, f'"{column}"', place.condition)
            for place in VENDORS[evidence.system].terms
            if place.field == evidence.field
            for column in place.columns
        ),
    ]
    for table, column, condition in places:
        statement = (
            f'select 1 from "raw_{evidence.system}"."{table}"'  # noqa: S608  names are ours
            f" where _deleted_at is null and {condition}"
            f" and trim(cast({column} as varchar)) = :value limit 1"
        )
        if connection.execute(text(statement), {"value": evidence.value}).first() is not None:
            return True
    return False


def nearest_first(name: str, names: Mapping[str, object] | set[str]) -> str:
    """What there is, as a text: the names that are most like this one, then the others."""
    spelt = {one.lower(): one for one in sorted(names)}
    alike = [spelt[one] for one in get_close_matches(name.lower(), spelt, n=8, cutoff=0.4)]
    words = {word for word in name.lower().removesuffix("__c").split("_") if len(word) > 2}
    related = [one for one in sorted(names) if words & set(one.removesuffix("__c").split("_"))]
    told = list(dict.fromkeys([*alike, *related, *sorted(names)]))
    more = len(told) - _SHOWN
    return ", ".join(told[:_SHOWN]) + (f" and {more} more" if more > 0 else "")

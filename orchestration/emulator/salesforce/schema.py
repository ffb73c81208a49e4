"""What each SObject of an org looks like: its fields, types, labels, picklists and parents.

A field exists when the world's table has its column, the world's describe JSON names it, or it is a
standard field, null where the world does not state it. Describe JSON wins over the standard
definition, which wins over inference. The wire form of a schema is in describe.py.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass, replace
from functools import cached_property
from typing import Any

from orchestration.emulator.salesforce.derived import Derive, derivation
from orchestration.emulator.salesforce.field_order import NEEDED, columns_of
from orchestration.emulator.salesforce.inference import Inferred, infer
from orchestration.emulator.salesforce.labels import plural, spaced_label
from orchestration.emulator.salesforce.standard_fields import StandardField, standard_fields
from orchestration.worlds.system import ObjectTable

NUMBERS = frozenset({"int", "long", "double", "currency", "percent"})
PICKLISTS = frozenset({"picklist", "multipicklist", "combobox"})
COMPOUNDS = frozenset({"address", "location", "complexvalue"})
_UNFILTERABLE = frozenset({"anyType", "address", "location", "base64", "complexvalue"})
_ADDRESS_PARTS = (
    "Street",
    "City",
    "State",
    "PostalCode",
    "Country",
    "StateCode",
    "CountryCode",
    "Latitude",
    "Longitude",
    "GeocodeAccuracy",
)


@dataclass(frozen=True)
class Option:
    """One picklist entry: the stored value, its label, and whether it may still be chosen."""

    value: str
    label: str
    is_active: bool = True


@dataclass(frozen=True)
class Field:
    """One field as the org shows it.

    `column` is the row's key; `size` the length of text and the precision of numbers;
    `described` whatever the world's describe JSON says about the field; `derive` computes it
    where the world has no column; `is_stated` says that the world has, or that every reader needs
    it. A standard picklist without such JSON also declares every value found in the data.
    """

    name: str
    column: str
    type: str
    label: str
    size: int = 0
    scale: int = 0
    nillable: bool = True
    calculated: bool = False
    targets: tuple[str, ...] = ()
    options: tuple[Option, ...] = ()
    takes_options_from_data: bool = False
    relationship: str | None = None
    compound: str | None = None
    described: Mapping[str, Any] | None = None
    derive: Derive | None = None
    is_stated: bool = True
    may_be_filtered: bool = True

    @property
    def custom(self) -> bool:
        """Whether an administrator made this field."""
        return self.name.endswith("__c")

    @property
    def is_polymorphic(self) -> bool:
        """Whether this refers to more than one object."""
        return len(self.targets) > 1

    @property
    def is_long_text(self) -> bool:
        """Whether this is a text area too long to filter, sort or group by."""
        return self.type == "textarea" and self.size > 255

    @property
    def filterable(self) -> bool:
        """Whether WHERE may name it."""
        said = (self.described or {}).get("filterable")
        return bool(
            self.may_be_filtered
            and self.type not in _UNFILTERABLE
            and not self.is_long_text
            and said is not False
        )

    @property
    def blank_is_false(self) -> bool:
        """Whether an empty cell reads as unticked: a checkbox that is never null."""
        return self.type == "boolean" and not self.nillable


@dataclass(frozen=True)
class SObject:
    """One object and its fields, in describe order, by lower-case API name."""

    name: str
    label: str
    plural: str
    key_prefix: str | None
    fields: Mapping[str, Field]
    described: Mapping[str, Any]

    @property
    def custom(self) -> bool:
        """Whether an administrator made this object."""
        return self.name.endswith("__c")

    @cached_property
    def parents(self) -> Mapping[str, Field]:
        """Reference fields by lower-case relationship name (`owner` -> OwnerId)."""
        found = (field for field in self.fields.values() if field.relationship)
        return {str(field.relationship).lower(): field for field in found}


def build_sobject(
    table: ObjectTable,
    described: Mapping[str, Any],
    objects_by_prefix: Mapping[str, str],
    inferred: dict[tuple[str, str], Inferred],
    hidden: Collection[str] = (),
) -> SObject:
    """Return the schema of one table.

    Args:
        table: its columns and rows.
        described: the world's describe JSON for it, possibly empty.
        objects_by_prefix: object by id prefix, to recognise references.
        inferred: guesses made so far, kept by object and column so that a type never drifts.
        hidden: lower-case names of fields that the user may not see.
    """
    entries = {str(entry["name"]): entry for entry in described.get("fields") or []}
    stated = {name.lower() for name in (*table.columns, *entries)}
    fields: dict[str, Field] = {}
    for name, column in columns_of(table, entries).items():
        if name in hidden:
            continue
        entry = entries.get(column)
        standard = standard_fields(table.name).get(name)
        if standard is not None:
            field = _from_standard(standard, column, table, is_stated=name in stated)
        elif entry is not None and "type" in entry:
            field = _custom_field(column, Inferred("string", 255))
        else:
            key = (table.name, column)
            if key not in inferred:
                values = (row.get(column) for row in table.rows.values())
                inferred[key] = infer(values, objects_by_prefix)
            field = _custom_field(column, inferred[key])
        fields[name] = _described(field, entry)
    label = str(described.get("label") or spaced_label(table.name))
    return SObject(
        name=table.name,
        label=label,
        plural=str(described.get("labelPlural") or plural(label)),
        key_prefix=next((record_id[:3] for record_id in table.rows), None),
        fields=_with_compounds(fields),
        described=described,
    )


def _from_standard(
    standard: StandardField, column: str, table: ObjectTable, *, is_stated: bool
) -> Field:
    derive = None
    if column not in table.columns:
        derive = derivation(table.name, standard.name, table.columns)
    is_compound = standard.type in COMPOUNDS or (standard.name == "Name" and derive is not None)
    return Field(
        name=standard.name,
        column=column,
        type=standard.type,
        label=standard.label,
        size=standard.size,
        scale=standard.scale,
        nillable=standard.nillable,
        calculated=standard.calculated,
        targets=standard.targets,
        options=tuple(Option(value, value) for value in standard.options),
        takes_options_from_data=standard.type in PICKLISTS,
        relationship=_relationship(standard.name) if standard.type == "reference" else None,
        derive=derive,
        may_be_filtered=standard.filterable,
        is_stated=is_stated or standard.name in NEEDED or is_compound,
    )


def _custom_field(name: str, guess: Inferred) -> Field:
    is_reference = guess.type == "reference"
    return Field(
        name=name,
        column=name,
        type=guess.type,
        label=spaced_label(name),
        size=guess.size,
        scale=guess.scale,
        targets=guess.targets,
        relationship=_relationship(name) if is_reference else None,
    )


def _described(field: Field, entry: Mapping[str, Any] | None) -> Field:
    """Return the field as the world's describe JSON corrects it."""
    if not entry:
        return field
    kind = str(entry.get("type") or field.type)
    size = entry.get("precision") if kind in NUMBERS else entry.get("length")
    targets = tuple(entry.get("referenceTo") or ()) or field.targets
    relationship = entry.get("relationshipName") or field.relationship
    if kind == "reference" and not relationship:
        relationship = _relationship(field.name)
    options, from_data = field.options, field.takes_options_from_data
    if entry.get("picklistValues") is not None:
        options = tuple(_option(value) for value in entry["picklistValues"])
        from_data = False
    return replace(
        field,
        type=kind,
        label=str(entry.get("label") or field.label),
        size=int(size if size is not None else field.size),
        scale=int(entry.get("scale", field.scale)),
        nillable=bool(entry.get("nillable", field.nillable)),
        calculated=bool(entry.get("calculated", field.calculated)),
        targets=targets,
        options=options,
        takes_options_from_data=from_data,
        relationship=relationship,
        described=entry,
    )


def _option(entry: Any) -> Option:
    if not isinstance(entry, Mapping):
        return Option(str(entry), str(entry))
    value = str(entry.get("value"))
    return Option(value, str(entry.get("label") or value), bool(entry.get("active", True)))


def _with_compounds(fields: dict[str, Field]) -> dict[str, Field]:
    """Return the fields with parts pointing at their compound field, where the org shows one."""
    found = dict(fields)
    parents = [field for field in fields.values() if field.type == "address"]
    for parent in parents:
        prefix = parent.name.removesuffix("Address").lower()
        for part in _ADDRESS_PARTS:
            _point(found, prefix + part.lower(), parent.name)
    if {"name", "lastname"} <= fields.keys():
        for part in ("name", "salutation", "firstname", "lastname"):
            _point(found, part, "Name")
    return found


def _point(fields: dict[str, Field], name: str, compound: str) -> None:
    if name in fields:
        fields[name] = replace(fields[name], compound=compound)


def _relationship(name: str) -> str | None:
    if name.endswith("__c"):
        return name.removesuffix("c") + "r"
    return name.removesuffix("Id") if name.endswith("Id") else None

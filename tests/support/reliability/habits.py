"""What people do alike in every CRM, and what each of them calls it."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any

from tests.support.reliability.rows import sf_id


@dataclass(frozen=True)
class Habits:
    """How one system is worked in.

    Attributes:
        names: the objects that people edit, each with the field of its name.
        new_id: an id for a new record of an object, from a number.
        needed: what a new record of an object cannot do without, beside its name.
        delete: the action that deletes.
        merged: objects whose records are merged.
        links: (object, object) that are linked by hand; none where a field does it.
        restless: a field that somebody keeps redefining, with its object.
        types: what it may become; the last one has options.
        define: the action that defines it.
        options: where its options stand.
        definition: what else is said of it.
        hideable: fields that lose and regain the permission to be read.
        hidden: the object that does.
    """

    names: Mapping[str, str]
    new_id: Callable[[str, int], str]
    delete: str
    merged: tuple[str, ...]
    restless: tuple[str, str]
    types: tuple[str, ...]
    define: str
    options: str
    hideable: tuple[tuple[str, str], ...]
    hidden: str
    links: tuple[str, str] | None = None
    needed: Mapping[str, Mapping[str, Any]] = field(default_factory=dict)
    definition: Mapping[str, Any] = field(default_factory=dict)


_PREFIX = {"Lead": "00q", "Contact": "003", "Account": "001", "Opportunity": "006"}
HABITS = {
    "hubspot": Habits(
        names={"contacts": "lastname", "companies": "name", "deals": "dealname"},
        new_id=lambda _, number: str(number),
        delete="archive",
        merged=("contacts",),
        links=("deals", "contacts"),
        restless=("contacts", "restless"),
        types=("string", "number", "bool", "date", "datetime", "enumeration"),
        define="define_property",
        options="options",
        definition={"fieldType": "text", "groupName": "contactinformation"},
        hideable=(("contacts", "lastname"), ("deals", "amount")),
        hidden="companies",
    ),
    "salesforce": Habits(
        names={"Lead": "LastName", "Contact": "LastName", "Account": "Name", "Opportunity": "Name"},
        new_id=lambda name, number: sf_id(_PREFIX[name], number),
        needed={
            "Opportunity": {"StageName": "Prospecting", "CloseDate": "2026-07-01", "Amount": "7"}
        },
        delete="delete",
        merged=("Lead", "Contact"),
        restless=("Lead", "Restless__c"),
        types=("string", "double", "boolean", "date", "datetime", "picklist"),
        define="define_field",
        options="picklistValues",
        hideable=(("Lead", "Company"), ("Opportunity", "Amount")),
        hidden="Account",
    ),
}

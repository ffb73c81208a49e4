"""The wire form of a schema: /sobjects and /sobjects/{S}/describe, key by key as Salesforce has it.

`filteredLookupInfo` and `referenceTargetField` are empty objects: the official JSON schema
requires both to be objects.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any, Final

from orchestration.emulator.salesforce.account import Org
from orchestration.emulator.salesforce.labels import plural
from orchestration.emulator.salesforce.object_flags import LISTED_FLAGS, flags_of
from orchestration.emulator.salesforce.schema import (
    COMPOUNDS,
    NUMBERS,
    Field,
    Option,
    SObject,
)

_SOAP_TYPES = {
    "id": "tns:ID",
    "reference": "tns:ID",
    "boolean": "xsd:boolean",
    "int": "xsd:int",
    "long": "xsd:long",
    "double": "xsd:double",
    "currency": "xsd:double",
    "percent": "xsd:double",
    "date": "xsd:date",
    "datetime": "xsd:dateTime",
    "time": "xsd:time",
    "base64": "xsd:base64Binary",
    "address": "urn:address",
    "location": "urn:location",
    "anyType": "xsd:anyType",
}
_SYSTEM = frozenset(
    {"Id", "IsDeleted", "CreatedDate", "CreatedById", "LastModifiedDate", "LastModifiedById"}
    | {"SystemModstamp"}
)
_ACTIVITIES = ("Task", "Event")
_FIXED_LENGTHS = {"id": 18, "reference": 18, "email": 80, "phone": 40, "url": 255}

#: What a describe says of every field that an emulated org can have.
_SAME_FOR_ALL_FIELDS: Final[Mapping[str, Any]] = {
    "autoNumber": False,
    "calculated": False,
    "calculatedFormula": None,
    "cascadeDelete": False,
    "caseSensitive": False,
    "controllerName": None,
    "defaultValueFormula": None,
    "dependentPicklist": False,
    "deprecatedAndHidden": False,
    "displayLocationInDecimal": False,
    "externalId": False,
    "filteredLookupInfo": {},
    "highScaleNumber": False,
    "htmlFormatted": False,
    "inlineHelpText": None,
    "mask": None,
    "maskType": None,
    "queryByDistance": False,
    "referenceTargetField": {},
    "relationshipOrder": None,
    "restrictedDelete": False,
    "restrictedPicklist": False,
    "unique": False,
    "writeRequiresMasterRead": False,
}


@dataclass(frozen=True)
class ChildLink:
    """A reference from another object to this one."""

    child: SObject
    field: Field
    relationship: str | None


def child_links(org: Org, parent: SObject) -> list[ChildLink]:
    """Return every reference to an object, by child and field."""
    return [
        ChildLink(child, field, _child_relationship(parent, child, field))
        for child in org.all_sobjects()
        for field in child.fields.values()
        if field.type == "reference" and parent.name in field.targets
    ]


def describe_global(org: Org, base: str) -> dict[str, Any]:
    """Return the body of /sobjects.

    Args:
        org: whose objects.
        base: `/services/data/vXX.X`.
    """
    sobjects = []
    for sobject in org.all_sobjects():
        entry = {key: value for key, value in flags_of(sobject).items() if key in LISTED_FLAGS}
        urls = _urls(sobject, base)
        entry["urls"] = {key: urls[key] for key in ("sobject", "describe", "rowTemplate")}
        sobjects.append(entry)
    return {"encoding": "UTF-8", "maxBatchSize": 200, "sobjects": sobjects}


def describe_sobject(org: Org, sobject: SObject, base: str) -> dict[str, Any]:
    """Return the body of /sobjects/{S}/describe."""
    return {
        **flags_of(sobject),
        "actionOverrides": [],
        "childRelationships": [_child_json(link) for link in child_links(org, sobject)],
        "fields": [
            describe_field(sobject, field, options_of(org, sobject, field))
            for field in sobject.fields.values()
            if field.is_stated or org.shows_all
        ],
        "namedLayoutInfos": [],
        "networkScopeFieldName": None,
        "recordTypeInfos": [_master_record_type(sobject, base)],
        "supportedScopes": [
            {"label": f"All {sobject.plural.lower()}", "name": "everything"},
            {"label": f"My {sobject.plural.lower()}", "name": "mine"},
        ],
        "urls": _urls(sobject, base),
    }


def options_of(org: Org, sobject: SObject, field: Field) -> tuple[Option, ...]:
    """Return a picklist's options: as declared, plus the values in use where data may add any."""
    if not field.takes_options_from_data:
        return field.options
    listed = {option.value for option in field.options}
    in_use = dict.fromkeys(row.get(field.column) for row in org.view(sobject).rows)
    return field.options + tuple(
        Option(value, value) for value in in_use if value and value not in listed
    )


def describe_field(sobject: SObject, field: Field, options: Iterable[Option]) -> dict[str, Any]:
    """Return one entry of `fields`; what the world's describe JSON says wins."""
    is_text = field.type not in (*NUMBERS, *COMPOUNDS, "boolean", "date", "datetime", "time")
    length = (field.size or _FIXED_LENGTHS.get(field.type, 255)) if is_text else 0
    changeable = not field.calculated and field.name not in _SYSTEM
    plain = field.type not in COMPOUNDS and not field.is_long_text
    entry: dict[str, Any] = {
        **_SAME_FOR_ALL_FIELDS,
        "aggregatable": plain and field.type != "boolean",
        "byteLength": length * 3 if field.type not in ("id", "reference") else length,
        "compoundFieldName": field.compound,
        "createable": changeable,
        "custom": field.custom,
        "defaultValue": "false" if field.type == "boolean" else None,
        "defaultedOnCreate": field.type == "boolean" or field.name in _SYSTEM,
        "digits": field.size if field.type in ("int", "long") else 0,
        "encrypted": field.type == "encryptedstring",
        "extraTypeInfo": "personname" if field.compound == "Name" else None,
        "filterable": field.filterable,
        "groupable": plain and field.type not in (*NUMBERS - {"int"}, "datetime", "multipicklist"),
        "idLookup": field.type in ("id", "email"),
        "label": field.label,
        "length": length,
        "name": field.name,
        "nameField": field.name == ("Subject" if sobject.name in _ACTIVITIES else "Name"),
        "namePointing": field.is_polymorphic,
        "nillable": field.nillable,
        "permissionable": field.nillable and field.name not in _SYSTEM and field.name != "Name",
        "picklistValues": [_option_json(option) for option in options],
        "precision": field.size if field.type in NUMBERS - {"int", "long"} else 0,
        "referenceTo": list(field.targets),
        "relationshipName": field.relationship,
        "scale": field.scale,
        "soapType": _SOAP_TYPES.get(field.type, "xsd:string"),
        "sortable": plain and field.type != "multipicklist",
        "type": field.type,
        "updateable": changeable,
    }
    said = {key: value for key, value in (field.described or {}).items() if key in entry}
    said.pop("picklistValues", None)
    return dict(sorted({**entry, **said}.items()))


def _option_json(option: Option) -> dict[str, Any]:
    return {
        "active": option.is_active,
        "defaultValue": False,
        "label": option.label,
        "validFor": None,
        "value": option.value,
    }


def _child_json(link: ChildLink) -> dict[str, Any]:
    return {
        "cascadeDelete": False,
        "childSObject": link.child.name,
        "deprecatedAndHidden": False,
        "field": link.field.name,
        "junctionIdListNames": [],
        "junctionReferenceTo": [],
        "relationshipName": link.relationship,
        "restrictedDelete": False,
    }


def _child_relationship(parent: SObject, child: SObject, field: Field) -> str | None:
    """Return the name child subqueries use, where Salesforce would give the link one."""
    if field.custom:
        return f"{child.plural.replace(' ', '')}__r"
    if field.name == "ParentId":
        return f"Child{plural(child.name)}"
    names = ("WhoId", "WhatId") if child.name in _ACTIVITIES else (f"{parent.name}Id",)
    if child.name.endswith("Relation") and parent.name not in _ACTIVITIES:
        return None
    return plural(child.name) if field.name in names else None


def _master_record_type(sobject: SObject, base: str) -> dict[str, Any]:
    record_type = "012000000000000AAA"
    layout = f"{base}/sobjects/{sobject.name}/describe/layouts/{record_type}"
    return {
        "available": True,
        "defaultRecordTypeMapping": True,
        "master": True,
        "name": "Master",
        "recordTypeId": record_type,
        "urls": {"layout": layout},
    }


def _urls(sobject: SObject, base: str) -> dict[str, str]:
    root = f"{base}/sobjects/{sobject.name}"
    return {
        "compactLayouts": f"{root}/describe/compactLayouts",
        "rowTemplate": f"{root}/{{ID}}",
        "describe": f"{root}/describe",
        "layouts": f"{root}/describe/layouts",
        "sobject": root,
    }

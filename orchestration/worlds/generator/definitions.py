"""Property and field definitions where the standard ones would not do: declared options matter.

HubSpot contacts, Salesforce Lead and Opportunity. Every column of those tables is defined.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta
from typing import Any, Final

from orchestration.worlds.generator.consents import is_list_property
from orchestration.worlds.generator.defects.fields import MISFITS
from orchestration.worlds.generator.defects.repeated_fields import LABELS, OF_CONTACTS
from orchestration.worlds.generator.defects.unreferenced import FORMULA_OF, IN_FORMULAS
from orchestration.worlds.generator.defects.unreferenced import OF_CONTACTS as UNSEEN_OF_CONTACTS
from orchestration.worlds.generator.field_flags import ALWAYS, NEVER, SOAP
from orchestration.worlds.generator.mailings import BOUNCE, BOUNCES
from orchestration.worlds.generator.spec import HISTORY_DAYS, iso
from orchestration.worlds.generator.tables import Simulation
from orchestration.worlds.generator.vocabulary import (
    HUBSPOT_LEAD_STATUSES,
    INDUSTRIES,
    LEAD_SOURCE_CHANNELS,
    LEAD_STATUSES,
    LIFECYCLE_STAGES,
    PLACES,
    PRODUCTS,
    SOURCES,
    STAGES,
    TOPICS,
    offered_in_vain,
)

# Declared once, switched off since: still on some records of a world with defects.
RETIRED_TOPIC: Final = "print_newsletter"
RETIRED_PRODUCT: Final = "Classic Suite"
Options = dict[str, bool]
_RECKONED: Final = dict.fromkeys([*FORMULA_OF, *IN_FORMULAS], "number")
_TYPED: Final = {**{field: kind for _, field, kind, _ in MISFITS}, **_RECKONED}


def _active(*values: str) -> Options:
    return dict.fromkeys(values, True)


_CONTACT_OPTIONS: Final[dict[str, Options]] = {
    "lifecyclestage": _active(*LIFECYCLE_STAGES, "evangelist"),
    "hs_lead_status": _active(*HUBSPOT_LEAD_STATUSES),
    "hs_analytics_source": _active(*(source.hubspot for source in SOURCES)),
    "product_interest": _active(*(name.lower().replace(" ", "_") for name in PRODUCTS)),
    "interest_topics": {**_active(*TOPICS), RETIRED_TOPIC: False},
    "sales_region": _active(*(place.region for place in PLACES)),
    "preferred_language": _active(*(place.language for place in PLACES)),
    "newsletter_frequency": _active("weekly", "monthly", "never"),
    "data_residency": _active("EU", "US"),
    "hs_marketable_status": _active("true", "false"),
    BOUNCE: _active(*BOUNCES),
    "hubspot_owner_id": {},
    "hs_merged_object_ids": {},
    **offered_in_vain("contacts"),
}
_WRITTEN_BY_HUBSPOT: Final = {"hs_object_id", BOUNCE}
_LEAD_SOURCES: Final = _active(*LEAD_SOURCE_CHANNELS)
_REGIONS: Final = _active(*(place.region for place in PLACES))
_FIELD_OPTIONS: Final[dict[str, dict[str, Options]]] = {
    "Lead": {
        "Status": _active(*LEAD_STATUSES),
        "LeadSource": _LEAD_SOURCES,
        "Rating": _active("Hot", "Warm", "Cold"),
        "Industry": _active(*(name for _, name in INDUSTRIES)),
        "product_interest__c": {**_active(*PRODUCTS), RETIRED_PRODUCT: False},
        "region__c": _REGIONS,
        "employee_band__c": _active("1-49", "50-249", "250-999", "1000+"),
        "data_residency__c": _active("EU", "US"),
        **offered_in_vain("Lead"),
    },
    "Opportunity": {
        "StageName": _active(*(stage.name for stage in STAGES)),
        "ForecastCategory": _active("Omitted", "Pipeline", "BestCase", "Forecast", "Closed"),
        "Type": _active(
            "Existing Customer - Upgrade",
            "Existing Customer - Replacement",
            "Existing Customer - Downgrade",
            "New Customer",
        ),
        "LeadSource": _LEAD_SOURCES,
        "product_line__c": _active(*PRODUCTS),
        "solution_areas__c": _active("Hardware", "Onboarding", "Support", "Training"),
        "region__c": _REGIONS,
        "sales_process__c": _active("Standard", "Enterprise"),
        **offered_in_vain("Opportunity"),
    },
}
_MULTIPLE: Final = frozenset({"interest_topics", "hs_merged_object_ids", "solution_areas__c"})
_FIELD_TYPES: Final = {
    "Id": "id",
    "Email": "email",
    "Phone": "phone",
    "IsConverted": "boolean",
    "HasOptedOutOfEmail": "boolean",
    "DoNotCall": "boolean",
    "IsDeleted": "boolean",
    "IsClosed": "boolean",
    "IsWon": "boolean",
    "ConvertedDate": "date",
    "CloseDate": "date",
    "CreatedDate": "datetime",
    "LastModifiedDate": "datetime",
    "SystemModstamp": "datetime",
    "mql_date__c": "datetime",
    "lead_score__c": "double",
    "discount_percent__c": "percent",
    "Probability": "percent",
    "Amount": "currency",
}
_REFERENCES: Final = {
    "OwnerId": "User",
    "RecordTypeId": "RecordType",
    "AccountId": "Account",
    "CampaignId": "Campaign",
    "MasterRecordId": "Lead",
    "ConvertedAccountId": "Account",
    "ConvertedContactId": "Contact",
    "ConvertedOpportunityId": "Opportunity",
}
_LENGTHS: Final = {"id": 18, "reference": 18, "email": 80, "phone": 40, "string": 255}


def own_lists() -> Iterator[tuple[tuple[str, str, str], list[str]]]:
    """Lists that the company made, by (system, object, field), with what may be chosen today."""
    own = {field: options for field, options in _CONTACT_OPTIONS.items() if _is_custom(field)}
    places = [("hubspot", "contacts", field, options) for field, options in own.items()]
    for name, fields in _FIELD_OPTIONS.items():
        own = {field: options for field, options in fields.items() if field.endswith("__c")}
        places += [("salesforce", name, field, options) for field, options in own.items()]
    for system, name, field, options in places:
        yield (system, name, field), [value for value, is_active in options.items() if is_active]


def contact_properties(simulation: Simulation) -> dict[str, Any]:
    """properties/contacts.json as GET /crm/v3/properties/contacts returns it."""
    made = iso(simulation.as_of - timedelta(days=HISTORY_DAYS + 500))
    columns = simulation.table("hubspot", "contacts").columns
    names = [name for name in columns if name != "id" and not name.startswith("_")]
    return {"results": [_property(name, made) for name in [*names, "hs_object_id"]]}


def misfit_properties(simulation: Simulation, name: str) -> dict[str, Any]:
    """properties/<plural>.json: planted columns that have a type; the rest are standard or text."""
    made = iso(simulation.as_of - timedelta(days=HISTORY_DAYS + 500))
    columns = [column for column in simulation.table("hubspot", name).columns if column in _TYPED]
    return {"results": [_property(column, made) for column in columns]}


def _property(name: str, made: str) -> dict[str, Any]:
    kind, widget = _property_type(name)
    options = [
        {
            "label": value.replace("_", " ").title(),
            "value": value,
            "displayOrder": position,
            "hidden": not active,
        }
        for position, (value, active) in enumerate(_CONTACT_OPTIONS.get(name, {}).items())
    ]
    standard = not _is_custom(name)
    formula = {"calculationFormula": FORMULA_OF[name]} if name in FORMULA_OF else {}
    return {
        **formula,
        "name": name,
        "label": name.removeprefix("hs_").replace("_", " ").capitalize(),
        "type": kind,
        "fieldType": widget,
        "description": "",
        "groupName": "contactinformation",
        "options": options,
        "displayOrder": -1,
        "calculated": bool(formula)
        or name.startswith("hs_v2_date_entered_")
        or name == "hs_object_id",
        "externalOptions": name == "hubspot_owner_id",
        "hasUniqueValue": name in {"email", "hs_object_id"},
        "hidden": False,
        "hubspotDefined": standard,
        "formField": not name.startswith("hs_"),
        "archived": False,
        "createdAt": made,
        "updatedAt": made,
        "modificationMetadata": {
            "archivable": not standard,
            "readOnlyDefinition": standard,
            "readOnlyOptions": False,
            "readOnlyValue": bool(formula)
            or name.startswith("hs_v2_")
            or name in _WRITTEN_BY_HUBSPOT
            or is_list_property(name),
        },
    }


def _is_custom(name: str) -> bool:
    custom = {"product_interest", "interest_topics", "preferred_language", "sales_region"}
    custom |= {"newsletter_frequency", "data_residency", "fax_consent", "event_badge_2024"}
    custom |= {"lead_magnet", "consent_wording", *offered_in_vain("contacts"), *OF_CONTACTS}
    custom |= UNSEEN_OF_CONTACTS
    return name in custom or name in _TYPED or name.startswith("legacy_")


def _property_type(name: str) -> tuple[str, str]:
    if name in _CONTACT_OPTIONS:
        return "enumeration", "checkbox" if name in _MULTIPLE else "select"
    if name in _TYPED:
        return _TYPED[name], _TYPED[name]
    if name == "hs_email_optout" or is_list_property(name):
        return "bool", "booleancheckbox"
    if name in {"hubspotscore", "hs_object_id"}:
        return "number", "number"
    dated = name.endswith(("_date", "_timestamp", "createdate", "lastmodifieddate"))
    if dated or name.startswith("hs_v2_date_entered_"):
        return "datetime", "date"
    return "string", "phonenumber" if name == "phone" else "text"


def describe(simulation: Simulation, sobject: str) -> dict[str, Any]:
    """describe/<sObject>.json: name, label and every field as the API describes it."""
    columns = simulation.table("salesforce", sobject).columns
    return {
        "name": sobject,
        "label": sobject,
        "labelPlural": {"Opportunity": "Opportunities"}.get(sobject, f"{sobject}s"),
        "fields": [_field(sobject, name) for name in columns],
    }


def _field(sobject: str, name: str) -> dict[str, Any]:
    options = _FIELD_OPTIONS[sobject].get(name, {})
    kind = _field_type(name, has_options=bool(options))
    numeric = kind in {"double", "percent", "currency"}
    length = _LENGTHS.get(kind, 255 if options else 0)
    formula = FORMULA_OF.get(name)
    changeable = (
        kind != "id" and not formula and name not in {"IsDeleted", "SystemModstamp", "CreatedDate"}
    )
    return {
        "name": name,
        "label": LABELS.get(name)
        or (name[:-3].replace("_", " ").capitalize() if name.endswith("__c") else name),
        "type": kind,
        "length": length,
        "byteLength": length * 3,
        "precision": 18 if numeric else 0,
        "scale": 2 if numeric else 0,
        "digits": 0,
        "soapType": SOAP.get(kind, "xsd:string"),
        "custom": name.endswith("__c"),
        "nillable": kind not in {"id", "boolean"} and name not in {"LastName", "Company", "Name"},
        "createable": changeable,
        "updateable": changeable,
        "defaultedOnCreate": kind in {"id", "boolean", "datetime"},
        "restrictedPicklist": False,
        "picklistValues": [
            {"value": value, "label": value, "active": active, "defaultValue": False}
            for value, active in options.items()
        ],
        "referenceTo": _targets(sobject, name) if kind == "reference" else [],
        "relationshipName": name.removesuffix("Id") if kind == "reference" else None,
        "nameField": sobject == "Opportunity" and name == "Name",
        "idLookup": kind in {"id", "email"},
        **dict.fromkeys(ALWAYS, True),
        **dict.fromkeys(NEVER, False),
        "calculated": formula is not None,
        "calculatedFormula": formula,
        "filteredLookupInfo": {},
        "referenceTargetField": {},
    }


def _targets(sobject: str, name: str) -> list[str]:
    """What a field refers to: a queue can own a lead."""
    owned_by_queues = name == "OwnerId" and sobject == "Lead"
    return ["Group", "User"] if owned_by_queues else [_REFERENCES[name]]


def _field_type(name: str, *, has_options: bool) -> str:
    if has_options:
        return "multipicklist" if name in _MULTIPLE else "picklist"
    if name in _RECKONED:
        return "currency"
    return "reference" if name in _REFERENCES else _FIELD_TYPES.get(name, "string")

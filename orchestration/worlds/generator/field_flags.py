"""What Salesforce says of every field alike: SOAP types, and what is always so or never."""

from __future__ import annotations

from typing import Final

SOAP: Final = {
    "id": "tns:ID",
    "reference": "tns:ID",
    "boolean": "xsd:boolean",
    "date": "xsd:date",
    "datetime": "xsd:dateTime",
    "double": "xsd:double",
    "percent": "xsd:double",
    "currency": "xsd:double",
}
ALWAYS: Final = ("aggregatable", "filterable", "groupable", "permissionable", "sortable")
NEVER: Final = (
    "autoNumber",
    "calculated",
    "cascadeDelete",
    "caseSensitive",
    "dependentPicklist",
    "deprecatedAndHidden",
    "displayLocationInDecimal",
    "encrypted",
    "externalId",
    "highScaleNumber",
    "htmlFormatted",
    "namePointing",
    "queryByDistance",
    "restrictedDelete",
    "unique",
    "writeRequiresMasterRead",
)

"""Salesforce's describe as FieldInfo.

Fields hidden from the run-as user are absent from describe, as are deleted ones: nobody can tell.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any, Final

from orchestration.sources.column_names import field_names
from orchestration.sources.salesforce.answers import description
from orchestration.sources.salesforce.together import Descriptions
from orchestration.sources.salesforce.transport import SalesforceTransport
from orchestration.sources.spec import ColumnType, FieldInfo, StreamSpec

TYPES: Final[Mapping[str, ColumnType]] = {
    "boolean": ColumnType.BOOLEAN,
    "int": ColumnType.INTEGER,
    "long": ColumnType.INTEGER,
    "double": ColumnType.NUMBER,
    "currency": ColumnType.NUMBER,
    "percent": ColumnType.NUMBER,
    "date": ColumnType.DATE,
    "datetime": ColumnType.TIMESTAMP,
}
# Salesforce keeps these itself. The last two say when the asking user looked at the record, so for
# an integration they are always empty.
_SYSTEM_FIELDS: Final = frozenset(
    {
        "id",
        "isdeleted",
        "masterrecordid",
        "createddate",
        "createdbyid",
        "lastmodifieddate",
        "lastmodifiedbyid",
        "systemmodstamp",
        "lastvieweddate",
        "lastreferenceddate",
    }
)
_NOT_READ: Final = frozenset({"address", "location", "base64", "complexvalue"})


def describe(
    transport: SalesforceTransport, descriptions: Descriptions, stream: StreamSpec
) -> tuple[tuple[FieldInfo, ...], dict[str, str]]:
    """The readable fields of an object, and column name -> API name.

    Compound fields are left out (their parts are there), as are files (base64).

    Raises:
        StreamUnavailableError: the object is not ours to read, or the org has none.
    """
    definitions = described(transport, descriptions, stream.source_object)
    named = {str(each["name"]): each for each in definitions if each["type"] not in _NOT_READ}
    columns = field_names(named)
    fields = [_field(stream, columns[name], definition) for name, definition in named.items()]
    return tuple(fields), {column: name for name, column in columns.items()}


def described(
    transport: SalesforceTransport, descriptions: Descriptions, source_object: str
) -> list[dict[str, Any]]:
    """The fields of an object as Salesforce describes them, asked for together with others.

    Raises:
        StreamUnavailableError: the object is not ours to read, or the org has none.
    """
    known = descriptions.take(source_object)
    if known is not None:
        return known
    what = f"describe of {source_object}"
    return transport.ask(
        f"sobjects/{source_object}/describe",
        lambda value: description(value, f"Salesforce's {what}"),
        what=what,
    )


def _field(stream: StreamSpec, column: str, definition: Mapping[str, Any]) -> FieldInfo:
    vendor_type = str(definition["type"])
    return FieldInfo(
        object_name=stream.name,
        field_name=column,
        label=str(definition.get("label") or definition["name"]),
        vendor_type=vendor_type,
        column_type=stream.columns.get(column) or TYPES.get(vendor_type, ColumnType.TEXT),
        is_custom=bool(definition.get("custom")),
        is_calculated=bool(definition.get("calculated")),
        is_system=column in _SYSTEM_FIELDS or _is_kept_by_vendor(stream),
        is_required=_is_required(definition),
        description=str(definition.get("inlineHelpText") or ""),
        options=tuple(_options(definition)),
        vendor_name=str(definition["name"]),
        is_updateable=definition.get("updateable"),
        max_length=definition.get("length") or None,
        is_restricted=definition.get("restrictedPicklist"),
        default_value=_default(definition),
        formula=definition.get("calculatedFormula") or None,
    )


def _is_kept_by_vendor(stream: StreamSpec) -> bool:
    """Whether no salesperson fills in any of its fields: Salesforce or an administrator does."""
    return stream.kept_by == "vendor" and stream.is_optional


def _is_required(definition: Mapping[str, Any]) -> bool:
    """Whether a user must fill it in to save a new record."""
    return bool(
        definition.get("createable")
        and not definition.get("nillable", True)
        and not definition.get("defaultedOnCreate")
    )


def _default(definition: Mapping[str, Any]) -> str | None:
    """What a new record gets; a formula's result is nobody's to know before there is one."""
    for option in definition.get("picklistValues") or []:
        if option.get("defaultValue"):
            return str(option.get("value", ""))
    told = definition.get("defaultValue")
    if isinstance(told, bool):
        return str(told).lower()
    return None if told is None else str(told)


def _options(definition: Mapping[str, Any]) -> Iterable[tuple[str, str, bool]]:
    for option in definition.get("picklistValues") or []:
        value = str(option.get("value", ""))
        yield value, str(option.get("label") or value), bool(option.get("active", True))

"""HubSpot's property definitions as FieldInfo, and the shape of a stream's table."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Final

from orchestration.errors import AnswerError
from orchestration.sources.column_names import field_names
from orchestration.sources.hubspot.answers import PROPERTY
from orchestration.sources.hubspot.listings import results_of
from orchestration.sources.hubspot.transport import HubSpotTransport
from orchestration.sources.spec import ColumnType, FieldInfo, StreamSpec
from orchestration.sources.typing import read_timestamp

_SYSTEM_FIELDS: Final = frozenset(
    {
        "id",
        "hs_object_id",
        "createdate",
        "hs_createdate",
        "lastmodifieddate",
        "hs_lastmodifieddate",
    }
)
_HAS_SCOPES: Final = frozenset(
    {"contacts", "companies", "deals", "leads", "line_items", "products", "quotes", "subscriptions"}
)
#: Whoever may read leads or products may read their properties, too.
_HAS_SCHEMA_SCOPES: Final = _HAS_SCOPES - {"leads", "products"}
_TYPES: Mapping[str, ColumnType] = {
    "number": ColumnType.NUMBER,
    "bool": ColumnType.BOOLEAN,
    "date": ColumnType.DATE,
    "datetime": ColumnType.TIMESTAMP,
}


@dataclass(frozen=True)
class RecordShape:
    """What to ask for and what the table looks like.

    Attributes:
        names: property names as the API spells them, in the order of `columns`.
        columns: the column each of `names` lands in.
        types: `id` and the columns of `columns`, contract columns first, with their raw types.
        modified: the property that moves on every edit; always among `names`.
    """

    names: tuple[str, ...]
    columns: tuple[str, ...]
    types: Mapping[str, ColumnType]
    modified: str

    @property
    def modified_name(self) -> str:
        """The property of `modified` as the API spells it."""
        return self.names[self.columns.index(self.modified)]


def read_properties(
    transport: HubSpotTransport, stream: StreamSpec
) -> tuple[tuple[FieldInfo, ...], dict[str, str]]:
    """The properties of a CRM object, and column name -> property name.

    Raises:
        StreamUnavailableError: the object is not ours to read.
        AnswerError: it has no properties, which no object has.
    """
    path = f"/crm/v3/properties/{stream.source_object}"
    found = results_of(transport, path, PROPERTY, [])
    if not found:
        raise AnswerError(f"HubSpot's {path} answered without a single property.")
    named = {str(definition["name"]): definition for definition in found}
    columns = field_names(named, taken=("id",))
    if stream.cursor not in columns.values():
        raise AnswerError(f"HubSpot's {path} answered without {stream.cursor}, which all have.")
    fields = [_field(stream, columns[name], definition) for name, definition in named.items()]
    return tuple(fields), {column: name for name, column in columns.items()}


def cursor_of(object_type: str) -> str:
    """The property of a CRM object that moves on every edit."""
    return "lastmodifieddate" if object_type == "contacts" else "hs_lastmodifieddate"


def scopes_of(*objects: str) -> tuple[str, ...]:
    """The scopes that show records of CRM objects: those of contacts show activities, too."""
    shown = {name if name in _HAS_SCOPES else "contacts" for name in objects}
    return tuple(f"crm.objects.{name}.read" for name in sorted(shown))


def schema_scopes_of(name: str) -> tuple[str, ...]:
    """The scope that shows which fields a CRM object has, where it is one of its own."""
    return (f"crm.schemas.{name}.read",) if name in _HAS_SCHEMA_SCOPES else ()


def record_shape(
    contract: Mapping[str, ColumnType],
    fields: Iterable[FieldInfo],
    api_names: Mapping[str, str],
    *,
    modified: str,
) -> RecordShape:
    """The shape in which `fields` of a CRM object are read.

    Args:
        contract: columns that staging reads, with their types.
        fields: the properties.
        api_names: column -> property as the API spells it, where it differs.
        modified: the property that moves on every edit.
    """
    asked = {field.field_name: field for field in fields if field.is_readable}
    columns = tuple(dict.fromkeys([*asked, modified]))
    types = {name: kind for name, kind in contract.items() if name in {"id", *columns}}
    types.update({name: info.column_type for name, info in asked.items() if name not in types})
    return RecordShape(
        names=tuple(api_names.get(column, column) for column in columns),
        columns=columns,
        types=types,
        modified=modified,
    )


def _field(stream: StreamSpec, column: str, definition: Mapping[str, Any]) -> FieldInfo:
    vendor_type = str(definition.get("type") or "string")
    return FieldInfo(
        object_name=stream.name,
        field_name=column,
        label=str(definition.get("label") or column),
        vendor_type=vendor_type,
        column_type=stream.columns.get(column) or _TYPES.get(vendor_type, ColumnType.TEXT),
        is_custom=not definition.get("hubspotDefined", False),
        is_calculated=bool(definition.get("calculated", False)),
        is_system=column in _SYSTEM_FIELDS,
        is_required=False,
        description=str(definition.get("description") or ""),
        options=tuple(_options(definition)),
        vendor_name=str(definition["name"]),
        created_at=_moment(definition.get("createdAt")),
        is_updateable=_is_updateable(definition),
        is_restricted=bool(definition.get("options")) and not definition.get("externalOptions"),
        formula=definition.get("calculationFormula") or None,
    )


def _is_updateable(definition: Mapping[str, Any]) -> bool | None:
    told = (definition.get("modificationMetadata") or {}).get("readOnlyValue")
    return None if told is None else not told


def _options(definition: Mapping[str, Any]) -> Iterable[tuple[str, str, bool]]:
    for option in definition.get("options") or []:
        value = str(option.get("value", ""))
        yield value, str(option.get("label") or value), not option.get("hidden", False)


def _moment(value: object) -> datetime | None:
    return None if value is None else read_timestamp(str(value))

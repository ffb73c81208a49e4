"""The Tooling API, as far as it says what refers to custom fields.

component_dependencies.csv states what does; where a world has none, every custom field stands on
the page layout of its object, as Setup's wizard puts it there. A hidden object is one that the
user lacks 'View Setup and Configuration' for.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from hashlib import sha256
from typing import Any, Final

from starlette.responses import Response

from orchestration.emulator.salesforce.account import Org
from orchestration.emulator.salesforce.bulk.ingest_rows import checksum
from orchestration.emulator.salesforce.endpoint import Call
from orchestration.emulator.salesforce.errors import (
    SalesforceError,
    malformed,
    no_such_column,
    not_supported,
)
from orchestration.emulator.salesforce.objects import PAGE_ROWS, page_of
from orchestration.emulator.salesforce.soql.ast import (
    Comparison,
    Condition,
    FieldRef,
    Literal,
    Logical,
    Query,
)
from orchestration.emulator.salesforce.soql.parser import parse
from orchestration.worlds.csv_table import Row

_PATH: Final = "/tooling/query"
_DEPENDENCY: Final = "MetadataComponentDependency"
_ACTIVITIES: Final = frozenset({"Task", "Event"})
_DIGITS: Final = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz"
_PREFIXES: Final = {
    "CustomField": "00N",
    "Layout": "00h",
    "Flow": "301",
    "ValidationRule": "03d",
    "ApexClass": "01p",
    "FlexiPage": "0M0",
    "EmailTemplate": "00X",
    "Report": "00O",
}
_SELECTED: Final[Mapping[str, tuple[str, ...]]] = {
    "CustomField": ("Id", "DeveloperName", "NamespacePrefix", "TableEnumOrId"),
    _DEPENDENCY: (
        *(f"MetadataComponent{part}" for part in ("Id", "Name", "Namespace", "Type")),
        *(f"RefMetadataComponent{part}" for part in ("Id", "Name", "Namespace", "Type")),
    ),
}
_NAMES: Final = frozenset({"metadatacomponentname", "refmetadatacomponentname"})


@dataclass(frozen=True)
class _Shown:
    """Shows the columns that a query selects."""

    entity: str
    names: tuple[str, ...]

    def render(self, row: Row) -> dict[str, Any]:
        """One record of the answer."""
        return {"attributes": {"type": self.entity}, **{name: row[name] for name in self.names}}


def query(call: Call) -> Response:
    """Answer GET /tooling/query?q=.

    Raises:
        SalesforceError: 400, an object or column that is not there, or what it does not take.
    """
    text = call.query("q")
    if not text:
        raise SalesforceError(400, "MALFORMED_QUERY", "unexpected token: '<EOF>'")
    parsed = parse(text)
    entity = next((name for name in _SELECTED if name.lower() == parsed.sobject.lower()), None)
    if entity is None or (entity, None) in call.org.records.hidden:
        raise not_supported(text, parsed.sobject_position, parsed.sobject)
    names = tuple(_column(parsed, entity, item) for item in _selected(parsed))
    if entity == _DEPENDENCY:
        _refuse_what_dependencies_lack(parsed)
    rows = list(_fields(call.org) if entity == "CustomField" else _dependencies(call.org))
    found = [row for row in rows if _matches(parsed, entity, parsed.where, row)]
    if entity == _DEPENDENCY:
        found = found[:PAGE_ROWS]  # "no more than 2000 records in a single query", and no next page
    cursor = call.state.cursors.open(found, _Shown(entity, names), PAGE_ROWS, call.now)
    return page_of(call, cursor, 0, _PATH)


def query_more(call: Call) -> Response:
    """Answer GET /tooling/query/{locator}: a later page."""
    cursor, start = call.state.cursors.find(call.param("locator"), call.now)
    return page_of(call, cursor, start, _PATH)


# ---------------------------------------------------------------- what a query may say
def _selected(parsed: Query) -> Iterator[FieldRef]:
    for item in parsed.select:
        if not isinstance(item, FieldRef):
            raise malformed(parsed.text, 0, "only columns can be selected here")
        yield item


def _column(parsed: Query, entity: str, ref: FieldRef) -> str:
    known = {name.lower(): name for name in _SELECTED[entity]}
    if ref.text.lower() not in known:
        raise no_such_column(parsed.text, ref.position, ref.text, entity)
    return known[ref.text.lower()]


def _refuse_what_dependencies_lack(parsed: Query) -> None:
    for is_asked, what in (
        (parsed.order_by, "ORDER BY"),
        (parsed.offset is not None, "OFFSET"),
        (parsed.group_by, "GROUP BY"),
    ):
        if is_asked:
            raise malformed(parsed.text, 0, f"{what} not supported on {_DEPENDENCY}")


def _matches(parsed: Query, entity: str, condition: Condition | None, row: Row) -> bool:
    if condition is None:
        return True
    if isinstance(condition, Logical):
        found: Callable[[Any], bool] = all if condition.operator == "AND" else any
        if condition.operator == "NOT":
            raise malformed(parsed.text, 0, "NOT not supported")
        return found([_matches(parsed, entity, part, row) for part in condition.parts])
    return _compares(parsed, entity, condition, row)


def _compares(parsed: Query, entity: str, test: Comparison, row: Row) -> bool:
    if not isinstance(test.left, FieldRef) or not isinstance(test.right, Literal):
        raise malformed(parsed.text, 0, "Only equals comparisons permitted")
    name = _column(parsed, entity, test.left)
    if test.operator not in ("=", "!=") or (entity == _DEPENDENCY and name.lower() in _NAMES):
        raise malformed(parsed.text, test.left.position, "Only equals comparisons permitted")
    held, asked = row[name], None if test.right.kind == "null" else test.right.value
    if name.endswith("Id") and held and asked:
        held, asked = held[:15], asked[:15]
    is_same = (held or "").lower() == (asked or "").lower()
    return is_same is (test.operator == "=")


# ---------------------------------------------------------------- what there is
def _fields(org: Org) -> Iterator[Row]:
    for key in _custom_fields(org):
        home, _, name = key.partition(".")
        *namespace, developer_name, _ = name.split("__")
        yield {
            "Id": _id("CustomField", key),
            "DeveloperName": developer_name,
            "NamespacePrefix": namespace[0] if namespace else None,
            "TableEnumOrId": _id("CustomObject", home) if home.endswith("__c") else home,
        }


def _custom_fields(org: Org) -> dict[str, str]:
    """`Account.tier__c` and the object that has it; activities share theirs."""
    return {
        f"{_home(sobject.name)}.{field.name}": sobject.label
        for sobject in org.all_sobjects()
        for field in sobject.fields.values()
        if field.custom
    }


def _dependencies(org: Org) -> Iterator[Row]:
    fields = {key.lower(): key for key in _custom_fields(org)}
    for kind, component, sobject, field in _stated(org):
        key = fields.get(f"{_home(sobject)}.{field}".lower())
        if key is None:  # dropped since, and every reference to it with it
            continue
        yield {
            "MetadataComponentId": _id(kind, component),
            "MetadataComponentName": component,
            "MetadataComponentNamespace": None,
            "MetadataComponentType": kind,
            "RefMetadataComponentId": _id("CustomField", key),
            "RefMetadataComponentName": key.partition(".")[2].removesuffix("__c"),
            "RefMetadataComponentNamespace": None,
            "RefMetadataComponentType": "CustomField",
        }


def _stated(org: Org) -> Iterator[tuple[str, str, str, str]]:
    rows = org.records.sections.get("component_dependencies")
    if rows is None:
        for key, label in _custom_fields(org).items():
            home, _, field = key.partition(".")
            yield "Layout", f"{label} Layout", home, field
        return
    for row in rows:
        yield (
            str(row["component_type"]),
            str(row["component_name"]),
            str(row["object"]),
            str(row["field"]),
        )


def _home(sobject: str) -> str:
    return "Activity" if sobject in _ACTIVITIES else sobject


def _id(kind: str, name: str) -> str:
    """An id of 18 characters that stays the same for a name."""
    rest, digits = int.from_bytes(sha256(f"{kind}/{name}".encode()).digest()[:8]), ""
    for _ in range(9):
        rest, digit = divmod(rest, 62)
        digits += _DIGITS[digit]
    short = f"{_PREFIXES.get(kind, '0Af')}5g0{digits}"
    return short + checksum(short)

"""What refers to the company's own fields: layouts, flows, validation rules, code.

The Tooling API lists both ends of every reference in two calls, of most orgs at least: its query
ends at 2,000 rows and has no next page, so that larger orgs are asked field by field.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, Final

from orchestration.errors import (
    CredentialsError,
    QuotaExhaustedError,
    SourceError,
    StreamUnavailableError,
    TransientSourceError,
    UnreachableError,
)
from orchestration.sources.http.pagination import PageGuard
from orchestration.sources.salesforce import soql
from orchestration.sources.salesforce.answers import QueryPage, query_page
from orchestration.sources.salesforce.refusals import Signal
from orchestration.sources.salesforce.session import SalesforceSession
from orchestration.sources.salesforce.tables import TableShape, json_batch
from orchestration.sources.salesforce.transport import SalesforceTransport
from orchestration.sources.spec import Batch, StreamSpec, Unread, columns
from orchestration.sources.stream import Read, Stream

_QUERY: Final = "tooling/query"
_MOST_ROWS: Final = 2000
_FIELDS_AT_ONCE: Final = 60
"""Fields to a query: SOQL's WHERE ends at 4,000 characters, and IN is not understood here."""
_ENTITY: Final = "MetadataComponentDependency"
_FIELD: Final = ("Id", "DeveloperName", "NamespacePrefix", "TableEnumOrId")
_REFERENCE: Final = (
    "MetadataComponentId",
    "MetadataComponentName",
    "MetadataComponentType",
    "RefMetadataComponentId",
)
_ALLOW: Final = "Give the run-as user 'View Setup and Configuration', or turn the stream off."


@dataclass
class _Found:
    """References so far: by component, its row and the fields it refers to."""

    names: Mapping[str, str]
    rows: dict[str, dict[str, Any]] = field(default_factory=dict)
    fields: dict[str, set[str]] = field(default_factory=dict)

    def add(self, records: Sequence[Mapping[str, Any]]) -> None:
        """Take references; one to a field that the org no longer lists is none."""
        for record in records:
            component, name = record["MetadataComponentId"], self.names.get(_short(record))
            if component and name:
                self.rows[component] = {each: record[each] for each in _REFERENCE[:3]}
                self.fields.setdefault(component, set()).add(name)

    def listed(self) -> list[dict[str, Any]]:
        """One row per component, with its fields parted by semicolons."""
        return [
            {**row, "RefMetadataComponentName": ";".join(sorted(self.fields[component]))}
            for component, row in sorted(self.rows.items())
        ]


class Dependencies(Stream[SalesforceSession]):
    """Every component that refers to a field of the company's, with all those fields."""

    def read(self, session: SalesforceSession, ask: Read) -> Iterator[Batch | Unread]:
        """Every row; the window has no part in it. What is refused is not seen, and no failure.

        Raises:
            StreamUnavailableError: the org does not answer such questions, or not this user.
        """
        del ask
        try:
            found = _Found(_field_names(session.transport))
            open_ends = _refer(session.transport, found)
        except (QuotaExhaustedError, CredentialsError, UnreachableError):
            raise
        except TransientSourceError as error:
            yield Unread(error.message)
            return
        except SourceError as error:
            raise StreamUnavailableError(error.message, next_step=_ALLOW) from None
        yield json_batch(found.listed(), _shape(self.spec))
        if open_ends:
            yield Unread(f"Salesforce keeps back some of what refers to {open_ends} fields.")


def _field_names(transport: SalesforceTransport) -> dict[str, str]:
    """`Account.region__c` by the first 15 characters of the field's id."""
    page = _ask(transport, soql.select(_FIELD, "CustomField"), _FIELD)
    total, records = page.total, list(page.records)
    guard = PageGuard("Salesforce's query of CustomField")
    while page.following is not None:
        mark = str(page.records[0]["Id"]) if page.records else None
        page = _ask(transport, guard.check(page.following, mark=mark), _FIELD)
        records += page.records
    if len({each["Id"] for each in records}) < total:
        raise TransientSourceError(
            f"Salesforce listed {len(records)} of {total} custom fields.",
            next_step="Run again in a while.",
        )
    return {str(each["Id"])[:15]: _api_name(each) for each in records}


def _api_name(record: Mapping[str, Any]) -> str:
    prefix = f"{record['NamespacePrefix']}__" if record["NamespacePrefix"] else ""
    return f"{record['TableEnumOrId']}.{prefix}{record['DeveloperName']}__c"


def _refer(transport: SalesforceTransport, found: _Found) -> int:
    """Find all references; of how many fields Salesforce did not tell them all."""
    records = _references(transport, "RefMetadataComponentType = 'CustomField'")
    if len(records) < _MOST_ROWS:
        found.add(records)
        return 0
    ids, open_ends = sorted(found.names), 0
    parts = [ids[at : at + _FIELDS_AT_ONCE] for at in range(0, len(ids), _FIELDS_AT_ONCE)]
    while parts:
        part = parts.pop()
        records = _references(transport, soql.any_of("RefMetadataComponentId", part))
        if len(records) < _MOST_ROWS:
            found.add(records)
        elif len(part) > 1:
            half = len(part) // 2
            parts += [part[:half], part[half:]]
        else:
            found.add(records)
            open_ends += 1
    return open_ends


def _references(transport: SalesforceTransport, where: str) -> Sequence[Mapping[str, Any]]:
    return _ask(transport, soql.select(_REFERENCE, _ENTITY, where=where), _REFERENCE).records


def _ask(transport: SalesforceTransport, asked: str, names: Sequence[str]) -> QueryPage:
    """A query's first page, or a further one by its path."""
    is_path = asked.startswith("/")
    what = f"query of {'CustomField' if names is _FIELD else _ENTITY}"
    where = f"Salesforce's {what}"
    return transport.ask(
        asked if is_path else _QUERY,
        lambda value: query_page(value, names, where, transport.host),
        what=what,
        params=None if is_path else {"q": asked},
        signals=(Signal,),
    )


def _short(record: Mapping[str, Any]) -> str:
    return str(record["RefMetadataComponentId"])[:15]


def _shape(spec: StreamSpec) -> TableShape:
    names = (*_REFERENCE[:3], "RefMetadataComponentName")
    return TableShape(names, tuple(map(str.lower, names)), spec.columns, "", {})


STREAMS: Final = (
    Dependencies(
        StreamSpec(
            "metadata_component_dependency",
            _ENTITY,
            columns(
                "metadatacomponentid metadatacomponentname metadatacomponenttype"
                " refmetadatacomponentname"
            ),
            primary_key=("metadatacomponentid",),
            sweep_deletes=True,
            reason="The Tooling API does not say when a reference came or went.",
            priority=3,
            description="One row per layout, flow, validation rule, class or other component that"
            " refers to custom fields, with their names.",
            staging="component_dependencies",
            kept_by="vendor",
            has_fields=False,
            is_optional=True,
            key_field="MetadataComponentId",
            scopes=("View Setup and Configuration",),
        )
    ),
)

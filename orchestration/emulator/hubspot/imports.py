"""Imports: a file that changes records, as HubSpot takes it. For tests: the product never writes.

An empty cell leaves its property alone, so no file empties one. A row is taken whole or not at all.
"""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator
from typing import Any, Final

from orchestration.emulator.hubspot.account import Portal, is_archived
from orchestration.emulator.hubspot.catalog import TYPE_IDS
from orchestration.emulator.hubspot.endpoint import Call, Handler, Reply
from orchestration.emulator.hubspot.errors import missing_scopes, not_found
from orchestration.emulator.hubspot.import_jobs import Import, RowError
from orchestration.emulator.hubspot.import_request import Asked, read_request
from orchestration.emulator.hubspot.import_values import Owners, RefusedValueError, read_cell
from orchestration.emulator.hubspot.paging import next_page
from orchestration.emulator.hubspot.rendering import show_datetime
from orchestration.emulator.hubspot.schema import Definition
from orchestration.worlds.instants import format_instant, parse_instant

_ERRORS_MAXIMUM: Final = 100


def start_import(call: Call) -> Reply:
    """`POST /crm/v3/imports`: takes the file at once, and says so on the second look."""
    if not call.may_write:
        raise missing_scopes("crm.import")
    asked = read_request(call.portal, call.content_type, call.content)
    now = format_instant(call.runtime.clock.now())
    type_id = call.portal.custom_types.get(asked.object_type) or TYPE_IDS[asked.object_type]
    made = call.portal.imports.begin(asked.request, type_id, now)
    _take(call.portal, asked, made)
    return 200, _shown(made)


def read_import(call: Call) -> Reply:
    """`GET /crm/v3/imports/{id}`."""
    made = _known(call)
    made.answers += 1
    return 200, _shown(made)


def list_imports(call: Call) -> Reply:
    """`GET /crm/v3/imports`."""
    return 200, {"results": [_shown(made) for made in call.portal.imports.by_id.values()]}


def read_errors(call: Call) -> Reply:
    """`GET /crm/v3/imports/{id}/errors`."""
    made = _known(call)
    limit = call.limit(default=_ERRORS_MAXIMUM, highest=_ERRORS_MAXIMUM)
    start = int(call.one("after") or 0)
    reply: dict[str, Any] = {
        "results": [
            _shown_error(made, place, error)
            for place, error in enumerate(made.errors[start : start + limit], start=start + 1)
        ]
    }
    if start + limit < len(made.errors):
        reply["paging"] = next_page(call, str(start + limit))
    return 200, reply


PATHS: Final[tuple[tuple[str, str, Handler], ...]] = tuple(
    (method, root + template, handler)
    for root in ("/crm/v3/imports", "/crm/imports/2026-03", "/crm/imports/2026-09")
    for method, template, handler in (
        ("POST", "", start_import),
        ("GET", "", list_imports),
        ("GET", "/{import_id}", read_import),
        ("GET", "/{import_id}/errors", read_errors),
    )
)


def _known(call: Call) -> Import:
    made = call.portal.imports.by_id.get(call.path["import_id"])
    if made is None:
        raise not_found()
    return made


def _take(portal: Portal, asked: Asked, made: Import) -> None:
    definitions = portal.definitions(asked.object_type)
    lines = list(csv.reader(io.StringIO(asked.content.decode("utf-8-sig", "replace"), newline="")))
    header = tuple(lines[0]) if lines else ()
    wrong = list(_file_errors(asked, header, definitions))
    if wrong:
        made.has_failed, made.errors = True, wrong
        return
    counters = {"TOTAL_ROWS": 0, "UPDATED_OBJECTS": 0, "ERRORS": 0}
    owners = _owners(portal)
    for line, cells in enumerate(lines[1:], start=2):
        counters["TOTAL_ROWS"] += 1
        errors = list(_take_row(portal, asked, made, (line, tuple(cells)), (definitions, owners)))
        made.errors += errors
        counters["ERRORS" if errors else "UPDATED_OBJECTS"] += 1
    made.counters = {name: count for name, count in counters.items() if count}


def _file_errors(
    asked: Asked, header: tuple[str, ...], definitions: dict[str, Definition]
) -> Iterator[RowError]:
    """What is wrong with the file as a whole: its columns, and the properties they go to."""
    if header != tuple(column.header for column in asked.columns):
        message = "The columns of the file are not those of columnMappings"
        yield RowError("INVALID_COLUMN_CONFIGURATION", message, 0, header)
    for place, column in enumerate(asked.columns, start=1):
        if column.property is None:
            continue
        known = definitions.get(column.property)
        if known is None or known["archived"]:
            message = f"Property {column.property!r} does not exist"
            yield RowError("PROPERTY_DEFINITION_NOT_FOUND", message, 0, header, place)
        elif known["calculated"] or known["modificationMetadata"]["readOnlyValue"]:
            message = f"Property {column.property!r} is read only"
            yield RowError("INVALID_COLUMN_CONFIGURATION", message, 0, header, place)


def _take_row(
    portal: Portal,
    asked: Asked,
    made: Import,
    row: tuple[int, tuple[str, ...]],
    known: tuple[dict[str, Definition], Owners],
) -> Iterator[RowError]:
    """Change one record, or yield why not."""
    line, cells = row
    definitions, owners = known
    if len(cells) != len(asked.columns):
        yield RowError("INCORRECT_NUMBER_OF_COLUMNS", "Too few or too many cells", line, cells)
        return
    by_property = {c.property: cell for c, cell in zip(asked.columns, cells, strict=True)}
    record_id = by_property.pop(None).strip()
    found = portal.records.resolve(asked.object_type, record_id)
    if not record_id:
        yield RowError("UPDATE_ONLY_IMPORT", "The row names no record", line, cells)
        return
    if found is None or is_archived(portal.table(asked.object_type).rows[found]):
        yield RowError("INVALID_RECORD_ID", f"There is no record {record_id}", line, cells)
        return
    before = portal.table(asked.object_type).rows[found]
    values: dict[str, str] = {}
    has_errors = False
    for place, (column, cell) in enumerate(zip(asked.columns, cells, strict=True), start=1):
        if column.property is None or not cell:
            continue
        definition, now = definitions[column.property], before.get(column.property)
        try:
            values[column.property] = read_cell(definition, cell, now, asked.date_order, owners)
        except RefusedValueError as error:
            has_errors = True
            yield RowError(error.kind, str(error), line, cells, place, cell)
    changed = {name: value for name, value in values.items() if before.get(name) != value}
    if changed and not has_errors:
        by = f"IMPORT:{made.id}"
        portal.records.upsert(asked.object_type, found, changed, by=by)


def _owners(portal: Portal) -> Owners:
    found: dict[str, str] = {}
    for row in portal.records.sections.get("owners", []):
        cells = {name.lower().replace("_", ""): value for name, value in row.items()}
        if (cells.get("archived") or "").lower() != "true":
            name = f"{cells.get('firstname') or ''} {cells.get('lastname') or ''}"
            for said in (cells.get("email") or "", name.strip()):
                found[said.lower()] = str(cells["id"])
    found.pop("", None)
    return found


def _shown(made: Import) -> dict[str, Any]:
    at, is_done = show_datetime(made.at), made.state in ("DONE", "FAILED")
    return {
        "id": made.id,
        "state": made.state,
        "importName": made.request["name"],
        "importSource": "API",
        "importRequestJson": made.request,
        "mappedObjectTypeIds": [made.type_id],
        "optOutImport": False,
        "createdAt": at,
        "updatedAt": at,
        "metadata": {
            "counters": made.counters if is_done else {},
            "fileIds": [made.id],
            "objectLists": [],
        },
    }


def _shown_error(made: Import, place: int, error: RowError) -> dict[str, Any]:
    shown: dict[str, Any] = {
        "id": f"{made.id}-{place}",
        "createdAt": int(parse_instant(made.at).timestamp() * 1000),
        "errorType": error.kind,
        "errorMessage": error.message,
        "objectTypeId": made.type_id,
        "sourceData": {
            "rowData": list(error.row),
            "additionalRowData": [],
            "containsEncryptedProperties": False,
            "lineNumber": error.line,
            "fileId": int(made.id),
        },
    }
    if error.column:
        shown |= {"knownColumnNumber": error.column}
    if error.value is not None:
        shown |= {"invalidValue": error.value, "invalidValueToDisplay": error.value}
    return shown

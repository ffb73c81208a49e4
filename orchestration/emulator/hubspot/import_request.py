"""Reading what asks for an import: the two parts of its body, and what is said of one file."""

from __future__ import annotations

from dataclasses import dataclass
from email.message import Message
from email.parser import BytesParser
from typing import Any, Final

import orjson

from orchestration.emulator.hubspot.account import Portal
from orchestration.emulator.hubspot.errors import invalid

DATE_ORDERS: Final = ("MONTH_DAY_YEAR", "DAY_MONTH_YEAR", "YEAR_MONTH_DAY")
RECORD_ID: Final = "HUBSPOT_OBJECT_ID"


@dataclass(frozen=True)
class Column:
    """One column of the file: its header, and the property it goes to; None for the record's id."""

    header: str
    property: str | None


@dataclass(frozen=True)
class Asked:
    """What is to be imported: one file of one object, whose records are there already.

    Attributes:
        object_type: plural name.
        date_order: one of DATE_ORDERS.
        content: the file.
    """

    request: dict[str, Any]
    object_type: str
    columns: tuple[Column, ...]
    date_order: str
    content: bytes


def read_request(portal: Portal, content_type: str, raw: bytes) -> Asked:
    """Read an import's form.

    Only updates of one object from one CSV file are emulated: what else HubSpot takes is refused.

    Raises:
        HubSpotError: 400, the form or the request in it is malformed or names what is not there.
    """
    request, files = _parts(content_type, raw)
    if not request.get("name"):
        raise invalid("Some required fields were not set: [name]")
    stated = request.get("files")
    if not isinstance(stated, list) or len(stated) != 1 or not isinstance(stated[0], dict):
        raise invalid("files must have exactly one entry here")
    file = stated[0]
    name = file.get("fileName")
    if name not in files:
        raise invalid(f"No file named {name!r} was sent")
    if file.get("fileFormat", "CSV") != "CSV":
        raise invalid(f"Unsupported fileFormat here: {file['fileFormat']}")
    page = file.get("fileImportPage")
    if not isinstance(page, dict) or page.get("hasHeader") is not True:
        raise invalid("fileImportPage must say hasHeader true here")
    object_type, columns = _columns(portal, page)
    operations = request.get("importOperations") or {}
    if [operations.get(known) for known in operations] != ["UPDATE"]:
        raise invalid("importOperations must be UPDATE of one object here")
    if portal.object_name(str(next(iter(operations)))) != object_type:
        raise invalid("importOperations and columnMappings name different objects")
    date_order = request.get("dateFormat", DATE_ORDERS[0])
    if date_order not in DATE_ORDERS:
        raise invalid(f"Invalid dateFormat: {date_order}")
    return Asked(request, object_type, columns, date_order, files[str(name)])


def _columns(portal: Portal, page: dict[str, Any]) -> tuple[str, tuple[Column, ...]]:
    mappings = page.get("columnMappings")
    if not isinstance(mappings, list) or not mappings:
        raise invalid("Some required fields were not set: [columnMappings]")
    objects: set[str] = set()
    columns: list[Column] = []
    for mapping in mappings:
        kind, target = mapping.get("columnType"), mapping.get("propertyName")
        if kind not in (None, "STANDARD", RECORD_ID):
            raise invalid(f"Unsupported columnType here: {kind}")
        if kind != RECORD_ID and not target:
            raise invalid("Some required fields were not set: [propertyName]")
        objects.add(portal.object_name(str(mapping.get("columnObjectTypeId"))))
        columns.append(
            Column(str(mapping.get("columnName")), None if kind == RECORD_ID else target)
        )
    if len(objects) != 1 or [column.property for column in columns].count(None) != 1:
        raise invalid("One object and one column of record ids are taken here")
    return objects.pop(), tuple(columns)


def _parts(content_type: str, raw: bytes) -> tuple[dict[str, Any], dict[str, bytes]]:
    if not content_type.startswith("multipart/form-data"):
        raise invalid("The request must be multipart/form-data")
    message = BytesParser().parsebytes(
        b"Content-Type: " + content_type.encode() + b"\r\n\r\n" + raw
    )
    request: Any = None
    files: dict[str, bytes] = {}
    parts: list[Message] = [part for part in message.walk() if not part.is_multipart()]
    for part in parts:
        body = part.get_payload(decode=True)
        content = body if isinstance(body, bytes) else b""
        name = part.get_param("name", header="content-disposition")
        if name == "importRequest":
            request = _json(content)
        elif name == "files":
            files[part.get_filename() or ""] = content
    if not isinstance(request, dict):
        raise invalid("Some required fields were not set: [importRequest]")
    return request, files


def _json(content: bytes) -> Any:
    try:
        return orjson.loads(content)
    except orjson.JSONDecodeError as error:
        raise invalid(f"importRequest is no JSON: {error.msg}") from error

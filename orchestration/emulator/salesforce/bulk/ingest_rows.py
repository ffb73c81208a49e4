"""What an update makes of a CSV: its columns, and each row's cells by the type of their field.

An empty cell leaves its field alone, `#N/A` empties it. A row is taken whole or not at all.
"""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Callable, Mapping
from typing import Any, Final

from orchestration.emulator.salesforce.account import Org, is_true
from orchestration.emulator.salesforce.bulk.csv import DELIMITERS
from orchestration.emulator.salesforce.bulk.ingest_jobs import IngestJob
from orchestration.emulator.salesforce.describe import describe_field, options_of
from orchestration.emulator.salesforce.schema import Field, SObject
from orchestration.emulator.salesforce.sessions import ADMIN_USER
from orchestration.emulator.salesforce.values import (
    parse_boolean,
    parse_day,
    parse_number,
    parse_time,
)
from orchestration.worlds.csv_table import Row

EMPTIED: Final = "#N/A"
_ID: Final = re.compile(r"[A-Za-z0-9]{15}(?:[A-Za-z0-9]{3})?")
_EMAIL: Final = re.compile(r"[^@\s]+@[^@\s.]+(\.[^@\s.]+)+")
_LETTERS: Final = "ABCDEFGHIJKLMNOPQRSTUVWXYZ012345"
_NUMBERS: Final = ("double", "currency", "percent", "int", "long")
_TEXTS: Final = ("string", "textarea", "phone", "url", "email", "picklist", "combobox")


class RefusedRowError(Exception):
    """A row that is not taken: `CODE:message:fields --`."""

    def __init__(self, code: str, message: str, fields: str = "") -> None:
        super().__init__(f"{code}:{message}:{fields} --" if fields else f"{code}:{message}:--")


def take(org: Org, job: IngestJob) -> None:
    """Act out a job whose CSV is there: change records, and note what came of each row."""
    sobject = org.sobject(job.sobject)
    assert sobject is not None  # noqa: S101  a job of an unknown object was refused
    text = (job.content or b"").decode("utf-8", "replace")
    first_line = text.partition("\n")[0]
    if (job.line_ending == "CRLF") is not first_line.endswith("\r"):
        said = f"Current LineEnding setting is {job.line_ending}"
        job.state = "Failed"
        job.error = f"ClientInputError : LineEnding is invalid on user data. {said}"
        return
    lines = list(csv.reader(io.StringIO(text, newline=""), delimiter=DELIMITERS[job.delimiter]))
    job.header = tuple(lines[0]) if lines else ()
    job.error = _wrong_header(sobject, job.header)
    job.state = "Failed" if job.error else "JobComplete"
    if job.error:
        return
    for cells in lines[1:]:
        record_id = cells[_id_place(job.header)] if len(cells) == len(job.header) else ""
        try:
            _take_row(org, sobject, job.header, cells)
        except RefusedRowError as error:
            job.failed.append((record_id, str(error), *cells))
        else:
            job.done.append((record_id, "false", *cells))


def _wrong_header(sobject: SObject, header: tuple[str, ...]) -> str:
    names = [name.lower() for name in header]
    if "id" not in names:
        return "InvalidBatch : Field name not found : Id"
    if len(set(names)) < len(names):
        return f"InvalidBatch : Duplicate field name : {header}"
    unknown = [name for name in header if name.lower() not in sobject.fields]
    return f"InvalidBatch : Field name not found : {unknown[0]}" if unknown else ""


def _id_place(header: tuple[str, ...]) -> int:
    return [name.lower() for name in header].index("id")


def _take_row(org: Org, sobject: SObject, header: tuple[str, ...], cells: list[str]) -> None:
    if len(cells) != len(header):
        message = "The number of cells is not that of the columns"
        raise RefusedRowError("INVALID_CSV_ROW", message)
    asked = {name.lower(): cell for name, cell in zip(header, cells, strict=True) if cell}
    record_id, row = _record(org, sobject, asked.pop("id", ""))
    values: dict[str, str | None] = {}
    for name, cell in asked.items():
        field = sobject.fields[name]
        described = describe_field(sobject, field, ())
        if not described["updateable"]:
            message = (
                f"Unable to create/update fields: {field.name}. Please check the security settings"
                " of this field and verify that it is read/write for your profile or permission"
                " set."
            )
            raise RefusedRowError("INVALID_FIELD_FOR_INSERT_UPDATE", message, field.name)
        values[field.column] = _value(org, sobject, field, (described, cell))
    changed = {column: value for column, value in values.items() if row.get(column) != value}
    if changed:
        org.records.upsert(sobject.name, record_id, changed, by=ADMIN_USER)


def _record(org: Org, sobject: SObject, asked: str) -> tuple[str, Row]:
    if not asked:
        raise RefusedRowError("MISSING_ARGUMENT", "Id not specified in an update call")
    by_id = org.view(sobject).by_id
    found = asked if asked in by_id else None
    if found is None and len(asked) == 15:
        found = next((known for known in by_id if known[:15] == asked), None)
    if found is None:
        if not _ID.fullmatch(asked) or (len(asked) == 18 and asked[15:] != checksum(asked)):
            said = f"{sobject.label} ID: id value of incorrect type: {asked}"
            raise RefusedRowError("MALFORMED_ID", said, "Id")
        raise RefusedRowError("INVALID_CROSS_REFERENCE_KEY", "invalid cross reference id")
    row = by_id[found]
    if is_true(row.get("IsDeleted")):
        raise RefusedRowError("ENTITY_IS_DELETED", "entity is deleted")
    if sobject.name == "Lead" and is_true(row.get("IsConverted")):
        raise RefusedRowError("CANNOT_UPDATE_CONVERTED_LEAD", "cannot reference converted lead")
    return found, row


def checksum(record_id: str) -> str:
    """The last three letters of an id of 18, from its first 15."""
    parts = (record_id[start : start + 5] for start in (0, 5, 10))
    bits = (sum(letter.isupper() << place for place, letter in enumerate(part)) for part in parts)
    return "".join(_LETTERS[each] for each in bits)


def _value(
    org: Org, sobject: SObject, field: Field, asked: tuple[Mapping[str, Any], str]
) -> str | None:
    """The value to store for a cell that is not empty."""
    described, cell = asked
    if cell == EMPTIED:
        if not described["nillable"]:
            message = f"Required fields are missing: [{field.name}]"
            raise RefusedRowError("REQUIRED_FIELD_MISSING", message, field.name)
        return None
    if field.type in _TEXTS:
        return _text(org, sobject, field, asked)
    if field.type == "multipicklist":
        for part in cell.split(";"):
            _check_option(org, sobject, field, (described, part))
        return cell
    if field.type == "reference":
        return _reference(org, field, cell)
    read = _READERS.get(field.type)
    value = cell if read is None else read(cell)
    if value is None:
        message = f"{field.label}: value not of required type: {cell}"
        raise RefusedRowError("INVALID_TYPE_ON_FIELD_IN_RECORD", message, field.name)
    return value


def _text(org: Org, sobject: SObject, field: Field, asked: tuple[Mapping[str, Any], str]) -> str:
    described, cell = asked
    if described["length"] and len(cell) > described["length"]:
        limit = f"(max length={described['length']})"
        message = f"{field.label}: data value too large: {cell} {limit}"
        raise RefusedRowError("STRING_TOO_LONG", message, field.name)
    if field.type == "email" and not _EMAIL.fullmatch(cell.strip()):
        message = f"{field.label}: invalid email address: {cell}"
        raise RefusedRowError("INVALID_EMAIL_ADDRESS", message, field.name)
    if field.type == "picklist":
        _check_option(org, sobject, field, asked)
    return cell


def _check_option(
    org: Org, sobject: SObject, field: Field, asked: tuple[Mapping[str, Any], str]
) -> None:
    """A restricted picklist takes its active values alone; any other takes every text."""
    described, cell = asked
    options = {option.value for option in options_of(org, sobject, field) if option.is_active}
    if described["restrictedPicklist"] and cell not in options:
        message = f"bad value for restricted picklist field: {cell}"
        raise RefusedRowError("INVALID_OR_NULL_FOR_RESTRICTED_PICKLIST", message, field.name)


def _reference(org: Org, field: Field, cell: str) -> str:
    for target in field.targets:
        sobject = org.sobject(target)
        row = None if sobject is None else org.view(sobject).by_id.get(cell)
        if row is None or is_true(row.get("IsDeleted")):
            continue
        if field.name == "OwnerId" and target == "User" and not is_true(row.get("IsActive")):
            message = f"operation performed with inactive user [{cell}] as owner"
            raise RefusedRowError("INACTIVE_OWNER_OR_USER", message)
        return cell
    raise RefusedRowError("INVALID_CROSS_REFERENCE_KEY", "invalid cross reference id", field.name)


def _boolean(cell: str) -> str | None:
    truth = parse_boolean(cell)
    return None if truth is None else str(truth).lower()


def _number(cell: str) -> str | None:
    return None if parse_number(cell) is None else cell.strip()


def _day(cell: str) -> str | None:
    return parse_day(cell) if re.fullmatch(r"\d{4}-\d\d-\d\d.*", cell) else None


_READERS: Final[dict[str, Callable[[str], str | None]]] = {
    "boolean": _boolean,
    "date": _day,
    "datetime": parse_time,
    **dict.fromkeys(_NUMBERS, _number),
}

"""What an import makes of a cell, by the type of the property it goes to."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from datetime import UTC, datetime
from typing import Any, Final

from orchestration.emulator.hubspot.import_request import DATE_ORDERS
from orchestration.emulator.hubspot.schema import Definition
from orchestration.worlds.instants import format_instant

_MOST_CHARACTERS: Final = 65_536
_EMAIL: Final = re.compile(r"[^@\s]+@[^@\s.]+(\.[^@\s.]+)+")
_DAY: Final = re.compile(r"(\d{1,4})[-/.](\d{1,2})[-/.](\d{1,4})(?: (\d{1,2}):(\d{2}))?")
_PLACES: Final = dict(zip(DATE_ORDERS, ((2, 0, 1), (2, 1, 0), (0, 1, 2)), strict=True))
_YES_NO: Final = {"true": "true", "yes": "true", "false": "false", "no": "false"}


class RefusedValueError(ValueError):
    """A cell that the import does not take; `kind` is of the vendor's list."""

    def __init__(self, kind: str, message: str) -> None:
        super().__init__(message)
        self.kind = kind


Owners = Mapping[str, str]


def read_cell(
    definition: Definition, cell: str, before: str | None, date_order: str, owners: Owners
) -> str:
    """The value to store for a cell that is not empty.

    Args:
        definition: of the property.
        cell: as it stands in the file.
        before: what the property holds now: checkboxes can be added to.
        date_order: in which dates are written.
        owners: ids of owners by address and by name, in small letters: ids are no way to name one.

    Raises:
        RefusedValueError: it is no value of the property.
    """
    kind, name = definition["type"], definition["name"]
    if name.endswith("hubspot_owner_id"):
        if cell.strip().lower() not in owners:
            raise RefusedValueError("COULD_NOT_FIND_OWNER", f"No owner is called {cell!r}")
        return owners[cell.strip().lower()]
    if kind == "enumeration":
        return _enumeration(definition, cell, before)
    read = _READERS.get(kind)
    if read is not None:
        return read(cell, date_order)
    if name == "email" and not _EMAIL.fullmatch(cell.strip()):
        raise RefusedValueError("INVALID_EMAIL", f"{cell!r} is no e-mail address")
    if len(cell) > _MOST_CHARACTERS:
        raise RefusedValueError("COLUMN_TOO_LARGE", "The value is too long")
    return cell


def _enumeration(definition: Definition, cell: str, before: str | None) -> str:
    if definition["externalOptions"]:
        return cell
    if definition["fieldType"] != "checkbox":
        return _option(definition, cell)
    kept = (before or "").split(";") if cell.startswith(";") else []
    chosen = [_option(definition, part) for part in cell.split(";") if part]
    return ";".join(dict.fromkeys(filter(None, [*kept, *chosen])))


def _option(definition: Definition, cell: str) -> str:
    options: list[dict[str, Any]] = definition["options"]
    for key in ("value", "label"):
        for option in options:
            if option[key] == cell:
                return str(option["value"])
    alike = {str(one["value"]) for one in options if one["label"].lower() == cell.strip().lower()}
    if len(alike) == 1:
        return alike.pop()
    kind = "AMBIGUOUS_ENUMERATION_OPTION" if alike else "INVALID_ENUMERATION_OPTION"
    raise RefusedValueError(kind, f"{cell!r} is no option of {definition['name']}")


def _number(cell: str, _: str) -> str:
    text = cell.strip().replace(",", "")
    try:
        float(text)
    except ValueError:
        raise RefusedValueError("COULD_NOT_PARSE_NUMBER", f"{cell!r} is no number") from None
    return text


def _boolean(cell: str, _: str) -> str:
    found = _YES_NO.get(cell.strip().lower())
    if found is None:
        raise RefusedValueError("INVALID_ENUMERATION_OPTION", f"{cell!r} is neither true nor false")
    return found


def _date(cell: str, order: str) -> str:
    return _moment(cell, order).date().isoformat()


def _instant(cell: str, order: str) -> str:
    """A day with or without a time, or milliseconds since 1970; nothing says that ISO 8601 is."""
    if re.fullmatch(r"-?\d{6,}", cell.strip()):
        return format_instant(datetime.fromtimestamp(int(cell) / 1000, tz=UTC))
    return format_instant(_moment(cell, order))


def _moment(cell: str, order: str) -> datetime:
    match = _DAY.fullmatch(cell.strip())
    refused = RefusedValueError("COULD_NOT_PARSE_DATE", f"{cell!r} is no date ({order})")
    if match is None:
        raise refused
    try:
        year, month, day = (int(match[place + 1]) for place in _PLACES[order])
        hour, minute = int(match[4] or 0), int(match[5] or 0)
        return datetime(year + (2000 if year < 100 else 0), month, day, hour, minute, tzinfo=UTC)
    except ValueError:
        raise refused from None


_READERS: Final[dict[str, Callable[[str, str], str]]] = {
    "number": _number,
    "bool": _boolean,
    "date": _date,
    "datetime": _instant,
}

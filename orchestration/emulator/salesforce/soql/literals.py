"""A query's literals as the field beside them compares: type checks, ids, spans of days."""

from __future__ import annotations

import re
from datetime import date

from orchestration.emulator.salesforce.errors import SalesforceError, invalid_field
from orchestration.emulator.salesforce.schema import NUMBERS, Field
from orchestration.emulator.salesforce.soql.ast import Literal
from orchestration.emulator.salesforce.soql.dates import day_range
from orchestration.emulator.salesforce.values import Comparable, parse_number, parse_time

ESCAPES = {"n": "\n", "r": "\r", "t": "\t", "b": "\b", "f": "\f"}
ID_TYPES = ("id", "reference")
DATE_TYPES = ("date", "datetime")


def unescape(text: str) -> str:
    """Return the text that a SOQL string literal spells."""
    return re.sub(r"\\(.)", lambda match: ESCAPES.get(match[1], match[1]), text, flags=re.DOTALL)


def literal_bounds(
    literal: Literal, field: Field, name: str, text: str, today: date
) -> tuple[Comparable, Comparable]:
    """Return a literal as its field compares: a value twice, or a span's [first, end).

    Raises:
        SalesforceError: INVALID_FIELD when the literal has another type than the field.
    """
    kind, value = literal.kind, literal.value
    if kind == "null":
        return None, None
    if field.type in DATE_TYPES:
        return _date_bounds(literal, field, name, text, today)
    if field.type in NUMBERS and kind == "number":
        number = parse_number(value)
        return number, number
    if field.type == "boolean" and kind == "boolean":
        return value == "true", value == "true"
    if field.type in (*NUMBERS, "boolean") or kind != "string":
        raise _wrong_type(field, name, text, literal)
    plain = unescape(value)
    if field.type in ID_TYPES:
        if plain and len(plain) not in (15, 18):
            message = f"invalid ID field: {plain}"
            raise SalesforceError(400, "INVALID_QUERY_FILTER_OPERATOR", message)
        return plain or None, plain or None
    folded = plain.casefold() or None
    return folded, folded


def _date_bounds(
    literal: Literal, field: Field, name: str, text: str, today: date
) -> tuple[Comparable, Comparable]:
    is_time = field.type == "datetime"
    if literal.kind == "range":
        first, end = day_range(literal.value, literal.amount, today)
        return _edge(first, is_time), _edge(end, is_time)
    if literal.kind == "datetime" and is_time:
        time = parse_time(literal.value)
        if time is not None:
            return time, time
    elif literal.kind == "date" and not is_time:
        return literal.value, literal.value
    raise _wrong_type(field, name, text, literal)


def _edge(day: date, is_time: bool) -> str:
    return f"{day.isoformat()}T00:00:00.000Z" if is_time else day.isoformat()


def _wrong_type(field: Field, name: str, text: str, literal: Literal) -> SalesforceError:
    wanted = {"datetime": "dateTime", **dict.fromkeys(NUMBERS - {"int"}, "double")}
    kind = wanted.get(field.type, field.type)
    is_bare = field.type in (*NUMBERS, *DATE_TYPES, "boolean")
    quoting = "not be enclosed in quotes" if is_bare else "be enclosed in quotes"
    reason = (
        f"value of filter criterion for field '{name}' must be of type {kind} and should {quoting}"
    )
    return invalid_field(text, literal.position, reason)

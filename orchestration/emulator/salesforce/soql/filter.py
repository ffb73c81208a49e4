"""Compiles WHERE and HAVING into predicates. Where operands come from is the caller's business.

Text compares without regard to case, ids with it; null is unequal to everything but null.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Collection
from dataclasses import dataclass
from datetime import date
from typing import Any, Generic, TypeVar

from orchestration.emulator.salesforce.errors import SalesforceError, invalid_field
from orchestration.emulator.salesforce.schema import NUMBERS, Field
from orchestration.emulator.salesforce.soql.ast import (
    Aggregate,
    Comparison,
    Condition,
    FieldRef,
    Literal,
    Query,
)
from orchestration.emulator.salesforce.soql.literals import (
    DATE_TYPES,
    ESCAPES,
    ID_TYPES,
    literal_bounds,
    unescape,
)
from orchestration.emulator.salesforce.values import Comparable

T = TypeVar("T")
Predicate = Callable[[T], bool]


@dataclass(frozen=True)
class Operand(Generic[T]):
    """The left side of a comparison: how to read it, comparable, and its describe type."""

    name: str
    field: Field
    read: Callable[[T], Comparable]
    position: int


@dataclass(frozen=True)
class FilterContext(Generic[T]):
    """What a compiler of conditions needs.

    Attributes:
        text: the query, for error messages.
        today: the UTC date that date literals are relative to.
        operand: binds a left side.
        subquery: answers a semi-join with the ids it selects.
    """

    text: str
    today: date
    operand: Callable[[FieldRef | Aggregate], Operand[T]]
    subquery: Callable[[Query], Collection[str]]


def compile_condition(condition: Condition, context: FilterContext[T]) -> Predicate[T]:
    """Return the predicate a condition spells.

    Raises:
        SalesforceError: INVALID_FIELD, or INVALID_QUERY_FILTER_OPERATOR for a bad id.
    """
    if isinstance(condition, Comparison):
        return _compile_comparison(condition, context)
    parts = [compile_condition(part, context) for part in condition.parts]
    if condition.operator == "NOT":
        inner = parts[0]
        return lambda row: not inner(row)
    if condition.operator == "AND":
        return lambda row: all(part(row) for part in parts)
    return lambda row: any(part(row) for part in parts)


def _compile_comparison(node: Comparison, context: FilterContext[T]) -> Predicate[T]:
    operand = context.operand(node.left)
    if not operand.field.filterable:
        reason = f"field '{operand.name}' can not be filtered in a query call"
        raise invalid_field(context.text, operand.position, reason)
    if isinstance(node.right, Query):
        members = set(context.subquery(node.right))
        return _membership(operand, members, negated=node.operator == "NOT IN")
    if isinstance(node.right, tuple):
        return _compile_list(node.operator, node.right, operand, context)
    if node.operator == "LIKE":
        return _compile_like(node.right, operand)
    if node.right.kind == "null":
        return _compile_null(node.operator, operand)
    return _compile_simple(node.operator, node.right, operand, context)


# ---- one comparison
def _compile_null(operator: str, operand: Operand[T]) -> Predicate[T]:
    read = operand.read
    if operator == "=":
        return lambda row: read(row) is None
    if operator == "!=":
        return lambda row: read(row) is not None
    return lambda _: False


def _compile_simple(
    operator: str, literal: Literal, operand: Operand[T], context: FilterContext[T]
) -> Predicate[T]:
    low, high = literal_bounds(literal, operand.field, operand.name, context.text, context.today)
    read = operand.read
    if low is None:
        return _compile_null(operator, operand)
    if literal.kind == "range" or (literal.kind == "date" and operand.field.type == "datetime"):
        return _compile_span(operator, read, low, high)
    if operand.field.type in ID_TYPES:
        return _compile_id(operator, read, str(low))
    return _plain(operator, read, low)


def _plain(operator: str, read: Callable[[T], Comparable], wanted: Any) -> Predicate[T]:
    def against(test: Callable[[Any], bool]) -> Predicate[T]:
        def check(row: T) -> bool:
            value = read(row)
            return value is not None and test(value)

        return check

    if operator == "=":
        return lambda row: read(row) == wanted
    if operator == "!=":
        return lambda row: read(row) != wanted
    tests: dict[str, Callable[[Any], bool]] = {
        "<": lambda value: value < wanted,
        "<=": lambda value: value <= wanted,
        ">": lambda value: value > wanted,
        ">=": lambda value: value >= wanted,
    }
    return against(tests[operator])


def _compile_span(
    operator: str, read: Callable[[T], Comparable], low: Any, high: Any
) -> Predicate[T]:
    """Return a comparison with a span [low, high): a date literal, or a day against a time."""
    tests: dict[str, Callable[[Any], bool]] = {
        "=": lambda value: low <= value < high,
        "!=": lambda value: not low <= value < high,
        "<": lambda value: value < low,
        "<=": lambda value: value < high,
        ">": lambda value: value >= high,
        ">=": lambda value: value >= low,
    }
    test, null_result = tests[operator], operator == "!="

    def check(row: T) -> bool:
        value = read(row)
        return null_result if value is None else test(value)

    return check


def _compile_id(operator: str, read: Callable[[T], Comparable], wanted: str) -> Predicate[T]:
    if len(wanted) == 15:

        def cut(row: T) -> Comparable:
            value = read(row)
            return value[:15] if isinstance(value, str) else value

        return _plain(operator, cut, wanted)
    return _plain(operator, read, wanted)


def _compile_like(literal: Literal, operand: Operand[T]) -> Predicate[T]:
    if literal.kind != "string" or operand.field.type in (*NUMBERS, *DATE_TYPES, "boolean"):
        reason = f"invalid operator on {operand.field.type} field: '{operand.name}'"
        raise SalesforceError(400, "INVALID_QUERY_FILTER_OPERATOR", reason)
    pattern = re.compile(_like_pattern(literal.value.casefold()), re.DOTALL)
    read = operand.read

    def check(row: T) -> bool:
        value = read(row)
        return isinstance(value, str) and pattern.fullmatch(value) is not None

    return check


def _like_pattern(text: str) -> str:
    """Return a regular expression for a LIKE pattern; an escaped wildcard is literal."""
    parts: list[str] = []
    characters = iter(text)
    for character in characters:
        if character == "\\":
            escaped = next(characters, "")
            parts.append(re.escape(ESCAPES.get(escaped, escaped)))
        else:
            parts.append({"%": ".*", "_": "."}.get(character, re.escape(character)))
    return "".join(parts)


# ---- lists
def _compile_list(
    operator: str,
    literals: tuple[Literal, ...],
    operand: Operand[T],
    context: FilterContext[T],
) -> Predicate[T]:
    if operator in ("INCLUDES", "EXCLUDES"):
        return _compile_includes(operator, literals, operand)
    if any(literal.kind == "range" for literal in literals):
        tests = [_compile_simple("=", literal, operand, context) for literal in literals]
        if operator == "IN":
            return lambda row: any(test(row) for test in tests)
        return lambda row: not any(test(row) for test in tests)
    members = {
        literal_bounds(literal, operand.field, operand.name, context.text, context.today)[0]
        for literal in literals
    }
    return _membership(operand, members, negated=operator == "NOT IN")


def _membership(operand: Operand[T], members: Collection[Any], *, negated: bool) -> Predicate[T]:
    read = operand.read
    short = {member for member in members if isinstance(member, str) and len(member) == 15}
    if operand.field.type in ID_TYPES and short:

        def check(row: T) -> bool:
            value = read(row)
            known = value in members or (isinstance(value, str) and value[:15] in short)
            return known is not negated

        return check
    if negated:
        return lambda row: read(row) not in members
    return lambda row: read(row) in members


def _compile_includes(
    operator: str, literals: tuple[Literal, ...], operand: Operand[T]
) -> Predicate[T]:
    if operand.field.type != "multipicklist":
        reason = f"{operator.lower()} operator only valid on multipicklist field"
        raise SalesforceError(400, "INVALID_QUERY_FILTER_OPERATOR", reason)
    wanted = [set(unescape(literal.value).casefold().split(";")) for literal in literals]
    read, excludes = operand.read, operator == "EXCLUDES"

    def check(row: T) -> bool:
        chosen = set(str(read(row) or "").split(";"))
        return any(options <= chosen for options in wanted) is not excludes

    return check

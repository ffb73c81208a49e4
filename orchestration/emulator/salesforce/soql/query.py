"""Runs a parsed query: matching rows, in order.

What they look like on the wire is rendered in rest_records and bulk_csv.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from orchestration.emulator.salesforce.account import Org
from orchestration.emulator.salesforce.errors import SalesforceError, invalid_field, malformed
from orchestration.emulator.salesforce.schema import SObject
from orchestration.emulator.salesforce.soql.ast import (
    Aggregate,
    Comparison,
    Condition,
    FieldRef,
    FieldsGroup,
    Literal,
    Logical,
    OrderTerm,
    Query,
)
from orchestration.emulator.salesforce.soql.columns import Binder, Column, cell_getter
from orchestration.emulator.salesforce.soql.filter import (
    FilterContext,
    Operand,
    compile_condition,
)
from orchestration.emulator.salesforce.soql.groups import Grouping
from orchestration.emulator.salesforce.soql.literals import literal_bounds
from orchestration.emulator.salesforce.soql.sort import SortTerm, sort_rows
from orchestration.emulator.salesforce.values import comparable
from orchestration.worlds.csv_table import Row

MAX_FIELDS_LIMIT = 200
_WITHOUT_AGGREGATES = frozenset({"SetupAuditTrail"})


@dataclass(frozen=True)
class Plan:
    """A query bound to the org: ready to run, all names checked.

    Attributes:
        binder: of the query.
        columns: selected fields, in order.
        children: selected child subqueries: relationship name and query.
        context: for its conditions.
        include_deleted: whether it sees the recycle bin and archived activities.
    """

    binder: Binder
    columns: tuple[Column, ...]
    children: tuple[Query, ...]
    context: FilterContext[Row]
    include_deleted: bool

    @property
    def sobject(self) -> SObject:
        """The object queried."""
        return self.binder.sobject

    @property
    def query(self) -> Query:
        """The query as parsed."""
        return self.binder.query


def make_plan(
    org: Org,
    query: Query,
    today: date,
    *,
    include_deleted: bool,
    sobject: SObject | None = None,
) -> Plan:
    """Bind a query.

    Args:
        org: schemas and rows.
        query: parsed.
        today: the UTC date for date literals.
        include_deleted: /queryAll or /query.
        sobject: the object, where its name in FROM is a child relationship.

    Raises:
        SalesforceError: INVALID_TYPE, INVALID_FIELD or MALFORMED_QUERY.
    """
    binder = Binder(org, query, sobject)

    def operand(left: FieldRef | Aggregate) -> Operand[Row]:
        if isinstance(left, Aggregate):
            reason = f"Aggregate expressions are not allowed here: {left.function}"
            raise malformed(query.text, left.position, reason)
        return row_operand(binder.column(left), left.position)

    def subquery(inner: Query) -> Collection[str]:
        return _selected_ids(org, inner, today)

    context = FilterContext(query.text, today, operand, subquery)
    columns: tuple[Column, ...] = ()
    children: tuple[Query, ...] = ()
    if not query.is_aggregate:
        columns = tuple(_selected(binder))
        children = tuple(item for item in query.select if isinstance(item, Query))
    return Plan(binder, columns, children, context, include_deleted)


def row_operand(column: Column, position: int) -> Operand[Row]:
    """Return how a condition reads a column of a row."""
    get, compare = column.get, comparable(column.field.type)
    return Operand(column.name, column.field, lambda row: compare(get(row)), position)


def matching_rows(plan: Plan, within: Sequence[Row] | None = None) -> list[Row]:
    """Return the rows a query selects, ordered and cut by LIMIT and OFFSET.

    Args:
        plan: a bound query without aggregates.
        within: rows to search instead of the whole table.
    """
    query = plan.query
    rows = filtered_rows(plan, within)
    terms = [_sort_term(plan, term) for term in query.order_by]
    rows = sort_rows(rows, terms)
    offset = query.offset or 0
    return rows[offset : None if query.limit is None else offset + query.limit]


def filtered_rows(plan: Plan, within: Sequence[Row] | None = None) -> list[Row]:
    """Return the rows that satisfy WHERE, in no particular order."""
    org, where = plan.binder.org, plan.query.where
    candidates = within if within is not None else _candidates(plan)
    rows = org.visible(plan.sobject, include_deleted=plan.include_deleted, rows=candidates)
    if where is None:
        return rows
    keep = compile_condition(where, plan.context)
    return [row for row in rows if keep(row)]


def aggregate_results(plan: Plan) -> list[dict[str, Any]]:
    """Return the AggregateResult records of a grouped query.

    Raises:
        SalesforceError: the object takes no aggregates but COUNT().
    """
    if plan.sobject.name in _WITHOUT_AGGREGATES:
        reason = f"aggregate queries are not supported on {plan.sobject.name}"
        raise malformed(plan.query.text, 0, reason)
    grouping = Grouping(plan.binder, plan.context)
    return grouping.results(filtered_rows(plan))


def _selected(binder: Binder) -> Iterable[Column]:
    query = binder.query
    seen: set[tuple[str, ...]] = set()
    for item in query.select:
        if isinstance(item, FieldsGroup):
            yield from _fields_group(binder, item)
        elif isinstance(item, FieldRef):
            if item.alias:
                reason = "only aggregate expressions use field aliasing"
                raise malformed(query.text, item.position, reason)
            column = binder.column(item)
            if column.path in seen:
                reason = f"duplicate field selected: {column.name}"
                raise invalid_field(query.text, item.position, reason)
            seen.add(column.path)
            yield column


def _fields_group(binder: Binder, item: FieldsGroup) -> Iterable[Column]:
    limit = binder.query.limit
    if item.group != "STANDARD" and (limit is None or limit > MAX_FIELDS_LIMIT):
        message = "The SOQL FIELDS function must have a LIMIT of at most 200"
        raise SalesforceError(400, "MALFORMED_QUERY", message)
    for field in binder.sobject.fields.values():
        if item.group == "ALL" or field.custom is (item.group == "CUSTOM"):
            yield Column((field.name,), field, cell_getter(field))


def _sort_term(plan: Plan, term: OrderTerm) -> SortTerm[Row]:
    if isinstance(term.key, Aggregate):
        reason = f"Aggregate expressions are not allowed here: {term.key.function}"
        raise malformed(plan.query.text, term.key.position, reason)
    column = plan.binder.column(term.key)
    if column.field.is_long_text or column.field.type in ("multipicklist", "address", "anyType"):
        reason = f"field '{column.name}' can not be sorted in a query call"
        raise malformed(plan.query.text, term.key.position, reason)
    return row_operand(column, term.key.position).read, term.descending, term.nulls_last


def _selected_ids(org: Org, inner: Query, today: date) -> list[str]:
    """Return the ids a semi-join selects."""
    plan = make_plan(org, inner, today, include_deleted=False)
    if len(plan.columns) != 1 or plan.columns[0].field.type not in ("id", "reference"):
        reason = "The inner select must select exactly one id or reference field"
        raise malformed(inner.text, inner.sobject_position, reason)
    get = plan.columns[0].get
    return [record_id for record_id in map(get, matching_rows(plan)) if record_id]


# ---- fewer candidates than the whole table
def _candidates(plan: Plan) -> Sequence[Row]:
    """Return the rows that can satisfy WHERE at all, by an index where one of its ANDs allows."""
    view = plan.binder.org.view(plan.sobject)
    parts = _conjuncts(plan.query.where)
    for part in parts:
        ids = _wanted_ids(part)
        if ids is not None:
            return [view.by_id[record_id] for record_id in ids if record_id in view.by_id]
    bounds: dict[str, tuple[str | None, str | None]] = {}
    for part in parts:
        _narrow(plan, part, bounds)
    for column, (low, high) in bounds.items():
        return view.between(column, low, high)
    return view.rows


def _conjuncts(condition: Condition | None) -> list[Comparison]:
    if isinstance(condition, Comparison):
        return [condition]
    if isinstance(condition, Logical) and condition.operator == "AND":
        return [part for part in condition.parts if isinstance(part, Comparison)]
    return []


def _wanted_ids(part: Comparison) -> list[str] | None:
    """Return the 18-character ids that `Id = …` or `Id IN (…)` asks for; None if neither."""
    if not isinstance(part.left, FieldRef) or part.left.text.lower() != "id":
        return None
    literals: tuple[Any, ...] = part.right if isinstance(part.right, tuple) else (part.right,)
    if part.operator not in ("=", "IN"):
        return None
    if not all(isinstance(one, Literal) and len(one.value) == 18 for one in literals):
        return None
    return list(dict.fromkeys(one.value for one in literals))


def _narrow(plan: Plan, part: Comparison, bounds: dict[str, tuple[str | None, str | None]]) -> None:
    """Tighten the bounds of a datetime field by one comparison; > and <= stay a little wide."""
    if not isinstance(part.left, FieldRef) or not isinstance(part.right, Literal):
        return
    column = plan.binder.column(part.left)
    if not column.is_direct or column.field.type != "datetime" or part.right.kind == "null":
        return
    first, last = literal_bounds(
        part.right, column.field, column.name, plan.query.text, plan.context.today
    )
    low, high = bounds.get(column.field.column, (None, None))
    if part.operator in (">", ">=", "="):
        low = max(low or "", str(first))
    if part.operator in ("<", "<=", "="):
        # A character beyond the last instant's text keeps that instant inside the half-open span.
        high = min(high or "~", str(last) + "~")
    bounds[column.field.column] = (low, high)

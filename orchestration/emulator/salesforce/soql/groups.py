"""GROUP BY, aggregates and HAVING: what a grouped query computes over the rows it matched."""

from __future__ import annotations

import math
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

from orchestration.emulator.salesforce.errors import SalesforceError, malformed
from orchestration.emulator.salesforce.schema import NUMBERS, Field
from orchestration.emulator.salesforce.soql.ast import (
    Aggregate,
    FieldRef,
    FieldsGroup,
    OrderTerm,
    Query,
)
from orchestration.emulator.salesforce.soql.columns import Binder, Column
from orchestration.emulator.salesforce.soql.filter import (
    FilterContext,
    Operand,
    compile_condition,
)
from orchestration.emulator.salesforce.soql.sort import sort_rows
from orchestration.emulator.salesforce.values import Comparable, comparable, rest_converter
from orchestration.worlds.csv_table import Row

MAX_GROUPS = 2_000
Group = list[Row]
_NUMBER = Field("", "", "double", "")


@dataclass(frozen=True)
class Output:
    """One value of an AggregateResult: its name, type, and how to compute it."""

    name: str
    field: Field
    compute: Callable[[Group], Any]

    def shown(self, group: Group) -> Any:
        """Return the value as REST shows it."""
        value = self.compute(group)
        convert = rest_converter(self.field.type)
        return convert(value) if convert and isinstance(value, str) else value


class Grouping:
    """A grouped query, bound to its object.

    Args:
        binder: of the query.
        context: of the query's WHERE, for dates and semi-joins.
    """

    def __init__(self, binder: Binder, context: FilterContext[Row]) -> None:
        self._binder = binder
        self._query = binder.query
        self._keys = [self._groupable(binder.column(ref)) for ref in self._query.group_by]
        self._outputs = self._bind_select(self._query)
        self._context = FilterContext(context.text, context.today, self._operand, context.subquery)

    def results(self, rows: Sequence[Row]) -> list[dict[str, Any]]:
        """Return the AggregateResult records, in order.

        Raises:
            SalesforceError: EXCEEDED_ID_LIMIT beyond 2,000 groups.
        """
        groups = self._grouped(rows)
        having = self._query.having
        if having is not None:
            keep = compile_condition(having, self._context)
            groups = [group for group in groups if keep(group)]
        groups = sort_rows(groups, [self._order(term) for term in self._query.order_by])
        offset = self._query.offset or 0
        limit = self._query.limit
        groups = groups[offset : None if limit is None else offset + limit]
        if len(groups) > MAX_GROUPS:
            message = (
                "Aggregate query does not support queryMore(), "
                "use LIMIT to restrict the results to a single batch"
            )
            raise SalesforceError(400, "EXCEEDED_ID_LIMIT", message)
        attributes = {"type": "AggregateResult"}
        return [
            {"attributes": attributes, **{out.name: out.shown(group) for out in self._outputs}}
            for group in groups
        ]

    def _groupable(self, column: Column) -> Column:
        if column.field.is_long_text or column.field.type in (*NUMBERS - {"int"}, "datetime"):
            message = f"field '{column.name}' can not be grouped in a query call"
            raise SalesforceError(400, "MALFORMED_QUERY", message)
        return column

    def _grouped(self, rows: Sequence[Row]) -> list[Group]:
        if not self._keys:
            return [list(rows)]
        readers = [(column.get, comparable(column.field.type)) for column in self._keys]
        groups: dict[tuple[Comparable, ...], Group] = {}
        for row in rows:
            key = tuple(compare(get(row)) for get, compare in readers)
            groups.setdefault(key, []).append(row)
        return list(groups.values())

    def _bind_select(self, query: Query) -> list[Output]:
        outputs: list[Output] = []
        unnamed = 0
        for item in query.select:
            if isinstance(item, Aggregate):
                name = item.alias or f"expr{unnamed}"
                unnamed += item.alias is None
                outputs.append(self._aggregate(item, name))
            elif isinstance(item, FieldRef):
                column = self._grouped_column(item)
                name = item.alias or column.path[-1]
                outputs.append(Output(name, column.field, _first(column)))
            else:
                position = item.position if isinstance(item, FieldsGroup) else 0
                raise malformed(query.text, position, "Grouped queries take fields and aggregates")
        return outputs

    def _grouped_column(self, ref: FieldRef) -> Column:
        column = self._binder.column(ref)
        if column.path not in [key.path for key in self._keys]:
            reason = f"Field must be grouped or aggregated: {column.name}"
            raise malformed(self._query.text, ref.position, reason)
        return column

    def _aggregate(self, item: Aggregate, name: str) -> Output:
        if item.field is None:
            return Output(name, _NUMBER, len)
        column = self._binder.column(item.field)
        if item.function in ("SUM", "AVG") and column.field.type not in NUMBERS:
            reason = f"field {column.name} does not support aggregate operator {item.function}"
            raise malformed(self._query.text, item.position, reason)
        if column.field.is_long_text or column.field.type == "address":
            reason = f"field {column.name} does not support aggregate operator {item.function}"
            raise malformed(self._query.text, item.position, reason)
        field = column.field if item.function in ("MIN", "MAX") else _NUMBER
        return Output(name, field, _computation(item.function, column))

    def _operand(self, left: FieldRef | Aggregate) -> Operand[Group]:
        if isinstance(left, Aggregate):
            output = self._aggregate(left, left.function)
        else:
            named = [out for out in self._outputs if out.name.lower() == left.text.lower()]
            column = None if named else self._grouped_column(left)
            output = named[0] if column is None else Output(left.text, column.field, _first(column))
        compare, compute = comparable(output.field.type), output.compute

        def read(group: Group) -> Comparable:
            value = compute(group)
            return compare(value) if isinstance(value, str) else value

        return Operand(output.name, output.field, read, left.position)

    def _order(self, term: OrderTerm) -> tuple[Callable[[Group], Comparable], bool, bool]:
        return self._operand(term.key).read, term.descending, term.nulls_last


def _first(column: Column) -> Callable[[Group], Any]:
    get = column.get
    return lambda group: get(group[0]) if group else None


def _computation(function: str, column: Column) -> Callable[[Group], Any]:
    get, compare = column.get, comparable(column.field.type)

    def filled(group: Group) -> list[str]:
        return [value for value in map(get, group) if value]

    def numbers(group: Group) -> list[float]:
        found = (compare(value) for value in filled(group))
        return [float(number) for number in found if isinstance(number, int | float)]

    def extreme(pick: Callable[..., Any]) -> Callable[[Group], Any]:
        def compute(group: Group) -> Any:
            pairs = [(compare(value), value) for value in filled(group)]
            known = [pair for pair in pairs if pair[0] is not None]
            return pick(known)[1] if known else None

        return compute

    computations: dict[str, Callable[[Group], Any]] = {
        "COUNT": lambda group: len(filled(group)),
        "COUNT_DISTINCT": lambda group: len({compare(value) for value in filled(group)}),
        "SUM": lambda group: math.fsum(found) if (found := numbers(group)) else None,
        "AVG": lambda group: math.fsum(found) / len(found) if (found := numbers(group)) else None,
        "MIN": extreme(min),
        "MAX": extreme(max),
    }
    return computations[function]

"""The parts of a parsed SOQL query, as immutable records. No behaviour lives here."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal as OneOf

LiteralKind = OneOf["string", "number", "boolean", "null", "date", "datetime", "range"]


@dataclass(frozen=True, slots=True)
class Literal:
    """A constant of the query.

    `value` is the text as written (strings keep their escapes, without the quotes).
    `amount` is the n of a date literal such as LAST_N_DAYS:n.
    """

    kind: LiteralKind
    value: str
    position: int
    amount: int | None = None


@dataclass(frozen=True, slots=True)
class FieldRef:
    """A field, reached over zero or more parents: Account.Owner.Name has three parts."""

    parts: tuple[str, ...]
    position: int
    alias: str | None = None

    @property
    def text(self) -> str:
        """The path as written."""
        return ".".join(self.parts)


@dataclass(frozen=True, slots=True)
class Aggregate:
    """COUNT, COUNT_DISTINCT, SUM, AVG, MIN or MAX of a field; COUNT() has none."""

    function: str
    field: FieldRef | None
    position: int
    alias: str | None = None


@dataclass(frozen=True, slots=True)
class FieldsGroup:
    """FIELDS(ALL), FIELDS(STANDARD) or FIELDS(CUSTOM)."""

    group: str
    position: int


@dataclass(frozen=True, slots=True)
class Comparison:
    """One test of a WHERE or HAVING clause. `operator` is upper case, spaces single."""

    left: FieldRef | Aggregate
    operator: str
    right: Literal | tuple[Literal, ...] | Query


@dataclass(frozen=True, slots=True)
class Logical:
    """AND or OR over two or more conditions, or NOT over one."""

    operator: OneOf["AND", "OR", "NOT"]
    parts: tuple[Condition, ...]


@dataclass(frozen=True, slots=True)
class OrderTerm:
    """One ORDER BY term; Salesforce puts nulls first unless told otherwise."""

    key: FieldRef | Aggregate
    descending: bool
    nulls_last: bool


@dataclass(frozen=True, slots=True)
class Query:
    """A whole SELECT, top level, child subquery or semi-join."""

    text: str
    select: tuple[SelectItem, ...]
    sobject: str
    sobject_position: int
    alias: str | None = None
    where: Condition | None = None
    group_by: tuple[FieldRef, ...] = ()
    having: Condition | None = None
    order_by: tuple[OrderTerm, ...] = ()
    limit: int | None = None
    offset: int | None = None

    @property
    def is_count(self) -> bool:
        """Whether this is SELECT COUNT() FROM …, which answers a number and no records."""
        first = self.select[0]
        return isinstance(first, Aggregate) and first.field is None

    @property
    def is_aggregate(self) -> bool:
        """Whether the rows are AggregateResult."""
        return bool(self.group_by) or any(isinstance(item, Aggregate) for item in self.select)


Condition = Comparison | Logical
SelectItem = FieldRef | Aggregate | FieldsGroup | Query

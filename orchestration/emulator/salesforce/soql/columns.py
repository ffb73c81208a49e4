"""Binds the field paths of a query to an org's schema: what a path is, and how to read it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace

from orchestration.emulator.salesforce.account import Org
from orchestration.emulator.salesforce.errors import (
    SalesforceError,
    invalid_field,
    no_such_column,
    not_supported,
)
from orchestration.emulator.salesforce.schema import Field, SObject
from orchestration.emulator.salesforce.soql.ast import FieldRef, Query
from orchestration.worlds.csv_table import Row

MAX_PARENTS = 5
Getter = Callable[[Row], str | None]
RowGetter = Callable[[Row], tuple[SObject, Row] | None]

_TYPE_OF_TARGET = Field("Type", "Type", "string", "Type", 40)


@dataclass(frozen=True)
class Column:
    """A field path of a query, bound.

    Attributes:
        path: true API names, parents first.
        field: the field at its end.
        get: reads its cell from a row of the query's object.
        alias: as the query names it, for grouped queries.
    """

    path: tuple[str, ...]
    field: Field
    get: Getter
    alias: str | None = None

    @property
    def name(self) -> str:
        """The path in true API case, as Bulk heads its column."""
        return ".".join(self.path)

    @property
    def is_direct(self) -> bool:
        """Whether the field belongs to the query's own object."""
        return len(self.path) == 1


class Binder:
    """Binds the paths of one query.

    Args:
        org: schemas and rows.
        query: whose text error messages point into.
        sobject: the query's object; looked up by name when None.
    """

    def __init__(self, org: Org, query: Query, sobject: SObject | None = None) -> None:
        found = sobject or org.sobject(query.sobject)
        if found is None:
            raise not_supported(query.text, query.sobject_position, query.sobject)
        if found.described.get("queryable") is False:
            raise not_supported(query.text, query.sobject_position, query.sobject)
        self.org = org
        self.query = query
        self.sobject = found

    def column(self, ref: FieldRef) -> Column:
        """Return what a path means.

        Raises:
            SalesforceError: INVALID_FIELD when a part does not exist or the path is too long.
        """
        parts = list(ref.parts)
        roots = {self.sobject.name.lower(), (self.query.alias or self.sobject.name).lower()}
        if len(parts) > 1 and parts[0].lower() in roots and parts[0].lower() not in self._parents:
            parts.pop(0)
        if len(parts) - 1 > MAX_PARENTS:
            reason = "SOQL relationships may traverse at most 5 levels of parents"
            raise invalid_field(self.query.text, ref.position, reason)
        column = self._bind(self.sobject, parts, ref)
        return replace(column, alias=ref.alias)

    @property
    def _parents(self) -> set[str]:
        return set(self.sobject.parents)

    def _bind(self, sobject: SObject, parts: list[str], ref: FieldRef) -> Column:
        if len(parts) == 1:
            field = sobject.fields.get(parts[0].lower())
            if field is None:
                raise no_such_column(self.query.text, ref.position, parts[0], sobject.name)
            return Column((field.name,), field, cell_getter(field))
        link = sobject.parents.get(parts[0].lower())
        targets = self._targets(link)
        if link is None or not targets:
            reason = (
                f"Didn't understand relationship '{parts[0]}' in field path. If you are "
                "attempting to use a custom relationship, be sure to append the '__r' after the "
                "custom relationship name. Please reference your WSDL or the describe call for "
                "the appropriate names."
            )
            raise invalid_field(self.query.text, ref.position, reason)
        inner = self._over_targets(link, targets, parts[1:], ref)
        first = next(iter(inner.values()))
        get = _through(self.org, link, targets, inner)
        path = (str(link.relationship), *first.path)
        return Column(path, first.field, get)

    def _targets(self, link: Field | None) -> list[SObject]:
        names = link.targets if link else ()
        return [found for found in map(self.org.sobject, names) if found is not None]

    def _over_targets(
        self, link: Field, targets: list[SObject], parts: list[str], ref: FieldRef
    ) -> dict[str, Column]:
        """Return the rest of a path bound on each target that knows it."""
        if link.is_polymorphic and [part.lower() for part in parts] == ["type"]:
            return {target.name: _type_column(target) for target in targets}
        bound: dict[str, Column] = {}
        failure: SalesforceError | None = None
        for target in targets:
            try:
                bound[target.name] = self._bind(target, parts, ref)
            except SalesforceError as error:
                failure = error
        if not bound and failure is not None:
            raise failure
        return bound


def _type_column(target: SObject) -> Column:
    return Column(("Type",), _TYPE_OF_TARGET, lambda _: target.name)


def cell_getter(field: Field) -> Getter:
    """Return how to read a field of a row: a checkbox that is never null reads false when blank."""
    column = field.column
    if field.derive is not None:
        return field.derive
    if field.blank_is_false:
        return lambda row: row.get(column) or "false"
    return lambda row: row.get(column)


def parent_getter(org: Org, link: Field, targets: list[SObject]) -> RowGetter:
    """Return how to reach the record a reference points at; None when it points nowhere."""
    views = [(target, org.view(target).by_id) for target in targets]
    column = link.column

    def find(row: Row) -> tuple[SObject, Row] | None:
        record_id = row.get(column)
        if record_id:
            for target, by_id in views:
                parent = by_id.get(record_id)
                if parent is not None:
                    return target, parent
        return None

    return find


def _through(org: Org, link: Field, targets: list[SObject], inner: dict[str, Column]) -> Getter:
    find = parent_getter(org, link, targets)

    def get(row: Row) -> str | None:
        found = find(row)
        if found is None:
            return None
        column = inner.get(found[0].name)
        return column.get(found[1]) if column else None

    return get

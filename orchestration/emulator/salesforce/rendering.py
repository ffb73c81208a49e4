"""Records as REST shows them: attributes, typed JSON values, parents and child lists nested."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import Any

from orchestration.emulator.salesforce.describe import child_links
from orchestration.emulator.salesforce.errors import invalid_field
from orchestration.emulator.salesforce.schema import Field, SObject
from orchestration.emulator.salesforce.soql.ast import Query
from orchestration.emulator.salesforce.soql.columns import cell_getter, parent_getter
from orchestration.emulator.salesforce.soql.query import Plan, make_plan, matching_rows
from orchestration.emulator.salesforce.values import rest_converter
from orchestration.worlds.csv_table import Row

Json = dict[str, Any]
RecordOf = Callable[[Row], Json]
ValueOf = Callable[[Row], Any]


class RecordRenderer:
    """Renders the rows of one query.

    Args:
        plan: the query, bound.
        base: `/services/data/vXX.X`, for record URLs.
    """

    def __init__(self, plan: Plan, base: str) -> None:
        self._org = plan.binder.org
        self._base = base
        self._children = [
            (str(name), values) for name, values in map(self._child(plan), plan.children)
        ]
        tree = _tree(column.path for column in plan.columns)
        self._record = self._record_of(plan.sobject, tree)

    def render(self, row: Row) -> Json:
        """Return one record."""
        record = self._record(row)
        for name, value in self._children:
            record[name] = value(row)
        return record

    def _record_of(self, sobject: SObject, tree: Json, link: Field | None = None) -> RecordOf:
        values = [self._value_of(sobject, name, below, link) for name, below in tree.items()]
        prefix = f"{self._base}/sobjects/{sobject.name}/"
        kind = sobject.name

        def record(row: Row) -> Json:
            out: Json = {"attributes": {"type": kind, "url": f"{prefix}{row['Id']}"}}
            for name, value in values:
                out[name] = value(row)
            return out

        return record

    def _value_of(
        self, sobject: SObject, name: str, below: Json, link: Field | None
    ) -> tuple[str, ValueOf]:
        """Return how to show one name below a record reached over `link`."""
        if below:
            parent = sobject.parents.get(name.lower())
            return name, self._parent_of(parent, below) if parent else lambda _: None
        if link is not None and link.is_polymorphic and name == "Type":
            return name, lambda _: sobject.name
        field = sobject.fields.get(name.lower())
        return name, value_of(field) if field else lambda _: None

    def _parent_of(self, link: Field, below: Json) -> ValueOf:
        targets = [target for target in map(self._org.sobject, link.targets) if target is not None]
        find = parent_getter(self._org, link, targets)
        records = {target.name: self._record_of(target, below, link) for target in targets}

        def parent(row: Row) -> Any:
            found = find(row)
            return None if found is None else records[found[0].name](found[1])

        return parent

    def _child(self, plan: Plan) -> Callable[[Query], tuple[str, ValueOf]]:
        links = {
            link.relationship.lower(): link
            for link in child_links(self._org, plan.sobject)
            if link.relationship
        }

        def bind(query: Query) -> tuple[str, ValueOf]:
            link = links.get(query.sobject.lower())
            if link is None or link.relationship is None:
                reason = (
                    f"Didn't understand relationship '{query.sobject}' in FROM part of query call."
                )
                raise invalid_field(query.text, query.sobject_position, reason)
            inner = make_plan(
                self._org,
                query,
                plan.context.today,
                include_deleted=plan.include_deleted,
                sobject=link.child,
            )
            return link.relationship, _children_of(inner, link.field, self._base)

        return bind


def value_of(field: Field) -> ValueOf:
    """Return how REST shows a field of a row."""
    get, convert = cell_getter(field), rest_converter(field.type)
    if convert is None:
        return lambda row: get(row) or None

    def value(row: Row) -> Any:
        raw = get(row)
        return convert(raw) if raw else None

    return value


def whole_record(sobject: SObject, row: Row, base: str, names: list[str]) -> Json:
    """Return a single record with the fields named, or all of them when none is."""
    wanted = [sobject.fields[name.lower()] for name in names] or list(sobject.fields.values())
    url = f"{base}/sobjects/{sobject.name}/{row['Id']}"
    record: Json = {"attributes": {"type": sobject.name, "url": url}}
    record.update((field.name, value_of(field)(row)) for field in wanted)
    return record


def _children_of(plan: Plan, field: Field, base: str) -> ValueOf:
    renderer = RecordRenderer(plan, base)
    by_parent: dict[str, list[Row]] = {}
    for row in plan.binder.org.view(plan.sobject).rows:
        parent_id = row.get(field.column)
        if parent_id:
            by_parent.setdefault(parent_id, []).append(row)

    def children(row: Row) -> Json | None:
        rows = matching_rows(plan, by_parent.get(str(row["Id"]), []))
        if not rows:
            return None
        records = [renderer.render(child) for child in rows]
        return {"totalSize": len(records), "done": True, "records": records}

    return children


def _tree(paths: Iterable[tuple[str, ...]]) -> Json:
    """Return paths as nested dictionaries, in the order of their first mention."""
    tree: Json = {}
    for path in paths:
        node = tree
        for name in path:
            node = node.setdefault(name, {})
    return tree

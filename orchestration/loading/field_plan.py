"""What a stream's fields ask of its table: columns, types, and whether old rows are read again."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

import pyarrow as pa
import pyarrow.compute as pc

from orchestration.errors import WarehouseError, WarehouseLockedError
from orchestration.loading import metadata, rescued_values
from orchestration.loading.destinations.base import Chunk
from orchestration.loading.metadata import Layout
from orchestration.loading.run_state import RunState
from orchestration.loading.stream_progress import StreamProgress
from orchestration.loading.tables import FIELD_OPTIONS, FIELDS
from orchestration.sources.column_names import column_names
from orchestration.sources.spec import AUDIT_COLUMNS, ColumnType, FieldInfo, RescuedValue
from orchestration.sources.typing import refit, rescued_from

_NAMED = 5


@dataclass(frozen=True)
class FieldPlan:
    """How this read's fields meet the table.

    Attributes:
        layout: the column of each field, and the columns there is no room for.
        contract: columns that the stream always has.
        shown: columns that the vendor shows.
        awaited: columns whose values are not in the stored rows yet: new, shown again, or retyped.
        notes: what a reader should know.
    """

    layout: Layout
    contract: frozenset[str]
    shown: frozenset[str]
    awaited: frozenset[str]
    notes: tuple[str, ...]

    @property
    def left_out(self) -> dict[str, str]:
        """Columns that the table has no room for, and why; more may turn up in batches."""
        return self.layout.left_out

    @classmethod
    def empty(cls) -> FieldPlan:
        """Of a stream whose fields are not known."""
        return cls(Layout({}, {}), frozenset(), frozenset(), frozenset(), ())


def plan_fields(
    run: RunState, progress: StreamProgress, fields: tuple[FieldInfo, ...]
) -> FieldPlan:
    """Retype and add columns where the fields ask for it, and say what must be read again."""
    spec, table = progress.spec, progress.table.name
    names = column_names([*spec.columns, *(info.field_name for info in fields)])
    contract = {names[name]: kind for name, kind in spec.columns.items()}
    shown = Layout(names, {}).types(fields)
    wanted = {**shown, **contract}
    notes = _retype(run, progress, wanted)
    layout = Layout(names, run.grow(table, dict(sorted(wanted.items()))))
    known = _known(run, spec.name)
    loaded = {name: kind for name, kind in shown.items() if name not in layout.left_out}
    fresh = sorted(loaded.keys() - known.keys())
    retyped = sorted(n for n in loaded.keys() & known.keys() if loaded[n].value != known[n])
    awaited = frozenset() if progress.cursor is None else frozenset([*fresh, *retyped])
    if progress.since is not None:
        notes += [f"Read in full for fields that are new: {_listed(fresh)}."] if fresh else []
        notes += [f"Read in full for fields of a new type: {_listed(retyped)}."] if retyped else []
    if layout.left_out:
        notes.append(f"No room in the table for {_listed(sorted(layout.left_out))}.")
    notes += _hidden_note(run, spec.name, contract.keys() - shown.keys() - set(progress.table.key))
    return FieldPlan(layout, frozenset(contract), frozenset(shown), awaited, tuple(notes))


def said_of_fields(
    run: RunState, progress: StreamProgress, fields: tuple[FieldInfo, ...], plan: FieldPlan
) -> list[Chunk]:
    """What to write of the stream's fields and options now that its rows are written.

    Of an object that we may no longer see, no field is alive. A field whose rows should have been
    read again, and were not all, stays as it was: the next run then does it.
    """
    stream, layout = progress.spec.name, plan.layout
    fields = () if progress.status == "unavailable" else fields
    if not fields and progress.status == "incomplete":
        return []
    is_open = progress.status == "incomplete" and progress.cursor is not None
    awaited = pa.array(sorted(plan.awaited if is_open else ()), pa.string())
    chunks = []
    for table, seen, known in (
        (FIELDS, metadata.field_rows(stream, fields, layout), run.fields),
        (FIELD_OPTIONS, metadata.option_rows(stream, fields, layout), run.options),
    ):
        seen, stored = (
            rows.filter(pc.invert(pc.is_in(rows["field"], awaited)))
            for rows in (seen, metadata.of_stream(known, stream))
        )
        chunks.append(run.chunk(table, metadata.changed(table, seen, stored, run.as_of)))
    return [chunk for chunk in chunks if chunk.rows.num_rows]


def _known(run: RunState, stream: str) -> dict[str, str]:
    """Columns whose values the stored rows hold, and the type under which they were read."""
    rows = metadata.of_stream(run.fields, stream).to_pylist()
    return {
        row["field"]: row["column_type"]
        for row in rows
        if row["is_readable"] and row["is_loaded"] is not False and row["_deleted_at"] is None
    }


def _hidden_note(run: RunState, stream: str, hidden: Iterable[str]) -> list[str]:
    """Since when columns that models read are not shown to us; never for one that never was."""
    hidden = set(hidden)
    since = {
        row["field"]: row["_deleted_at"] or run.as_of
        for row in metadata.of_stream(run.fields, stream).to_pylist()
        if row["field"] in hidden and row["is_readable"]
    }
    if not since:
        return []
    listed = _listed(
        [f"{name} (since {moment:%Y-%m-%d})" for name, moment in sorted(since.items())]
    )
    return [f"No longer shown to us: {listed}; the values last seen stay."]


def _retype(run: RunState, progress: StreamProgress, wanted: dict[str, ColumnType]) -> list[str]:
    """Give columns the type that their field has now; stored values go along where they fit."""
    table, present = progress.table, run.columns[progress.table.name]
    kinds = {
        name: kind
        for name, kind in wanted.items()
        if name in present
        and present[name] is not kind
        and name not in table.key
        and name not in AUDIT_COLUMNS
    }
    if not kinds:
        return []
    stored = run.destination.rows_of(table.name, [*table.key, *kinds], None)
    ids, rescued = progress.record_ids(stored), list[RescuedValue]()
    values = stored.select(list(table.key))
    for name, kind in kinds.items():
        fitted, refused = refit(stored[name], present[name], kind)
        values = values.append_column(name, fitted)
        if refused is not None:
            rescued += rescued_from(refused, ids, name, present[name])
    try:
        run.destination.retype(
            kinds,
            Chunk(table.name, table.key, values),
            rescued_values.added(run, progress.spec.name, rescued),
        )
    except WarehouseLockedError:
        raise
    except WarehouseError as error:
        # A view that somebody made over the column: its values go on under the type it has.
        return [f"{_listed(sorted(kinds))} keep the type they had: {error.message}"]
    present.update(kinds)
    return []


def _listed(names: list[str]) -> str:
    more = len(names) - _NAMED
    return ", ".join(names[:_NAMED]) + (f" and {more} more" if more > 0 else "")

"""A connector made of lists, and what the loader makes of it: for the tests of loading."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from typing import Any, Literal

import pyarrow as pa
from sqlalchemy import text

from orchestration.errors import StreamUnavailableError, TransientSourceError
from orchestration.loading import LoadPolicy, StreamResult, sync_source
from orchestration.loading.destinations import Loader
from orchestration.sources.spec import (
    Answer,
    Batch,
    CallStats,
    ColumnType,
    Deleted,
    FieldInfo,
    Gone,
    Piece,
    RescuedValue,
    SourceInfo,
    StreamSpec,
    Unread,
)
from orchestration.sources.stream import Read
from orchestration.warehouse import Warehouse, qualified

DAY = datetime(2024, 3, 1, tzinfo=UTC)
CREATED = datetime(2020, 1, 1, 12, 30, 0, 123456, UTC).replace(tzinfo=None)
TEXT, NUMBER, INTEGER = ColumnType.TEXT, ColumnType.NUMBER, ColumnType.INTEGER
DATE, TIMESTAMP, BOOLEAN = ColumnType.DATE, ColumnType.TIMESTAMP, ColumnType.BOOLEAN

CONTACTS = StreamSpec(
    "contacts",
    "contacts",
    {"id": TEXT, "email": TEXT, "score": NUMBER, "createdate": TIMESTAMP, "opted": BOOLEAN},
    cursor="lastmodifieddate",
    description="One row per contact.",
)
OWNERS = StreamSpec(
    "owners",
    "owners",
    {"id": TEXT, "email": TEXT, "userid": INTEGER, "since": DATE},
    sweep_deletes=True,
    reason="small",
    description="One row per owner.",
)
LINKS = StreamSpec(
    "_associations",
    "associations",
    {"from_id": TEXT, "to_id": TEXT, "type_id": INTEGER, "label": TEXT},
    primary_key=("from_id", "to_id", "type_id"),
    sweep_deletes=True,
    reason="links have no time",
    description="One row per link.",
)


@dataclass
class ListConnector:
    """Implements the Connector protocol over rows in memory; `_u` is the row's time of edit."""

    rows: dict[str, list[dict[str, Any]]]
    name: Literal["hubspot", "salesforce"] = "hubspot"
    account: str = "111"
    specs: tuple[StreamSpec, ...] = (CONTACTS, OWNERS, LINKS)
    extra: dict[str, dict[str, ColumnType]] = field(default_factory=dict)
    hidden: set[str] = field(default_factory=set)
    unavailable: set[str] = field(default_factory=set)
    rescued_values: dict[str, list[RescuedValue]] = field(default_factory=dict)
    options: tuple[tuple[str, str, bool], ...] = (("a", "A", True), ("b", "B", False))
    fail_after: dict[str, int] = field(default_factory=dict)
    batch_rows: int = 2
    stats: CallStats = field(default_factory=CallStats)
    asked: list[tuple[str, datetime | None, datetime]] = field(default_factory=list)
    wanted: dict[str, tuple[str, ...]] = field(default_factory=dict)
    given: dict[str, list[str]] = field(default_factory=dict)
    unread: dict[str, str] = field(default_factory=dict)
    lists_deleted: bool = False
    lists_alive: bool = False
    reads_ids: bool = False
    silent: set[str] = field(default_factory=set)
    asked_ids: list[list[str]] = field(default_factory=list)
    counted: list[str] = field(default_factory=list)
    contradictions: dict[str, str] = field(default_factory=dict)
    doubted: list[tuple[str, list[dict[str, Any]]]] = field(default_factory=list)

    def check(self) -> SourceInfo:
        return SourceInfo(self.account, "EUR", "Europe/Berlin", ui_url="https://crm.example/1")

    def streams(self) -> tuple[StreamSpec, ...]:
        return self.specs

    def types(self, stream: StreamSpec) -> dict[str, ColumnType]:
        types = {**stream.columns, **self.extra.get(stream.name, {})}
        return {name: kind for name, kind in types.items() if name not in self.hidden}

    def fields(self, stream: StreamSpec) -> tuple[FieldInfo, ...]:
        self.stats.calls += 1
        if stream.name in self.unavailable:
            raise StreamUnavailableError(f"No scope for {stream.name}.", next_step="Grant it.")
        return tuple(
            FieldInfo(
                stream.name, name, name.title(), "string", kind, False, False, False, False,
                options=self.options if name == "email" else (),
            )
            for name, kind in self.types(stream).items()
        )  # fmt: skip

    def read(self, stream: StreamSpec, ask: Read) -> Iterator[Piece]:
        since = ask.since
        self.asked.append((stream.name, since, ask.until))
        for name in self.wanted.get(stream.name, ()):
            ids = ask.parent_ids(name)
            if ids is not None:
                self.given[name] = sorted(i for part in ids for i in part.to_pylist())
        rows = [
            r
            for r in self.rows.get(stream.name, [])
            if since is None or "_u" not in r or r["_u"] >= since
        ]
        for number, start in enumerate(range(0, len(rows), self.batch_rows)):
            if self.fail_after.get(stream.name) == number:
                raise TransientSourceError("The vendor is ill.", next_step="Run again.")
            yield self.batch(stream, rows[start : start + self.batch_rows])
        if stream.name in self.unread:
            yield Unread(self.unread[stream.name])
        elif self.lists_deleted and stream.cursor:
            deleted = [r["id"] for r in self.rows[stream.name] if r.get("_deleted_at")]
            yield Deleted(pa.array(deleted, pa.string()))

    def batch(self, stream: StreamSpec, part: list[dict[str, Any]]) -> Batch:
        columns = {
            name: pa.array([row.get(name) for row in part], kind.arrow)
            for name, kind in self.types(stream).items()
        }
        columns["_source_updated_at"] = pa.array(
            [row["_u"].replace(tzinfo=None) if row.get("_u") else None for row in part],
            pa.timestamp("us"),
        )
        columns["_deleted_at"] = pa.array(
            [row.get("_deleted_at") for row in part], pa.timestamp("us")
        )
        columns["_merged_into"] = pa.array([row.get("_merged_into") for row in part], pa.string())
        ids = {row["id"] for row in part if "id" in row}
        rescued_values = [m for m in self.rescued_values.get(stream.name, []) if m.record_id in ids]
        return Batch(pa.table(columns), tuple(rescued_values))

    def alive_ids(self, stream: StreamSpec) -> Iterator[pa.Array] | None:
        if not self.lists_alive or not stream.cursor:
            return None
        alive = [r["id"] for r in self.rows[stream.name] if not r.get("_deleted_at")]
        return iter([pa.array(alive, pa.string())])

    def read_ids(
        self, stream: StreamSpec, fields: tuple[FieldInfo, ...], ids: pa.Array
    ) -> Iterator[Answer] | None:
        if not self.reads_ids or not stream.cursor:
            return None
        return self._answers(stream, ids.to_pylist())

    def _answers(self, stream: StreamSpec, ids: list[str]) -> Iterator[Answer]:
        self.asked_ids.append(sorted(ids))
        known = {row["id"]: row for row in self.rows[stream.name]}
        answered = [record_id for record_id in ids if record_id not in self.silent]
        yield self.batch(stream, [known[i] for i in answered if i in known])
        yield Gone(pa.array([i for i in answered if i not in known], pa.string()))

    def contradiction(self, stream: StreamSpec, absent: pa.Table, ask: Read) -> str | None:
        self.doubted.append((stream.name, absent.to_pylist()))
        return self.contradictions.get(stream.name)

    def count(self, stream: StreamSpec) -> int | None:
        self.counted.append(stream.name)
        return None if stream.name == "_associations" else len(self.rows.get(stream.name, []))

    def close(self) -> None: ...


def hubspot() -> ListConnector:
    contacts = [
        {"id": str(n), "email": f"p{n}@x.test", "score": n / 3, "_u": DAY - timedelta(hours=10 - n),
         "createdate": CREATED, "opted": n % 2 == 0}
        for n in range(1, 6)
    ]  # fmt: skip
    owners = [
        {"id": str(n), "email": f"o{n}@x.test", "userid": n, "since": DAY.date()} for n in (1, 2)
    ]
    links = [{"from_id": "1", "to_id": str(n), "type_id": 1, "label": None} for n in (7, 8, 9)]
    return ListConnector({"contacts": contacts, "owners": owners, "_associations": links})


def contacts(*given_rows: dict[str, Any]) -> ListConnector:
    """A portal of nothing but these contacts."""
    connector = hubspot()
    connector.specs = (CONTACTS,)
    connector.rows = {"contacts": list(given_rows)}
    return connector


def run(
    connector: ListConnector,
    warehouse: Warehouse,
    number: int,
    *,
    streams: Collection[str] | None = None,
    on_progress: Callable[[StreamResult], None] | None = None,
    loader: Loader = "direct",
    **policy: Any,
) -> dict[str, StreamResult]:
    results = sync_source(
        connector,
        warehouse,
        run_id=f"r{number}",
        as_of=DAY + timedelta(days=number),
        streams=streams,
        on_progress=on_progress,
        policy=LoadPolicy(**policy),
        loader=loader,
    )
    return {result.stream: result for result in results}


def rows(warehouse: Warehouse, table: str, schema: str = "raw_hubspot") -> list[dict[str, Any]]:
    with warehouse.engine().connect() as connection:
        target = qualified(connection, schema, table)
        found = [
            dict(row) for row in connection.execute(text(f"select * from {target}")).mappings()
        ]
    return sorted(found, key=lambda row: [str(value) for value in row.values()])


def by_id(warehouse: Warehouse, table: str) -> dict[str, dict[str, Any]]:
    found = rows(warehouse, table)
    assert len({row["id"] for row in found}) == len(found)
    return {row["id"]: row for row in found}


def snapshot(warehouse: Warehouse) -> dict[str, list[dict[str, Any]]]:
    tables = ("contacts", "owners", "_associations", "_fields", "_field_options", "_misfits")
    return {table: rows(warehouse, table) for table in tables}


def landing_schemas(warehouse: Warehouse) -> list[str]:
    """Schemas in which rows wait on their way through dlt: none outside a sync."""
    with warehouse.engine().connect() as connection:
        found = connection.execute(text("select schema_name from information_schema.schemata"))
        return [name for name in found.scalars() if name.startswith("landing_")]


def stamp(number: int) -> datetime:
    return (DAY + timedelta(days=number)).replace(tzinfo=None)

"""Small worlds in memory, and a connector to the emulator that serves them."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import UTC, datetime
from typing import Any

import pyarrow as pa
from pydantic import SecretStr

from orchestration.emulator import Emulator
from orchestration.emulator.hubspot.world import HubSpotWorld
from orchestration.emulator.salesforce.world import SalesforceWorld
from orchestration.sources.connector import Connector
from orchestration.sources.http.timing import Timing
from orchestration.sources.registry import VENDORS, connect
from orchestration.sources.spec import (
    Answer,
    Batch,
    FieldInfo,
    Piece,
    RescuedValue,
    StreamSpec,
    Unread,
)
from orchestration.sources.stream import Read
from orchestration.worlds.system import ObjectTable
from orchestration.worlds.world import World

AS_OF = datetime(2024, 6, 1, tzinfo=UTC)
MANY_CALLS = 1000.0

Row = dict[str, str | None]


class FakeTime:
    """A clock that moves only when somebody sleeps, so that no test waits."""

    def __init__(self) -> None:
        self.now = 0.0
        self.slept: list[float] = []

    def sleep(self, seconds: float) -> None:
        self.slept.append(seconds)
        self.now += seconds

    def timing(self) -> Timing:
        return Timing(sleep=self.sleep, monotonic=lambda: self.now, jitter=lambda: 0.0)


def table(name: str, rows: Iterable[Row], key: str = "id") -> ObjectTable:
    listed = list(rows)
    columns = list(dict.fromkeys(column for row in listed for column in row)) or [key]
    complete = [{column: row.get(column) for column in columns} for row in listed]
    return ObjectTable(name, columns, {str(row[key]): row for row in complete})


def hubspot_world(objects: Mapping[str, Iterable[Row]], **sections: list[Row]) -> World:
    tables = {name: table(name, rows) for name, rows in objects.items()}
    settings = {"portal_id": 77, "time_zone": "Europe/Dublin", "currency": "EUR"}
    settings |= {"tier": "enterprise"}  # of which a log of page views is a part
    portal = HubSpotWorld(settings=settings, objects=tables, sections=sections)
    return World("test", AS_OF, {"hubspot": portal})


def salesforce_world(objects: Mapping[str, Iterable[Row]]) -> World:
    tables = {name: table(name, rows, key="Id") for name, rows in objects.items()}
    settings = {"org_id": "00D000000000001EAA", "currency": "EUR", "daily_api_requests": 100_000}
    return World("test", AS_OF, {"salesforce": SalesforceWorld(settings=settings, objects=tables)})


def connected(
    emulator: Emulator, name: str, time: FakeTime | None = None, **instead: str | None
) -> Connector:
    """The connector of a vendor, led to the emulator; `instead` of its own settings."""
    vendor, given = VENDORS[name], emulator.settings()
    values = {
        setting.name: instead.get(setting.name) or given[vendor.variable(setting)]
        for setting in vendor.settings
        if vendor.variable(setting) in given
    }
    secrets = {setting.name for setting in vendor.settings if setting.kind == "secret"}
    return connect(
        name,
        {key: SecretStr(value) if key in secrets else value for key, value in values.items()},
        ca_path=emulator.ca_path,
        timing=(time or FakeTime()).timing(),
    )


def hubspot(
    emulator: Emulator, time: FakeTime | None = None, token: str | None = None
) -> Connector:
    return connected(emulator, "hubspot", time, access_token=token)


def salesforce(
    emulator: Emulator, time: FakeTime | None = None, secret: str | None = None
) -> Connector:
    return connected(emulator, "salesforce", time, consumer_secret=secret)


def stream(connector: Connector, name: str) -> StreamSpec:
    return next(each for each in connector.streams() if each.name == name)


def read(
    connector: Connector,
    name: str,
    since: datetime | None = None,
    until: datetime = AS_OF,
    **parents: Iterable[str],
) -> list[Batch]:
    found = pieces(connector, name, since, until, **parents)
    return [piece for piece in found if isinstance(piece, Batch)]


def rows_of(
    connector: Connector,
    name: str,
    since: datetime | None = None,
    until: datetime = AS_OF,
    **parents: Iterable[str],
) -> list[dict[str, Any]]:
    """The same, row by row."""
    found = read(connector, name, since, until, **parents)
    return [row for batch in found for row in batch.table.to_pylist()]


def pieces(
    connector: Connector,
    name: str,
    since: datetime | None = None,
    until: datetime = AS_OF,
    **parents: Iterable[str],
) -> list[Piece]:
    """What a read yields; `parents` are the ids that the warehouse knows of parent streams."""
    spec = stream(connector, name)
    return list(connector.read(spec, asking(connector.fields(spec), since, until, **parents)))


def asking(
    fields: tuple[FieldInfo, ...] = (),
    since: datetime | None = None,
    until: datetime = AS_OF,
    **parents: Iterable[str],
) -> Read:
    known = {name: pa.array(list(ids), pa.string()) for name, ids in parents.items()}
    return Read(
        fields,
        since,
        until,
        parent_ids=lambda name: iter([known[name]]) if name in known else None,
    )


def unread(found: Iterable[Piece | Answer]) -> list[str]:
    return [piece.reason for piece in found if isinstance(piece, Unread)]


def ids_of(found: Iterable[Piece | Answer], kind: type) -> list[str]:
    """Ids in the pieces of one kind (Gone, Deleted)."""
    return sorted(i for piece in found if isinstance(piece, kind) for i in piece.ids.to_pylist())


def rows(batches: Iterable[Piece | Answer], key: str = "id") -> dict[str, dict[str, object]]:
    """Rows by key, the later one winning, as the loader has it."""
    tables = [piece.table for piece in batches if isinstance(piece, Batch)]
    if not tables:
        return {}
    listed = pa.concat_tables(tables, promote_options="default").to_pylist()
    return {row[key]: row for row in listed}


def rescued_values(batches: list[Batch]) -> list[RescuedValue]:
    return [rescued for batch in batches for rescued in batch.rescued_values]


def moment(text: str) -> datetime:
    """A UTC instant without zone, as raw tables hold it."""
    return datetime.fromisoformat(text)

"""Earlier values of the properties that tell a record's way: stages, owners, amounts.

Read with the whole list on a full read, by batch for the records that changed after it. HubSpot
keeps a limited number of versions to a property; those it has dropped stay in the warehouse.
"""

from __future__ import annotations

from collections.abc import Collection, Generator, Iterable, Iterator, Mapping, Sequence
from datetime import datetime
from typing import Any, Final

import pyarrow as pa

from orchestration.errors import AnswerError, StreamUnavailableError
from orchestration.sources.hubspot.answers import VERSIONED, Listing, listing
from orchestration.sources.hubspot.items import Answered, BatchCall, Tally, read_items
from orchestration.sources.hubspot.json_rows import Row, rows_batch
from orchestration.sources.hubspot.listings import pages_of
from orchestration.sources.hubspot.metadata import cursor_of, record_shape, scopes_of
from orchestration.sources.hubspot.object_reader import ObjectReader
from orchestration.sources.hubspot.session import HubSpotSession
from orchestration.sources.hubspot.transport import HubSpotTransport
from orchestration.sources.spec import Batch, ColumnType, Piece, StreamSpec, Unread, columns
from orchestration.sources.stream import Read, Stream
from orchestration.sources.typing import read_timestamp

#: Properties whose earlier values tell when a record entered a stage, or was given to whom.
WATCHED: Final[Mapping[str, tuple[str, ...]]] = {
    "contacts": ("lifecyclestage", "hs_lead_status", "hubspot_owner_id"),
    "deals": ("dealstage", "hubspot_owner_id", "amount", "closedate"),
    "leads": ("hs_pipeline_stage", "hubspot_owner_id"),
}
PAGE_SIZE: Final = 50
_MERGED: Final = ("hs_merged_object_ids", "hs_calculated_merged_vids")
_ROWS: Final = 20_000


class PropertyHistory(Stream[HubSpotSession]):
    """What the watched properties of contacts, deals and leads have been, and since when.

    Beside those that are always watched, those that the company's definitions name.
    """

    def read(self, session: HubSpotSession, ask: Read) -> Iterator[Piece]:
        """Versions of the records that changed in the window, or of all records.

        Raises:
            StreamUnavailableError: no object could be read at all.
        """
        refused: list[StreamUnavailableError] = []
        for object_type in WATCHED:
            more = ask.watched.get(object_type, frozenset())
            reader = HistoryReader(session.transport, self.spec, object_type, more)
            known = ask.parent_ids(object_type)
            try:
                if ask.begin is None:
                    yield from reader.all()
                    yield from reader.of(reader.not_seen(known or ()))
                elif known is None:
                    yield from reader.of([*_changed_ids(session, object_type, ask)])
                else:
                    yield from reader.of([i for ids in known for i in ids.to_pylist()])
            except StreamUnavailableError as error:
                refused.append(error)
                if object_type not in session.refused and len(refused) < len(WATCHED):
                    yield Unread(f"Histories of {object_type} could not be read. {error.message}")
            if reader.tally.failed:
                yield Unread(
                    f"HubSpot gave no answer for the history of {len(reader.tally.failed)}"
                    f" records of {object_type}."
                )
        if len(refused) == len(WATCHED):
            raise refused[0]


def _changed_ids(session: HubSpotSession, object_type: str, ask: Read) -> Iterator[str]:
    """Ids of the records that changed, archived ones included."""
    modified = cursor_of(object_type)
    contract = {"id": ColumnType.TEXT, modified: ColumnType.TIMESTAMP}
    shape = record_shape(contract, (), {}, modified=modified)
    records = ObjectReader(session.transport, object_type, shape)
    for _ in records.read(ask.begin, ask.until):
        pass
    yield from records.alive.to_pylist()
    yield from records.archived.to_pylist()


def _merged_into(record: Mapping[str, Any]) -> Iterator[str]:
    """The ids under which a record was known before: asked for by one, it answers by its own."""
    properties = record["properties"]
    for name in _MERGED:
        for part in str(properties.get(name) or "").split(";"):
            yield part.partition(":")[0].strip()


class HistoryReader:
    """Reads the versions of one object's properties.

    Attributes:
        tally: records that got no answer, after a read.
    """

    def __init__(
        self,
        transport: HubSpotTransport,
        stream: StreamSpec,
        object_type: str,
        more: Collection[str] = (),
    ) -> None:
        self.tally = Tally()
        self._transport = transport
        self._stream = stream
        self._object_type = object_type
        always = WATCHED[object_type]
        self._names = (*always, *sorted(set(more) - set(always)))
        self._modified = cursor_of(object_type)
        self._seen: set[str] = set()
        self._seen_until: datetime | None = None
        self._path = f"/crm/v3/objects/{object_type}"
        self._where = f"HubSpot's {self._path} with history"
        self._listing = listing(VERSIONED, self._where, transport.host)

    def all(self) -> Iterator[Batch]:
        """Versions of every record, archived ones included."""
        for archived in ("false", "true"):
            query = [
                ("limit", str(PAGE_SIZE)),
                ("archived", archived),
                ("properties", self._modified),
                ("propertiesWithHistory", ",".join(self._names)),
            ]
            pages = pages_of(self._transport, self._path, self._read, query)
            yield from self._batches(record for page in pages for record in page.results)

    def not_seen(self, known: Iterable[pa.Array]) -> list[str]:
        """The records of these that `all` did not come by."""
        return [i for ids in known for i in ids.to_pylist() if i not in self._seen]

    def of(self, ids: Sequence[str]) -> Iterator[Batch]:
        """Versions of these records, archived ones included; a purged one has none."""
        for archived in ("false", "true"):
            call = BatchCall(
                path=f"{self._path}/batch/read",
                size=PAGE_SIZE,
                body={
                    "properties": [self._modified, *_MERGED],
                    "propertiesWithHistory": list(self._names),
                },
                read=self._answered,
                query=[("archived", archived)],
            )
            self.tally.absent = []
            yield from self._batches(self._found(call, ids))
            ids = self.tally.absent

    def _read(self, body: bytes) -> Listing:
        page = self._listing(body)
        if any(self._modified not in record["properties"] for record in page.results):
            raise AnswerError(f"{self._where} answered a record without {self._modified}.")
        return page

    def _found(
        self, call: BatchCall[list[dict[str, Any]]], ids: Sequence[str]
    ) -> Generator[Mapping[str, Any], None, None]:
        for records in read_items(self._transport, call, ids, self.tally):
            yield from records

    def _answered(self, body: bytes) -> Answered[list[dict[str, Any]]]:
        page = self._read(body)
        merged = [key for record in page.results for key in _merged_into(record)]
        return Answered(page.results, [*page.ids, *merged], page.errors)

    def _batches(self, records: Iterable[Mapping[str, Any]]) -> Iterator[Batch]:
        waiting: list[Row] = []
        for record in records:
            waiting += self._versions(record)
            if len(waiting) >= _ROWS:
                yield self._batch(waiting)
                waiting = []
        yield self._batch(waiting)

    def _batch(self, rows: list[Row]) -> Batch:
        batch = rows_batch(self._stream, rows, updated="changed_at")
        return Batch(batch.table, batch.rescued_values, self._seen_until)

    def _versions(self, record: Mapping[str, Any]) -> Iterator[Row]:
        record_id = str(record["id"])
        self._seen.add(record_id)
        changed = read_timestamp(str(record["properties"].get(self._modified)))
        if changed is not None and (self._seen_until is None or changed > self._seen_until):
            self._seen_until = changed
        for name, versions in (record.get("propertiesWithHistory") or {}).items():
            for version in versions:
                yield {
                    "object_type": self._object_type,
                    "record_id": record_id,
                    "property": name,
                    "value": version.get("value") or "",
                    "changed_at": version.get("timestamp"),
                    "source_type": version.get("sourceType"),
                    "source_id": version.get("sourceId"),
                }


STREAMS: Final = (
    PropertyHistory(
        StreamSpec(
            "_history",
            "properties with history",
            columns(
                "object_type record_id property value source_type source_id",
                ts="changed_at",
            ),
            # A property can be set twice in one instant; a version without a value has "".
            primary_key=("object_type", "record_id", "property", "changed_at", "value"),
            cursor="changed_at",
            is_log=True,
            parents=tuple(WATCHED),
            parent_columns=("object_type",),
            priority=2,
            description="One row per value that a watched property of a contact, deal or lead has"
            " had, and since when.",
            has_fields=False,
            scopes=scopes_of(*WATCHED),
        )
    ),
)

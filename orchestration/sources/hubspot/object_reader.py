"""Reads one CRM object: whole, what changed, by id, and which ids are alive.

A full read is held against HubSpot's own count; a record that the list passed over is read by id.
"""

from __future__ import annotations

import logging
from collections.abc import Iterator, Sequence
from datetime import UTC, datetime
from functools import partial
from typing import Final

import pyarrow as pa
import pyarrow.compute as pc

from orchestration.errors import StreamUnavailableError, TransientSourceError
from orchestration.sources.hubspot.batches import BatchMaker, grouped
from orchestration.sources.hubspot.metadata import RecordShape
from orchestration.sources.hubspot.pages import ID
from orchestration.sources.hubspot.records import RecordLister, listed_ids
from orchestration.sources.hubspot.search import ChangeWalk, count_matches
from orchestration.sources.hubspot.transport import HubSpotTransport
from orchestration.sources.prefetch import prefetch
from orchestration.sources.spec import Answer, Deleted, Gone, Piece, Unread

logger = logging.getLogger(__name__)

_PREFETCHED_PAGES: Final = 20


class ObjectReader:
    """Reads one object in one shape.

    Attributes:
        alive: ids that were served as alive by the last `read`.
        archived: ids that were served as archived by it.
        counted: alive records as HubSpot counted them then; None if it did not say.
    """

    def __init__(self, transport: HubSpotTransport, object_type: str, shape: RecordShape) -> None:
        self._transport = transport
        self._type = object_type
        self._shape = shape
        self._lister = RecordLister(transport, object_type, shape)
        self.alive: pa.ChunkedArray = pa.chunked_array([], pa.string())
        self.archived: pa.ChunkedArray = pa.chunked_array([], pa.string())
        self.counted: int | None = None

    def read(self, begin: datetime | None, until: datetime) -> Iterator[Piece]:
        """Records changed in a window, or all of them."""
        maker = BatchMaker(self._shape)
        start = None if begin is None else naive_utc(begin)
        walk = self._walk()
        alive = self._lister.pages(archived=False) if start is None else walk.pages(start, until)
        for text in grouped(prefetch(alive, depth=_PREFETCHED_PAGES)):
            yield from maker.make(text)
        if start is None:
            yield from self._passed_over(maker)
        else:
            self.counted = walk.alive
        self.alive = maker.served_ids
        yield from self._archived(maker, start)
        yield from map(Unread, walk.unproved)
        yield from self._unanswered(maker)

    def _archived(self, maker: BatchMaker, start: datetime | None) -> Iterator[Piece]:
        """The archived records, and those that were merged away."""
        lister = self._lister
        pages = lister.pages(archived=True) if start is None else lister.archived_since(start)
        for text in grouped(prefetch(pages, depth=_PREFETCHED_PAGES)):
            yield from maker.make(text)
        self.archived = maker.served_ids.slice(len(self.alive))
        merged = maker.merged_away()
        if merged is not None:
            yield merged
        listed = [ids for ids in lister.archived_ids if len(ids)]
        yield Deleted(pa.concat_arrays([pa.array([], pa.string()), *listed]))

    def _passed_over(self, maker: BatchMaker) -> Iterator[Piece]:
        """Alive records that HubSpot counts and its list did not show."""
        self.counted = self.count()
        if self.counted is None or pc.count_distinct(maker.served_ids).as_py() >= self.counted:
            return
        served = set(maker.served_ids.to_pylist())
        listed = (i for ids in self.alive_ids() for i in ids.to_pylist())
        missing = [record_id for record_id in listed if record_id not in served]
        for text in grouped(self._lister.by_id(missing, archived=False)):
            yield from maker.make(text)
        held, self.counted = len(served) + len(missing), self.count()
        if self.counted is not None and held < self.counted:
            yield Unread(f"HubSpot counts {self.counted} {self._type} and lists {held}.")

    def count(self) -> int | None:
        """Alive records by search; None if it cannot say now."""
        try:
            return count_matches(self._transport, f"/crm/v3/objects/{self._type}/search", [])
        except (StreamUnavailableError, TransientSourceError) as error:
            logger.info("could not count %s: %s", self._type, error.message)
            return None

    def read_ids(self, ids: Sequence[str]) -> Iterator[Answer]:
        """These records, wherever they are now."""
        maker = BatchMaker(self._shape)
        tally = self._lister.tally
        for archived in (False, True):
            for text in grouped(self._lister.by_id(ids, archived=archived)):
                yield from maker.make(text)
            ids, tally.absent = tally.absent, []
        merged = maker.merged_away()
        if merged is not None:
            yield merged
        gone = [record_id for record_id in ids if record_id not in maker.merged_ids]
        if gone:
            yield Gone(pa.array(gone, pa.string()))
        yield from self._unanswered(maker)

    def alive_ids(self) -> Iterator[pa.Array]:
        """Ids of all alive records, by the list."""
        path = f"/crm/v3/objects/{self._type}"
        for page in prefetch(
            listed_ids(self._transport, path, archived=False), depth=_PREFETCHED_PAGES
        ):
            yield page.column(ID)

    def _walk(self) -> ChangeWalk:
        lister = self._lister
        everything = partial(lister.pages, archived=False)
        return ChangeWalk(self._transport, self._type, self._shape, everything)

    def _unanswered(self, maker: BatchMaker) -> Iterator[Unread]:
        if maker.left_out:
            yield Unread(
                f"HubSpot describes {', '.join(sorted(maker.left_out))} of {self._type} and does"
                " not show it of every record: what those hold is as it was last seen."
            )
        failed = self._lister.tally.failed
        if failed:
            yield Unread(f"HubSpot gave no answer for {len(failed)} records of {self._type}.")


def naive_utc(moment: datetime) -> datetime:
    """UTC without zone."""
    return moment.astimezone(UTC).replace(tzinfo=None) if moment.tzinfo else moment

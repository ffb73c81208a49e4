"""One CRM object as a stream: whole, what changed, by id, and which ids are alive."""

from __future__ import annotations

from collections.abc import Generator, Iterator, Sequence
from datetime import UTC, datetime, timedelta
from typing import Final

import pyarrow as pa

from orchestration.sources.hubspot.batches import BatchMaker, grouped
from orchestration.sources.hubspot.metadata import RecordShape
from orchestration.sources.hubspot.pages import ID, Page
from orchestration.sources.hubspot.records import RecordLister, listed_ids
from orchestration.sources.hubspot.search import ChangeWalk
from orchestration.sources.hubspot.transport import HubSpotTransport
from orchestration.sources.prefetch import ahead
from orchestration.sources.spec import Answer, Deleted, Gone, Piece, StreamSpec, Unread

_PAGES_AHEAD: Final = 20
PageStream = Generator[Page, None, None]


class CrmObject:
    """Reads one object in one shape.

    Attributes:
        alive: ids that were served as alive by the last `read`.
        archived: ids that were served as archived by it.
    """

    def __init__(self, transport: HubSpotTransport, stream: StreamSpec, shape: RecordShape) -> None:
        self._transport = transport
        self._type = stream.source_object
        self._overlap = timedelta(seconds=stream.overlap_s)
        self._shape = shape
        self._lister = RecordLister(transport, stream.source_object, shape)
        self.alive: pa.ChunkedArray = pa.chunked_array([], pa.string())
        self.archived: pa.ChunkedArray = pa.chunked_array([], pa.string())

    def read(self, since: datetime | None, until: datetime) -> Iterator[Piece]:
        """Records changed since, less the overlap, or all of them."""
        maker = BatchMaker(self._shape)
        alive, archived = self._pages(since, until)
        for text in grouped(ahead(alive, depth=_PAGES_AHEAD)):
            yield maker.make(text)
        self.alive = maker.served_ids
        for text in grouped(ahead(archived, depth=_PAGES_AHEAD)):
            yield maker.make(text)
        self.archived = maker.served_ids.slice(len(self.alive))
        merged = maker.merged_away()
        if merged is not None:
            yield merged
        listed = [ids for ids in self._lister.archived_ids if len(ids)]
        yield Deleted(pa.concat_arrays([pa.array([], pa.string()), *listed]))
        yield from self._unanswered()

    def read_ids(self, ids: Sequence[str]) -> Iterator[Answer]:
        """These records, wherever they are now."""
        maker = BatchMaker(self._shape)
        tally = self._lister.tally
        for archived in (False, True):
            for text in grouped(self._lister.by_id(ids, archived=archived)):
                yield maker.make(text)
            ids, tally.absent = tally.absent, []
        merged = maker.merged_away()
        if merged is not None:
            yield merged
        gone = [record_id for record_id in ids if record_id not in maker.merged_ids]
        if gone:
            yield Gone(pa.array(gone, pa.string()))
        yield from self._unanswered()

    def alive_ids(self) -> Iterator[pa.Array]:
        """Ids of all alive records, by the list."""
        path = f"/crm/v3/objects/{self._type}"
        for page in ahead(listed_ids(self._transport, path, archived=False), depth=_PAGES_AHEAD):
            yield page.column(ID)

    def _pages(self, since: datetime | None, until: datetime) -> tuple[PageStream, PageStream]:
        """Pages of alive records and pages of archived ones."""
        if since is None:
            return self._lister.pages(archived=False), self._lister.pages(archived=True)
        start = naive_utc(since) - self._overlap
        walk = ChangeWalk(
            self._transport,
            self._type,
            self._shape,
            everything=lambda: self._lister.pages(archived=False),
        )
        return walk.pages(start, until), self._lister.archived_since(start)

    def _unanswered(self) -> Iterator[Unread]:
        failed = self._lister.tally.failed
        if failed:
            yield Unread(f"HubSpot gave no answer for {len(failed)} records of {self._type}.")


def naive_utc(moment: datetime) -> datetime:
    """UTC without zone."""
    return moment.astimezone(UTC).replace(tzinfo=None) if moment.tzinfo else moment

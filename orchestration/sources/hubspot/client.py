"""HubSpot for the loader: check, streams, fields, read, count, close."""

from __future__ import annotations

from collections.abc import Callable, Generator, Iterator, Mapping
from datetime import UTC, datetime, timedelta
from typing import Final, Literal

import pyarrow as pa

from orchestration.errors import CredentialsError, StreamUnavailableError
from orchestration.sources.http import Pacing
from orchestration.sources.hubspot import links, side_lists
from orchestration.sources.hubspot.auth import HubSpotConfig
from orchestration.sources.hubspot.batches import BatchMaker, grouped
from orchestration.sources.hubspot.metadata import (
    RecordShape,
    fields_of_columns,
    read_properties,
    record_shape,
)
from orchestration.sources.hubspot.pages import Page, json_object
from orchestration.sources.hubspot.records import RecordLister
from orchestration.sources.hubspot.search import ChangeWalk, count_matches
from orchestration.sources.hubspot.streams import (
    ASSOCIATED,
    ASSOCIATIONS,
    CAMPAIGNS,
    OWNERS,
    PIPELINES,
    STREAMS,
)
from orchestration.sources.hubspot.transport import HubSpotTransport
from orchestration.sources.prefetch import ahead
from orchestration.sources.spec import Batch, CallStats, FieldInfo, SourceInfo, StreamSpec

_WHOLE_READERS: Final[Mapping[str, Callable[[HubSpotTransport, StreamSpec], Iterator[Batch]]]] = {
    OWNERS: side_lists.owners,
    PIPELINES: side_lists.pipelines,
    CAMPAIGNS: side_lists.campaigns,
}


_PAGES_AHEAD: Final = 20
PageStream = Generator[Page, None, None]


class HubSpotConnector:
    """One portal, read only. Implements `spec.Connector`; raises the errors of our error tree."""

    name: Literal["hubspot", "salesforce"] = "hubspot"

    def __init__(self, config: HubSpotConfig, pacing: Pacing | None = None) -> None:
        self.stats = CallStats()
        self._transport = HubSpotTransport(config, self.stats, pacing or Pacing())
        self._spelling: dict[str, Mapping[str, str]] = {}
        self._alive_ids: dict[str, pa.ChunkedArray] = {}

    def check(self) -> SourceInfo:
        """Ask the portal who it is.

        Raises:
            CredentialsError: the token is refused.
            UnreachableError: name, network or certificate.
        """
        try:
            details = json_object(self._transport.get("/account-info/v3/details"))
        except StreamUnavailableError as error:
            raise CredentialsError(error.message, next_step=error.next_step) from None
        return SourceInfo(
            account_id=str(details.get("portalId", "")),
            currency=details.get("companyCurrency"),
            time_zone=details.get("timeZone"),
            detail={"account_type": str(details.get("accountType") or "")},
        )

    def streams(self) -> tuple[StreamSpec, ...]:
        """Every HubSpot stream, in load order."""
        return STREAMS

    def fields(self, stream: StreamSpec) -> tuple[FieldInfo, ...]:
        """Property definitions; for the side lists, their columns.

        Raises:
            StreamUnavailableError: the object is not ours to read.
        """
        if stream.cursor is None:
            return fields_of_columns(stream)
        fields, self._spelling[stream.name] = read_properties(self._transport, stream)
        return fields

    def read(
        self,
        stream: StreamSpec,
        fields: tuple[FieldInfo, ...],
        since: datetime | None,
        until: datetime,
    ) -> Iterator[Batch]:
        """Batches as `spec.Connector.read` promises; a stream without cursor ignores the times."""
        if stream.name == ASSOCIATIONS:
            known, self._alive_ids = self._alive_ids, {}
            yield from links.associations(self._transport, stream, known)
        elif stream.name in _WHOLE_READERS:
            yield from _WHOLE_READERS[stream.name](self._transport, stream)
        else:
            yield from self._records(stream, fields, since, until)

    def _records(
        self,
        stream: StreamSpec,
        fields: tuple[FieldInfo, ...],
        since: datetime | None,
        until: datetime,
    ) -> Iterator[Batch]:
        shape = record_shape(stream, fields, self._spelling.get(stream.name, {}))
        maker = BatchMaker(shape)
        alive, archived = self._record_pages(stream, shape, since, until)
        for text in grouped(ahead(alive, depth=_PAGES_AHEAD)):
            yield maker.make(text)
        if since is None:
            self._alive_ids[stream.name] = maker.served_ids
        for text in grouped(ahead(archived, depth=_PAGES_AHEAD)):
            yield maker.make(text)
        merged = maker.merged_away()
        if merged is not None:
            yield merged

    def count(self, stream: StreamSpec) -> int | None:
        """Alive records by search; None for the side lists."""
        if stream.cursor is None:
            return None
        path = f"/crm/v3/objects/{stream.source_object}/search"
        return count_matches(self._transport, path, [])

    def wants_ids(self, stream: StreamSpec) -> tuple[str, ...]:
        """For the associations: the objects they start from, unless just read whole."""
        if stream.name != ASSOCIATIONS:
            return ()
        return tuple(name for name in ASSOCIATED if name not in self._alive_ids)

    def take_ids(self, stream_name: str, ids: pa.ChunkedArray) -> None:
        """Take alive ids of one object, for the next read of the associations."""
        self._alive_ids[stream_name] = ids

    def close(self) -> None:
        """Give back sockets."""
        self._transport.close()

    def _record_pages(
        self, stream: StreamSpec, shape: RecordShape, since: datetime | None, until: datetime
    ) -> tuple[PageStream, PageStream]:
        """Pages of alive records and pages of archived ones."""
        lister = RecordLister(self._transport, stream.source_object, shape)
        if since is None:
            return lister.pages(archived=False), lister.pages(archived=True)
        start = _naive_utc(since) - timedelta(seconds=stream.overlap_s)
        walk = ChangeWalk(
            self._transport,
            stream.source_object,
            shape,
            everything=lambda: lister.pages(archived=False),
        )
        return walk.pages(start, until), lister.archived_since(start)


def _naive_utc(moment: datetime) -> datetime:
    return moment.astimezone(UTC).replace(tzinfo=None) if moment.tzinfo else moment

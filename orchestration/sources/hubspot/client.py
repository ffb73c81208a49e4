"""HubSpot for the loader: check, streams, fields, read, count, close."""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Iterator, Mapping
from datetime import UTC, datetime
from pathlib import Path
from typing import Any, Final

import pyarrow as pa

from orchestration.errors import CredentialsError, StreamUnavailableError
from orchestration.sources.http import Pacing
from orchestration.sources.hubspot import links, side_lists
from orchestration.sources.hubspot.answers import account
from orchestration.sources.hubspot.auth import HubSpotConfig
from orchestration.sources.hubspot.crm_objects import CrmObject
from orchestration.sources.hubspot.history import Known, changes
from orchestration.sources.hubspot.metadata import (
    fields_of_columns,
    read_properties,
    record_shape,
)
from orchestration.sources.hubspot.search import values_beyond
from orchestration.sources.hubspot.second_look import contradiction
from orchestration.sources.hubspot.streams import (
    ASSOCIATED,
    ASSOCIATIONS,
    CAMPAIGNS,
    CURRENCIES,
    HISTORY,
    OWNERS,
    PIPELINES,
    RECORD_STREAMS,
    STREAMS,
)
from orchestration.sources.hubspot.transport import HubSpotTransport
from orchestration.sources.redaction import redact
from orchestration.sources.spec import (
    Answer,
    Batch,
    CallStats,
    FieldInfo,
    Piece,
    SourceInfo,
    StreamSpec,
    Unread,
)
from orchestration.sources.time_zones import known_zone

_WHOLE_READERS: Final[Mapping[str, Callable[[HubSpotTransport, StreamSpec], Iterator[Batch]]]] = {
    OWNERS: side_lists.owners,
    PIPELINES: side_lists.pipelines,
    CAMPAIGNS: side_lists.campaigns,
    CURRENCIES: side_lists.currencies,
}
_HOST_NAME: Final = re.compile(r"[A-Za-z0-9-]+(\.[A-Za-z0-9-]+)+")
_RECORDS: Final = frozenset(stream.name for stream in RECORD_STREAMS)


def connect(
    settings: Mapping[str, Any], ca_path: Path | None, pacing: Pacing | None
) -> HubSpotConnector:
    """A connector, as `Vendor.connect` asks for it."""
    return HubSpotConnector(HubSpotConfig(**settings, ca_path=ca_path), pacing)


class HubSpotConnector:
    """One portal, read only. Implements `Connector`; raises the errors of our error tree."""

    name: str = "hubspot"

    def __init__(self, config: HubSpotConfig, pacing: Pacing | None = None) -> None:
        self.stats = CallStats()
        self._transport = HubSpotTransport(config, self.stats, pacing or Pacing())
        self._spelling: dict[str, Mapping[str, str]] = {}
        self._alive_ids: dict[str, pa.ChunkedArray] = {}
        self._listed: dict[str, pa.ChunkedArray] = {}
        self._counted: dict[str, int | None] = {}
        self._refused: set[str] = set()
        self._changed: dict[str, tuple[datetime, list[str]]] = {}
        self._read_by_id: dict[str, list[str]] = {}

    def check(self) -> SourceInfo:
        """Ask the portal who it is.

        Raises:
            CredentialsError: the token is refused.
            UnreachableError: name, network or certificate.
        """
        try:
            details = self._transport.get("/account-info/v3/details", account)
        except StreamUnavailableError as error:
            raise CredentialsError(error.message, next_step=error.next_step) from None
        zone, unknown = known_zone(details.get("timeZone"))
        return SourceInfo(
            account_id=str(details.get("portalId", "")),
            currency=details.get("companyCurrency"),
            time_zone=zone,
            unknown_zone=redact(unknown),
            detail={"account_type": str(details.get("accountType") or "")},
            ui_url=_ui_url(details),
        )

    def streams(self) -> tuple[StreamSpec, ...]:
        """Every HubSpot stream, in load order."""
        return STREAMS

    def fields(self, stream: StreamSpec) -> tuple[FieldInfo, ...]:
        """Property definitions; for the side lists, their columns.

        Raises:
            StreamUnavailableError: the object is not ours to read.
        """
        if stream.name not in _RECORDS:
            return fields_of_columns(stream)
        try:
            fields, self._spelling[stream.name] = read_properties(self._transport, stream)
        except StreamUnavailableError:
            self._refused.add(stream.name)
            raise
        return fields

    def read(
        self,
        stream: StreamSpec,
        fields: tuple[FieldInfo, ...],
        since: datetime | None,
        until: datetime,
    ) -> Iterator[Piece]:
        """Pieces as `Connector.read` promises; a stream without cursor ignores the times."""
        if stream.name == ASSOCIATIONS:
            self._listed, self._alive_ids = self._alive_ids, {}
            yield from links.associations(self._transport, stream, self._listed, self._refused)
        elif stream.name == HISTORY:
            listed = {**self._listed, **self._alive_ids}
            known = Known(self._changed, self._read_by_id, listed, self._refused)
            yield from changes(self._transport, stream, since, until, known)
            self._listed, self._changed, self._read_by_id = {}, {}, {}
        elif stream.name in _WHOLE_READERS:
            yield from _WHOLE_READERS[stream.name](self._transport, stream)
        else:
            yield from self._records(stream, fields, since, until)

    def read_ids(
        self, stream: StreamSpec, fields: tuple[FieldInfo, ...], ids: pa.Array
    ) -> Iterator[Answer] | None:
        """Records by id as `Connector.read_ids` promises; None for the side lists."""
        if stream.name not in _RECORDS:
            return None
        asked: list[str] = ids.to_pylist()
        self._read_by_id.setdefault(stream.name, []).extend(asked)
        return self._object(stream, fields).read_ids(asked)

    def contradiction(self, stream: StreamSpec, absent: pa.Table) -> str | None:
        """Rows of the side lists, asked for one by one, as `Connector` promises."""
        if stream.name in _RECORDS:
            return None
        return contradiction(self._transport, stream.name, absent, self._listed)

    def alive_ids(self, stream: StreamSpec) -> Iterator[pa.Array] | None:
        """Ids by the list, 100 to a call; None for the side lists."""
        if stream.name not in _RECORDS:
            return None
        return self._object(stream, ()).alive_ids()

    def count(self, stream: StreamSpec) -> int | Unread | None:
        """Alive records by search, as its last read saw them; None for the side lists."""
        if stream.name not in _RECORDS:
            return None
        counted = self._counted.pop(stream.name, None)
        if counted is None:
            counted = self._object(stream, ()).count()
        return Unread("HubSpot could not count the records.") if counted is None else counted

    def values_in_use(
        self, stream: StreamSpec, field: str, known: Collection[str]
    ) -> Mapping[str, int]:
        """By search, as `Connector.values_in_use` promises."""
        if stream.name not in self._spelling:
            self.fields(stream)
        name = self._spelling[stream.name].get(field)
        path = f"/crm/v3/objects/{stream.source_object}/search"
        return {} if name is None else values_beyond(self._transport, path, name, known)

    def wants_ids(self, stream: StreamSpec) -> tuple[str, ...]:
        """For the associations: the objects they start from, unless just read whole."""
        if stream.name != ASSOCIATIONS:
            return ()
        return tuple(name for name in ASSOCIATED if name not in self._alive_ids)

    def take_ids(self, stream_name: str, ids: pa.ChunkedArray) -> None:
        """Take alive ids of one object, for the next read of the associations."""
        self._alive_ids[stream_name] = ids

    def take_changed(self, stream_name: str, ids: pa.ChunkedArray) -> None:
        """Take what changed of one object, for the next read of the history."""
        self._changed[stream_name] = (datetime.min.replace(tzinfo=UTC), ids.to_pylist())
        self._read_by_id.pop(stream_name, None)

    def close(self) -> None:
        """Give back sockets."""
        self._transport.close()

    def _records(
        self,
        stream: StreamSpec,
        fields: tuple[FieldInfo, ...],
        since: datetime | None,
        until: datetime,
    ) -> Iterator[Piece]:
        records = self._object(stream, fields)
        self._changed.pop(stream.name, None)
        yield from records.read(since, until)
        self._counted[stream.name] = records.counted
        if since is None:
            self._alive_ids[stream.name] = records.alive
        else:
            changed = [*records.alive.to_pylist(), *records.archived.to_pylist()]
            self._changed[stream.name] = (since, list(dict.fromkeys(changed)))

    def _object(self, stream: StreamSpec, fields: tuple[FieldInfo, ...]) -> CrmObject:
        shape = record_shape(stream, fields, self._spelling.get(stream.name, {}))
        return CrmObject(self._transport, stream, shape)


def _ui_url(details: Mapping[str, Any]) -> str | None:
    """Where the portal's records open: on the host of the portal's own data centre."""
    host, portal = str(details.get("uiDomain") or ""), str(details.get("portalId") or "")
    if not _HOST_NAME.fullmatch(host) or not portal.isdecimal():
        return None
    return f"https://{host}/contacts/{portal}"

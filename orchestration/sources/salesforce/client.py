"""Salesforce for the loader: check, streams, fields, read, count, close."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any, Final

import pyarrow as pa

from orchestration.errors import (
    CredentialsError,
    QuotaExhaustedError,
    SourceError,
    StreamUnavailableError,
    TransientSourceError,
)
from orchestration.sources.http import Pacing
from orchestration.sources.redaction import redact
from orchestration.sources.salesforce import soql
from orchestration.sources.salesforce.answers import query_page
from orchestration.sources.salesforce.ask import Ask
from orchestration.sources.salesforce.auth import SalesforceConfig
from orchestration.sources.salesforce.bulk import count_bulk, read_bulk
from orchestration.sources.salesforce.metadata import describe, described
from orchestration.sources.salesforce.refusals import (
    FieldGoneError,
    NotForBulkError,
    TooBigForRestError,
)
from orchestration.sources.salesforce.rest import MOST_ROWS, count_rows, counts_by, read_rest
from orchestration.sources.salesforce.streams import STREAMS
from orchestration.sources.salesforce.tables import id_shape, table_shape
from orchestration.sources.salesforce.together import Descriptions
from orchestration.sources.salesforce.transport import SalesforceTransport
from orchestration.sources.spec import (
    Answer,
    Batch,
    CallStats,
    FieldInfo,
    Gone,
    Piece,
    SourceInfo,
    StreamSpec,
    Unread,
)
from orchestration.sources.time_zones import known_zone
from orchestration.sources.typing import text_of

_ORGANIZATION: Final = ("Id", "TimeZoneSidKey", "DefaultCurrencyIsoCode", "OrganizationType")
_ASKED: Final = "Salesforce's query of Organization"
_IDS: Final = 150
"""Ids to a query: SOQL's WHERE ends at 4,000 characters."""


def connect(
    settings: Mapping[str, Any], ca_path: Path | None, pacing: Pacing | None
) -> SalesforceConnector:
    """A connector, as `Vendor.connect` asks for it."""
    return SalesforceConnector(SalesforceConfig(**settings, ca_path=ca_path), pacing)


class SalesforceConnector:
    """One org, read only. Implements `Connector`; raises the errors of our error tree."""

    name: str = "salesforce"

    def __init__(self, config: SalesforceConfig, pacing: Pacing | None = None) -> None:
        self.stats = CallStats()
        self._transport = SalesforceTransport(config, self.stats, pacing or Pacing())
        objects = ["Organization", *(each.source_object for each in STREAMS)]
        self._descriptions = Descriptions(self._transport, objects)
        self._spelling: dict[str, Mapping[str, str]] = {}

    def check(self) -> SourceInfo:
        """Log in and ask the org who it is.

        Raises:
            CredentialsError: key, secret or user refused.
            UnreachableError: name, network or certificate.
        """
        try:
            row = self._organization()
        except (StreamUnavailableError, FieldGoneError) as error:
            raise CredentialsError(error.message, next_step=error.next_step) from None
        zone, unknown = known_zone(text_of(row.get("TimeZoneSidKey")))
        return SourceInfo(
            account_id=text_of(row.get("Id")) or "",
            currency=text_of(row.get("DefaultCurrencyIsoCode")),
            time_zone=zone,
            unknown_zone=redact(unknown),
            detail={"edition": text_of(row.get("OrganizationType")) or ""},
            ui_url=self._transport.instance_url(),
        )

    def _organization(self) -> Mapping[str, Any]:
        """The one row of Organization; empty where it is hidden from the run-as user."""
        fields = described(self._transport, self._descriptions, "Organization")
        known = {str(field["name"]) for field in fields}
        names = [name for name in _ORGANIZATION if name in known]
        page = self._transport.ask(
            "query",
            lambda value: query_page(value, names, _ASKED, self._transport.host),
            what="query of Organization",
            params={"q": soql.select(names, "Organization")},
        )
        return page.records[0] if page.records else {}

    def streams(self) -> tuple[StreamSpec, ...]:
        """Every Salesforce stream, in load order."""
        return STREAMS

    def fields(self, stream: StreamSpec) -> tuple[FieldInfo, ...]:
        """The fields of the object that the run-as user can see.

        Raises:
            StreamUnavailableError: the object is not ours to read, or the org has none.
        """
        fields, self._spelling[stream.name] = describe(self._transport, self._descriptions, stream)
        return fields

    def read(
        self,
        stream: StreamSpec,
        fields: tuple[FieldInfo, ...],
        since: datetime | None,
        until: datetime,
    ) -> Iterator[Piece]:
        """Pieces as `Connector.read` promises.

        A field that vanished after `fields` was made is described away once; one that is still
        described and cannot be read is left out. Its column is not in the batches then.
        """
        if stream.name not in self._spelling:
            self.fields(stream)
        window = None
        if since is not None:
            window = (since - timedelta(seconds=stream.overlap_s), until)
        try:
            yield from self._all_asked(self._ask(stream, fields, window))
        except FieldGoneError:
            self.fields(stream)
            yield from self._rows(self._ask(stream, fields, window))

    def count(self, stream: StreamSpec) -> int | Unread | None:
        """Rows that are not deleted, archived activities included.

        Where COUNT() takes too long, a bulk job is asked how many rows it finds.
        """
        ask = self._alive(stream)
        try:
            query = soql.count(stream.source_object, where=ask.condition)
            return count_rows(self._transport, query, stream.source_object)
        except TooBigForRestError:
            pass
        except (StreamUnavailableError, TransientSourceError) as error:
            return Unread(f"Salesforce could not count the rows. {error.message}")
        try:
            found = count_bulk(self._transport, ask)
        except (QuotaExhaustedError, CredentialsError):
            raise
        except SourceError as error:
            return Unread(f"Salesforce could not count the rows. {error.message}")
        return Unread("Salesforce could not count the rows.") if found is None else found

    def _alive(self, stream: StreamSpec) -> Ask:
        """The ids of the rows that are not deleted."""
        if stream.name not in self._spelling:
            self.fields(stream)
        deleted = self._spelling[stream.name].get("isdeleted")
        condition = f"{deleted} = false" if deleted else ""
        return Ask(stream.source_object, id_shape(stream), condition=condition)

    def alive_ids(self, stream: StreamSpec) -> Iterator[pa.Array] | None:
        """Ids of all rows that are not deleted; None for a history, which forgets rows."""
        if stream.is_log:
            return None
        return self._ids(self._alive(stream))

    def read_ids(
        self, stream: StreamSpec, fields: tuple[FieldInfo, ...], ids: pa.Array
    ) -> Iterator[Answer] | None:
        """Rows by id, deleted ones included, as `Connector.read_ids` promises."""
        if stream.name not in self._spelling:
            self.fields(stream)
        shape = table_shape(stream, fields, self._spelling[stream.name])
        return self._by_id(Ask(stream.source_object, shape), ids.to_pylist())

    def contradiction(self, stream: StreamSpec, absent: pa.Table) -> str | None:
        """None: every stream is read by id."""
        del stream, absent
        return None

    def values_in_use(
        self, stream: StreamSpec, field: str, known: Collection[str]
    ) -> Mapping[str, int]:
        """By one grouped query, as `Connector.values_in_use` promises."""
        if stream.name not in self._spelling:
            self.fields(stream)
        name = self._spelling[stream.name].get(field)
        if name is None:
            return {}
        try:
            counts = counts_by(self._transport, name, stream.source_object)
        except (TooBigForRestError, FieldGoneError):
            return {}  # the read itself will tell
        return {value: counts[value] for value in sorted(counts.keys() - known)[:20]}

    def wants_ids(self, stream: StreamSpec) -> tuple[str, ...]:
        """None: every stream is a query of its own."""
        del stream
        return ()

    def take_ids(self, stream_name: str, ids: pa.ChunkedArray) -> None:
        """Nothing to do: no stream wants ids."""

    def take_changed(self, stream_name: str, ids: pa.ChunkedArray) -> None:
        """Nothing to do: a history is a query of its own."""

    def close(self) -> None:
        """Give back sockets."""
        self._transport.close()

    def _ask(
        self,
        stream: StreamSpec,
        fields: tuple[FieldInfo, ...],
        window: tuple[datetime, datetime] | None,
    ) -> Ask:
        shape = table_shape(stream, fields, self._spelling[stream.name])
        return Ask(stream.source_object, shape, window)

    def _ids(self, ask: Ask) -> Iterator[pa.Array]:
        for piece in self._rows(ask):
            if isinstance(piece, Unread):
                raise TransientSourceError(piece.reason, next_step="Run again in a while.")
            yield piece.table.column("id").combine_chunks()

    def _by_id(self, ask: Ask, ids: Sequence[str]) -> Iterator[Answer]:
        for start in range(0, len(ids), _IDS):
            asked = ids[start : start + _IDS]
            found: set[str] = set()
            is_whole = True
            for piece in self._rows(replace(ask, condition=soql.among("Id", asked))):
                yield piece
                if isinstance(piece, Batch):
                    found.update(piece.table.column("id").to_pylist())
                else:
                    is_whole = False
            gone = [record_id for record_id in asked if record_id not in found]
            if gone and is_whole:
                yield Gone(pa.array(gone, pa.string()))

    def _rows(self, ask: Ask) -> Iterator[Batch | Unread]:
        """Rows without the fields that Salesforce refuses one after the other, if it does."""
        left_out: list[str] = []
        while True:
            try:
                yield from self._all_asked(ask)
                break
            except FieldGoneError as error:
                smaller = ask.without(error.column)
                if smaller is None:
                    raise StreamUnavailableError(
                        f"Salesforce does not let a field of {ask.source_object} be read without"
                        f" which its rows tell nothing. {error.message}",
                        next_step="Look at the field-level security of the run-as user.",
                    ) from None
                left_out.append(error.column)
                ask = smaller
        if left_out:
            yield Unread(
                f"Salesforce describes {', '.join(left_out)} of {ask.source_object} and does not"
                " let it be read: what it holds is as it was last seen."
            )

    def _all_asked(self, ask: Ask) -> Iterator[Batch | Unread]:
        """By REST what is small, by Bulk what is not or what REST cannot do."""
        try:
            yield from read_rest(self._transport, ask, most_rows=MOST_ROWS)
        except TooBigForRestError:
            yield from self._by_bulk(ask)

    def _by_bulk(self, ask: Ask) -> Iterator[Batch | Unread]:
        """By Bulk, or, where it does not know the object, by REST however many rows there are.

        Either is asked twice before it is believed that neither can.
        """
        reason = ""
        for _ in range(2):
            try:
                yield from read_bulk(self._transport, ask)
            except NotForBulkError:
                pass
            else:
                return
            try:
                yield from read_rest(self._transport, ask, most_rows=None)
            except TooBigForRestError as error:
                reason = error.message
            else:
                return
        raise TransientSourceError(
            f"Neither Bulk nor REST can read {ask.source_object}. {reason}",
            next_step="Run again when the org is quiet; hide fields that nobody needs.",
        )

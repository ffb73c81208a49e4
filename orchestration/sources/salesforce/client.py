"""Salesforce for the loader: check, streams, fields, read, count, close."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import datetime, timedelta
from typing import Final, Literal

import pyarrow as pa

from orchestration.errors import CredentialsError, StreamUnavailableError
from orchestration.sources.http import Pacing
from orchestration.sources.salesforce import soql
from orchestration.sources.salesforce.ask import Ask
from orchestration.sources.salesforce.auth import SalesforceConfig
from orchestration.sources.salesforce.bulk import read_bulk
from orchestration.sources.salesforce.metadata import describe
from orchestration.sources.salesforce.refusals import (
    FieldGoneError,
    NotForBulkError,
    TooBigForRestError,
)
from orchestration.sources.salesforce.rest import MOST_ROWS, count_rows, read_rest
from orchestration.sources.salesforce.streams import STREAMS
from orchestration.sources.salesforce.tables import id_shape, table_shape
from orchestration.sources.salesforce.transport import SalesforceTransport
from orchestration.sources.spec import (
    Answer,
    Batch,
    CallStats,
    FieldInfo,
    Gone,
    SourceInfo,
    StreamSpec,
)

_ORGANIZATION: Final = ("Id", "TimeZoneSidKey", "DefaultCurrencyIsoCode", "OrganizationType")
_IDS: Final = 150
"""Ids to a query: SOQL's WHERE ends at 4,000 characters."""


class SalesforceConnector:
    """One org, read only. Implements `spec.Connector`; raises the errors of our error tree."""

    name: Literal["hubspot", "salesforce"] = "salesforce"

    def __init__(self, config: SalesforceConfig, pacing: Pacing | None = None) -> None:
        self.stats = CallStats()
        self._transport = SalesforceTransport(config, self.stats, pacing or Pacing())
        self._spelling: dict[str, Mapping[str, str]] = {}

    def check(self) -> SourceInfo:
        """Log in and ask the org who it is.

        Raises:
            CredentialsError: key, secret or user refused.
            UnreachableError: name, network or certificate.
        """
        try:
            description = self._transport.get_json("sobjects/Organization/describe")
            known = {str(field["name"]) for field in description["fields"]}
            names = [name for name in _ORGANIZATION if name in known]
            query = soql.select(names, "Organization")
            records = self._transport.get_json("query", {"q": query})["records"]
        except StreamUnavailableError as error:
            raise CredentialsError(error.message, next_step=error.next_step) from None
        row = records[0] if records else {}  # hidden from some run-as users
        return SourceInfo(
            account_id=str(row.get("Id") or ""),
            currency=row.get("DefaultCurrencyIsoCode"),
            time_zone=row.get("TimeZoneSidKey"),
            detail={"edition": str(row.get("OrganizationType") or "")},
            ui_url=self._transport.instance_url(),
        )

    def streams(self) -> tuple[StreamSpec, ...]:
        """Every Salesforce stream, in load order."""
        return STREAMS

    def fields(self, stream: StreamSpec) -> tuple[FieldInfo, ...]:
        """The fields of the object that the run-as user can see.

        Raises:
            StreamUnavailableError: the object is not ours to read, or the org has none.
        """
        fields, self._spelling[stream.name] = describe(self._transport, stream)
        return fields

    def read(
        self,
        stream: StreamSpec,
        fields: tuple[FieldInfo, ...],
        since: datetime | None,
        until: datetime,
    ) -> Iterator[Batch]:
        """Batches as `spec.Connector.read` promises.

        A field that vanished after `fields` was made is described away once; its column is not
        in the batches then.
        """
        if stream.name not in self._spelling:
            self.fields(stream)
        window = None
        if since is not None:
            window = (since - timedelta(seconds=stream.overlap_s), until)
        try:
            yield from self._rows(self._ask(stream, fields, window), is_big=_is_short(stream))
        except FieldGoneError:
            self.fields(stream)
            yield from self._rows(self._ask(stream, fields, window), is_big=_is_short(stream))

    def count(self, stream: StreamSpec) -> int | None:
        """Rows that are not deleted, archived activities included.

        Raises:
            StreamUnavailableError: the object is not ours to read.
        """
        if stream.name not in self._spelling:
            self.fields(stream)
        deleted = self._spelling[stream.name].get("isdeleted")
        where = f"{deleted} = false" if deleted else ""
        query = soql.count(stream.source_object, where=where)
        return count_rows(self._transport, query, with_deleted=True)

    def alive_ids(self, stream: StreamSpec) -> Iterator[pa.Array] | None:
        """Ids of all rows that are not deleted; None for a history, which forgets rows."""
        if stream.is_log:
            return None
        if stream.name not in self._spelling:
            self.fields(stream)
        deleted = self._spelling[stream.name].get("isdeleted")
        condition = f"{deleted} = false" if deleted else ""
        ask = Ask(stream.source_object, id_shape(stream), condition=condition)
        return (batch.table.column("id").combine_chunks() for batch in self._rows(ask))

    def read_ids(
        self, stream: StreamSpec, fields: tuple[FieldInfo, ...], ids: pa.Array
    ) -> Iterator[Answer] | None:
        """Rows by id, deleted ones included, as `spec.Connector.read_ids` promises."""
        if stream.name not in self._spelling:
            self.fields(stream)
        shape = table_shape(stream, fields, self._spelling[stream.name])
        return self._by_id(Ask(stream.source_object, shape), ids.to_pylist())

    def wants_ids(self, stream: StreamSpec) -> tuple[str, ...]:
        """None: every stream is a query of its own."""
        del stream
        return ()

    def take_ids(self, stream_name: str, ids: pa.ChunkedArray) -> None:
        """Nothing to do: no stream wants ids."""

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

    def _by_id(self, ask: Ask, ids: Sequence[str]) -> Iterator[Answer]:
        for start in range(0, len(ids), _IDS):
            asked = ids[start : start + _IDS]
            found: set[str] = set()
            for batch in self._rows(replace(ask, condition=soql.among("Id", asked)), is_big=False):
                yield batch
                found.update(batch.table.column("id").to_pylist())
            gone = [record_id for record_id in asked if record_id not in found]
            if gone:
                yield Gone(pa.array(gone, pa.string()))

    def _rows(self, ask: Ask, *, is_big: bool | None = None) -> Iterator[Batch]:
        """By REST what is small, by Bulk what is not or what REST cannot do."""
        if is_big is None:
            is_big = ask.window is None and self._is_big(ask)
        if is_big:
            yield from self._by_bulk(ask)
            return
        try:
            yield from read_rest(self._transport, ask, most_rows=MOST_ROWS)
        except TooBigForRestError:
            yield from self._by_bulk(ask)

    def _is_big(self, ask: Ask) -> bool:
        query = soql.count(ask.source_object, where=ask.condition)
        return count_rows(self._transport, query, with_deleted=True) > MOST_ROWS

    def _by_bulk(self, ask: Ask) -> Iterator[Batch]:
        """By Bulk, or, where Bulk does not know the object, by REST however many rows there are."""
        query = ask.soql(ordered=False)
        try:
            yield from read_bulk(self._transport, query, ask.source_object, ask.shape)
        except NotForBulkError:
            yield from read_rest(self._transport, ask, most_rows=None)


def _is_short(stream: StreamSpec) -> bool | None:
    """False for a list of settings, which REST reads without counting it first."""
    return False if stream.cursor is None else None

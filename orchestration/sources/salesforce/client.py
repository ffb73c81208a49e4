"""Salesforce for the loader: check, streams, fields, read, count, close."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import datetime, timedelta
from typing import Final, Literal

import pyarrow as pa

from orchestration.errors import CredentialsError, StreamUnavailableError
from orchestration.sources.http import Pacing
from orchestration.sources.salesforce import soql
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
from orchestration.sources.salesforce.tables import TableShape, table_shape
from orchestration.sources.salesforce.transport import SalesforceTransport
from orchestration.sources.spec import Batch, CallStats, FieldInfo, SourceInfo, StreamSpec

_ORGANIZATION: Final = ("Id", "TimeZoneSidKey", "DefaultCurrencyIsoCode", "OrganizationType")
Window = tuple[datetime, datetime] | None


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

        A field that vanished after `fields` was made is described away once; its column stays,
        all null.
        """
        if stream.name not in self._spelling:
            self.fields(stream)
        window: Window = None
        if since is not None:
            window = (since - timedelta(seconds=stream.overlap_s), until)
        shape = table_shape(stream, fields, self._spelling[stream.name])
        try:
            yield from self._rows(stream, shape, window)
        except FieldGoneError:
            self.fields(stream)
            shape = table_shape(stream, fields, self._spelling[stream.name])
            yield from self._rows(stream, shape, window)

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

    def wants_ids(self, stream: StreamSpec) -> tuple[str, ...]:
        """None: every stream is a query of its own."""
        del stream
        return ()

    def take_ids(self, stream_name: str, ids: pa.ChunkedArray) -> None:
        """Nothing to do: no stream wants ids."""

    def close(self) -> None:
        """Give back sockets."""
        self._transport.close()

    def _rows(self, stream: StreamSpec, shape: TableShape, window: Window) -> Iterator[Batch]:
        """By REST what is small, by Bulk what is not or what REST cannot do."""
        source_object = stream.source_object
        if window is None and self._is_big(stream):
            yield from self._by_bulk(stream, shape, window)
            return
        try:
            yield from read_rest(self._transport, source_object, shape, window, most_rows=MOST_ROWS)
        except TooBigForRestError:
            yield from self._by_bulk(stream, shape, window)

    def _is_big(self, stream: StreamSpec) -> bool:
        query = soql.count(stream.source_object)
        return count_rows(self._transport, query, with_deleted=True) > MOST_ROWS

    def _by_bulk(self, stream: StreamSpec, shape: TableShape, window: Window) -> Iterator[Batch]:
        """By Bulk, or, where Bulk does not know the object, by REST however many rows there are."""
        source_object = stream.source_object
        stamp = shape.name_of("systemmodstamp") or "SystemModstamp"
        where = "" if window is None else soql.between(stamp, *window)
        query = soql.select(shape.names, source_object, where=where)
        try:
            yield from read_bulk(self._transport, query, source_object, shape)
        except NotForBulkError:
            yield from read_rest(self._transport, source_object, shape, window, most_rows=None)

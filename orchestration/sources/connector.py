"""What the loader asks of a connector. The shapes it speaks in are in spec.py."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from datetime import datetime
from typing import Protocol

import pyarrow as pa

from orchestration.sources.spec import (
    Answer,
    CallStats,
    FieldInfo,
    Piece,
    SourceInfo,
    StreamSpec,
    Unread,
)


class Connector(Protocol):
    """One vendor, logged in. Everything raises the errors of orchestration.errors."""

    name: str
    stats: CallStats

    def check(self) -> SourceInfo:
        """Log in and say who answered. Raises CredentialsError or UnreachableError."""
        ...

    def streams(self) -> tuple[StreamSpec, ...]:
        """The streams this vendor offers, in load order."""
        ...

    def fields(self, stream: StreamSpec) -> tuple[FieldInfo, ...]:
        """The vendor's metadata of one stream. Raises StreamUnavailableError."""
        ...

    def read(
        self,
        stream: StreamSpec,
        fields: tuple[FieldInfo, ...],
        since: datetime | None,
        until: datetime,
    ) -> Iterator[Piece]:
        """Rows changed in [since - overlap, until], deleted ones included; all rows if no since.

        A batch holds at most about 50,000 rows; a key may come twice, the later row wins. A read
        that ends without an error and without `Unread` is proved whole.
        """
        ...

    def alive_ids(self, stream: StreamSpec) -> Iterator[pa.Array] | None:
        """Ids (text) of all records alive now, by the cheapest listing that is proved whole.

        None where the vendor has no such listing. Ends early only by an error.
        """
        ...

    def read_ids(
        self, stream: StreamSpec, fields: tuple[FieldInfo, ...], ids: pa.Array
    ) -> Iterator[Answer] | None:
        """These records as they are now, deleted ones included.

        Each of `ids` is answered: in a batch (as itself, or as a row that says into which record
        it was merged), in `Gone`, or an `Unread` says how many were not. None where the vendor
        has no such way.
        """
        ...

    def contradiction(self, stream: StreamSpec, absent: pa.Table) -> str | None:
        """Why rows with these keys are not gone after all, in a sentence; None if they may be.

        Asks for a handful of them in another way, where `read_ids` cannot. Raises SourceError.
        """
        ...

    def count(self, stream: StreamSpec) -> int | Unread | None:
        """Rows alive at the vendor now; None where the vendor has no way to count them.

        `Unread` where it has one that did not answer: the count is unknown, nothing else is.
        """
        ...

    def values_in_use(
        self, stream: StreamSpec, field: str, known: Collection[str]
    ) -> Mapping[str, int]:
        """Values of a field on alive records that are not `known`, and how many records carry each.

        A handful of calls, at most 20 values; empty where the vendor does not show the field.
        Raises StreamUnavailableError.
        """
        ...

    def wants_ids(self, stream: StreamSpec) -> tuple[str, ...]:
        """Names of streams whose alive ids spare calls when `stream` is read; often none."""
        ...

    def take_ids(self, stream_name: str, ids: pa.ChunkedArray) -> None:
        """Take the ids of all alive rows of a stream, as just loaded, for the next read.

        Optional: without it the connector asks the vendor for them.
        """
        ...

    def take_changed(self, stream_name: str, ids: pa.ChunkedArray) -> None:
        """Take the ids of a parent's rows written since a log was last read whole. Optional."""
        ...

    def close(self) -> None:
        """Give back sockets."""
        ...

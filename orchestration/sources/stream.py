"""A stream: what it is (its spec) and how it is read, in one object; vendors' streams/ hold them.

A family of streams that are read alike is a class; a stream is an entry of its module's `STREAMS`.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any, Generic, Protocol, TypeVar

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

ParentIds = Callable[[str], Iterator[pa.Array] | None]


class Session(Protocol):
    """One account of a vendor, logged in: what its streams send their calls through."""

    stats: CallStats

    def check(self) -> SourceInfo:
        """Log in and say who answered. Raises CredentialsError or UnreachableError."""
        ...

    def close(self) -> None:
        """Give back sockets."""
        ...


S = TypeVar("S", bound=Session)


def _nothing_known(_: str) -> None:
    """The warehouse knows no ids: a stream lists them itself."""


@dataclass(frozen=True)
class Read:
    """What a sync asks of a stream.

    Attributes:
        fields: what to read, as `Stream.fields` gave it.
        since: where the last whole read ended, UTC; None for all rows.
        until: the end of the window, UTC.
        overlap: how far before `since` to begin.
        parent_ids: ids (text) of a parent stream's rows, as the warehouse holds them: with
            `since`, of those written since this stream was last read whole, deleted ones
            included; else of all that are alive. None where it does not know.
        watched: by parent stream, fields (in small letters) whose earlier values are wanted beside
            those that the stream reads anyway.
    """

    fields: tuple[FieldInfo, ...]
    since: datetime | None
    until: datetime
    overlap: timedelta = timedelta(hours=1)
    parent_ids: ParentIds = _nothing_known
    watched: Mapping[str, frozenset[str]] = field(default_factory=dict)

    @property
    def begin(self) -> datetime | None:
        """The beginning of the window, UTC; None for all rows."""
        return None if self.since is None else self.since - self.overlap


@dataclass(frozen=True)
class Stream(Generic[S]):
    """One stream. What a vendor has no way for stays as it is here."""

    spec: StreamSpec

    def fields(self, session: S) -> tuple[FieldInfo, ...]:
        """The vendor's metadata; its columns, as nobody's to fill in, where there is none.

        Raises:
            StreamUnavailableError: the object is not ours to read.
        """
        del session
        return tuple(
            FieldInfo(
                object_name=self.spec.name,
                field_name=name,
                label=name,
                vendor_type=column_type.value,
                column_type=column_type,
                is_custom=False,
                is_calculated=False,
                is_system=True,
                is_required=name in self.spec.primary_key,
            )
            for name, column_type in self.spec.columns.items()
        )

    def read(self, session: S, ask: Read) -> Iterator[Piece]:
        """Rows changed in the window, deleted ones included; all rows without one.

        A batch holds at most about 50,000 rows; a key may come twice, the later row wins. A read
        that ends without an error and without `Unread` is proved whole.
        """
        raise NotImplementedError

    def alive_ids(self, session: S) -> Iterator[pa.Array] | None:
        """Ids (text) of all records alive now, by the cheapest listing that is proved whole.

        None where the vendor has no such listing. Ends early only by an error.
        """
        del session
        return None

    def read_ids(
        self, session: S, fields: tuple[FieldInfo, ...], ids: pa.Array
    ) -> Iterator[Answer] | None:
        """These records as they are now, deleted ones included.

        Each of `ids` is answered: in a batch (as itself, or as a row that says into which record
        it was merged), in `Gone`, or an `Unread` says how many were not. None where the vendor
        has no such way.
        """
        del session, fields, ids
        return None

    def contradiction(self, session: S, absent: pa.Table, ask: Read) -> str | None:
        """Why rows with these keys are not gone after all, in a sentence; None if they may be.

        Asks for a handful of them in another way, where `read_ids` cannot. Raises SourceError.

        Args:
            session: calls.
            absent: keys of the rows that the read lacked.
            ask: as it was read.
        """
        del session, absent, ask
        return None

    def count(self, session: S) -> int | Unread | None:
        """Rows alive at the vendor now; None where the vendor has no way to count them.

        `Unread` where it has one that did not answer: the count is unknown, nothing else is.
        """
        del session
        return None

    def values_in_use(self, session: S, field: str, known: Collection[str]) -> Mapping[str, int]:
        """Values of a field on alive records that are not `known`, and how many records carry each.

        A handful of calls, at most 20 values; empty where the vendor does not show the field.
        Raises StreamUnavailableError.
        """
        del session, field, known
        return {}


AnyStream = Stream[Any]

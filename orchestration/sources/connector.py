"""One vendor, logged in, as the loader sees it: its streams, each asked by its spec."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence

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
from orchestration.sources.stream import AnyStream, Read, Session


class Connector:
    """A session and the streams that are read through it.

    Everything raises the errors of orchestration.errors; what each method promises stands with
    the method of the same name in stream.py.

    Args:
        name: of the vendor.
        session: logged in, or ready to.
        streams: in load order.
    """

    def __init__(self, name: str, session: Session, streams: Sequence[AnyStream]) -> None:
        self.name = name
        self.session = session
        self._streams = {stream.spec.name: stream for stream in streams}

    @property
    def stats(self) -> CallStats:
        """What was spent so far."""
        return self.session.stats

    def check(self) -> SourceInfo:
        """Log in and say who answered. Raises CredentialsError or UnreachableError."""
        return self.session.check()

    def streams(self) -> tuple[StreamSpec, ...]:
        """The streams this vendor offers, in load order."""
        return tuple(stream.spec for stream in self._streams.values())

    def fields(self, stream: StreamSpec) -> tuple[FieldInfo, ...]:
        """See `Stream.fields`."""
        return self._streams[stream.name].fields(self.session)

    def read(self, stream: StreamSpec, ask: Read) -> Iterator[Piece]:
        """See `Stream.read`."""
        return self._streams[stream.name].read(self.session, ask)

    def alive_ids(self, stream: StreamSpec) -> Iterator[pa.Array] | None:
        """See `Stream.alive_ids`."""
        return self._streams[stream.name].alive_ids(self.session)

    def read_ids(
        self, stream: StreamSpec, fields: tuple[FieldInfo, ...], ids: pa.Array
    ) -> Iterator[Answer] | None:
        """See `Stream.read_ids`."""
        return self._streams[stream.name].read_ids(self.session, fields, ids)

    def contradiction(self, stream: StreamSpec, absent: pa.Table, ask: Read) -> str | None:
        """See `Stream.contradiction`."""
        return self._streams[stream.name].contradiction(self.session, absent, ask)

    def count(self, stream: StreamSpec) -> int | Unread | None:
        """See `Stream.count`."""
        return self._streams[stream.name].count(self.session)

    def values_in_use(
        self, stream: StreamSpec, field: str, known: Collection[str]
    ) -> Mapping[str, int]:
        """See `Stream.values_in_use`."""
        return self._streams[stream.name].values_in_use(self.session, field, known)

    def close(self) -> None:
        """Give back sockets."""
        self.session.close()

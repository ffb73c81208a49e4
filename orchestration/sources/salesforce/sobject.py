"""One object as a stream, and how such streams are declared."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from datetime import datetime
from typing import Any

import pyarrow as pa

from orchestration.errors import (
    CredentialsError,
    QuotaExhaustedError,
    SourceError,
    StreamUnavailableError,
    TransientSourceError,
)
from orchestration.sources.salesforce import soql
from orchestration.sources.salesforce.ask import Ask
from orchestration.sources.salesforce.bulk import count_bulk
from orchestration.sources.salesforce.metadata import describe
from orchestration.sources.salesforce.reading import all_asked, ids_of, rows_by_id, rows_of
from orchestration.sources.salesforce.refusals import FieldGoneError, TooBigForRestError
from orchestration.sources.salesforce.rest import count_rows, counts_by
from orchestration.sources.salesforce.session import SalesforceSession
from orchestration.sources.salesforce.tables import id_shape, table_shape
from orchestration.sources.spec import Answer, FieldInfo, Piece, StreamSpec, Unread, columns
from orchestration.sources.stream import Read, Stream


class SObject(Stream[SalesforceSession]):
    """One object: a query of its own, whatever it is asked for."""

    def fields(self, session: SalesforceSession) -> tuple[FieldInfo, ...]:
        """The fields of the object that the run-as user can see.

        Raises:
            StreamUnavailableError: the object is not ours to read, or the org has none.
        """
        fields, names = describe(session.transport, session.descriptions, self.spec)
        session.api_names[self.spec.name] = names
        return fields

    def read(self, session: SalesforceSession, ask: Read) -> Iterator[Piece]:
        """Rows changed in the window, or all of them.

        A field that vanished after `fields` was made is described away once; one that is still
        described and cannot be read is left out. Its column is not in the batches then.
        """
        self._names(session)
        window = None if ask.begin is None else (ask.begin, ask.until)
        try:
            yield from all_asked(session.transport, self._ask(session, ask.fields, window))
        except FieldGoneError:
            self.fields(session)
            yield from rows_of(session.transport, self._ask(session, ask.fields, window))

    def count(self, session: SalesforceSession) -> int | Unread | None:
        """Rows that are not deleted, archived activities included.

        Where COUNT() takes too long, a bulk job is asked how many rows it finds.
        """
        ask = self._alive(session)
        try:
            query = soql.count(self.spec.source_object, where=ask.condition)
            return count_rows(session.transport, query, self.spec.source_object)
        except TooBigForRestError:
            pass
        except (StreamUnavailableError, TransientSourceError) as error:
            return Unread(f"Salesforce could not count the rows. {error.message}")
        try:
            found = count_bulk(session.transport, ask)
        except (QuotaExhaustedError, CredentialsError):
            raise
        except SourceError as error:
            return Unread(f"Salesforce could not count the rows. {error.message}")
        return Unread("Salesforce could not count the rows.") if found is None else found

    def alive_ids(self, session: SalesforceSession) -> Iterator[pa.Array] | None:
        """Ids of all rows that are not deleted; None for a history, which forgets rows."""
        if self.spec.is_log:
            return None
        return ids_of(session.transport, self._alive(session))

    def read_ids(
        self, session: SalesforceSession, fields: tuple[FieldInfo, ...], ids: pa.Array
    ) -> Iterator[Answer]:
        """Rows by id, deleted ones included."""
        return rows_by_id(session.transport, self._ask(session, fields, None), ids.to_pylist())

    def values_in_use(
        self, session: SalesforceSession, field: str, known: Collection[str]
    ) -> Mapping[str, int]:
        """By one grouped query."""
        name = self._names(session).get(field)
        if name is None:
            return {}
        try:
            counts = counts_by(session.transport, name, self.spec.source_object)
        except (TooBigForRestError, FieldGoneError):
            return {}  # the read itself will tell
        return {value: counts[value] for value in sorted(counts.keys() - known)[:20]}

    def _alive(self, session: SalesforceSession) -> Ask:
        """The ids of the rows that are not deleted."""
        deleted = self._names(session).get("isdeleted")
        condition = f"{deleted} = false" if deleted else ""
        return Ask(self.spec.source_object, id_shape(self.spec), condition=condition)

    def _ask(
        self,
        session: SalesforceSession,
        fields: tuple[FieldInfo, ...],
        window: tuple[datetime, datetime] | None,
    ) -> Ask:
        shape = table_shape(self.spec, fields, self._names(session))
        return Ask(self.spec.source_object, shape, window)

    def _names(self, session: SalesforceSession) -> Mapping[str, str]:
        """Column -> API name, described if need be."""
        if self.spec.name not in session.api_names:
            self.fields(session)
        return session.api_names[self.spec.name]


def sobject(
    name: str,
    source_object: str,
    text: str,
    *,
    ts: str = "",
    stamps: str = "createddate systemmodstamp",
    cursor: str | None = "systemmodstamp",
    number: str = "",
    integer: str = "",
    boolean: str = "",
    date: str = "",
    **how: Any,
) -> SObject:
    """An object with the columns that staging reads, by type, and the stamps that all have.

    `how` is what else its spec says.
    """
    read = columns(
        f"id {text}",
        number=number,
        integer=integer,
        boolean=boolean,
        date=date,
        ts=f"{ts} {stamps}",
    )
    how = {
        "created_column": "createddate",
        "scopes": (f"Read on {source_object}",),
        "audit_from": tuple(name for name in ("isdeleted", "systemmodstamp") if name in read),
        **how,
    }
    return SObject(StreamSpec(name, source_object, read, cursor=cursor, **how))

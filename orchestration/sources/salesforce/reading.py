"""Rows of an object by whichever way can bring them: REST, Bulk, without the fields refused."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from typing import Final

import pyarrow as pa

from orchestration.errors import StreamUnavailableError, TransientSourceError
from orchestration.sources.salesforce import soql
from orchestration.sources.salesforce.ask import Ask
from orchestration.sources.salesforce.bulk import read_bulk
from orchestration.sources.salesforce.refusals import (
    FieldGoneError,
    NotForBulkError,
    TooBigForRestError,
)
from orchestration.sources.salesforce.rest import MOST_ROWS, read_rest
from orchestration.sources.salesforce.transport import SalesforceTransport
from orchestration.sources.spec import Answer, Batch, Gone, Unread

_IDS: Final = 150
"""Ids to a query: SOQL's WHERE ends at 4,000 characters."""


def rows_of(transport: SalesforceTransport, ask: Ask) -> Iterator[Batch | Unread]:
    """Rows without the fields that Salesforce refuses one after the other, if it does."""
    left_out: list[str] = []
    while True:
        try:
            yield from all_asked(transport, ask)
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


def all_asked(transport: SalesforceTransport, ask: Ask) -> Iterator[Batch | Unread]:
    """By REST what is small, by Bulk what is not or what REST cannot do."""
    try:
        yield from read_rest(transport, ask, most_rows=MOST_ROWS)
    except TooBigForRestError:
        yield from _by_bulk(transport, ask)


def ids_of(transport: SalesforceTransport, ask: Ask) -> Iterator[pa.Array]:
    """The ids alone. Raises TransientSourceError where they are not whole."""
    for piece in rows_of(transport, ask):
        if isinstance(piece, Unread):
            raise TransientSourceError(piece.reason, next_step="Run again in a while.")
        yield piece.table.column("id").combine_chunks()


def rows_by_id(transport: SalesforceTransport, ask: Ask, ids: Sequence[str]) -> Iterator[Answer]:
    """Rows by id, deleted ones included; `Gone` are those that no whole answer holds."""
    for start in range(0, len(ids), _IDS):
        asked = ids[start : start + _IDS]
        found: set[str] = set()
        is_whole = True
        for piece in rows_of(transport, replace(ask, condition=soql.among("Id", asked))):
            yield piece
            if isinstance(piece, Batch):
                found.update(piece.table.column("id").to_pylist())
            else:
                is_whole = False
        gone = [record_id for record_id in asked if record_id not in found]
        if gone and is_whole:
            yield Gone(pa.array(gone, pa.string()))


def _by_bulk(transport: SalesforceTransport, ask: Ask) -> Iterator[Batch | Unread]:
    """By Bulk, or, where it does not know the object, by REST however many rows there are.

    Either is asked twice before it is believed that neither can.
    """
    reason = ""
    for _ in range(2):
        try:
            yield from read_bulk(transport, ask)
        except NotForBulkError:
            pass
        else:
            return
        try:
            yield from read_rest(transport, ask, most_rows=None)
        except TooBigForRestError as error:
            reason = error.message
        else:
            return
    raise TransientSourceError(
        f"Neither Bulk nor REST can read {ask.source_object}. {reason}",
        next_step="Run again when the org is quiet; hide fields that nobody needs.",
    )

"""Reading over REST: pages of at most 2,000 JSON records, for small amounts."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime
from typing import Any, Final

from orchestration.errors import TransientSourceError
from orchestration.sources.http import PageGuard
from orchestration.sources.salesforce import soql
from orchestration.sources.salesforce.ask import Ask
from orchestration.sources.salesforce.refusals import LocatorLostError, TooBigForRestError
from orchestration.sources.salesforce.tables import json_batch
from orchestration.sources.salesforce.transport import SalesforceTransport, json_of
from orchestration.sources.spec import Batch

MOST_ROWS: Final = 10_000
_RESTARTS: Final = 3
_SMALLER: Final = "Allow the run-as user Bulk API, or hide fields that nobody needs from it."


def count_rows(transport: SalesforceTransport, query: str, *, with_deleted: bool) -> int:
    """The totalSize of a COUNT() query."""
    path = "queryAll" if with_deleted else "query"
    return int(transport.get_json(path, {"q": query})["totalSize"])


def read_rest(
    transport: SalesforceTransport, ask: Ask, *, most_rows: int | None
) -> Iterator[Batch]:
    """Rows of an object, deleted ones included, in the order of their last change.

    A cursor that the server has forgotten restarts the read at the last change seen.

    Args:
        transport: calls.
        ask: what to read.
        most_rows: give up before the first row if more match; None means never.

    Raises:
        TooBigForRestError: before the first row: the query is too long, or matches too many rows.
        TransientSourceError: cursors kept being lost.
    """
    for _ in range(_RESTARTS):
        query = ask.soql(ordered=True)
        if not soql.fits_uri(query):
            raise TooBigForRestError(f"{ask.source_object} has many fields.", next_step=_SMALLER)
        seen: datetime | None = None
        try:
            for batch in _pages(transport, query, ask, most_rows):
                yield batch
                seen = _latest(batch) or seen
        except LocatorLostError:
            if seen is not None:
                ask = ask.since(seen)
            continue
        return
    raise TransientSourceError(
        f"Salesforce kept losing the page cursor of {ask.source_object}.",
        next_step="Run again; it resumes from the last cursor.",
    )


def _pages(
    transport: SalesforceTransport, query: str, ask: Ask, most_rows: int | None
) -> Iterator[Batch]:
    guard = PageGuard(f"Salesforce's query of {ask.source_object}")
    answer, has_nul = _page(transport, "queryAll", {"q": query})
    if most_rows is not None and int(answer["totalSize"]) > most_rows:
        raise TooBigForRestError(f"{ask.source_object} has many rows.", next_step=_SMALLER)
    while True:
        yield json_batch(answer["records"], ask.shape, has_nul=has_nul)
        if answer["done"]:
            return
        answer, has_nul = _page(transport, guard.check(str(answer["nextRecordsUrl"])), None)


def _page(
    transport: SalesforceTransport, path: str, params: dict[str, str] | None
) -> tuple[dict[str, Any], bool]:
    def send() -> tuple[dict[str, Any], bool]:
        answer = transport.once("GET", path, params=params)
        return json_of(answer), b"\\u0000" in answer.body

    return transport.retrying(send)


def _latest(batch: Batch) -> datetime | None:
    """The last change in a batch ordered by it."""
    stamps = batch.table.column("_source_updated_at")
    latest: datetime | None = stamps[-1].as_py() if len(stamps) else None
    return latest

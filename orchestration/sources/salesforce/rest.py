"""Reading over REST: pages of at most 2,000 JSON records, for small amounts.

A query states its total first; a walk that ends before it is not whole and is taken up again.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any, Final

from orchestration.errors import AnswerError
from orchestration.sources.http.pagination import PageGuard
from orchestration.sources.salesforce import soql
from orchestration.sources.salesforce.answers import QueryPage, query_page
from orchestration.sources.salesforce.ask import Ask
from orchestration.sources.salesforce.refusals import (
    FieldGoneError,
    LocatorLostError,
    Signal,
    TooBigForRestError,
)
from orchestration.sources.salesforce.tables import json_batch
from orchestration.sources.salesforce.transport import SalesforceTransport
from orchestration.sources.spec import Batch, Unread
from orchestration.sources.typing import read_timestamp, text_of

MOST_ROWS: Final = 10_000
_RESTARTS: Final = 3
_PAUSE_S: Final = 2.0
_SMALLER: Final = "Allow the run-as user Bulk API, or hide fields that nobody needs from it."


def count_rows(transport: SalesforceTransport, query: str, source_object: str) -> int:
    """The totalSize of a COUNT() query, deleted and archived rows included.

    Raises:
        TooBigForRestError: it takes too long.
    """
    what = f"count of {source_object}"
    where = f"Salesforce's {what}"

    def read(value: object) -> int:
        return query_page(value, (), where, transport.host).total

    return transport.ask(
        "queryAll", read, what=what, params={"q": query}, signals=(TooBigForRestError,)
    )


def counts_by(transport: SalesforceTransport, name: str, source_object: str) -> dict[str, int]:
    """How many alive rows carry each value of a field; blank values are left out.

    Raises:
        TooBigForRestError: it takes too long.
    """
    what = f"count of {source_object} by {name}"
    where = f"Salesforce's {what}"
    page = transport.ask(
        "query",
        lambda value: query_page(value, (name, "records"), where, transport.host),
        what=what,
        params={"q": soql.count_by(name, source_object)},
    )
    named = ((str(row[name] or "").strip(), row["records"]) for row in page.records)
    return {value: int(records) for value, records in named if value}


def read_rest(
    transport: SalesforceTransport,
    ask: Ask,
    *,
    most_rows: int | None,
    first: QueryPage | None = None,
) -> Iterator[Batch | Unread]:
    """Rows of an object, deleted ones included, in the order of their last change.

    A cursor that the server has forgotten, or a total that is not reached, starts the read again.

    Args:
        transport: calls.
        ask: what to read.
        most_rows: give up before the first row if more match; None means never.
        first: the first page, if it has been asked for already.

    Raises:
        TooBigForRestError: before the first row: the query is too long, or matches too many rows.
    """
    missing = ""
    for attempt in range(_RESTARTS):
        if attempt:
            transport.pause(_PAUSE_S * attempt)
        walk = _Walk(transport, ask, first)
        if most_rows is not None and walk.page.total > most_rows:
            raise TooBigForRestError(f"{ask.source_object} has many rows.", next_step=_SMALLER)
        try:
            yield from walk.batches()
        except LocatorLostError:
            missing = f"Salesforce kept losing the page cursor of {ask.source_object}."
        except AnswerError as error:
            missing = error.message
        else:
            if walk.rows >= walk.total:
                return
            missing = f"Salesforce sent {walk.rows} of {walk.total} rows of {ask.source_object}."
        first, most_rows = None, None
    yield Unread(missing)


class _Walk:
    """One query and its further pages.

    Attributes:
        page: the last page read.
        total: rows that the query found.
    """

    def __init__(self, transport: SalesforceTransport, ask: Ask, first: QueryPage | None) -> None:
        self._transport = transport
        self._ask = ask
        self._what = f"query of {ask.source_object}"
        self.page = first or first_page(transport, ask)
        self.total = self.page.total
        self._ids: set[str] = set()

    @property
    def rows(self) -> int:
        """How many rows came, each counted once."""
        return len(self._ids)

    def batches(self) -> Iterator[Batch]:
        """Every page as a batch."""
        guard = PageGuard(f"Salesforce's {self._what}")
        while True:
            page = self.page
            self._ids.update(str(record["Id"]) for record in page.records)
            yield json_batch(page.records, self._ask.shape, has_nul=page.has_nul)
            if page.following is None:
                return
            if self.rows > self.total:
                raise AnswerError(f"Salesforce's {self._what} sent more rows than it counted.")
            mark = str(page.records[0].get("Id")) if page.records else None
            self.page = self._read(guard.check(page.following, mark=mark))

    def _read(self, path: str) -> QueryPage:
        return _page(self._transport, path, None, self._ask, (LocatorLostError,))


def first_page(transport: SalesforceTransport, ask: Ask) -> QueryPage:
    """The first page of a query.

    Raises:
        TooBigForRestError: it does not fit a URI, or takes too long.
    """
    query = ask.soql(ordered=True)
    if not soql.fits_uri(query):
        raise TooBigForRestError(f"{ask.source_object} has many fields.", next_step=_SMALLER)
    return _page(transport, "queryAll", {"q": query}, ask, (TooBigForRestError, FieldGoneError))


def _require_rows(records: Sequence[Mapping[str, Any]], ask: Ask, where: str) -> None:
    """Do nothing if each record is one of the object, comes once, and says what became of it."""
    told = ask.shape.of_every_row
    for number, record in enumerate(records):
        about = record.get("attributes")
        kind = about.get("type") if isinstance(about, dict) else None
        if kind is not None and kind != ask.source_object:
            raise AnswerError(f"{where} answered records of another object.")
        for column, name in told.items():
            value = record[name]
            is_good = isinstance(value, bool) if column == "isdeleted" else bool(value)
            if column == ask.shape.stamp:
                is_good = read_timestamp(text_of(value) or "") is not None
            if not is_good:
                raise AnswerError(f"{where} answered no good {name} at records[{number}].")
    if "id" in told and len({record["Id"] for record in records}) < len(records):
        raise AnswerError(f"{where} answered a record twice.")


def _page(
    transport: SalesforceTransport,
    path: str,
    params: dict[str, str] | None,
    ask: Ask,
    signals: tuple[type[Signal], ...],
) -> QueryPage:
    what = f"query of {ask.source_object}"

    where = f"Salesforce's {what}"

    def read(value: object) -> QueryPage:
        page = query_page(value, ask.shape.names, where, transport.host)
        _require_rows(page.records, ask, where)
        return page

    return transport.ask(path, read, what=what, params=params, signals=signals)

"""Records changed in a time window, by HubSpot's search, complete under its limits.

Search pages by offset, ends at 10,000 matches, lags behind, and may serve short or empty pages.
While it is read, records enter and leave what matches, so that an offset is no place in it. The
walk therefore never pages by offset over records: each page starts at the last time that the page
before it showed, and reads that seam again. Inside one instant that fills a page it goes by id.
Where times or totals do not fit each other, the list decides.
"""

from __future__ import annotations

import logging
from collections.abc import Callable, Collection, Generator, Iterator
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Any, Final

import pyarrow as pa
import pyarrow.compute as pc

from orchestration.errors import AnswerError
from orchestration.sources.http.pagination import PageGuard
from orchestration.sources.hubspot.metadata import RecordShape
from orchestration.sources.hubspot.pages import FIRST_PROPERTY, Page, PageReader
from orchestration.sources.hubspot.transport import HubSpotTransport
from orchestration.sources.spec import ColumnType
from orchestration.sources.typing import cast_text

logger = logging.getLogger(__name__)

PAGE_SIZE: Final = 200
_NEWEST: Final = 50
_LOOKS: Final = 3
_PAUSE_S: Final = 2.0
_MOST_VALUES: Final = 20
_EPOCH: Final = datetime(1970, 1, 1, tzinfo=UTC)

Filter = dict[str, str]


@dataclass(frozen=True)
class _Seam:
    """Where a page ended: from `low` on it showed `shown` records before `last`.

    `to_come` so many matches are at `last` or later, as it said.
    """

    low: int
    last: int
    shown: int
    to_come: int


class ChangeWalk:
    """The walk over one object's window. Pages may repeat a record; the later one is as good.

    Args:
        transport: calls.
        object_type: as the API spells it.
        shape: properties to ask for.
        everything: all alive records by the list, for the case that search proves incomplete.

    Attributes:
        alive: how many records the object has, as its search says; None before it was asked.
        unproved: what could not be proved whole, for a person.
    """

    def __init__(
        self,
        transport: HubSpotTransport,
        object_type: str,
        shape: RecordShape,
        everything: Callable[[], Iterator[Page]],
    ) -> None:
        self.alive: int | None = None
        self.unproved: list[str] = []
        self._transport = transport
        self._path = f"/crm/v3/objects/{object_type}/search"
        self._reader = PageReader(
            shape.names, f"HubSpot's {self._path}", transport.host, always=shape.modified_name
        )
        self._everything = everything
        self._modified = shape.modified_name
        self._modified_at = FIRST_PROPERTY + shape.columns.index(shape.modified)

    def pages(self, since: datetime, until: datetime) -> Generator[Page, None, None]:
        """Records modified in [since, until], both UTC, in whole milliseconds."""
        low, high = epoch_ms(since), epoch_ms(until)
        newest = self._ask([], self._modified, None, limit=_NEWEST, order="DESCENDING")
        self.alive = newest.total
        if self._is_all_since(newest, low):
            yield self._between(newest, low, high)
            self._doubt_emptiness(newest)
            return
        seam = _Seam(low, low, 0, self._between(newest, low, high).table.num_rows)
        while low <= high:
            page = self._proved(self._window(low, high))
            yield page
            if (page.total or 0) < seam.to_come:
                yield from self._look_back(seam, high, page)
            if page.after is None:
                return
            stamps = self._stamps(page)
            if not _is_in_order(stamps, low, high):
                logger.info("%s answered out of order; the list is read instead", self._path)
                yield from self._listed(low, high)
                return
            last = stamps[-1].as_py()
            if last > low:
                shown = pc.sum(pc.less(stamps, last)).as_py()
                seam = _Seam(low, last, shown, (page.total or 0) - shown)
                low = last
                continue
            yield from self._one_instant(low)
            low += 1
            seam = _Seam(low, low, 0, 0)

    def _look_back(self, seam: _Seam, high: int, page: Page) -> Iterator[Page]:
        """Fewer matches than the page before promised: they moved on, or were passed over.

        A record that was edited since the index saw it shows its new time, as may the last of a
        page; what lies before that time is then on no page that follows.
        """
        before = [self._filter("GTE", seam.low), self._filter("LT", seam.last)]
        if seam.last > seam.low and self._count(before) > seam.shown:
            yield from self._listed(seam.low, high)
        elif self._count(self._window(seam.last, high)) > (page.total or 0):
            yield from self._listed(seam.last, high)

    def _count(self, filters: list[Filter]) -> int:
        return count_matches(self._transport, self._path, filters)

    def _doubt_emptiness(self, newest: Page) -> None:
        """An object that had records once, and has none now, is looked at by the list too."""
        if newest.total == 0 and any(page.ids for page in self._everything()):
            self.unproved.append(f"HubSpot's search {self._path} finds nothing, its list does.")

    def _window(self, low: int, high: int) -> list[Filter]:
        return [self._filter("GTE", low), self._filter("LTE", high)]

    def _is_all_since(self, newest: Page, low: int) -> bool:
        """Whether the newest records reach back beyond the window, or are all there are."""
        stamps = self._stamps(newest)
        if stamps.null_count:
            return False
        if newest.after is None and newest.total == len(stamps):
            return True
        falls = pc.all(pc.greater_equal(stamps[:-1], stamps[1:])).as_py() is not False
        return len(stamps) > 0 and falls and stamps[-1].as_py() < low

    def _between(self, page: Page, low: int, high: int) -> Page:
        stamps = self._stamps(page)
        inside = pc.and_(pc.greater_equal(stamps, low), pc.less_equal(stamps, high))
        return Page(page.table.filter(pc.fill_null(inside, False)), None, None)

    def _proved(self, filters: list[Filter]) -> Page:
        """The first page of a query that has records, or says for sure that there are none."""
        guard = PageGuard(f"HubSpot's search {self._path}")
        after: str | None = None
        for look in range(_LOOKS):
            page = self._ask(filters, self._modified, after)
            while not page.ids and page.after is not None:
                after = guard.check(page.after, mark=None)
                page = self._ask(filters, self._modified, after)
            held = page.table.num_rows
            if page.after is not None or after is not None or (page.total or 0) <= held:
                return page
            if look < _LOOKS - 1:
                self._transport.wait(_PAUSE_S * (look + 1))
        self.unproved.append(
            f"HubSpot's search {self._path} says that {page.total} records match and shows {held}."
        )
        return page

    def _one_instant(self, instant: int) -> Iterator[Page]:
        """Every record modified in one millisecond, by id, proven by the total at the end."""
        filters = [self._filter("GTE", instant), self._filter("LT", instant + 1)]
        seen: set[str] = set()
        last_id: str | None = None
        while True:
            beyond = [] if last_id is None else [_filter("hs_object_id", "GT", last_id)]
            page = self._first_filled([*filters, *beyond])
            ids = page.ids
            yield page
            if not ids or ids[-1] in seen:
                break
            seen.update(ids)
            last_id = ids[-1]
        if len(seen) < self._count(filters):
            yield from self._listed(instant, instant)

    def _first_filled(self, filters: list[Filter]) -> Page:
        """The first page with records: search may hand out empty ones that go on."""
        guard = PageGuard(f"HubSpot's search {self._path}")
        after: str | None = None
        while True:
            page = self._ask(filters, "hs_object_id", after)
            if page.table.num_rows or page.after is None:
                return page
            after = guard.check(page.after, mark=None)

    def _listed(self, low: int, high: int) -> Iterator[Page]:
        """The same records by the list: costs a full read, but does not depend on any order."""
        for page in self._everything():
            yield self._between(page, low, high)

    def _ask(
        self,
        filters: list[Filter],
        sort: str,
        after: str | None,
        *,
        limit: int = PAGE_SIZE,
        order: str = "ASCENDING",
    ) -> Page:
        body: dict[str, Any] = {
            "filterGroups": [{"filters": filters}] if filters else [],
            "sorts": [{"propertyName": sort, "direction": order}],
            "properties": list(self._reader.names),
            "limit": limit,
        }
        if after is not None:
            body["after"] = after
        return self._transport.post(self._path, body, self._read)

    def _read(self, body: bytes) -> Page:
        page = self._reader.read(body)
        if page.total is None:
            raise AnswerError(f"HubSpot's {self._path} answered without a total.")
        return page

    def _stamps(self, page: Page) -> pa.Array:
        """Modified times of a page in milliseconds since 1970, floored."""
        times, _ = cast_text(page.column(self._modified_at), ColumnType.TIMESTAMP)
        return pc.divide(pc.floor_temporal(times, unit="millisecond").cast(pa.int64()), 1000)

    def _filter(self, operator: str, instant: int) -> Filter:
        return _filter(self._modified, operator, str(instant))


def _is_in_order(stamps: pa.Array, low: int, high: int) -> bool:
    """Whether a page is what was asked for: every time is told, rising, inside the window."""
    if stamps.null_count or not len(stamps):
        return False
    rises = pc.all(pc.greater_equal(stamps[1:], stamps[:-1])).as_py() is not False
    return rises and low <= stamps[0].as_py() and stamps[-1].as_py() <= high


def count_matches(transport: HubSpotTransport, path: str, filters: list[Filter]) -> int:
    """How many alive records match; `path` ends in /search, no filters means all.

    Raises:
        AnswerError: the answer does not say.
    """
    body: dict[str, Any] = {
        "filterGroups": [{"filters": filters}] if filters else [],
        "properties": ["hs_object_id"],
        "limit": 1,
    }
    reader = PageReader(["hs_object_id"], f"HubSpot's {path}", transport.host)

    def read(answer: bytes) -> int:
        total = reader.read(answer).total
        if total is None or total < 0:
            raise AnswerError(f"HubSpot's {path} answered without a total.")
        return total

    return transport.post(path, body, read)


def values_beyond(
    transport: HubSpotTransport, path: str, name: str, known: Collection[str]
) -> dict[str, int]:
    """Values of a property other than `known`, with the alive records of each; at most 20."""
    found: dict[str, int] = {}
    reader = PageReader([name], f"HubSpot's {path}", transport.host)
    while len(found) < _MOST_VALUES:
        filters: list[dict[str, Any]] = [{"propertyName": name, "operator": "HAS_PROPERTY"}]
        if signed := sorted({*known, *found}):
            filters.append({"propertyName": name, "operator": "NOT_IN", "values": signed})
        body = {"filterGroups": [{"filters": filters}], "properties": [name], "limit": PAGE_SIZE}
        page = transport.post(path, body, reader.read)
        fresh = sorted(
            {str(value or "") for value in page.column(FIRST_PROPERTY).to_pylist()} - {"", *signed}
        )
        if not fresh:
            break
        for value in fresh[: _MOST_VALUES - len(found)]:
            found[value] = count_matches(transport, path, [_filter(name, "EQ", value)])
    return found


def epoch_ms(moment: datetime) -> int:
    """Milliseconds since 1970, floored; a moment without zone is UTC."""
    aware = moment if moment.tzinfo else moment.replace(tzinfo=UTC)
    return (aware - _EPOCH) // timedelta(milliseconds=1)


def _filter(name: str, operator: str, value: str) -> Filter:
    return {"propertyName": name, "operator": operator, "value": value}

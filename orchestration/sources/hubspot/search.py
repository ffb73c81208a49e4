"""Records changed in a time window, by HubSpot's search, complete under its limits.

Search pages by offset, ends at 10,000 matches, lags behind, and may serve short or empty pages.
The walk pages by offset while the window stands still, starts again at the last time seen when it
moves or ends, and inside one instant that fills pages walks by record id.
"""

from __future__ import annotations

from collections.abc import Callable, Generator, Iterator
from datetime import UTC, datetime, timedelta
from typing import Any, Final

import pyarrow as pa
import pyarrow.compute as pc

from orchestration.sources.columns import cast_text
from orchestration.sources.http import PageGuard
from orchestration.sources.hubspot.metadata import RecordShape
from orchestration.sources.hubspot.pages import FIRST_PROPERTY, ID, Page, PageReader, json_object
from orchestration.sources.hubspot.transport import HubSpotTransport
from orchestration.sources.spec import ColumnType

PAGE_SIZE: Final = 200
MOST_MATCHES: Final = 10_000
_EPOCH: Final = datetime(1970, 1, 1, tzinfo=UTC)

Filter = dict[str, str]


class ChangeWalk:
    """The walk over one object's window. Pages may repeat a record; the later one is as good.

    Args:
        transport: calls.
        object_type: as the API spells it.
        shape: properties to ask for.
        everything: all alive records by the list, for the case that search proves incomplete.
    """

    def __init__(
        self,
        transport: HubSpotTransport,
        object_type: str,
        shape: RecordShape,
        everything: Callable[[], Iterator[Page]],
    ) -> None:
        self._transport = transport
        self._path = f"/crm/v3/objects/{object_type}/search"
        self._reader = PageReader(shape.names)
        self._everything = everything
        self._modified = shape.names[shape.columns.index(shape.modified)]
        self._modified_at = FIRST_PROPERTY + shape.columns.index(shape.modified)

    def pages(self, since: datetime, until: datetime) -> Generator[Page, None, None]:
        """Records modified in [since, until], both UTC, in whole milliseconds."""
        low: int | None = epoch_ms(since)
        high = epoch_ms(until)
        while low is not None and low <= high:
            low = yield from self._window(low, high)

    def _window(self, low: int, high: int) -> Generator[Page, None, int | None]:
        """Pages from `low`; returns the millisecond to go on from, or None when all was seen."""
        filters = [self._filter("GTE", low), self._filter("LTE", high)]
        guard = PageGuard(f"HubSpot's search {self._path}")
        last, total, after = low, None, None
        while True:
            page = self._ask(filters, self._modified, after)
            yield page
            if total is not None and page.total != total:
                break  # the window moved under the offset: records may have slipped past it
            total = page.total
            last = max(last, self._last_ms(page))
            if page.after is None:
                return None
            if _offset(page.after) + PAGE_SIZE > MOST_MATCHES:
                break
            after = guard.check(page.after, empty=page.table.num_rows == 0)
        if last > low:
            return last
        yield from self._one_instant(low)
        return low + 1

    def _one_instant(self, instant: int) -> Iterator[Page]:
        """Every record modified in one millisecond, by id, proven by the total at the end."""
        filters = [self._filter("GTE", instant), self._filter("LT", instant + 1)]
        seen: set[str] = set()
        last_id: str | None = None
        while True:
            beyond = [] if last_id is None else [_filter("hs_object_id", "GT", last_id)]
            page = self._first_filled([*filters, *beyond])
            ids = page.column(ID).to_pylist()
            yield page
            if not ids or ids[-1] in seen:
                break
            seen.update(ids)
            last_id = ids[-1]
        if len(seen) < self._total(filters):
            yield from self._listed_at(instant)

    def _first_filled(self, filters: list[Filter]) -> Page:
        """The first page with records: search may hand out empty ones that go on."""
        guard = PageGuard(f"HubSpot's search {self._path}")
        after: str | None = None
        while True:
            page = self._ask(filters, "hs_object_id", after)
            if page.table.num_rows or page.after is None:
                return page
            after = guard.check(page.after, empty=True)

    def _listed_at(self, instant: int) -> Iterator[Page]:
        """The same records by the list: costs a full read, but does not depend on id order."""
        for page in self._everything():
            times, _ = cast_text(page.column(self._modified_at), ColumnType.TIMESTAMP)
            stamps = pc.floor_temporal(times, unit="millisecond").cast(pa.int64())
            here = pc.equal(stamps, instant * 1000)
            yield Page(page.table.filter(pc.fill_null(here, False)), None, None)

    def _ask(self, filters: list[Filter], order: str, after: str | None) -> Page:
        body: dict[str, Any] = {
            "filterGroups": [{"filters": filters}],
            "sorts": [{"propertyName": order, "direction": "ASCENDING"}],
            "properties": list(self._reader.names),
            "limit": PAGE_SIZE,
        }
        if after is not None:
            body["after"] = after
        return self._reader.read(self._transport.post(self._path, body))

    def _total(self, filters: list[Filter]) -> int:
        return count_matches(self._transport, self._path, filters)

    def _last_ms(self, page: Page) -> int:
        """The greatest modified time of a page, floored to the millisecond; 0 if it has none."""
        times, _ = cast_text(page.column(self._modified_at), ColumnType.TIMESTAMP)
        latest: datetime | None = pc.max(times).as_py()
        return 0 if latest is None else epoch_ms(latest)

    def _filter(self, operator: str, instant: int) -> Filter:
        return _filter(self._modified, operator, str(instant))


def count_matches(transport: HubSpotTransport, path: str, filters: list[Filter]) -> int:
    """How many alive records match; `path` ends in /search, no filters means all."""
    body: dict[str, Any] = {
        "filterGroups": [{"filters": filters}] if filters else [],
        "properties": ["hs_object_id"],
        "limit": 1,
    }
    return int(json_object(transport.post(path, body)).get("total") or 0)


def epoch_ms(moment: datetime) -> int:
    """Milliseconds since 1970, floored; a moment without zone is UTC."""
    aware = moment if moment.tzinfo else moment.replace(tzinfo=UTC)
    return (aware - _EPOCH) // timedelta(milliseconds=1)


def _filter(name: str, operator: str, value: str) -> Filter:
    return {"propertyName": name, "operator": operator, "value": value}


def _offset(after: str) -> int:
    """The offset in a search cursor; one that is not a number ends the window, to be safe."""
    return int(after) if after.isdigit() else MOST_MATCHES

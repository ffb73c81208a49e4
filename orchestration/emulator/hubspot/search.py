"""`POST /crm/v3/objects/{type}/search`: filters, sorts, the 10,000 limit, the lagging index.

A query's result is kept while nothing changes, so that its further pages are slices.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from datetime import timedelta
from typing import Any, Final

import orjson

from orchestration.emulator.hubspot.account import Portal, is_archived
from orchestration.emulator.hubspot.endpoint import Call, Reply, checked_limit
from orchestration.emulator.hubspot.errors import invalid
from orchestration.emulator.hubspot.faults import (
    EMPTY_PAGE,
    LOST_CURSOR,
    SHORT_PAGE,
    STALE_INDEX,
    STUCK_CURSOR,
    TOTAL_DRIFT,
)
from orchestration.emulator.hubspot.ordering import id_of, order_key
from orchestration.emulator.hubspot.search_filters import Filter, FilterParser, PropertyReader
from orchestration.worlds.csv_table import Row

_PAGE_MAXIMUM: Final = 200
_REACH: Final = 10_000
_QUERY_MAXIMUM: Final = 3_000
_KEPT_RESULTS: Final = 32
_STALE_S: Final = 3_600.0
_SEARCHED: Final[dict[str, tuple[str, ...]]] = {
    "contacts": ("firstname", "lastname", "email", "phone", "company"),
    "companies": ("name", "domain", "website", "phone"),
    "deals": ("dealname", "pipeline", "dealstage", "description", "dealtype"),
}


def search_records(call: Call) -> Reply:
    """Answer one page of a search; `after` is an offset."""
    portal, name = call.portal, call.portal.object_name(call.path["object_type"])
    body = call.body
    limit = checked_limit(body.get("limit") or None, default=10, highest=_PAGE_MAXIMUM)
    start = _offset(body.get("after"))
    if start + limit > _REACH:
        raise invalid(f"Paging through results is limited to {_REACH} total results.")
    total, ids = _Search(call, name).result()
    page = ids[start : start + limit]
    shown = _shown(page, call.fault)
    view = _View(call, name)
    plan = portal.plan(name, [str(one) for one in body.get("properties") or []])
    reply: dict[str, Any] = {
        "total": total + (1 if call.fault == TOTAL_DRIFT else 0),
        "results": [plan.render(i, row) for i in shown if (row := view.row(i)) is not None],
    }
    end = start + len(shown)
    if call.fault == STUCK_CURSOR:
        end = start
    if end < total and call.fault != LOST_CURSOR:
        reply["paging"] = {"next": {"after": str(end)}}
    return 200, reply


def _shown(page: list[str], fault: str | None) -> list[str]:
    if fault == EMPTY_PAGE:
        return []
    return page[: max(1, len(page) // 2)] if fault == SHORT_PAGE else page


def _offset(after: Any) -> int:
    text = str(after or "0")
    if not text.isdigit():
        raise invalid(f"after must be a number, found: {text}")
    return int(text)


def _groups_of(body: Mapping[str, Any]) -> Any:
    """Filter groups; `filters` at the top level are one group more."""
    groups, filters = body.get("filterGroups"), body.get("filters")
    if filters is None:
        return groups
    if not isinstance(groups, list | None):
        return groups
    return [*(groups or []), {"filters": filters}]


def _lag_s(call: Call) -> float:
    return _STALE_S if call.fault == STALE_INDEX else call.switches.search_lag_s


class _View:
    """Records as the index sees them: without the edits of the last so many seconds."""

    def __init__(self, call: Call, name: str) -> None:
        self._rows = call.portal.table(name).rows
        self.hidden: dict[str, Row | None] = {}
        lag = _lag_s(call)
        if lag > 0:
            horizon = call.runtime.clock.now() - timedelta(seconds=lag)
            for edit in reversed(call.portal.records.edits.get(name, [])):
                if edit.at <= horizon:
                    break
                self.hidden[edit.record_id] = edit.before

    def row(self, record_id: str) -> Row | None:
        """A record's indexed state, or None."""
        if record_id in self.hidden:
            return self.hidden[record_id]
        return self._rows.get(record_id)


class _Search:
    """One search over one object."""

    def __init__(self, call: Call, name: str) -> None:
        self._call = call
        self._name = name
        self._portal: Portal = call.portal
        self._parser = FilterParser(
            self._portal.definitions(name),
            self._portal.stamps(name),
            numeric_ids=call.switches.id_order == "numeric",
        )

    def result(self) -> tuple[int, list[str]]:
        """How many match, and the ids of the first 10,000 in order."""
        cache, key = self._portal.search_cache, self._cache_key()
        if key not in cache:
            cache[key] = self._run()
            if len(cache) > _KEPT_RESULTS:
                cache.popitem(last=False)
        return cache[key]

    def _cache_key(self) -> bytes:
        call, body = self._call, self._call.body
        return orjson.dumps(
            [
                self._name,
                self._portal.table(self._name).version,
                self._portal.records.definitions_version,
                [_lag_s(call), call.switches.id_order, call.runtime.clock.now()],
                [
                    body.get("filterGroups"),
                    body.get("filters"),
                    body.get("sorts"),
                    body.get("query"),
                ],
            ]
        )

    def _run(self) -> tuple[int, list[str]]:
        groups = self._parser.groups(_groups_of(self._call.body))
        words = self._query_words()
        view = _View(self._call, self._name)
        matching: dict[str, Row] = {}
        for group in groups:
            matching |= {
                record_id: row
                for record_id, row in self._candidates(view, group)
                if all(one.matches(record_id, row) for one in group)
            }
        if words:
            matching = {i: row for i, row in matching.items() if self._has_words(row, words)}
        ordered = self._sort(matching)
        return len(ordered), ordered[:_REACH]

    def _candidates(self, view: _View, group: list[Filter]) -> Iterator[tuple[str, Row]]:
        """Records that may match: a cut of an ordering where a range filter allows it."""
        ids: Iterable[str]
        ranges = [one for one in group if one.is_range]
        if ranges:
            slices = []
            for reader in {one.reader.label: one.reader for one in ranges}.values():
                low, high = _bounds([one for one in ranges if one.reader.label == reader.label])
                ordering = self._portal.ordering(self._name, f"search/{reader.label}", reader)
                slices.append(ordering.between(low, high))
            ids = (id_of(entry[1]) for entry in min(slices, key=len))
        else:
            ids = iter(self._portal.table(self._name).rows)
        rows = self._portal.table(self._name).rows
        for record_id in ids:
            if record_id not in view.hidden and not is_archived(rows[record_id]):
                yield record_id, rows[record_id]
        for record_id, before in view.hidden.items():
            if before is not None and not is_archived(before):
                yield record_id, before

    def _sort(self, matching: dict[str, Row]) -> list[str]:
        """Sorted ids: by the first sort rule, then by id; by id without one."""
        rules = self._call.body.get("sorts") or []
        ids = sorted(matching, key=order_key)
        for rule in reversed(rules[:1]):
            reader, is_descending = self._rule(rule)
            keys = {i: reader(i, matching[i]) for i in ids}
            filled = [i for i in ids if keys[i] is not None]
            filled.sort(key=keys.__getitem__, reverse=is_descending)
            ids = filled + [i for i in ids if keys[i] is None]
        return ids

    def _rule(self, rule: Any) -> tuple[PropertyReader, bool]:
        """Read a sort rule: an object, or its text form `-createdate`."""
        if isinstance(rule, dict):
            is_descending = str(rule.get("direction", "ASCENDING")).upper() == "DESCENDING"
            return self._parser.reader(str(rule.get("propertyName"))), is_descending
        text = str(rule)
        return self._parser.reader(text.removeprefix("-")), text.startswith("-")

    def _query_words(self) -> list[str]:
        query = str(self._call.body.get("query") or "")
        if len(query) > _QUERY_MAXIMUM:
            raise invalid(f"query may have at most {_QUERY_MAXIMUM} characters")
        return query.lower().split()

    def _has_words(self, row: Row, words: list[str]) -> bool:
        columns = _SEARCHED.get(self._name, ("hs_name", "name"))
        text = " ".join(value for c in columns if (value := row.get(c)) is not None).lower()
        return all(word in text for word in words)


def _bounds(filters: list[Filter]) -> tuple[Any, Any]:
    lows = [one.low for one in filters if one.low is not None]
    highs = [one.high for one in filters if one.high is not None]
    return max(lows, default=None), min(highs, default=None)

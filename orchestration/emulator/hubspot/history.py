"""Property history: what the world states, what edits add, and what stage dates imply.

A portal remembers every version of every property. A world states some of them (history.csv);
where it states none for a property, its versions follow from the stage dates of the record, and
else there is one, as old as the record's last change before anybody edited it here.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from datetime import UTC, datetime
from typing import Any, Final

from orchestration.worlds.csv_table import Row
from orchestration.worlds.instants import parse_instant

_MOST_VERSIONS: Final = {"contacts": 45}
_MOST_VERSIONS_ELSEWHERE: Final = 20
_STAGED: Final = ("lifecyclestage", "dealstage", "hs_pipeline_stage")
_STAGE_DATE: Final = re.compile(r"hs_v2_date_entered_(.+)|hs_lifecyclestage_(.+)_date")
_BY_HAND: Final = "CRM_UI"
_Key = tuple[str, str]
_Times = tuple[str, str]


class PropertyHistory:
    """Versions of properties, by record.

    Args:
        rows: rows of history.csv.
    """

    def __init__(self, rows: Iterable[Row]) -> None:
        self._stated = list(rows)
        self._by_record: dict[_Key, list[Row]] | None = None
        self._settled: dict[_Key, str] = {}

    def note(
        self,
        key: _Key,
        before: Row | None,
        changed: Mapping[str, str | None],
        times: _Times,
        by: str | None = None,
    ) -> None:
        """Remember what an edit changed.

        Args:
            key: object and id.
            before: the record as it was; None when the edit creates it.
            changed: the values set.
            times: now, and when the record last changed before.
            by: the source and, behind a colon, its id; by hand if None.
        """
        now, settled = times
        self._settled.setdefault(key, settled)
        versions = self._index().setdefault(key, [])
        known = {version["property"] for version in versions}
        for name, value in changed.items():
            old = (before or {}).get(name)
            if name.startswith("_") or old == value:
                continue
            if name not in known and old is not None:
                versions += _implied(name, old, before or {}, self._settled[key])
            versions.append(_version(name, value, now, by or _BY_HAND))

    def merge(self, winner: _Key, loser: _Key, survivor: _Key, won: Row, settled: str) -> None:
        """Hand the survivor of a merge its versions: the winner's, and others' where it has none.

        Args:
            winner: object and id.
            loser: likewise.
            survivor: likewise.
            won: the winner's record.
            settled: when the winner last changed.
        """
        index = self._index()
        versions = index.pop(winner, [])
        lost = index.pop(loser, [])
        versions += [one for one in lost if won.get(str(one["property"])) is None]
        index[survivor] = versions
        self._settled[survivor] = self._settled.pop(winner, settled)

    def of(self, key: _Key, row: Row, names: Iterable[str], settled: str) -> dict[str, list[Row]]:
        """Versions of the named properties, newest first, no more than the vendor keeps.

        Args:
            key: object and id.
            row: the record as it is.
            names: properties.
            settled: when the record last changed, unless an edit here has fixed that already.
        """
        found: dict[str, list[Row]] = {name: [] for name in names}
        for version in self._index().get(key, ()):
            name = str(version["property"])
            if name in found:
                found[name].append(version)
        most = _MOST_VERSIONS.get(key[0], _MOST_VERSIONS_ELSEWHERE)
        at = self._settled.get(key, settled)
        for name, versions in found.items():
            value = row.get(name)
            if not versions and value is not None:
                versions += _implied(name, value, row, at)
            versions.reverse()  # of equal times the one noted last is the newest
            versions.sort(key=lambda version: _moment(str(version["timestamp"])), reverse=True)
            del versions[most:]
        return {name: versions for name, versions in found.items() if versions}

    def _index(self) -> dict[_Key, list[Row]]:
        if self._by_record is None:
            index: dict[_Key, list[Row]] = {}
            for row in self._stated:
                index.setdefault((str(row["object_type"]), str(row["object_id"])), []).append(row)
            self._by_record = index
        return self._by_record


def _implied(name: str, value: str, row: Row, settled: str) -> list[Row]:
    """The versions behind a value of which the world tells no history, oldest first."""
    entered = sorted(_stage_dates(row), key=lambda one: _moment(one[0])) if name in _STAGED else []
    versions = [_version(name, stage, at) for at, stage in entered]
    if not versions or versions[-1]["value"] != value:
        last = entered[-1][0] if entered else settled
        versions.append(_version(name, value, max(last, settled, key=_moment)))
    return versions


def _stage_dates(row: Row) -> list[tuple[str, str]]:
    dates: dict[str, str] = {}
    for column, at in row.items():
        match = _STAGE_DATE.fullmatch(column) if at is not None else None
        if match is not None and at is not None:
            dates.setdefault(match[1] or match[2], at)
    return [(at, stage) for stage, at in dates.items()]


def _moment(text: str) -> datetime:
    """A time to sort by; what is none comes first."""
    try:
        return parse_instant(text)
    except ValueError:
        return datetime.min.replace(tzinfo=UTC)


def _version(name: str, value: str | None, at: str, by: str = _BY_HAND) -> dict[str, Any]:
    source, _, source_id = by.partition(":")
    version = {"property": name, "value": value, "timestamp": at, "source_type": source}
    return {**version, "source_id": source_id} if source_id else version

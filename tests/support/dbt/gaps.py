"""What a world says of the gaps between its systems' counts and ours, to hold the models to."""

from __future__ import annotations

import csv
from collections import Counter
from collections.abc import Iterable, Iterator
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

Row = dict[str, str]
Told = set[tuple[str, str, str, str, int]]
#: What a system counts by itself: metric, system, day.
Counts = Counter[tuple[str, str, date]]

GAPS = (
    "select compared_system, happened_date, cause, source_id, difference"
    " from {schema}.fct_metric_gap where metric_id = 'entered_mql'"
)
COUNTS = (
    "select metric_id, compared_system, happened_date, sum(system_value)"
    " from {schema}.fct_metric_gap"
    " where metric_id in ('entered_mql', 'entered_opp', 'entered_won') and system_value <> 0"
    " group by metric_id, compared_system, happened_date"
)
#: A period that does not lead from the system's count to ours, or a difference nothing explains.
RESIDUALS = """
select gaps.metric_id, gaps.compared_system, gaps.period_type, gaps.period_start
from (
    select metric_id, compared_system, period_type, period_start,
           sum(system_value) + sum(difference)
           - sum(case when cause = 'imputed' then our_value else 0 end) as ours,
           max(case when cause = 'unexplained' then 1 else 0 end) as is_unexplained
    from {schema}.mart_metric_gap
    group by metric_id, compared_system, period_type, period_start
) as gaps
left join {schema}.mart_metric_period as published
    on published.metric_id = gaps.metric_id
    and published.period_type = gaps.period_type
    and published.period_start = gaps.period_start
    and published.scope = 'all'
where is_unexplained = 1 or ours <> coalesce(published.numerator, 0)
"""


def gaps_simulated(world: Path) -> Told:
    """The answers of truth/gap.csv."""
    return {
        (r["system"], r["happened_date"], r["cause"], r["record_id"], int(r["difference"]))
        for r in _rows(world / "truth" / "gap.csv")
    }


def gaps_told(rows: Iterable[Any], answers: Told) -> Told:
    """What the models say of the records that the answers are about."""
    asked = {record for _, _, _, record, _ in answers}
    return {
        (system, str(day), cause, record, int(difference))
        for system, day, cause, record, difference in rows
        if record in asked
    }


def counts_told(rows: Iterable[Any]) -> Counts:
    """What the models say that each system counts by itself, by day."""
    return Counter({(metric, system, day): int(count) for metric, system, day, count in rows})


def counts_of_files(world: Path) -> Counts:
    """What each system's files show in its own time zone, with no other system looked at."""
    return Counter([*_counted_by_hubspot(world / "hubspot"), *_counted_by_salesforce(world)])


def _counted_by_hubspot(root: Path) -> Iterator[tuple[str, str, date]]:
    zone = ZoneInfo("Europe/Lisbon")

    def day(text: str) -> date:
        return _instant(text).astimezone(zone).date()

    qualified: dict[str, list[str]] = {}
    for row in _rows(root / "history.csv"):
        if (row["property"], row["value"]) == ("lifecyclestage", "marketingqualifiedlead"):
            qualified.setdefault(row["object_id"], []).append(row["timestamp"])
    for row in _alive(root / "objects" / "contacts.csv"):
        names = ("hs_v2_date_entered_", "hs_lifecyclestage_")
        told = [row.get(f"{names[0]}marketingqualifiedlead", "")]
        told += [row.get(f"{names[1]}marketingqualifiedlead_date", "")]
        times = [text for text in (*told, *qualified.get(row["id"], ())) if text]
        if times:
            yield "entered_mql", "hubspot", day(min(times, key=_instant))
    for row in _alive(root / "objects" / "deals.csv"):
        yield "entered_opp", "hubspot", day(row["createdate"])
        if row["hs_is_closed_won"] == "true":
            yield "entered_won", "hubspot", day(row["closedate"])


def _counted_by_salesforce(world: Path) -> Iterator[tuple[str, str, date]]:
    root = world / "salesforce" / "objects"
    for row in _alive(root / "Lead.csv"):
        if row["mql_date__c"]:
            yield "entered_mql", "salesforce", _instant(row["mql_date__c"]).date()
    for row in _alive(root / "Opportunity.csv"):
        yield "entered_opp", "salesforce", _instant(row["CreatedDate"]).date()
        if row["IsWon"] == "true":
            yield "entered_won", "salesforce", date.fromisoformat(row["CloseDate"])


def _rows(path: Path) -> list[Row]:
    if not path.exists():
        return []
    with path.open(encoding="utf-8", newline="") as handle:
        return list(csv.DictReader(handle))


def _alive(path: Path) -> list[Row]:
    return [
        row for row in _rows(path) if row.get("IsDeleted") != "true" and not row.get("_archived_at")
    ]


def _instant(text: str) -> datetime:
    value = datetime.fromisoformat(text)
    return value.astimezone(UTC) if value.tzinfo else value.replace(tzinfo=UTC)

"""What a world says of the gaps between its systems' counts and ours, to hold the models to."""

from __future__ import annotations

import csv
import json
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator
from datetime import UTC, date, datetime
from decimal import Decimal
from itertools import chain
from pathlib import Path
from typing import Any, Final
from zoneinfo import ZoneInfo

Row = dict[str, str]
#: metric, system, day, cause, record, difference
Told = set[tuple[str, str, str, str, str, Decimal]]
#: What a system counts by itself: metric, system, day.
Counts = dict[tuple[str, str, date], Decimal]
Counted = Iterator[tuple[str, str, date, Decimal]]
_PORTAL: Final = ZoneInfo("Europe/Lisbon")
_METRICS: Final = ("entered_mql", "entered_sal", "entered_opp", "entered_won", "won_amount")

GAPS = (
    "select metric_id, compared_system, happened_date, cause, source_id, difference"
    " from {schema}.fct_metric_gap"
)
COUNTS = (
    "select metric_id, compared_system, happened_date, sum(system_value)"
    " from {schema}.fct_metric_gap"
    f" where metric_id in {_METRICS}"
    " group by metric_id, compared_system, happened_date having sum(system_value) <> 0"
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
    names = ("metric_id", "system", "happened_date", "cause", "record_id")
    return {
        (*(row[name] for name in names), Decimal(row["difference"]))  # type: ignore[misc]
        for row in _rows(world / "truth" / "gap.csv")
    }


def gaps_told(rows: Iterable[Any], answers: Told) -> Told:
    """What the models say of the records that the answers are about."""
    asked = {(metric, record) for metric, _, _, _, record, _ in answers}
    return {
        (metric, system, str(day), cause, record, Decimal(difference))
        for metric, system, day, cause, record, difference in rows
        if (metric, record) in asked
    }


def counts_told(rows: Iterable[Any]) -> Counts:
    """What the models say that each system counts by itself, by day."""
    return {(metric, system, day): Decimal(count) for metric, system, day, count in rows}


def counts_of_files(world: Path) -> Counts:
    """What each system's files show in its own time zone, with no other system looked at."""
    counts: Counts = defaultdict(Decimal)
    end = _instant(json.loads((world / "world.json").read_text(encoding="utf-8"))["as_of"])
    for metric, system, day, value in chain(
        _counted_by_hubspot(world / "hubspot", end), _counted_by_salesforce(world, end)
    ):
        counts[metric, system, day] += value
    return {key: value for key, value in counts.items() if value}


def _counted_by_hubspot(root: Path, end: datetime) -> Counted:
    qualified: dict[str, list[str]] = {}
    for row in _rows(root / "history.csv"):
        if (row["property"], row["value"]) == ("lifecyclestage", "marketingqualifiedlead"):
            qualified.setdefault(row["object_id"], []).append(row["timestamp"])
    reached = _reached_by_hubspot(root, end)
    for row in _alive(root / "objects" / "contacts.csv"):
        names = ("hs_v2_date_entered_", "hs_lifecyclestage_")
        told = [row.get(f"{names[0]}marketingqualifiedlead", "")]
        told += [row.get(f"{names[1]}marketingqualifiedlead_date", "")]
        times = [_instant(text) for text in (*told, *qualified.get(row["id"], ())) if text]
        if times:
            yield "entered_mql", "hubspot", _portal_day(min(times)), Decimal(1)
        if row["id"] in reached:
            yield "entered_sal", "hubspot", _portal_day(min(reached[row["id"]])), Decimal(1)
    for row in _alive(root / "objects" / "deals.csv"):
        yield "entered_opp", "hubspot", _portal_day(_instant(row["createdate"])), Decimal(1)
        if row["hs_is_closed_won"] == "true":
            closed = _portal_day(_instant(row["closedate"]))
            yield "entered_won", "hubspot", closed, Decimal(1)
            yield "won_amount", "hubspot", closed, Decimal(row["amount"] or 0)


def _reached_by_hubspot(root: Path, end: datetime) -> dict[str, list[datetime]]:
    """When sales did something with each contact."""
    whom = {
        (row["from_type"], row["from_id"]): row["to_id"]
        for row in _rows(root / "associations.csv")
        if row["to_type"] == "contacts"
    }
    # what went out, whether it arrived or not; a meeting that was not called off
    happened: dict[str, Callable[[Row], bool]] = {
        "calls": lambda row: row["hs_call_direction"] == "OUTBOUND",
        "emails": lambda row: row["hs_email_direction"] == "EMAIL",
        "meetings": lambda row: row["hs_meeting_outcome"] in ("COMPLETED", "SCHEDULED"),
    }
    reached: dict[str, list[datetime]] = {}
    for plural, is_done in happened.items():
        for row in filter(is_done, _alive(root / "objects" / f"{plural}.csv")):
            if (plural, row["id"]) in whom and _instant(row["hs_timestamp"]) <= end:
                contact = whom[plural, row["id"]]
                reached.setdefault(contact, []).append(_instant(row["hs_timestamp"]))
    return reached


def _counted_by_salesforce(world: Path, end: datetime) -> Counted:
    root = world / "salesforce" / "objects"
    reached = _reached_by_salesforce(root, end)
    for row in _alive(root / "Lead.csv"):
        if row["mql_date__c"]:
            yield "entered_mql", "salesforce", _instant(row["mql_date__c"]).date(), Decimal(1)
    for row in (*_alive(root / "Lead.csv"), *_alive(root / "Contact.csv")):
        if row["Id"] in reached:
            yield "entered_sal", "salesforce", min(reached[row["Id"]]).date(), Decimal(1)
    for row in _alive(root / "Opportunity.csv"):
        yield "entered_opp", "salesforce", _instant(row["CreatedDate"]).date(), Decimal(1)
        if row["IsWon"] == "true":
            closed = date.fromisoformat(row["CloseDate"])
            yield "entered_won", "salesforce", closed, Decimal(1)
            yield "won_amount", "salesforce", closed, Decimal(row["Amount"] or 0)


def _reached_by_salesforce(root: Path, end: datetime) -> dict[str, list[datetime]]:
    """When sales did something with each lead or contact."""
    times = [
        (row["WhoId"], row["CompletedDateTime"])
        for row in _alive(root / "Task.csv")
        if row["IsClosed"] == "true"
    ]
    times += [(row["WhoId"], row["StartDateTime"]) for row in _alive(root / "Event.csv")]
    reached: dict[str, list[datetime]] = {}
    for whom, text in times:
        if whom and _instant(text) <= end:
            reached.setdefault(whom, []).append(_instant(text))
    return reached


def _portal_day(at: datetime) -> date:
    return at.astimezone(_PORTAL).date()


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

"""What a generated company says of its scorecard, and what the marts do, in one form."""

from __future__ import annotations

import csv
from collections.abc import Iterator
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any

import yaml

from tests.support.dbt.build import Build
from tests.support.scorecard.reference import Calendar, Day, Key, Metric, Reference, Score

#: Of hand-overs the generator plans some, and follows the others no further.
HANDED = ("follow_up_in_time", "handoffs_accepted")


def answers(world: Path, name: str) -> list[dict[str, str]]:
    """The rows of a file of truth."""
    with (world / "truth" / f"{name}.csv").open(encoding="utf-8", newline="") as handle:
        return list(csv.DictReader(handle))


def agreed(world: Path, table: str) -> list[dict[str, Any]]:
    """The company's goals, or the clauses of its agreement."""
    said = yaml.safe_load((world / "glossary.yml").read_text("utf-8"))
    rows: list[dict[str, Any]] = said[table]["rows"]
    return rows


def reference(world: Path, build: Build, today: date, calendar: Calendar) -> Reference:
    """The scorecard as the simulation has it; hand-overs as they were published one by one."""
    metrics = {
        name: Metric(*said)
        for name, *said in build.rows(
            "select metric_id, kind, better, owner_team, seen_kind"
            f" from {build.schema('staging')}.metrics"
        )
    }
    days = [
        Day(
            row["metric_id"],
            date.fromisoformat(row["day"]),
            row["channel"],
            row["owner"],
            row["team"],
            Decimal(row["numerator"]),
            Decimal(row["denominator"]) if row["denominator"] else None,
        )
        for row in answers(world, "metrics")
    ]
    return Reference([*days, *_handed_over(build)], metrics, today, calendar)


def _handed_over(build: Build) -> Iterator[Day]:
    marts = build.schema("marts")
    rows = build.rows(
        "select h.handoff_date, h.channel, coalesce(u.email, u.name), u.team, h.outcome,"
        f" r.response_status from {marts}.fct_lead_handoff as h"
        f" join {marts}.fct_lead_response as r on r.handoff_key = h.handoff_key"
        f" left join {marts}.dim_user as u on u.owner_key = h.to_owner_key"
    )
    for on, channel, owner, team, outcome, status in rows:
        whose = (on, channel or "", owner or "", team or "")
        if outcome != "pending":
            yield Day(HANDED[1], *whose, Decimal(outcome == "accepted"), Decimal(1))
        if status in ("on_time", "late", "never", "overdue"):
            yield Day(HANDED[0], *whose, Decimal(status == "on_time"), Decimal(1))


def _names(build: Build) -> dict[str, str]:
    """What the owner of a key is called: by their address, a queue by its name."""
    return {
        str(key): str(name)
        for key, name in build.rows(
            f"select owner_key, coalesce(email, name) from {build.schema('marts')}.dim_user"
        )
    }


def periods_told(build: Build) -> dict[Key, tuple[Decimal, Decimal]]:
    """What is published of every metric, kind of period, its first day, scope and value."""
    names = _names(build)
    rows = build.rows(
        "select metric_id, period_type, period_start, scope, scope_value, numerator, denominator"
        f" from {build.schema('marts')}.mart_metric_period"
        " where numerator <> 0 or denominator <> 0"
    )
    return {
        (metric, period, start, scope, names.get(value, value)): (above, below or Decimal(0))
        for metric, period, start, scope, value, above, below in rows
    }


def scorecard_told(build: Build) -> dict[Key, Score]:
    """The published scorecard."""
    names = _names(build)
    columns = ", ".join(Score._fields)
    rows = build.rows(
        f"select metric_id, period_type, period_start, scope, scope_value, {columns}"
        f" from {build.schema('marts')}.mart_scorecard"
    )
    return {
        (metric, period, start, scope, names.get(value, value)): Score(*said)
        for metric, period, start, scope, value, *said in rows
    }


def differences(told: dict[Key, Score], wanted: dict[Key, Score]) -> list[tuple[Any, ...]]:
    """Where the two differ by more than the last digit that is published."""
    found: list[tuple[Any, ...]] = [(key, "not told") for key in wanted.keys() - told.keys()]
    found += [(key, "not wanted") for key in told.keys() - wanted.keys()]
    for key in wanted.keys() & told.keys():
        for name, is_, should in zip(Score._fields, told[key], wanted[key], strict=True):
            if not _same(is_, should):
                found.append((key, name, is_, should))
    return sorted(found, key=str)


def _same(told: Any, wanted: Any) -> bool:
    if isinstance(told, Decimal) and isinstance(wanted, Decimal):
        return abs(told - wanted) <= Decimal("2e-6") * max(1, abs(wanted))
    return bool(told == wanted)

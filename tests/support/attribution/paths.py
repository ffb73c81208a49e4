"""Other people's journeys, counted by path, as deals: a deal per conversion, a visit per step."""

from __future__ import annotations

import csv
from collections import defaultdict
from itertools import islice
from pathlib import Path
from typing import Final

from tests.support.dbt.build import Build

#: Name of a rule in their answers -> ours; who was met at all is counted, not parted.
RULES: Final = {
    "first": "first",
    "last": "last",
    "linear": "linear",
    "u_shaped_40_20_40": "position_based",
    "influenced_any_touch": "any",
}
Sums = dict[str, dict[str, float]]
_MADE: Final = "timestamp '2026-03-01 12:00:00'"
#: Places of a value that amounts keep none of, moved before the point.
_SCALE: Final = 1_000_000


def fill(build: Build, file: Path, first: int = 1_000_000) -> None:
    """The first paths of the file; channels are those of the file, which no glossary has."""
    build.execute(
        f"""
        create table deals as
        select
            path, total_conversion_value / total_conversions as value,
            'o' || place || '-' || unnest(range(cast(total_conversions as bigint))) as deal
        from (
            select *, row_number() over () as place
            from read_csv('{file}', header = true)
            limit {first}
        )
        where total_conversions > 0
        """
    )
    build.execute(
        f"""
        insert into marts.fct_opportunity
        select deal, null, null, {_MADE}, date '2026-03-01', value * {_SCALE}, true, false
        from deals
        """
    )
    build.execute(
        "insert into intermediate.int_opportunities__unified select deal, 'UTC' from deals"
    )
    build.execute("insert into marts.bridge_opportunity_person select deal, deal from deals")
    build.execute("insert into marts.dim_person select deal, null from deals")
    build.execute(
        f"""
        insert into marts.fct_touchpoint
        select
            deal || '/' || step, deal, 'web_session', channel, null,
            {_MADE} - interval 5 day + step * interval 1 hour, true, 'files', 'sessions',
            cast(step as varchar)
        from (
            select
                deal, unnest(string_split(path, ' > ')) as channel,
                unnest(range(len(string_split(path, ' > ')))) as step
            from deals
        )
        """
    )


def sums(build: Build, column: str) -> Sums:
    """By channel and rule, what the wins come to: `column` over rows of a deal and its value."""
    met = column.replace("weight", "1")
    found: Sums = {}
    for channel, rule, total in build.rows(
        f"""
        with parts as (
            select parts.*, deals.value
            from marts.fct_attribution as parts
            inner join deals on deals.deal = parts.opportunity_key
            where parts.conversion = 'won'
        )
        select channel, model, sum({column}) from parts group by channel, model
        union all
        select channel, 'any', sum({met}) from (
            select distinct channel, opportunity_key, value from parts where model = 'linear'
        ) group by channel
        """
    ):
        found.setdefault(channel, {})[rule] = float(total)
    return found


def credited(file: Path, first: int) -> Sums:
    """The same of the first paths, as the definitions have it: by channel, and in all."""
    found: dict[str, dict[str, float]] = defaultdict(lambda: dict.fromkeys(RULES, 0.0))
    with file.open(encoding="utf-8", newline="") as lines:
        for row in islice(csv.DictReader(lines), first):
            deals, steps = float(row["total_conversions"]), row["path"].split(" > ")
            for channel in ("TOTAL", *steps):
                found[channel]["linear"] += deals * (1 if channel == "TOTAL" else 1 / len(steps))
            for name, ends in (("first", {0: 1.0}), ("last", {-1: 1.0})):
                _add(found, name, steps, ends, deals)
            _add(found, "u_shaped_40_20_40", steps, _both_ends(len(steps)), deals)
            for channel in {*steps}:
                found[channel]["influenced_any_touch"] += deals
                found["TOTAL"]["influenced_any_touch"] += deals
    return {channel: row for channel, row in found.items() if any(row.values())}


def steps(file: Path, first: int) -> list[tuple[list[str], bool]]:
    """The channels of each deal of the first paths; every one of them was won."""
    with file.open(encoding="utf-8", newline="") as lines:
        return [
            (row["path"].split(" > "), True)
            for row in islice(csv.DictReader(lines), first)
            for _ in range(int(row["total_conversions"]))
        ]


def _both_ends(steps: int) -> dict[int, float]:
    if steps < 3:
        return dict.fromkeys(range(steps), 1 / steps)
    return {0: 0.4, -1: 0.4, **dict.fromkeys(range(1, steps - 1), 0.2 / (steps - 2))}


def _add(
    found: dict[str, dict[str, float]],
    name: str,
    steps: list[str],
    shares: dict[int, float],
    deals: float,
) -> None:
    for place, share in shares.items():
        found[steps[place]][name] += share * deals
        found["TOTAL"][name] += share * deals

"""Plants fields that from one day on hold a value that nobody chose before (F012).

Whatever a world's own story does to a value is judged as well; that somebody wrote over many
records, or that records no longer come, no story tells.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from itertools import accumulate
from typing import Final

from orchestration.worlds.generator.defects.fields import created, judged_table
from orchestration.worlds.generator.planted import Planted
from orchestration.worlds.generator.spec import iso
from orchestration.worlds.generator.tables import SYSTEM_COLUMNS, Defect, Simulation, raw_name
from orchestration.worlds.generator.written import Written, made

#: Where, what was chosen before, and the value that half of the records hold since. Objects of
#: which fewer are made than ten in a fortnight are followed by nobody.
_FLOODED: Final = (
    ("hubspot", "contacts", "welcome_path", ("amber", "blue", "green"), "violet"),
    ("hubspot", "contacts", "chat_topic", ("prices", "setup", "hours", "jobs"), "outage"),
    ("salesforce", "Lead", "intro_offer__c", ("trial", "tour"), "voucher"),
    ("salesforce", "Lead", "call_window__c", ("morning", "noon", "evening"), "night"),
    ("salesforce", "Contact", "letter_kind__c", ("short", "long", "folded"), "card"),
)
#: Long enough ago for the smaller objects to have thirty records since.
_DAYS_AGO: Final = 150
_Held = Sequence[tuple[date, str]]


def plant_breaks(simulation: Simulation) -> None:
    """Add the columns where so many records were created before the day and since."""
    day = (simulation.as_of - timedelta(days=_DAYS_AGO)).replace(hour=0, minute=0, second=0)
    edge = iso(day)
    for system, name, field, words, new in _FLOODED:
        table = judged_table(simulation, system, name, 100)
        if table is None:
            continue
        values = {
            key: new if created(row) >= edge and number % 2 else words[number // 2 % len(words)]
            for number, (key, row) in enumerate(table.rows.items())
        }
        alive = [
            (datetime.fromisoformat(created(row)).date(), values[row[table.columns[0]]])
            for row in table.alive()
        ]
        if not _is_broken(alive, simulation.as_of.date()):
            continue
        table.columns.append(field)
        for key, row in table.rows.items():
            row[field] = values[key]
        place = (system, raw_name(name), field.lower())
        simulation.defects.add(Defect("F012", *place))


# ---------------------------------------------------------------- which fields break it
#: What the vendor keeps, what changes while a record grows older, and what says whose it is.
_LOGS: Final = {"lead_history", "opportunity_history", "opportunity_field_history"}
_NEVER: Final = {name.lower() for name in SYSTEM_COLUMNS} | {
    *("dealstage", "pipeline", "stagename", "lifecyclestage", "hs_lead_status", "status"),
    *("forecastcategory", "hs_manual_forecast_category", "ownerid", "hubspot_owner_id"),
    *("nextstep", "hs_next_step", "hs_object_source"),
    *("isconverted", "isclosed", "iswon", "converteddate", "probability"),
}


@dataclass(frozen=True)
class _Days:
    """How many records were created up to each day of a row of days, and how many hold a value."""

    records: Sequence[int]
    hits: Sequence[int]

    def of(self, first: int, end: int) -> tuple[int, int]:
        """Records and hits of days from `first` up to, not with, `end`."""
        first, end = max(first, 0), min(max(end, 0), len(self.records) - 1)
        return self.records[end] - self.records[first], self.hits[end] - self.hits[first]


def _broken(world: Written) -> Iterator[Defect]:
    """Fields of few values of which one came to stay, or went."""
    for (system, name), rows in world.tables.items():
        if name in _LOGS or not rows:
            continue
        for field in rows[0].keys() - _NEVER:
            if system == "salesforce" and field.endswith("id"):
                continue  # a link to another record
            held = [(made(row).date(), row[field]) for row in rows if row[field].strip()]
            if _is_broken(held, world.as_of.date()):
                yield Defect("F012", system, name, field)


def _is_broken(held: _Held, today: date) -> bool:
    values = Counter(value for _, value in held)
    if len(held) < 60 or not 1 < len(values) <= 60:
        return False
    first = min(day for day, _ in held)
    days = (today - first).days
    records = Counter((day - first).days for day, _ in held if day < today)
    for value, count in values.items():
        hits = Counter((day - first).days for day, what in held if day < today and what == value)
        if count >= 30 and _breaks(
            _Days(_summed(records, days), _summed(hits, days)), sorted(records), days
        ):
            return True
    return False


def _summed(counts: Counter[int], days: int) -> list[int]:
    return list(accumulate((counts[day] for day in range(days)), initial=0))


def _breaks(series: _Days, days: Sequence[int], today: int) -> bool:
    """Whether on some day the value began, or ended, as the half year before it and all since."""
    for day in days:
        before, near_before = series.of(day - 180, day), series.of(day - 14, day)
        after, near_after = series.of(day, today), series.of(day, day + 14)
        is_judged = today - day >= 14 and min(before[0], after[0]) >= 30
        if not is_judged or min(near_before[0], near_after[0]) < 10:
            continue
        began = (
            _share(before) <= 0.02
            and _share(near_before) <= 0.05
            and _share(after) >= 0.2
            and _share(near_after) >= 0.8 * _share(after)
        )
        ended = (
            _share(before) >= 0.1
            and _share(near_before) >= 0.8 * _share(before)
            and _share(after) <= 0.02
            and _share(near_after) <= 0.02
        )
        if (began or ended) and _chi_square(before, after) >= 30:
            return True
    return False


def _share(counts: tuple[int, int]) -> float:
    return counts[1] / counts[0]


def _chi_square(before: tuple[int, int], after: tuple[int, int]) -> float:
    records, hits = before[0] + after[0], before[1] + after[1]
    expected = before[0] * after[0] * hits * (records - hits)
    if not expected:
        return 0
    return (before[1] * after[0] - after[1] * before[0]) ** 2 * records / expected


PLANTED: Final = Planted(("F012",), plant_breaks, _broken, place=4)

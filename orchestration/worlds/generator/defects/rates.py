"""Plants exchange rates of which two hold on one day (Q005), in a currency that nobody deals in.

What was sold and what was spent stays worth what it was.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta
from itertools import groupby, pairwise
from typing import Final

from orchestration.worlds.generator.planted import Planted
from orchestration.worlds.generator.salesforce_records import stamps
from orchestration.worlds.generator.spec import day, salesforce_id
from orchestration.worlds.generator.tables import Defect, Simulation
from orchestration.worlds.generator.written import Written

_CURRENCY: Final = "GBP"
#: Days before the end of the story on which a window begins, the days by which it is written to
#: hold longer than until the next one begins, and its rate.
_WINDOWS: Final = (
    *((270, 0, "0.89"), (240, 2, "0.88"), (210, 5, "0.87"), (180, 0, "0.86")),
    *((150, 1, "0.85"), (120, 0, "0.87"), (90, 14, "0.88")),
)
_LAST: Final = (60, "0.84")
_PLACE: Final = ("salesforce", "dated_conversion_rate")


def plant_rates(simulation: Simulation) -> None:
    """Write the windows, the last one without an end, and note those that hold too long."""
    if not simulation.spec.has_salesforce:
        return
    today = simulation.as_of.date()
    begins = [before for before, _, _ in _WINDOWS] + [_LAST[0]]
    rates = simulation.table("salesforce", "DatedConversionRate")
    for number, (before, longer, rate) in enumerate(_WINDOWS, start=1):
        end = today - timedelta(days=begins[number] - longer)
        record = _write(simulation, number, before, day(end), rate)
        if longer:
            simulation.defects.add(Defect("Q005", *_PLACE, "nextstartdate", record))
    _write(simulation, len(rates.rows) + 1, _LAST[0], "9999-12-31", _LAST[1])


def _write(simulation: Simulation, number: int, before: int, end: str, rate: str) -> str:
    record, made = salesforce_id("04w", number), simulation.as_of - timedelta(days=before)
    simulation.table("salesforce", "DatedConversionRate").add(
        {
            "Id": record,
            "IsoCode": _CURRENCY,
            "StartDate": day(made),
            "NextStartDate": end,
            "ConversionRate": rate,
            **stamps(made, made),
        }
    )
    return record


def _broken(world: Written) -> Iterator[Defect]:
    """Windows that are written to end after the next one of their currency begins."""
    rows = sorted(world.rows(*_PLACE), key=lambda row: (row["isocode"], row["startdate"]))
    for _, windows in groupby(rows, key=lambda row: row["isocode"]):
        for window, following in pairwise(windows):
            if window["nextstartdate"] > following["startdate"]:
                yield Defect("Q005", *_PLACE, "nextstartdate", window["id"])


PLANTED: Final = Planted(("Q005",), plant_rates, _broken)

"""The public holidays of each work calendar that names a country, as a seed.

The package `holidays` is imported only where a calendar names a country.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Final

from orchestration.compile.inputs import Inputs
from orchestration.compile.seeds import Seed, seed_files
from orchestration.errors import GlossaryError
from orchestration.glossary.parts.working_hours import WorkCalendar

#: Leads of these years are counted with holidays: a CRM that is older starts without.
YEARS: Final = range(2010, 2036)
_COLUMNS: Final = {"calendar": "text", "day": "date", "name": "text"}
_WHAT: Final = "One row per work calendar and day on which its country has a public holiday."


def outputs(inputs: Inputs) -> Mapping[Path, str]:
    """`public_holidays`: calendar, day, name; by calendar and day."""
    rows = [row for one in inputs.glossary.work_calendars.rows for row in _days(one)]
    seed = Seed("public_holidays", _WHAT, _COLUMNS, rows, is_keyed=False)
    return seed_files("public_holidays", "glossary.yml and the package holidays", [seed])


def _days(calendar: WorkCalendar) -> Iterator[list[object]]:
    if calendar.country is None:
        return
    try:
        from holidays import country_holidays
    except ImportError as error:
        raise GlossaryError(
            f"work_calendars[{calendar.code}] names a country, and the package `holidays`, which"
            " knows its public holidays, is not installed.",
            next_step="Install hymnsheet[pipeline], or write the days into days_off.",
        ) from error
    try:
        days = country_holidays(calendar.country, subdiv=calendar.subdivision, years=YEARS)
    except NotImplementedError as error:
        raise GlossaryError(
            f"work_calendars[{calendar.code}]: {error}",
            next_step="Correct country or subdivision, or write the days into days_off.",
        ) from error
    for day, name in sorted(days.items()):
        yield [calendar.code, day, name]

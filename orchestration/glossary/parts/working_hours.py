"""When people work: hours, days off, time zones, and whose calendar is whose."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date
from typing import Annotated, ClassVar, Literal

from pydantic import BeforeValidator, Field

from orchestration.glossary.entry import Code, Row, Table, Text, known, unique
from orchestration.glossary.parts.teams import Teams
from orchestration.known_names import time_zone_fault

_DAY_MINUTES = 24 * 60


def _minute_of_day(said: object) -> object:
    """`9:00` as minutes since midnight; YAML reads `17:30` as that number already."""
    if not isinstance(said, str):
        return said
    hour, colon, minute = said.partition(":")
    if colon and hour.isdigit() and minute.isdigit() and int(minute) < 60:
        return int(hour) * 60 + int(minute)
    raise ValueError(f"{said!r} is no time of a day, as 9:00 or 17:30")


Minute = Annotated[int, BeforeValidator(_minute_of_day), Field(ge=0, le=_DAY_MINUTES)]


class WorkCalendar(Row):
    """A way of working.

    Attributes:
        time_zone: IANA name; None: each colleague's own where the CRM knows it, else the reporting
            time zone.
        country: ISO 3166 code of the country whose public holidays are off; None: none are.
        subdivision: its part, as the package `holidays` spells it.
    """

    code: Code
    label: Text
    time_zone: str | None = None
    country: str | None = Field(default=None, pattern=r"^[A-Z]{2}$")
    subdivision: str | None = None


class WorkHours(Row):
    """A stretch of a weekday (1 is Monday) in which a calendar works, `closes` not included."""

    IS_KEYED: ClassVar[bool] = False

    calendar: Code
    weekday: int = Field(ge=1, le=7)
    opens: Minute
    closes: Minute


class CalendarUser(Row):
    """Whose calendar it is: everyone's, a team's, or a colleague's by e-mail address."""

    IS_KEYED: ClassVar[bool] = False
    WORKED_OUT: ClassVar[Mapping[str, str]] = {"normalised_name": "text"}

    scope: Literal["everyone", "team", "owner"]
    name: str | None = None
    calendar: Code

    @property
    def normalised_name(self) -> str | None:
        """The address or team as the models compare it."""
        return self.name and self.name.strip().lower()


class DayOff(Row):
    """A day on which a calendar, or every one, is closed beside the public holidays."""

    IS_KEYED: ClassVar[bool] = False

    day: date
    name: Text
    calendar: Code | None = None


class WorkingHours(Teams):
    """Working hours, and who keeps them."""

    work_calendars: Table[WorkCalendar]
    work_hours: Table[WorkHours]
    calendar_users: Table[CalendarUser]
    days_off: Table[DayOff]

    def check(self) -> None:
        """Each calendar works at some time and twice at none; one of them is everyone's."""
        calendars = self.work_calendars.rows
        unique("work_calendars", (row.code for row in calendars))
        codes = {row.code for row in calendars}
        for row in calendars:
            if row.time_zone and (fault := time_zone_fault(row.time_zone)):
                raise ValueError(f"work_calendars[{row.code}].time_zone: {fault}")
        for name, rows in (
            ("work_hours", [row.calendar for row in self.work_hours.rows]),
            ("calendar_users", [row.calendar for row in self.calendar_users.rows]),
            ("days_off", [row.calendar for row in self.days_off.rows if row.calendar]),
        ):
            known(name, "work calendar", rows, codes)
        _check_hours(self.work_hours.rows, codes)
        _check_users(self.calendar_users.rows, {team.code for team in self.teams.rows})
        unique("days_off", ((row.calendar, row.day) for row in self.days_off.rows))


def _check_hours(hours: Iterable[WorkHours], calendars: Iterable[str]) -> None:
    ends: dict[tuple[str, int], int] = {}
    for row in sorted(hours, key=lambda row: (row.calendar, row.weekday, row.opens)):
        where = f"work_hours[{row.calendar}, weekday {row.weekday}]"
        if row.opens >= row.closes:
            raise ValueError(f"{where}: it closes before it opens; write a night as two rows")
        if row.opens < ends.get((row.calendar, row.weekday), 0):
            raise ValueError(f"{where}: two rows overlap")
        ends[row.calendar, row.weekday] = row.closes
    worked = {calendar for calendar, _ in ends}
    for code in calendars:
        if code not in worked:
            raise ValueError(f"work_calendars[{code}]: no row of work_hours says when it works")


def _check_users(users: Iterable[CalendarUser], teams: set[str]) -> None:
    rows = list(users)
    unique("calendar_users", ((row.scope, row.normalised_name) for row in rows))
    if sum(row.scope == "everyone" for row in rows) != 1:
        raise ValueError("calendar_users: exactly one row says `scope: everyone`")
    for row in rows:
        if (row.name is None) is not (row.scope == "everyone"):
            raise ValueError(
                f"calendar_users[{row.calendar}]: a team or an owner has a name, everyone has none"
            )
    known("calendar_users", "team", (r.name for r in rows if r.scope == "team" and r.name), teams)

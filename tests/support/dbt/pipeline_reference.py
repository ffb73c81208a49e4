"""What opportunities were on any date and how the pipeline moved, once more and on its own.

Written from the definitions (docs/movement.md), not from the SQL, over the plainest records: an
opportunity is a list of edits. Times are UTC and naive; amounts are Decimal in the corporate
currency; a period is [start, end) in UTC days.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from decimal import Decimal

#: What a unit of a currency is worth on a day; None where nobody knows.
Rate = Callable[[str, date], Decimal | None]
CENT = Decimal("0.0001")


@dataclass(frozen=True)
class State:
    """All that can change about an opportunity; `category` is open, won or lost."""

    category: str
    amount: Decimal | None
    close_date: date
    owner: str


@dataclass(frozen=True)
class Edit:
    """From `at` on it was `state`; of edits of one instant the later in the list counts."""

    at: datetime
    state: State


@dataclass(frozen=True)
class Opportunity:
    """One life: the first edit makes it; `deleted_at` ends it."""

    key: str
    currency: str
    edits: tuple[Edit, ...]
    deleted_at: datetime | None = None

    def at(self, instant: datetime) -> State | None:
        """What it was just before an instant: changes at the instant itself do not count yet."""
        if self.deleted_at is not None and self.deleted_at < instant:
            return None
        return self._told(instant)

    def _told(self, instant: datetime) -> State | None:
        before = [edit.state for edit in self.edits if edit.at < instant]
        return before[-1] if before else None

    def last(self, instant: datetime) -> State | None:
        """What it was last before an instant, were it deleted since."""
        end = instant if self.deleted_at is None else min(instant, self.deleted_at)
        return self._told(end)

    def spans(self) -> Iterator[tuple[datetime, datetime | None, State]]:
        """Since when, until when and what it was; nothing that lasted no time."""
        for place, edit in enumerate(self.edits):
            later = [other.at for other in self.edits[place + 1 :]]
            until = min([*later, *([self.deleted_at] if self.deleted_at else [])], default=None)
            if until is None or edit.at < until:
                yield edit.at, until, edit.state


@dataclass(frozen=True)
class Period:
    """A month or a quarter."""

    kind: str
    start: date
    end: date

    def holds(self, day: date) -> bool:
        """Whether a day is in it."""
        return self.start <= day < self.end

    @property
    def starts_at(self) -> datetime:
        """Its first instant."""
        return datetime.combine(self.start, time())

    @property
    def ends_at(self) -> datetime:
        """The first instant after it."""
        return datetime.combine(self.end, time())


@dataclass(frozen=True)
class Movement:
    """How one opportunity came into the pipeline of a period and went."""

    key: str
    came: str
    went: str
    came_amount: Decimal | None
    change: Decimal
    went_amount: Decimal | None
    owner: str


def months(first: date, last: date) -> list[Period]:
    """Every month from that of one day to that of another."""
    found, start = [], first.replace(day=1)
    while start <= last:
        end = (start + timedelta(days=32)).replace(day=1)
        found.append(Period("month", start, end))
        start = end
    return found


def quarters(first: date, last: date) -> list[Period]:
    """Every quarter from that of one day to that of another."""
    start = first.replace(month=first.month - (first.month - 1) % 3, day=1)
    parts = months(start, last.replace(month=last.month - (last.month - 1) % 3 + 2, day=1))
    return [
        Period("quarter", one.start, three.end)
        for one, three in zip(parts[::3], parts[2::3], strict=True)
    ]


def worth(opportunity: Opportunity, state: State | None, rate: Rate) -> Decimal | None:
    """The amount in the corporate currency, by the rate of the close date of that state."""
    if state is None or state.amount is None:
        return None
    if state.amount == 0:
        return Decimal(0)
    value = rate(opportunity.currency, state.close_date)
    return None if value is None else (state.amount * value).quantize(CENT)


def movement(opportunity: Opportunity, period: Period, rate: Rate) -> Movement | None:
    """The movement of one opportunity in one period; None if it did not touch its pipeline."""
    if not _touches(opportunity, period):
        return None
    before, last = opportunity.at(period.starts_at), opportunity.last(period.ends_at)
    assert last is not None
    came = _came(before, period)
    went_amount = worth(opportunity, last, rate)
    came_amount = {
        "begin": lambda: worth(opportunity, before, rate),
        "pulled_in": lambda: went_amount,
    }.get(came, lambda: _entry(opportunity, before, period, rate))()
    return Movement(
        key=opportunity.key,
        came=came,
        went=_went(opportunity, period, last),
        came_amount=came_amount,
        change=(went_amount or Decimal(0)) - (came_amount or Decimal(0)),
        went_amount=went_amount,
        owner=last.owner,
    )


def _is_in(state: State, period: Period) -> bool:
    return state.category == "open" and period.holds(state.close_date)


def _touches(opportunity: Opportunity, period: Period) -> bool:
    category: str | None = None
    for since, until, state in opportunity.spans():
        overlaps = since < period.ends_at and (until is None or until >= period.starts_at)
        if overlaps and _is_in(state, period):
            return True
        closes = state.category != "open" and state.category != category
        if closes and period.starts_at <= since < period.ends_at:
            return True
        category = state.category
    return False


def _came(before: State | None, period: Period) -> str:
    if before is None:
        return "new"
    if before.category != "open":
        return "reopened"
    return "begin" if period.holds(before.close_date) else "pulled_in"


def _went(opportunity: Opportunity, period: Period, last: State) -> str:
    if opportunity.deleted_at is not None and opportunity.deleted_at < period.ends_at:
        return "deleted"
    if last.category != "open":
        return last.category
    return "end" if period.holds(last.close_date) else "moved_out"


def _entry(
    opportunity: Opportunity, before: State | None, period: Period, rate: Rate
) -> Decimal | None:
    """What is new or re-opened was worth: the first amount known since it came in."""
    inside = [
        state
        for since, _, state in opportunity.spans()
        if period.starts_at <= since < period.ends_at
    ]
    if before is not None:
        while inside and not (
            _is_in(inside[0], period) or (inside[0].category not in ("open", before.category))
        ):
            inside.pop(0)
    known = (worth(opportunity, state, rate) for state in inside)
    return next((amount for amount in known if amount is not None), None)


def waterfall(
    opportunities: Sequence[Opportunity], period: Period, rate: Rate
) -> Mapping[str, tuple[int, Decimal]]:
    """Count and amount of each way in and out, and of what grew and fell, of one period."""
    found: dict[str, tuple[int, Decimal]] = {}

    def add(name: str, amount: Decimal | None) -> None:
        count, total = found.get(name, (0, Decimal(0)))
        found[name] = (count + 1, total + (amount or Decimal(0)))

    for opportunity in opportunities:
        moved = movement(opportunity, period, rate)
        if moved is not None:
            add(moved.came, moved.came_amount)
            add(moved.went, moved.went_amount)
            if moved.change:
                add("increased" if moved.change > 0 else "decreased", abs(moved.change))
    return found

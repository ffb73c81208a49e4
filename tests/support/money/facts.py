"""Cycles, lines, answers and costs of a company, and what follows from each of them alone."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from datetime import date, timedelta
from decimal import ROUND_HALF_UP, Decimal
from typing import Final, NamedTuple

STAGES: Final = ("inq", "mql", "sal", "sql", "opp")
PLACES: Final = Decimal("0.0001")


class Line(NamedTuple):
    """A line of a deal: what is paid for it, and what all of its units cost; None: not known."""

    net: Decimal | None
    cost: Decimal | None


class Cycle(NamedTuple):
    """One way of somebody through the funnel; `days` by stage, None where it was not reached.

    `number` is its place among all by their keys, `nth` among those of the person; `term` is in how
    many months its deal is paid, where a contract of its own says so.
    """

    number: int
    nth: int
    person: str | None
    account: str | None
    channel: str
    kind: str
    days: tuple[date | None, ...]
    is_imputed: tuple[bool, ...]
    is_won: bool
    won: date | None
    amount: Decimal | None
    lines: tuple[Line, ...]
    term: int | None = None

    @property
    def key(self) -> str:
        return f"c{self.number:05d}"

    @property
    def deal(self) -> str:
        return f"d{self.number:05d}"

    @property
    def customer(self) -> str:
        return self.account or self.person or self.key

    @property
    def began(self) -> date | None:
        return min((day for day in (*self.days, self.won) if day is not None), default=None)

    @property
    def month(self) -> date | None:
        """The month of its cohort."""
        first = self.days[0] or self.days[1] or self.began
        return first and first.replace(day=1)

    @property
    def costed(self) -> list[Decimal]:
        return [net for net, cost in self.lines if net is not None and cost is not None]

    @property
    def margins(self) -> list[Decimal]:
        return [net - cost for net, cost in self.lines if net is not None and cost is not None]

    @property
    def is_profit_known(self) -> bool:
        return bool(self.lines) and len(self.margins) == len(self.lines)

    def observed(self) -> dict[str, date]:
        """The stages that its own records prove, with their days."""
        told = zip(STAGES, self.days, self.is_imputed, strict=True)
        return {stage: day for stage, day, guessed in told if day is not None and not guessed}


class Cost(NamedTuple):
    """A statement of a cost from one day to another; `amount` None: in money without a rate."""

    first: date
    last: date
    channel: str
    campaign: str | None
    basis: str
    amount: Decimal | None


class Answer(NamedTuple):
    """Somebody answered a campaign for the first time; of two on one day that of the lower key."""

    person: str
    campaign: str
    day: date
    key: str


class Rules(NamedTuple):
    """What both teams agreed on, and the day of the report."""

    today: date
    paid_channels: frozenset[str]
    term_months: int | None
    value_months: int = 12
    cap_months: int = 60
    window_days: int = 180


class Facts(NamedTuple):
    """All that is told of a company."""

    cycles: Sequence[Cycle]
    costs: Sequence[Cost]
    answers: Sequence[Answer]
    rules: Rules


class Acquired(NamedTuple):
    """A cycle that may bring a customer, the campaign behind it, and whether it did bring one."""

    cycle: Cycle
    campaign: str | None
    is_new: bool


def acquired(facts: Facts) -> list[Acquired]:
    """Cycles but those of old customers; the first that a customer won may be of any kind."""
    first: dict[str, Cycle] = {}
    for cycle in sorted(facts.cycles, key=lambda one: (one.won or date.max, one.key)):
        if cycle.is_won:
            first.setdefault(cycle.customer, cycle)
    campaigns = _campaigns(facts)
    told = [
        Acquired(cycle, campaigns.get(cycle), first.get(cycle.customer) == cycle)
        for cycle in facts.cycles
    ]
    return [one for one in told if one.is_new or one.cycle.kind != "expansion"]


def _campaigns(facts: Facts) -> dict[Cycle, str]:
    """The campaign answered first from the eve of a cycle to the next one of its person."""
    theirs: dict[str, list[tuple[date, int, Cycle]]] = defaultdict(list)
    for cycle in facts.cycles:
        if cycle.person and cycle.began:
            theirs[cycle.person].append((cycle.began, cycle.nth, cycle))
    answers: dict[str, list[Answer]] = defaultdict(list)
    for one in facts.answers:
        answers[one.person].append(one)
    found: dict[Cycle, str] = {}
    for person, cycles in theirs.items():
        ordered = sorted(cycles)
        for place, (began, _, cycle) in enumerate(ordered):
            end = ordered[place + 1][0] if place + 1 < len(ordered) else date.max
            given = [
                (one.day, one.key, one.campaign)
                for one in answers[person]
                if began - timedelta(days=1) <= one.day < end
            ]
            if given:
                found[cycle] = min(given)[2]
    return found


def months_later(day: date, months: int) -> date:
    """That day so many months later, or the last day of the month if it has no such day."""
    year, month = divmod(day.year * 12 + day.month - 1 + months, 12)
    for number in range(day.day, 0, -1):
        try:
            return date(year, month + 1, number)
        except ValueError:
            continue
    raise AssertionError


def rounded(amount: Decimal) -> Decimal:
    """To four places."""
    return amount.quantize(PLACES, ROUND_HALF_UP)


def total(amounts: Iterable[Decimal | None]) -> Decimal | None:
    """What is known added up; None where nothing is."""
    known = [amount for amount in amounts if amount is not None]
    return sum(known, Decimal(0)) if known else None

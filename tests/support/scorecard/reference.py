"""The scorecard once more in plain Python, from what happened on each day and the goals alone."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal
from statistics import correlation
from typing import Any, NamedTuple

PERIODS = ("week", "month", "quarter", "year")
SCOPES = ("all", "channel", "owner", "team")
_MONTHS = {"month": 1, "quarter": 3, "year": 12}
_WEEKDAYS = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")


@dataclass(frozen=True)
class Calendar:
    """When weeks and financial years begin, and by which of its days a year is called."""

    week_starts_on: str = "monday"
    year_starts_in: int = 1
    named_by: str = "last_day"

    def start(self, period: str, day: date) -> date:
        """The first day of the period in which a day lies."""
        if period == "week":
            return day - timedelta(days=(day.weekday() - _WEEKDAYS.index(self.week_starts_on)) % 7)
        back = (day.month - self.year_starts_in) % _MONTHS[period]
        return _months_later(day.replace(day=1), -back)

    def later(self, period: str, start: date, count: int) -> date:
        """The first day of the period so many later."""
        if period == "week":
            return start + timedelta(days=7 * count)
        return _months_later(start, count * _MONTHS[period])

    def year_before(self, period: str, start: date) -> date:
        """The first day of the period that stands for this one a year ago."""
        return start - timedelta(days=364) if period == "week" else _months_later(start, -12)

    def label(self, period: str, start: date) -> str:
        """What people call it."""
        if period == "week":  # that of its Thursday
            thursday = start + timedelta(days=(3 - start.weekday()) % 7)
            return f"{thursday.year}-W{thursday.isocalendar().week:02}"
        if period == "month":
            return f"{start:%Y-%m}"
        first = self.start("year", start)
        last = _months_later(first, 12) - timedelta(days=1)
        year = last.year if self.named_by == "last_day" else first.year
        months = (start.year - first.year) * 12 + start.month - first.month
        return f"FY{year}" if period == "year" else f"FY{year}-Q{months // 3 + 1}"


def _months_later(first: date, count: int) -> date:
    months = first.year * 12 + first.month - 1 + count
    return date(months // 12, months % 12 + 1, 1)


class Metric(NamedTuple):
    """What is said of a metric: sum or ratio, which way is better, whose, and what shows it."""

    kind: str
    better: str
    owner_team: str
    seen_kind: str | None


class Day(NamedTuple):
    """How much of a metric there was on a day, for whom."""

    metric_id: str
    on: date
    channel: str
    owner: str
    team: str
    numerator: Decimal
    denominator: Decimal | None


class Score(NamedTuple):
    """A row of the scorecard, in the order of `COLUMNS`."""

    period_end: date
    period_label: str
    periods_ago: int
    is_complete: bool
    elapsed_days: int
    total_days: int
    owner_team: str
    target: Decimal | None
    actual_numerator: Decimal | None
    actual_denominator: Decimal | None
    actual_value: Decimal | None
    pace_target: Decimal | None
    attainment_ratio: Decimal | None
    pace_ratio: Decimal | None
    projected_value: Decimal | None
    status: str | None
    previous_value: Decimal | None
    year_ago_value: Decimal | None


Sums = tuple[Decimal | None, Decimal | None]
Key = tuple[str, str, date, str, str]


class Reference:
    """All that can be said of what happened."""

    def __init__(
        self, days: Iterable[Day], metrics: dict[str, Metric], today: date, calendar: Calendar
    ) -> None:
        self.metrics, self.today, self.calendar = metrics, today, calendar
        self._sums: dict[Key, list[Decimal]] = defaultdict(lambda: [Decimal(0), Decimal(0)])
        self._first: dict[str, date] = {}
        for day in days:
            self._add(day)

    def _add(self, day: Day) -> None:
        kind = self.metrics[day.metric_id].seen_kind
        if kind is not None:
            self._first[kind] = min(self._first.get(kind, day.on), day.on)
        values = ("", day.channel, day.owner, day.team)
        for period in PERIODS:
            start = self.calendar.start(period, day.on)
            for scope, value in zip(SCOPES, values, strict=True):
                held = self._sums[day.metric_id, period, start, scope, value]
                held[0] += day.numerator
                held[1] += day.denominator or 0

    def sums(self) -> dict[Key, tuple[Decimal, Decimal]]:
        """Of every metric, kind of period, its first day, scope and value that had anything."""
        return {key: (above, below) for key, (above, below) in self._sums.items()}

    def at(self, metric: str, period: str, start: date, scope: str, value: str) -> Sums:
        """Above and below the line; nothing of either where nobody could see it."""
        kind = self.metrics[metric].seen_kind
        end = self.calendar.later(period, start, 1)
        if kind is not None and not (kind in self._first and self._first[kind] < end):
            return None, None
        above, below = self._sums.get((metric, period, start, scope, value), (0, 0))
        return Decimal(above), Decimal(below)

    def scorecard(self, goals: Iterable[dict[str, Any]]) -> dict[Key, Score]:
        """The running period and the twelve before it, of the company and whatever has a goal."""
        told = [Goal.read(goal) for goal in goals]
        asked = {(metric, period, "all", "") for metric in self.metrics for period in PERIODS}
        parts = {(goal.metric, goal.period, goal.scope, goal.value) for goal in told} - asked
        found: dict[Key, Score] = {}
        for metric, period, scope, value in asked | parts:
            for ago, start in self._last(period):
                goal = _goal_for(told, (metric, period, scope, value), start)
                sums = [
                    self.at(metric, period, day, scope, value) for day in self._days(period, start)
                ]
                found[metric, period, start, scope, value] = self._score(
                    (metric, period, start, ago), goal, sums
                )
        for metric, period, scope in {one[:3] for one in parts}:
            named = [one[3] for one in parts if one[:3] == (metric, period, scope)]
            for ago, start in self._last(period):
                whole = _goal_for(told, (metric, period, "all", ""), start)
                theirs = [_goal_for(told, (metric, period, scope, one), start) for one in named]
                sums = [
                    _less(
                        self.at(metric, period, day, "all", ""),
                        [self.at(metric, period, day, scope, one) for one in named],
                    )
                    for day in self._days(period, start)
                ]
                left = None
                if whole and self.metrics[metric].kind == "sum":
                    target = whole.target - sum(one.target for one in theirs if one)
                    left = whole._replace(target=target)
                elif whole:
                    left = whole._replace(target=None)
                found[metric, period, start, scope, ""] = self._score(
                    (metric, period, start, ago), left, sums
                )
        return found

    def kept(self, clause: dict[str, Any]) -> dict[tuple[str, date], str]:
        """What became of a clause in the running period and the twelve before it."""
        metric, period = clause["metric"], clause["period"]
        least, most = (
            Decimal(str(clause[name])) if name in clause else None
            for name in ("at_least", "at_most")
        )
        found = {}
        for ago, start in self._last(period):
            above, below = self.at(metric, period, start, "all", "")
            actual = _value(self.metrics[metric].kind, above, below)
            if actual is None:
                status = "cannot be measured"
            else:
                is_met = actual >= least if least is not None else actual <= (most or 0)
                is_settled = ago > 0 or is_met is (least is not None)
                status = ("met" if is_met else "missed") if is_settled else "running"
            found[clause["id"], start] = status
        return found

    def moved_apart(self, goals: Iterable[dict[str, Any]]) -> dict[tuple[str, str], float]:
        """Rates and volumes with goals that moved against each other from week to week."""
        running = {period: next(self._last(period))[1] for period in PERIODS}
        told = [goal for goal in map(Goal.read, goals) if goal.scope == "all" and goal.target]
        aims = {one.metric for one in told if one.starts_on in (None, running[one.period])}
        found = {}
        for rate in (one for one in aims if self.metrics[one].kind == "ratio"):
            for volume in (one for one in aims if self.metrics[one].kind == "sum"):
                pairs = [
                    (float(left), float(right))
                    for left, right in zip(self._steps(rate), self._steps(volume), strict=True)
                    if left is not None and right is not None
                ]
                if len(pairs) >= 8 and all(len({*side}) > 1 for side in zip(*pairs, strict=True)):
                    together = correlation(*zip(*pairs, strict=True))
                    if together <= -0.6:
                        found[rate, volume] = together
        return found

    def _steps(self, metric: str) -> list[Decimal | None]:
        """Of each of the last twelve weeks, how much nearer to its goal than the one before."""
        said, steps = self.metrics[metric], list[Decimal | None]()
        for ago, start in self._last("week"):
            now, before = (
                _value(said.kind, *self.at(metric, "week", day, "all", ""))
                for day in self._days("week", start)[:2]
            )
            if ago and now is not None and before is not None:
                steps.append((now - before) * (1 if said.better == "higher" else -1))
            elif ago:
                steps.append(None)
        return steps

    def _last(self, period: str) -> Iterator[tuple[int, date]]:
        running = self.calendar.start(period, self.today)
        return ((ago, self.calendar.later(period, running, -ago)) for ago in range(13))

    def _days(self, period: str, start: date) -> tuple[date, date, date]:
        before = self.calendar.later(period, start, -1)
        return start, before, self.calendar.year_before(period, start)

    def _score(
        self, about: tuple[str, str, date, int], goal: Goal | None, sums: list[Sums]
    ) -> Score:
        metric, period, start, ago = about
        said, end = self.metrics[metric], self.calendar.later(period, start, 1)
        total = (end - start).days
        elapsed = min(total, (self.today - start).days + 1)
        target = goal.target if goal else None
        above, below = sums[0]
        actual, previous, year_ago = (_value(said.kind, *one) for one in sums)
        share = Decimal(elapsed) / total if said.kind == "sum" else Decimal(1)
        pace = target * share if target is not None and target > 0 else None
        ratio = _over(actual, pace) if said.better == "higher" else _over(pace, actual)
        is_none_of_it = said.better == "lower" and actual == 0 and pace is not None
        return Score(
            end - timedelta(days=1),
            self.calendar.label(period, start),
            ago,
            end <= self.today,
            elapsed,
            total,
            goal.owner_team if goal else said.owner_team,
            target,
            above,
            below if said.kind == "ratio" else None,
            actual,
            pace,
            _over(actual, target) if target is not None and target > 0 else None,
            ratio,
            None if actual is None else actual / share,
            _status(Decimal(1) if is_none_of_it else ratio),
            previous,
            year_ago,
        )


class Goal(NamedTuple):
    """A goal, and for what."""

    metric: str
    period: str
    scope: str
    value: str
    starts_on: date | None
    target: Decimal | None
    owner_team: str

    @classmethod
    def read(cls, row: dict[str, Any]) -> Goal:
        """A row of the glossary."""
        names = {"channel": "channel", "owner_email": "owner", "team": "team"}
        scope, value = next(((names[key], row[key]) for key in names if key in row), ("all", ""))
        target = Decimal(str(row["target"]))
        starts_on, team = row.get("starts_on"), row["owner_team"]
        return cls(row["metric"], row["period"], scope, value, starts_on, target, team)


def _goal_for(goals: list[Goal], key: tuple[str, ...], start: date) -> Goal | None:
    mine = {goal.starts_on: goal for goal in goals if goal[:4] == key}
    return mine.get(start, mine.get(None))


def _less(whole: Sums, parts: list[Sums]) -> Sums:
    if whole[0] is None or whole[1] is None:
        return None, None
    return (
        whole[0] - sum(above for above, _ in parts if above is not None),
        whole[1] - sum(below for _, below in parts if below is not None),
    )


def _value(kind: str, above: Decimal | None, below: Decimal | None) -> Decimal | None:
    return above if kind == "sum" else _over(above, below)


def _over(above: Decimal | None, below: Decimal | None) -> Decimal | None:
    return above / below if above is not None and below else None


def _status(ratio: Decimal | None) -> str | None:
    if ratio is None:
        return None
    return "green" if ratio >= 1 else "amber" if ratio >= Decimal("0.9") else "red"

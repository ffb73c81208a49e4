"""What this company agreed on: goals, and the clauses between the teams; and what became of them.

Some goals are planned to pull against each other: clicks that cost more the more of them there are,
channels that are to bring more than the company wants, a team that leaves the rest of the calls to
colleagues who never call.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta
from decimal import Decimal
from typing import Any, Final

from orchestration.worlds.generator.counted import Count
from orchestration.worlds.generator.scorecard_truth import counts
from orchestration.worlds.generator.tables import Row, Simulation

Entry = dict[str, Any]
_PERIODS: Final = 12


def _goal(metric: str, period: str, target: float, owner_team: str, **whose: object) -> Entry:
    return {"metric": metric, "period": period, "target": target, "owner_team": owner_team, **whose}


def _clause(name: str, owes: str, said: tuple[str, str], words: str, **limit: float) -> Entry:
    owed = "sales" if owes == "marketing" else "marketing"
    metric, period = said
    promise = {"id": name, "owed_by": owes, "owed_to": owed, "metric": metric, "period": period}
    return {**promise, **limit, "definition": words}


_GOALS: Final = (
    _goal("ppc_clicks", "month", 4000, "marketing"),
    _goal("ppc_clicks", "month", 3100, "marketing", channel="paid_social"),
    _goal("ad_cost", "month", 3000, "marketing"),
    _goal("cost_per_click", "month", 0.6, "finance"),
    _goal("website_visits", "week", 25, "marketing"),
    _goal("entered_mql", "month", 100, "marketing"),
    _goal("entered_mql", "month", 80, "marketing", channel="paid_search"),
    _goal("entered_mql", "month", 40, "revops", channel="events"),
    _goal("calls_made", "month", 50, "sales"),
    _goal("calls_made", "month", 49, "sales", team="sales"),
    _goal("cold_calls", "week", 0, "sales"),
    _goal("days_to_win", "quarter", 90, "sales"),
    _goal("win_rate", "quarter", 0.3, "sales"),
)
#: Kind, metric, the other one, and of what both are.
_CONFLICTS: Final = (
    ("moved_apart", "cost_per_click", "ppc_clicks", "all"),
    ("parts_exceed", "entered_mql", "entered_mql", "channel"),
    ("parts_fall_short", "calls_made", "calls_made", "team"),
    ("rate_against_volumes", "cost_per_click", "ppc_clicks", "all"),
)
_CLAUSES: Final = (
    _clause(
        "people_come",
        "marketing",
        ("website_visits", "week"),
        "Marketing brings at least so many visits in a week.",
        at_least=20,
    ),
    _clause(
        "clicks_stay_cheap",
        "marketing",
        ("cost_per_click", "month"),
        "A click costs at most so much in a month.",
        at_most=0.9,
    ),
    _clause(
        "leads_handed_over",
        "marketing",
        ("entered_mql", "week"),
        "Marketing hands over at least so many qualified leads in a week.",
        at_least=2,
    ),
    _clause(
        "sales_calls",
        "sales",
        ("calls_made", "week"),
        "Sales makes at least so many calls in a week.",
        at_least=3,
    ),
    _clause(
        "what_closes_is_won",
        "sales",
        ("win_rate", "week"),
        "Of what closes in a week, sales wins at least such a share.",
        at_least=0.4,
    ),
)


def _product_goals(people: int) -> tuple[Entry, ...]:
    """One pair that no price ever met, one that any does, one for more units than anybody buys."""
    return tuple(
        {
            "product_code": code,
            "period": period,
            "measure": measure,
            "target": target,
            "owner_team": "marketing" if measure == "units" else "sales",
        }
        for code, period, units, margin in (
            ("LK-100", "year", people // 10, 0.6),
            ("lk-300", "year", people // 10, 0.5),
            ("LK-200", "quarter", people * 100, 0.4),
            ("LK-900", "quarter", 1, 0.2),
            ("LK-950", "month", 1, 0.2),
        )
        for measure, target in (("units", units), ("margin_ratio", margin))
    )


def glossary(simulation: Simulation) -> dict[str, Entry]:
    """glossary.yml: goals and clauses; all else is said by the glossary that is shipped."""
    people, seller = simulation.spec.people, simulation.active_reps("sales")[0]
    goals = (
        *_GOALS,
        _goal(
            "entered_mql",
            "month",
            60,
            "marketing",
            starts_on=simulation.as_of.date().replace(day=1),
        ),
        _goal("won_amount", "quarter", 400 * people, "sales"),
        _goal("won_amount", "quarter", 100 * people, "sales", owner_email=seller.email),
    )
    return {
        "goals": _table("What each team is to reach: a metric, a period, and how much.", goals),
        "product_goals": _table(
            "How many units of a product are to be sold, and at which margin.",
            _product_goals(people),
        ),
        "agreement": _table("What each team owes the other in a week or month.", _CLAUSES),
    }


def _table(definition: str, rows: tuple[Entry, ...]) -> Entry:
    return {
        "definition": definition,
        "unit": "one row per entry",
        "owner_team": "revops",
        "agreed_by": "nobody yet",
        "why": "Two teams that pull towards different numbers pull apart.",
        "version": 1,
        "rows": list(rows),
    }


def conflict_rows() -> list[Row]:
    """goal_conflicts.csv: the goals that were planned to pull against each other."""
    names = ("conflict_kind", "metric_id", "other_metric_id", "scope")
    return [dict(zip(names, one, strict=True)) for one in _CONFLICTS]


def agreement_rows(simulation: Simulation) -> list[Row]:
    """agreement.csv: what became of each clause in the last twelve periods that are over."""
    happened = [*counts(simulation)]
    return [
        {
            "clause_id": clause["id"],
            "period_start": start.isoformat(),
            "status": _status(clause, [one for one in happened if start <= one.on < end]),
        }
        for clause in _CLAUSES
        for start, end in _periods(clause["period"], simulation.as_of.date())
    ]


def _status(clause: Entry, happened: list[Count]) -> str:
    """A rate of nothing is none; of what can be counted nothing is zero."""
    things = [one for one in happened if one.metric_id == clause["metric"]]
    actual = sum((one.numerator for one in things), Decimal(0))
    below = [one.denominator for one in things if one.denominator is not None]
    if clause["metric"] in ("cost_per_click", "win_rate"):
        if not below:
            return "cannot be measured"
        actual /= sum(below)
    least, most = clause.get("at_least", 0), clause.get("at_most", "Infinity")
    return "met" if Decimal(str(least)) <= actual <= Decimal(str(most)) else "missed"


def _periods(kind: str, today: date) -> Iterator[tuple[date, date]]:
    """First day of each period that is over, and of the one after it, the latest first."""
    end = today - timedelta(days=today.weekday()) if kind == "week" else today.replace(day=1)
    for _ in range(_PERIODS):
        start = end - timedelta(days=7)
        if kind == "month":
            start = (end - timedelta(days=1)).replace(day=1)
        yield start, end
        end = start

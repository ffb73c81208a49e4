"""The scorecard of the sample report: two metrics, two clauses, two goals that pull apart."""

from __future__ import annotations

from typing import Final

from sqlalchemy import Engine

from tests.support.report.published_tables import insert, insert_tuples

_METRICS: Final = (
    ("entered_mql", "Entered: Marketing qualified", "count", "marketing", None, 1),
    ("handoffs_accepted", "Hand-overs accepted", "share", "sales", "entered_sal", 2),
)
_STATUSES: Final = ("running", *("met", "met", "missed", "met", "cannot be measured", "missed") * 2)


def fill_scorecard(engine: Engine) -> None:
    """Thirteen weeks of two metrics and of two clauses about them."""
    insert_tuples(
        engine,
        "marts.dim_metric",
        "metric_id label unit owner_team above place definition",
        [(*metric, "What counts in it.") for metric in _METRICS],
    )
    for metric, target, actual in (("entered_mql", 120, 97), ("handoffs_accepted", 0.8, 0.64)):
        insert(engine, "marts.mart_scorecard", [_month(metric, target, actual)])
        insert(engine, "marts.mart_scorecard", [_week(metric, actual, ago) for ago in range(13)])
    insert(
        engine,
        "marts.fct_metric_contribution",
        [{"metric_id": "entered_mql", "happened_date": "2026-11-02", "numerator": 1}],
    )
    for clause, team, is_signed in (("handed", "marketing", True), ("taken", "sales", False)):
        insert(
            engine,
            "marts.mart_agreement",
            [_clause(clause, team, is_signed, ago) for ago in range(13)],
        )
    insert(
        engine,
        "marts.mart_goal_conflict",
        [
            {
                "conflict_kind": "moved_apart",
                "metric_id": "handoffs_accepted",
                "other_metric_id": "entered_mql",
                "scope": "all",
                "period_type": "month",
                "owner_team": "sales",
                "other_owner_team": "marketing",
                "target": 0.8,
                "other_target": 120,
                "correlation": -0.81,
                "count_weeks": 12,
            }
        ],
    )


def _month(metric: str, target: float, actual: float) -> dict[str, object]:
    return {
        "metric_id": metric,
        "period_type": "month",
        "period_label": "2026-11",
        "scope": "all",
        "scope_value": "",
        "periods_ago": 0,
        "elapsed_days": 22,
        "total_days": 30,
        "owner_team": "marketing",
        "target": target,
        "status": "amber",
        "actual_value": actual,
        "projected_value": actual,
        "previous_value": actual,
    }


def _week(metric: str, actual: float, ago: int) -> dict[str, object]:
    return {
        "metric_id": metric,
        "period_type": "week",
        "period_label": f"2026-W{47 - ago}",
        "scope": "all",
        "scope_value": "",
        "periods_ago": ago,
        "owner_team": "marketing",
        "actual_value": actual / (2 + ago % 3),
    }


def _clause(clause: str, team: str, is_signed: bool, ago: int) -> dict[str, object]:
    status = _STATUSES[ago]
    return {
        "clause_id": clause,
        "owing_team": team,
        "metric_id": "entered_mql",
        "owed_team": "sales" if team == "marketing" else "marketing",
        "period_type": "week",
        "definition": f"What {team} owes.",
        "period_label": f"2026-W{47 - ago}",
        "period_start": f"2026-09-{28 - ago:02d}",
        "periods_ago": ago,
        "at_least": 20,
        "is_complete": ago > 0,
        "status": status,
        "is_signed": is_signed,
        "actual_value": None if status == "cannot be measured" else 24 if status == "met" else 9,
        "signed_by": "Ann Lee (marketing, 2026-10-01); Bo Diaz (sales, 2026-10-02)"
        if is_signed
        else None,
    }

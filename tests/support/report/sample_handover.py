"""The hand-overs of the sample report, and how soon they were followed up."""

from __future__ import annotations

from typing import Any, Final

from sqlalchemy import Engine

from tests.support.report.published_tables import insert

#: Breakdown, value, hand-overs, and how many of them had each outcome.
_PASSES: Final = (
    ("all", None, 900, (500, 90, 110, 30, 60, 80, 30)),
    ("month", "2026-11", 300, (100, 30, 40, 10, 40, 50, 30)),
    ("month", "2026-10", 600, (400, 60, 70, 20, 20, 30, 0)),
    ("team", "sales", 840, (500, 90, 110, 30, 0, 80, 30)),
    ("team", None, 60, (0, 0, 0, 0, 60, 0, 0)),
    ("owner", "own-1", 840, (500, 90, 110, 30, 0, 80, 30)),
    ("channel", "paid_search", 900, (500, 90, 110, 30, 60, 80, 30)),
    ("lead_type", "standard", 900, (500, 90, 110, 30, 60, 80, 30)),
)
_OUTCOMES: Final = (
    *("accepted", "rejected", "recycled", "returned", "nobodys", "never_followed_up", "pending"),
)


def fill_handover(engine: Engine) -> None:
    """Nine hundred hand-overs, two of them row by row."""
    insert(engine, "marts.mart_baton_pass", [_passed(*one) for one in _PASSES])
    insert(engine, "marts.mart_follow_up", [_followed_up(one[0], one[1]) for one in _PASSES])
    insert(engine, "marts.dim_lead_type", [{"lead_type": "standard", "label": "Standard"}])
    insert(engine, "marts.fct_hand_raise", [{"hand_raise_key": "a", "outcome": "no_record"}])
    insert(engine, "marts.fct_lead_handoff", [_handoff("a", "nobodys"), _handoff("b", "rejected")])
    insert(
        engine,
        "marts.fct_lead_response",
        [{"handoff_key": "a", "response_status": "never", "handoff_at": "2026-11-02 10:00:00"}],
    )


def _passed(
    breakdown: str, value: str | None, handed_over: int, counts: tuple[int, ...]
) -> dict[str, Any]:
    settled = handed_over - counts[-1]
    return {
        "breakdown": breakdown,
        "breakdown_value": value,
        "count_handed_over": handed_over,
        "count_settled": settled,
        **{f"count_{name}": n for name, n in zip(_OUTCOMES, counts, strict=True)},
        "count_unseen": 0,
        "share_accepted": counts[0] / settled,
    }


def _followed_up(breakdown: str, value: str | None) -> dict[str, Any]:
    counts = {"on_time": 400, "late": 250, "never": 150, "overdue": 70, "pending": 30, "unseen": 0}
    return {
        "breakdown": breakdown,
        "breakdown_value": value,
        "sla_minutes": 480,
        "count_judged": 870,
        **{f"count_{name}": n for name, n in counts.items()},
        "share_on_time": 400 / 870,
        "count_business_minutes": 650,
        "median_business_minutes": 210,
        "p90_business_minutes": 1310.5,
        "median_business_minutes_kaplan_meier": 455,
        "median_minutes_until_recorded": 3,
        "median_minutes_to_assign": 12,
        "median_minutes_from_assign": 190,
    }


def _handoff(key: str, outcome: str) -> dict[str, Any]:
    return {
        "handoff_key": key,
        "handoff_at": "2026-11-02 10:00:00",
        "handoff_date": "2026-11-02",
        "evidence_system": "salesforce",
        "evidence_source": "lead.mql_date__c",
        "evidence_id": f"00Q00000000000{key}AAA",
        "channel": "paid_search",
        "lead_type": "standard",
        "outcome": outcome,
        "reason": "no_budget" if outcome == "rejected" else None,
        "reason_label": "No budget" if outcome == "rejected" else None,
    }

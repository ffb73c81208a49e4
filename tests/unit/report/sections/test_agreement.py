"""The agreement: what was promised, whether it was kept, and who signed it as it stands."""

from __future__ import annotations

from sqlalchemy import Engine

from tests.support.report.published_tables import insert
from tests.support.report.told import Tell

CLAUSE = {
    "clause_id": "handed", "owing_team": "marketing", "owed_team": "sales", "metric_id": "leads",
    "definition": "Marketing hands over leads.", "period_type": "week", "at_least": 20,
    "is_signed": True, "signed_by": "Ann (marketing, 2026-01-02); Bo (sales, 2026-01-03)",
}  # fmt: skip


def _fill(engine: Engine, **changes: object) -> None:
    insert(engine, "marts.dim_metric", [
        {"metric_id": "leads", "label": "Leads", "unit": "count", "definition": "What counts."}
    ])  # fmt: skip
    weeks = ((0, 7, "running"), (1, 20, "met"), (2, 14, "missed"), (3, None, "cannot be measured"))
    insert(engine, "marts.mart_agreement", [
        {**CLAUSE, "period_label": f"2026-W{40 - ago}", "period_start": f"2026-10-0{9 - ago}",
         "periods_ago": ago, "is_complete": ago > 0, "actual_value": value, "status": status,
         "could_not_see": None if value else "hubspot contacts", **changes}
        for ago, value, status in weeks
    ])  # fmt: skip


def test_every_clause_tells_who_owes_what_and_how_it_went(engine: Engine, markup: Tell) -> None:
    _fill(engine)
    told = markup("agreement")
    assert "signed by Ann (marketing, 2026-01-02); Bo (sales, 2026-01-03)" in told
    assert "marketing to sales" in told
    assert "at least 20 per week" in told
    assert "1 <small>of&nbsp;2 weeks</small>" in told
    assert '<td data-label="Last">2026-W39: met (20)</td>' in told
    marks = [
        "2026-W37: cannot be measured (could not see hubspot contacts)",
        "2026-W38: missed (14)",
        "2026-W39: met (20)",
        "2026-W40: running (7)",
    ]
    assert [told.index(f'aria-label="{mark}"') for mark in marks] == sorted(
        told.index(f'aria-label="{mark}"') for mark in marks
    )
    assert "does not count yet" not in told


def test_what_is_not_signed_by_both_does_not_count(engine: Engine, tell: Tell) -> None:
    _fill(engine, is_signed=False, signed_by="Ann (marketing, 2026-01-02)")
    said = tell("agreement")
    assert "unsigned does not count yet; so far signed by Ann (marketing, 2026-01-02)" in said


def test_what_is_promised_as_the_most_says_so(engine: Engine, tell: Tell) -> None:
    _fill(engine, at_least=None, at_most=3)
    assert "at most 3 per week" in tell("agreement")


def test_without_clauses_nothing_is_said(tell: Tell) -> None:
    assert tell("agreement") == ""


def test_a_clause_about_a_kind_of_lead_names_it(engine: Engine, tell: Tell) -> None:
    insert(engine, "marts.dim_lead_type", [{"lead_type": "hot", "label": "Hot leads"}])
    _fill(engine, lead_type="hot")
    assert "at least 20 per week (Hot leads)" in tell("agreement")

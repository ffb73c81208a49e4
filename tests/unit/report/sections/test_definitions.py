"""What both teams agreed, and what nobody signed."""

from __future__ import annotations

from sqlalchemy import Engine

from tests.support.report.published_tables import insert
from tests.support.report.told import Tell


def test_definitions_that_nobody_signed_are_said_to_be_unsigned(engine: Engine, tell: Tell) -> None:
    insert(engine, "marts.dim_definition", [
        {"definition_id": "lead_source", "is_signed": False, "value": "form",
         "agreed_marketing": "nobody yet", "agreed_sales": "nobody yet"},
        {"definition_id": "cohort_window_days", "is_signed": True, "value": "180", "unit": "days",
         "agreed_marketing": "Ada", "agreed_sales": "Ben", "agreed_on": "2026-10-01",
         "used_by": "mart_funnel_cohort",
         "decided_by": "mart_funnel_cohort: days <= 180\nmart_other: age < 180"},
        {"definition_id": "teams", "is_signed": True, "value": "1 rows",
         "used_by": ", ".join(f"mart_{number}" for number in range(9)),
         "content": '[{"code": "sales", "label": "Sales"}]'},
    ])  # fmt: skip
    said = tell("definitions")
    assert "1 of 3 definitions are unsigned" in said
    assert "lead source – form – unsigned" in said
    assert "Read by mart_funnel_cohort." in said
    assert "mart_funnel_cohort: days <= 180" in said
    assert "Read by mart_0, mart_1, mart_2, mart_3, mart_4, mart_5 and others." in said
    assert "code: sales, label: Sales" in said
    assert "180 days – Ada and Ben, 2026-10-01" in said


def test_without_a_signature_every_number_is_a_proposal(engine: Engine, tell: Tell) -> None:
    insert(engine, "marts.dim_definition", [{"definition_id": "a", "is_signed": False}])
    assert "Nobody has signed any of these 1 definitions yet" in tell("definitions")

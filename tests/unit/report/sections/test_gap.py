"""The bridges of the last full month: drawn, told, and opened into records."""

from __future__ import annotations

from datetime import date

from sqlalchemy import Engine

from tests.support.report.published_tables import insert, insert_tuples
from tests.support.report.told import Tell

_MAY = date(2026, 5, 1)


def _cause(cause: str, place: int, system: int, ours: int, **told: object) -> dict[str, object]:
    return {
        "metric_id": "entered_mql",
        "compared_system": "hubspot",
        "period_type": "month",
        "period_start": _MAY,
        "period_end": date(2026, 5, 31),
        "period_label": "2026-05",
        "is_complete": True,
        "cause": cause,
        "cause_place": place,
        "cause_label": cause.replace("_", " ").capitalize(),
        "cause_explanation": f"Because of {cause}.",
        "system_value": system,
        "our_value": ours,
        "difference": ours - system,
        "added_value": max(ours - system, 0),
        "taken_value": max(system - ours, 0),
        "count_records": 1,
    } | told


def _gap(cause: str, record: str, difference: int, **told: object) -> dict[str, object]:
    return {
        "metric_id": "entered_mql",
        "compared_system": "hubspot",
        "happened_date": date(2026, 5, 31),
        "cause": cause,
        "source_system": "hubspot",
        "source_object": "contacts",
        "source_id": record,
        "difference": difference,
    } | told


def test_each_cause_leads_from_the_systems_count_to_ours(engine: Engine, tell: Tell) -> None:
    metric = {"metric_id": "entered_mql", "label": "Entered: MQL", "unit": "count", "place": 1}
    insert(engine, "marts.dim_metric", [metric])
    insert(
        engine,
        "marts.mart_metric_gap",
        [
            _cause("agreed", 0, 400, 400),
            _cause("duplicate", 8, 12, 0),
            _cause("never_synced", 1, 0, 7),
            _cause("imputed", 20, 0, 5),
            _cause("never_synced", 1, 0, 99, period_start=date(2026, 6, 1), is_complete=False),
            _cause("never_synced", 1, 0, 99, period_start=date(2026, 4, 1)),
        ],
    )
    insert(
        engine,
        "marts.fct_metric_gap",
        [
            _gap("duplicate", "twin", -1),
            _gap("time_zone", "moved", -1, other_date=date(2026, 5, 30)),
            _gap("never_synced", "june", 1, happened_date=date(2026, 6, 1)),
        ],
    )
    said = tell("gap")
    assert "in May 2026" in said
    assert "Metric HubSpot counts We count Entered: MQL 412 407" in said
    assert "HubSpot counts: 412; Never synced: 7; Duplicate: −12; We count: 407" in said
    assert "Imputed: 5; In the funnel: 412" in said
    assert "Because of duplicate. −12 – 12 HubSpot contacts twin" in said
    assert "moved" not in said
    assert "june" not in said


def test_who_counts_the_same_is_named_and_not_drawn(engine: Engine, tell: Tell) -> None:
    names = "metric_id label unit place"
    metrics = [("entered_mql", "MQL", "count", 1), ("won", "Won", "count", 2)]
    insert_tuples(engine, "marts.dim_metric", names, metrics)
    insert(
        engine,
        "marts.mart_metric_gap",
        [
            _cause("agreed", 0, 400, 400),
            _cause("agreed", 0, 400, 400, compared_system="salesforce"),
            _cause("duplicate", 8, 12, 0, compared_system="salesforce"),
            _cause("agreed", 0, 3, 3, metric_id="won"),
        ],
    )
    said = tell("gap")
    assert "HubSpot counts Salesforce counts We count MQL 400 412 400 Won 3 – 3" in said
    assert "and so not drawn: MQL: HubSpot and Won: HubSpot." in said
    assert "MQL: HubSpot, from its own count to ours" not in said
    assert "MQL: Salesforce, from its own count to ours" in said


def test_without_a_month_that_is_over_nothing_is_said(engine: Engine, tell: Tell) -> None:
    insert(engine, "marts.mart_metric_gap", [_cause("agreed", 0, 1, 1, is_complete=False)])
    assert tell("gap") == ""

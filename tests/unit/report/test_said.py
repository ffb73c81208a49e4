"""What is not there is said: an unused stream, an empty funnel, an object without findings."""

from __future__ import annotations

from sqlalchemy import Engine

from tests.support.report.published_tables import execute, insert, sync_row
from tests.support.report.told import Render, words


def test_what_the_company_does_not_use_makes_no_picture_incomplete(
    engine: Engine, render: Render
) -> None:
    unused = {"rows_alive": 0, "source_count": None, "difference": None}
    insert(engine, "marts.mart_sync_status", [
        sync_row("salesforce", "lead"),
        sync_row("salesforce", "currency_type", status="not_used",
                 note="The org has one currency.", **unused),
    ])  # fmt: skip
    said = words(render())
    assert "in 1 stream " in said
    assert "State Complete" in said
    assert "currency_type not used The org has one currency." in said


def test_a_stream_that_is_hidden_makes_it_incomplete(engine: Engine, render: Render) -> None:
    insert(engine, "marts.mart_sync_status", [
        sync_row("salesforce", "lead"),
        sync_row("salesforce", "currency_type", status="unavailable"),
    ])  # fmt: skip
    said = words(render())
    assert "this picture is not complete. Could not be seen: Salesforce currency_type" in said


def test_counts_that_agree_differ_by_nothing(engine: Engine, render: Render) -> None:
    insert(engine, "marts.mart_sync_status", [sync_row("salesforce", "lead", difference=0)])
    assert "+0" not in words(render())


def test_a_pipeline_that_marketing_did_not_begin_has_no_empty_chart(
    engine: Engine, render: Render
) -> None:
    insert(engine, "marts.mart_pipeline", [{"cycle_key": "c", "cycle_type": "sales_generated"}])
    page = render()
    assert "Marketing began none of the recorded cycles" in words(page)
    assert "From the stage before" not in words(page)
    assert 'class="chart funnel' not in page


def test_an_object_without_fields_is_named_with_its_system(engine: Engine, render: Render) -> None:
    insert(engine, "marts.mart_sync_status", [sync_row("salesforce", "lead_history")])
    insert(engine, "quality.score", [
        {"metric": "record_health", "scope": "lead_history", "value": 1, "numerator": 1,
         "denominator": 1, "outcome": "judged"}
    ])  # fmt: skip
    assert "No finding on any record of: Salesforce lead history" in words(render())


def test_objects_without_a_finding_are_named_in_one_line(engine: Engine, render: Render) -> None:
    execute(
        engine,
        "insert into quality.score (metric, scope, value) values ('record_health', 'calls', 1),"
        " ('record_health', 'lead', 1), ('record_health', 'deals', null)",
    )
    said = words(render())
    assert "No finding on any record of: calls, lead." in said
    assert "Too few records to judge: deals." in said

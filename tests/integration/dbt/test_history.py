"""Stages and ways out are dated by what the vendors remember, not by a record's last change."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime
from pathlib import Path

import pytest

from tests.support.dbt import history_company as company
from tests.support.dbt.build import Build
from tests.support.dbt.history_company import on
from tests.support.dbt.same_marts import assert_same_marts

MARTS = ("fct_funnel_stage_event", "fct_opportunity_stage_history", "mart_pipeline")


def _filled(made: Build) -> Build:
    made.fill(company.rows(), company.OWN_FIELDS)
    made.at(company.AS_OF)
    made.dbt(*(f"+{mart}" for mart in (*MARTS, "bridge_person_source")))
    return made


@pytest.fixture(scope="module")
def build(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Build]:
    made = _filled(Build.on_duckdb(tmp_path_factory.mktemp("history")))
    yield made
    made.engine.dispose()


def _visits(build: Build, deal: str) -> list[tuple[object, ...]]:
    return build.rows(
        "select v.stage_name, v.stage_category, v.entered_at, v.exited_at, v.days_in_stage,"
        " v.direction, v.evidence_source from marts.fct_opportunity_stage_history as v"
        " join marts.fct_opportunity as o on o.opportunity_key = v.opportunity_key"
        f" where o.source_id = '{deal}' order by v.visit_number"
    )


def _at(month: int) -> datetime:
    return on(month, 10)


def test_each_entry_of_a_deal_is_a_visit_and_won_to_lost_is_a_move_back(build: Build) -> None:
    kind = "property_history"
    assert _visits(build, "H") == [
        ("Meeting", "open", _at(1), _at(2), 31, "first", kind),
        ("Legal", "open", _at(2), _at(3), 28, "forward", kind),
        ("Meeting", "open", _at(3), _at(4), 31, "back", kind),
        ("Signed", "won", _at(4), _at(5), 30, "forward", kind),
        ("Declined", "lost", _at(5), None, None, "back", kind),
    ]


def test_without_history_the_portals_dates_of_each_stage_speak(build: Build) -> None:
    kind = "stage_dates"
    assert _visits(build, "D") == [
        ("Meeting", "open", on(1, 5), on(1, 9), 4, "first", kind),
        ("Legal", "open", on(1, 9), None, 325, "forward", kind),
    ]


def test_without_either_the_first_run_that_saw_it_speaks_and_bulk_edits_move_nothing(
    build: Build,
) -> None:
    before = _visits(build, "N")
    assert before == [("Legal", "open", on(2, 1), None, 302, "first", "first_seen")]
    build.execute(
        f"update raw_hubspot.deals set hs_lastmodifieddate = timestamp '{company.BULK}'"
        " where id = 'N'"
    )
    build.dbt("+fct_opportunity_stage_history", command="run")
    assert _visits(build, "N") == before


def _cycles(build: Build, where: str) -> list[tuple[object, ...]]:
    return build.rows(
        "select cycle_number, inq_at, case when not is_mql_imputed then mql_at end,"
        " disqualified_at, recycled_at, disposition from marts.mart_pipeline"
        f" where {where} order by cycle_number"
    )


def test_a_lead_that_comes_back_is_a_second_cycle_whatever_was_touched_since(build: Build) -> None:
    where = "person_key in (select person_key from marts.bridge_person_source where source_id = {})"
    assert _cycles(build, where.format("'A1'")) == [
        (1, on(1, 2), None, on(1, 20), None, "disqualified"),
        (2, on(6, 1), None, None, None, "open"),
    ]
    first, second = _cycles(build, where.format("'B1'"))
    assert first[3] == datetime.fromisoformat("2026-06-01T08:59:59")
    assert second == (2, on(6, 1), None, None, None, "open")
    assert build.rows(
        "select distinct evidence_source from marts.fct_funnel_stage_event"
        " where stage_code = 'DISQUALIFIED' order by 1"
    ) == [("lead.status.disqualified",), ("lead.status.disqualified (first seen)",)]


def test_lifecycle_and_status_history_tell_of_cycles_that_the_present_value_hides(
    build: Build,
) -> None:
    assert _cycles(build, "hubspot_contact_id = '1'") == [
        (1, _at(1), _at(2), None, _at(3), "recycled"),
        (2, _at(4), _at(6), None, None, "open"),
    ]


def test_a_way_out_that_was_taken_back_is_none(build: Build) -> None:
    assert _cycles(build, "hubspot_contact_id = '2'") == [
        (1, _at(1), None, None, None, "open"),
    ]


def test_a_call_with_two_people_is_first_contact_with_both(build: Build) -> None:
    assert build.rows(
        "select e.entered_at, count(*) from marts.fct_funnel_stage_event as e"
        " where e.stage_code = 'SAL' and not e.is_imputed group by 1"
    ) == [(on(6, 5), 2)]


@pytest.mark.nightly
@pytest.mark.postgres
def test_both_warehouses_tell_the_same_history(
    build: Build, postgres_database_url: str, tmp_path: Path
) -> None:
    other = _filled(Build.on_postgres(postgres_database_url, tmp_path))
    assert_same_marts(build, other, MARTS)
    other.engine.dispose()

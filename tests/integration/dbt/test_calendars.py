"""All days of one row are of one calendar, whatever zones and clock changes lie between."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest

from tests.support.dbt import calendar_company as company
from tests.support.dbt.build import Build
from tests.support.dbt.calendar_company import day, utc
from tests.support.dbt.same_marts import assert_same_marts

MARTS = (
    "fct_funnel_stage_event",
    "fct_opportunity",
    "fct_opportunity_stage_history",
    "mart_channel_performance",
    "mart_funnel_cohort",
    "mart_funnel_conversion",
    "mart_pipeline",
)
DAYS = "inq_date, mql_date, sql_date, opp_date, won_date"


def _filled(made: Build) -> Build:
    made.fill(company.rows(), company.OWN_FIELDS)
    made.at(company.AS_OF)
    made.dbt(*(f"+{mart}" for mart in MARTS))
    return made


@pytest.fixture(scope="module")
def build(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Build]:
    made = _filled(Build.on_duckdb(tmp_path_factory.mktemp("calendars")))
    yield made
    made.engine.dispose()


def _row(build: Build, columns: str, where: str) -> tuple[object, ...]:
    (row,) = build.rows(
        f"select {columns} from {build.schema('marts')}.mart_pipeline where {where}"
    )
    return row


@pytest.mark.parametrize("name", company.LEADS)
def test_all_days_of_a_row_are_of_the_calendar_its_close_date_was_picked_in(
    build: Build, name: str
) -> None:
    columns = f"{DAYS}, inq_month, days_mql_to_won, is_out_of_order"
    found = _row(build, columns, f"salesforce_opportunity_id = 'O-{name}'")
    assert found == company.LEADS[name][1]


def test_instants_of_the_other_system_are_told_in_the_calendar_of_the_deal(build: Build) -> None:
    columns = "mql_date, opp_date, won_date, days_mql_to_won, mql_month"
    february, july = date(2026, 2, 1), date(2026, 7, 1)
    evening = day(2, 10)
    assert _row(build, columns, "hubspot_deal_id = 'E'") == (evening, evening, evening, 0, february)
    second = day(7, 2)
    assert _row(build, columns, "salesforce_opportunity_id = 'O-TWO'") == (
        *(second, second, second, 0, july),
    )
    # where no day was picked, the reporting time zone tells
    assert _row(build, columns, "hubspot_contact_id = '3'") == (
        *(day(2, 10), day(2, 11), day(2, 11), 1, february),
    )


def test_the_events_of_a_cycle_bear_the_days_of_its_row(build: Build) -> None:
    told = {
        (key, stage): at
        for key, stage, at in build.rows(
            "select cycle_key, stage_code, entered_date from marts.fct_funnel_stage_event"
        )
    }
    stages = ("INQ", "MQL", "SAL", "SQL", "OPP", "WON")
    columns = ", ".join(f"{stage.lower()}_date" for stage in stages)
    rows = build.rows(f"select cycle_key, {columns} from marts.mart_pipeline")
    assert rows
    for key, *days in rows:
        assert [told.get((key, stage)) for stage in stages] == days


def test_no_outcome_moves_a_lead_to_another_month(build: Build) -> None:
    assert _row(build, "inq_date, inq_month", "salesforce_lead_id = 'S5'") == (
        day(5, 31),
        day(5, 1),
    )
    assert build.rows(
        "select count_entered, count_won, close_rate from marts.mart_funnel_cohort"
        " where cohort_stage = 'INQ' and cohort_month = date '2026-05-01'"
    ) == [(2, 1, Decimal("0.500000"))]
    assert build.rows(
        "select count_from, count_to from marts.mart_funnel_conversion"
        " where breakdown = 'cohort_month' and breakdown_value = '2026-05'"
        " and stage_from = 'INQ' and stage_to = 'WON'"
    ) == [(2, 1)]


def test_a_call_on_the_day_of_the_handover_is_the_first_contact(build: Build) -> None:
    assert _row(
        build, "sal_at, sal_date, is_sal_imputed", "salesforce_opportunity_id = 'O-S1'"
    ) == (utc("10-03 22:00"), day(10, 4), False)


def test_a_lead_converted_on_the_day_it_came_has_come(build: Build) -> None:
    columns = "inq_at, is_inq_imputed, is_mql_imputed"
    assert _row(build, columns, "salesforce_opportunity_id = 'O-S2'") == (
        utc("04-05 10:00"),
        False,
        False,
    )


def test_days_between_are_days_however_long_the_night_was(build: Build) -> None:
    rows = build.rows(
        "select source_id, created_date, close_date, days_to_close, is_closed_before_created"
        " from marts.fct_opportunity"
    )
    found = {name: rest for name, *rest in rows}
    for name, (_, _, created, closed, days) in company.DEALS.items():
        assert found[name] == [created, closed, days, False], name


def test_a_stage_left_at_the_same_hour_of_the_next_day_took_one_day(build: Build) -> None:
    assert build.rows(
        "select v.stage_name, v.days_in_stage, v.direction"
        " from marts.fct_opportunity_stage_history as v"
        " join marts.fct_opportunity as o on o.opportunity_key = v.opportunity_key"
        " where o.source_id = 'LATE' order by v.visit_number"
    ) == [
        ("Prospecting", 2, "first"),
        ("Closed Lost", 1, "forward"),
        ("Closed Won", 1, "forward"),
        ("Closed Lost", 1, "back"),
        ("Prospecting", 55, "reopen"),
    ]


def test_today_is_the_day_of_the_system_that_picked_the_close_date(build: Build) -> None:
    assert build.rows(
        "select source_id from marts.fct_opportunity"
        " where is_open and close_date < as_of_date or is_won and close_date > as_of_date"
    ) == [("LATE",)]


def test_a_history_that_ends_too_early_is_continued_by_what_is_seen(build: Build) -> None:
    recorded = ("property_history",)
    assert build.rows(
        "select v.stage_name, v.entered_at, v.exited_at, v.days_in_stage, v.evidence_source"
        " from marts.fct_opportunity_stage_history as v"
        " join marts.fct_opportunity as o on o.opportunity_key = v.opportunity_key"
        " where o.source_id = 'K' order by v.visit_number"
    ) == [
        ("appointmentscheduled", utc("01-10 15:00"), utc("02-10 15:00"), 31, *recorded),
        ("qualifiedtobuy", utc("02-10 15:00"), utc("03-01 15:00"), 19, *recorded),
        ("contractsent", utc("03-01 15:00"), None, 273, "first_seen"),
    ]


@pytest.mark.nightly
@pytest.mark.postgres
def test_both_warehouses_tell_the_same_days(
    build: Build, postgres_database_url: str, tmp_path: Path
) -> None:
    other = _filled(Build.on_postgres(postgres_database_url, tmp_path))
    assert_same_marts(build, other, MARTS)
    other.engine.dispose()

"""Rates, sums and days of a company in which careless counting misleads, on either warehouse."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest

from tests.support.dbt import numbers_company as company
from tests.support.dbt.build import Build
from tests.support.dbt.same_marts import assert_same_marts

RATE = "close_rate_numerator, close_rate_denominator, close_rate, close_rate_low, close_rate_high"


MARTS = (
    "fct_funnel_stage_event",
    "fct_opportunity",
    "fct_opportunity_stage_history",
    "mart_channel_performance",
    "mart_funnel_cohort",
    "mart_funnel_conversion",
    "mart_pipeline",
)
#: What hangs on which stages could be seen.
SEEN = ("int_stages__seen", "mart_channel_performance", "mart_funnel_conversion")


@pytest.fixture(scope="module")
def build(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Build]:
    made = Build.on_duckdb(tmp_path_factory.mktemp("numbers"))
    made.fill(company.rows(), {})
    made.at(company.AS_OF)
    made.dbt(*(f"+{mart}" for mart in (*MARTS, "dim_person")))
    yield made
    made.engine.dispose()


def _channel(build: Build, channel: str, columns: str) -> tuple[Any, ...]:
    (row,) = build.rows(
        f"select {columns} from {build.schema('marts')}.mart_channel_performance"
        f" where breakdown = 'channel' and breakdown_value = '{channel}'"
    )
    return row


def _steps(build: Build, channel: str, stage_from: str, stage_to: str) -> tuple[Any, ...]:
    (row,) = build.rows(
        "select count_from, count_to, rate, count_from_imputed, count_to_imputed,"
        f" count_to_excluded from {build.schema('marts')}.mart_funnel_conversion"
        f" where cycle_type = 'marketing_generated' and breakdown_value = '{channel}'"
        f" and breakdown = 'channel' and stage_from = '{stage_from}' and stage_to = '{stage_to}'"
    )
    return row


def test_what_salesforce_adds_about_the_won_ones_moves_nobody(build: Build) -> None:
    assert _channel(build, "offline", "count_mql, count_won, close_rate") == (
        30,
        6,
        Decimal("0.200000"),
    )
    marts = build.schema("marts")
    assert build.rows(
        "select channel, original_source, lead_source, country, count(*)"
        f" from {marts}.mart_pipeline where original_source = 'OFFLINE' group by 1, 2, 3, 4"
    ) == [("offline", "OFFLINE", None, "Peru", 30)]
    assert build.rows(
        f"select distinct country from {marts}.dim_person where channel = 'offline'"
    ) == [("Peru",)]


def test_stages_that_nobody_recorded_enter_no_rate(build: Build) -> None:
    assert _channel(
        build, "organic_search", f"count_mql, count_mql_imputed, count_won, {RATE}"
    ) == (
        *(0, 20, 20),
        *(0, 0, None, None, None),
    )
    assert _channel(build, "paid_search", f"count_mql, count_mql_imputed, count_won, {RATE}") == (
        *(50, 25, 25),
        *(0, 50, Decimal(0), Decimal(0), Decimal("0.071348")),
    )
    assert _steps(build, "organic_search", "INQ", "MQL") == (100, 0, Decimal(0), 0, 20, 0)
    assert _steps(build, "organic_search", "MQL", "WON") == (0, 0, None, 20, 0, 20)
    assert _steps(build, "organic_search", "INQ", "WON") == (100, 20, Decimal("0.2"), 0, 0, 0)
    assert _steps(build, "paid_search", "MQL", "WON") == (50, 0, Decimal(0), 25, 0, 25)


def test_cohorts_hold_recorded_entries_and_count_the_others_beside(build: Build) -> None:
    assert build.rows(
        "select count_entered, count_imputed, count_won, close_rate, close_rate_low"
        f" from {build.schema('marts')}.mart_funnel_cohort"
        " where cohort_stage = 'MQL' and channel in ('organic_search', 'paid_search')"
        " order by count_entered, count_imputed"
    ) == [
        (0, 20, 0, None, None),
        (50, 25, 0, Decimal(0), Decimal(0)),
    ]


def test_a_customer_whose_deal_nobody_wrote_down_is_a_customer(build: Build) -> None:
    assert _channel(
        build,
        "referral",
        "count_inq, count_won, won_amount_corporate, count_won_without_amount, count_open",
    ) == (10, 4, None, 4, 0)


def test_sums_say_what_they_lack_and_are_never_zero_for_unknown(build: Build) -> None:
    columns = "count_won, won_amount_corporate, count_won_without_amount, open_amount_corporate"
    assert _channel(build, "email", columns) == (3, Decimal(100), 2, None)
    assert _channel(build, "organic_social", columns) == (1, None, 1, None)


def test_days_are_compared_in_the_calendar_they_were_picked_in(build: Build) -> None:
    marts = build.schema("marts")
    found = {
        row[0]: row[1:]
        for row in build.rows(
            "select source_id, created_date, close_date, days_to_close, is_closed_before_created,"
            f" as_of_date from {marts}.fct_opportunity"
            " where source_id in ('EO', 'IMPOSSIBLE', 'T1')"
        )
    }
    evening, today = date(2026, 2, 10), date(2026, 6, 30)
    assert found["EO"] == (evening, evening, 0, False, today)
    assert found["IMPOSSIBLE"] == (evening, date(2026, 2, 3), None, True, today)
    march = date(2026, 3, 1)
    assert found["T1"] == (march, march, 0, False, date(2026, 7, 1))
    assert build.rows(
        "select is_out_of_order, sql_date, opp_date, won_date"
        f" from {marts}.mart_pipeline where salesforce_opportunity_id = 'EO'"
    ) == [(False, evening, evening, evening)]


def test_what_could_not_be_read_is_unknown_and_said(build: Build) -> None:
    marts = build.schema("marts")
    build.execute(
        "insert into raw_salesforce._runs (run_id, as_of, stream, status) values"
        f" ('r', timestamp '{company.AS_OF}', 'lead', 'ok'),"
        f" ('r', timestamp '{company.AS_OF}', 'opportunity', 'unavailable')"
    )
    build.dbt(*SEEN, command="run")
    row = _channel(build, "paid_search", f"count_mql, count_won, {RATE}, could_not_see")
    assert row == (
        *(50, None, None, 50, None, None, None),
        "LOST: salesforce opportunity; OPP: salesforce opportunity; WON: salesforce opportunity",
    )
    assert build.rows(
        "select distinct count_to, rate, rate_low, could_not_see"
        f" from {marts}.mart_funnel_conversion where stage_to = 'WON' and stage_from = 'MQL'"
    ) == [(None, None, None, "salesforce opportunity")]
    build.execute("delete from raw_salesforce._runs")
    # a deal whose people could not be read says nothing of any lead
    build.execute(
        "insert into raw_hubspot._runs (run_id, as_of, stream, status) values"
        f" ('r', timestamp '{company.AS_OF}', 'deals', 'ok'),"
        f" ('r', timestamp '{company.AS_OF}', '_associations', 'unavailable')"
    )
    build.dbt(*SEEN, command="run")
    assert _channel(build, "paid_search", f"count_mql, count_won, {RATE}, could_not_see") == (
        *(50, None, None, 50, None, None, None),
        "LOST: hubspot deals associations; OPP: hubspot deals associations;"
        " WON: hubspot deals associations",
    )
    build.execute("delete from raw_hubspot._runs")
    build.dbt(*SEEN, command="run")
    assert _channel(build, "paid_search", "count_won, could_not_see") == (25, None)


def test_a_stage_that_no_field_can_prove_is_unknown(build: Build) -> None:
    for system, name, field, is_readable in (
        ("hubspot", "contacts", "createdate", True),
        ("salesforce", "lead", "createddate", True),
        ("salesforce", "lead", "mql_date__c", False),
    ):
        build.execute(
            f"insert into raw_{system}._fields (object, field, is_readable)"
            f" values ('{name}', '{field}', {is_readable})"
        )
    build.dbt(*SEEN, command="run")
    columns = "count_mql, close_rate_denominator, close_rate, count_inq"
    assert _channel(build, "paid_search", columns) == (None, None, None, 75)
    (told,) = _channel(build, "paid_search", "could_not_see")
    assert "salesforce lead.mql_date__c" in told
    assert "hubspot contacts.lifecyclestage" in told
    # the portal has the field: what it says counts, and what the org hides is still said
    build.execute(
        "insert into raw_hubspot._fields (object, field, is_readable)"
        " values ('contacts', 'hs_lifecyclestage_marketingqualifiedlead_date', true)"
    )
    build.dbt(*SEEN, command="run")
    assert _channel(build, "paid_search", columns) == (50, 50, Decimal(0), 75)
    (told,) = _channel(build, "paid_search", "could_not_see")
    assert "MQL: salesforce lead.mql_date__c" in told
    for system in ("hubspot", "salesforce"):
        build.execute(f"delete from raw_{system}._fields")
    build.dbt(*SEEN, command="run")
    assert _channel(build, "paid_search", "count_mql, could_not_see") == (50, None)


def test_no_clock_but_the_run_decides_what_today_is(build: Build) -> None:
    found = build.rows(
        f"select source_id from {build.schema('marts')}.fct_opportunity"
        " where is_open and close_date < as_of_date"
    )
    assert found == [("YESTERDAY",)]


@pytest.mark.nightly
@pytest.mark.postgres
def test_both_warehouses_come_to_the_same_numbers(
    build: Build, postgres_database_url: str, tmp_path: Path
) -> None:
    other = Build.on_postgres(postgres_database_url, tmp_path)
    other.fill(company.rows(), {})
    other.at(company.AS_OF)
    other.dbt(*(f"+{mart}" for mart in (*MARTS, "dim_person")))
    assert_same_marts(build, other, MARTS)
    other.engine.dispose()

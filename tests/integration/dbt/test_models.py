"""What the models make of a company in which every record is a case of its own."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest

from tests.support.dbt import company
from tests.support.dbt.build import Build
from tests.support.dbt.company import at
from tests.support.dbt.same_marts import assert_same_marts

MARTS = (
    "bridge_account_source",
    "bridge_opportunity_source",
    "bridge_person_source",
    "dim_account",
    "dim_currency",
    "dim_person",
    "dim_user",
    "fct_funnel_stage_event",
    "fct_fx_rate",
    "fct_opportunity",
    "fct_opportunity_stage_history",
    "fct_timeline",
    "mart_account",
    "mart_channel_performance",
    "mart_funnel_cohort",
    "mart_funnel_conversion",
    "mart_pipeline",
    "mart_sync_status",
)


@pytest.fixture(scope="module")
def build(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Build]:
    made = Build.on_duckdb(tmp_path_factory.mktemp("models"))
    made.fill(company.rows(), {})
    made.at(company.AS_OF)
    made.dbt("+path:models/marts")
    yield made
    made.engine.dispose()


def _groups(build: Build, kind: str) -> set[frozenset[str]]:
    groups: dict[str, set[str]] = {}
    query = f"select {kind}_key, source_object, source_id from marts.bridge_{kind}_source"
    for key, source_object, source_id in build.rows(query):
        groups.setdefault(key, set()).add(f"{source_object} {source_id}")
    return {frozenset(group) for group in groups.values()}


def _cycles(build: Build, where: str) -> list[tuple[object, ...]]:
    return build.rows(
        "select cycle_number, cycle_type, disposition, current_stage from marts.mart_pipeline"
        f" where {where} order by cycle_number"
    )


def test_people_are_joined_by_short_ids_conversion_merges_and_addresses(build: Build) -> None:
    assert _groups(build, "person") == {
        frozenset({"contacts 11", f"lead {company.LEAD_ID_LONG}", "contact 003A"}),
        frozenset({"contacts 12", "contacts 9", "lead L2", "lead L3"}),
        frozenset({"contact 003C"}),
        frozenset({"contact 003D"}),
        frozenset({"contacts 14"}),
        frozenset({"lead L6"}),
        frozenset({"lead L7"}),
        *(frozenset({f"lead {lead}"}) for lead in company.CROWD),
    }


def test_accounts_are_joined_by_registered_domain_and_merges_but_not_by_free_mail(
    build: Build,
) -> None:
    assert _groups(build, "account") == {
        frozenset({"account 001A", "account 001C", "companies 21", "companies 24"}),
        frozenset({"account 001B"}),
        frozenset({"companies 22"}),
        frozenset({"companies 23"}),
    }


def test_a_synced_deal_is_the_salesforce_opportunity(build: Build) -> None:
    groups = _groups(build, "opportunity")
    assert (
        frozenset({f"opportunity {company.OPPORTUNITY_ID_LONG}", "deals 31", "deals 32"}) in groups
    )
    assert frozenset({"deals 34"}) in groups, "its Salesforce opportunity is deleted"


def test_owners_are_joined_by_address(build: Build) -> None:
    query = "select name, hubspot_owner_id, salesforce_user_id, is_active from marts.dim_user"
    assert sorted(map(str, build.rows(query))) == [
        "('Ann A', '71', '005A', True)",
        "('Ben B', None, '005B', False)",
    ]


def test_amounts_keep_what_was_written_and_are_converted_only_at_a_known_rate(build: Build) -> None:
    query = "select source_id, amount, amount_corporate from marts.fct_opportunity"
    amounts = {row[0]: row[1:] for row in build.rows(query)}
    assert amounts[company.OPPORTUNITY_ID_LONG] == (Decimal("12.345"), Decimal("12.345"))
    assert amounts["33"] == (Decimal("30.00"), Decimal("40.50"))
    assert amounts["O6"] == (Decimal("100.00"), None)
    assert amounts["34"] == (Decimal("7.125"), Decimal("7.125"))


def test_an_amount_beyond_all_money_ends_no_build_and_counts_as_none(build: Build) -> None:
    query = (
        "select source_id, amount, probability_ratio from marts.fct_opportunity"
        " where source_id in ('36', '37', '38') order by source_id"
    )
    assert build.rows(query) == [("36", None, None), ("37", None, None), ("38", None, None)]


def test_a_chance_beyond_certainty_is_none(build: Build) -> None:
    query = (
        "select source_id, probability_ratio from marts.fct_opportunity"
        " where source_id in ('O3', 'O4') order by 1"
    )
    assert build.rows(query) == [("O3", Decimal("0.5")), ("O4", None)]


def test_a_deal_is_judged_by_its_flags_and_closes_on_the_day_of_its_portal(build: Build) -> None:
    query = (
        "select stage_name, stage_category, shared_stage, close_date from marts.fct_opportunity"
        " where source_id = '33'"
    )
    assert build.rows(query) == [("Gone", "lost", "lost", date(2026, 3, 31))]


def test_a_lead_cycle_runs_from_first_response_to_the_won_deal(build: Build) -> None:
    query = (
        "select cycle_type, inq_at, mql_at, sal_at, is_sal_imputed, sql_at, opp_at, won_at,"
        " days_mql_to_won, hubspot_deal_id from marts.mart_pipeline where disposition = 'won'"
    )
    assert build.rows(query) == [
        (
            "marketing_generated",
            at(1, 1),
            at(1, 5),
            at(2, 1),
            True,
            at(2, 1),
            at(2, 1),
            at(3, 1, hour=0),
            55,
            "31",
        )
    ]


def test_the_converted_lead_is_the_buyer_even_where_another_role_is_primary(build: Build) -> None:
    query = (
        "select p.salesforce_contact_id from marts.mart_pipeline as m"
        " join marts.dim_person as p on p.person_key = m.person_key where m.disposition = 'won'"
    )
    assert build.rows(query) == [("003A",)]


def test_a_lead_after_disqualification_is_a_second_cycle(build: Build) -> None:
    where = "hubspot_contact_id = '12'"
    assert _cycles(build, where) == [
        (1, "marketing_generated", "disqualified", "INQ"),
        (2, "marketing_generated", "open", "SAL"),
    ]
    times = build.rows(
        "select inq_at, case when not is_mql_imputed then mql_at end, disqualified_at, sal_at"
        " from marts.mart_pipeline"
        f" where {where} order by cycle_number"
    )
    assert times == [
        (at(1, 3), None, at(1, 20), None),
        (at(4, 1), None, None, at(4, 3)),
    ]


def test_a_contact_unknown_to_marketing_buys_first_then_expands(build: Build) -> None:
    assert _cycles(build, "salesforce_contact_id = '003C'") == [
        (1, "sales_generated", "open", "OPP"),
        (2, "expansion", "lost", "OPP"),
    ]


def test_the_first_of_two_deals_of_one_instant_is_the_first_cycle(build: Build) -> None:
    assert _cycles(build, "salesforce_contact_id = '003D'") == [
        (1, "sales_generated", "open", "OPP"),
        (2, "expansion", "open", "OPP"),
    ]


def test_a_deal_without_a_person_is_a_cycle_of_its_own(build: Build) -> None:
    query = (
        "select person_key, cycle_type, channel, inq_at, mql_at, current_stage"
        " from marts.mart_pipeline where salesforce_opportunity_id = 'O5'"
    )
    assert build.rows(query) == [(None, "sales_generated", "outbound", None, None, "OPP")]


def test_channels_come_from_the_glossary_and_are_never_guessed(build: Build) -> None:
    query = "select hubspot_contact_id, channel from marts.dim_person"
    channels = {row[0]: row[1] for row in build.rows(query) if row[0]}
    # 12 was entered by hand; that Salesforce later called it a trade show tells who got that far
    assert channels == {"11": "paid_search", "12": "offline", "14": "unmapped"}


def test_stage_visits_ignore_changes_of_amount_and_name_their_direction(build: Build) -> None:
    query = (
        "select h.visit_number, h.stage_name, h.direction, h.days_in_stage"
        " from marts.fct_opportunity_stage_history as h"
        " join marts.fct_opportunity as o on o.opportunity_key = h.opportunity_key"
        " where o.source_id = 'O9' order by h.visit_number"
    )
    assert build.rows(query) == [
        (1, "Prospecting", "first", 59),
        (2, "Closed Lost", "forward", 31),
        (3, "Negotiation/Review", "reopen", 30),
        (4, "Qualification", "back", 61),
    ]


def test_an_account_knows_its_first_win_and_its_owner(build: Build) -> None:
    query = (
        "select name, domain, first_won_date, is_customer from marts.dim_account"
        " where salesforce_account_id = '001A'"
    )
    assert build.rows(query) == [("Acme", "acme.co.uk", None, False)]


def test_streams_that_never_ran_say_so(build: Build) -> None:
    query = "select distinct status from marts.mart_sync_status"
    assert build.rows(query) == [("never_run",)]


@pytest.mark.nightly
@pytest.mark.postgres
def test_both_warehouses_build_the_same_marts(
    build: Build, postgres_database_url: str, tmp_path: Path
) -> None:
    other = Build.on_postgres(postgres_database_url, tmp_path)
    other.fill(company.rows(), {})
    other.at(company.AS_OF)
    other.dbt("+path:models/marts")
    assert_same_marts(build, other, MARTS)
    other.engine.dispose()

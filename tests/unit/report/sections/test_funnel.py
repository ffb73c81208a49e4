"""The stages: what is recorded, what went on, and what nobody could see."""

from __future__ import annotations

from sqlalchemy import Engine

from tests.support.report.published_tables import insert
from tests.support.report.told import Tell, step, words


def test_the_counts_of_a_step_give_its_share(engine: Engine, tell: Tell) -> None:
    insert(engine, "marts.dim_stage", [
        {"stage_code": code, "stage_rank": rank, "owner_team": team}
        for rank, (code, team) in enumerate(
            (("INQ", "marketing"), ("MQL", "marketing"), ("SAL", "sales"))
        )
    ])  # fmt: skip
    insert(engine, "marts.mart_funnel_conversion", [
        step("INQ", "MQL", count_from=400, count_to=100, rate=0.25, rate_low=0.21, rate_high=0.29,
             count_from_imputed=20),
        step("MQL", "SAL", count_from=105, count_to=21, rate=0.2, rate_low=0.13, rate_high=0.29,
             count_from_imputed=3, count_to_excluded=4),
        step("INQ", "MQL", cycle_type="expansion", count_from=999, count_to=998, rate=0.99),
    ])  # fmt: skip
    said = tell("funnel")
    assert "INQ marketing 400 – – – – 20" in said
    assert "MQL marketing 100 100 of 400 25 % 21 % to 29 % 0 3" in said
    assert "SAL sales 25 21 of 105 20 % 13 % to 29 % 4 0" in said


def test_a_share_of_too_few_is_not_shown(engine: Engine, tell: Tell) -> None:
    insert(engine, "marts.mart_funnel_conversion", [
        step("INQ", "MQL", count_from=19, count_to=2, rate=0.1, rate_low=0, rate_high=0.3,
             is_rate_judged=False)
    ])  # fmt: skip
    assert "2 of 19 too few –" in tell("funnel")


def test_what_could_not_be_read_is_said_where_the_number_would_stand(
    engine: Engine, tell: Tell
) -> None:
    insert(engine, "marts.mart_funnel_conversion", [
        step("OPP", "WON", count_from=400, count_to=None, rate=None, count_to_excluded=None,
             could_not_see="salesforce opportunity")
    ])  # fmt: skip
    said = tell("funnel")
    assert "WON – – – of 400 could not see salesforce opportunity" in said
    assert "0 %" not in said


def test_the_team_of_a_stage_is_the_one_that_signed_for_it(engine: Engine, markup: Tell) -> None:
    insert(engine, "marts.mart_funnel_conversion", [
        step("MQL", "SAL", count_from=1, count_to=1, rate=1, count_to_excluded=0)
    ])  # fmt: skip
    insert(engine, "marts.dim_stage", [
        {"stage_code": "SAL", "stage_label": "Accepted", "owner_team": "Marketing"}
    ])  # fmt: skip
    page = markup("funnel")
    assert "SAL Accepted Marketing 1" in words(page)
    assert page.count('class="t-team-1"') == 2  # SAL, in both shapes of the chart


def test_a_pipeline_that_marketing_did_not_begin_has_no_empty_chart(
    engine: Engine, markup: Tell
) -> None:
    insert(engine, "marts.mart_cycle_origin", [{"cycle_type": "all", "count_cycles": 1}])
    page = markup("funnel")
    assert "Marketing began none of the recorded cycles" in words(page)
    assert "From the stage before" not in words(page)
    assert 'class="chart funnel' not in page


def test_definitions_that_nobody_signed_are_said_beside_the_numbers(
    engine: Engine, tell: Tell
) -> None:
    insert(engine, "marts.mart_cycle_origin", [
        {"cycle_type": "all", "count_cycles": 1, "median_days_mql_to_won": 41.5}
    ])  # fmt: skip
    insert(engine, "marts.dim_definition", [
        {"definition_id": "a", "is_signed": False}, {"definition_id": "b", "is_signed": True}
    ])  # fmt: skip
    said = tell("funnel")
    assert "Its definitions are partly unsigned ." in said
    assert "Half of the won deals took 41.5 days or less from MQL." in said

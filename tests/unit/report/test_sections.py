"""What each section says, with the numbers of known rows."""

from __future__ import annotations

import re

import pytest
from sqlalchemy import Engine

from tests.support.report.published_tables import execute, field_row, insert, sync_row
from tests.support.report.told import Part, Render, open_opportunity, slices, words


def finding(rule: str, record: str | None, **changes: object) -> dict[str, object]:
    return {
        "rule_id": rule,
        "severity": "major",
        "source_system": "salesforce",
        "source_object": "opportunity",
        "field": "amount",
        "source_id": record,
        "status": "open",
    } | changes


def rule(rule_id: str, **changes: object) -> dict[str, object]:
    return {
        "rule_id": rule_id,
        "rule_version": 2,
        "name": f"Rule {rule_id}",
        "severity": "major",
        "level": "record",
        "population": 400,
        "failed": 8,
        "fail_ratio": 0.02,
        "is_judged": True,
    } | changes


def test_an_empty_warehouse_reads_well(render: Render) -> None:
    said = words(render())
    assert "No system has been synced yet" in said
    assert "There is no open pipeline to judge." in said
    assert "No person has entered the pipeline yet." in said
    assert "No rule has run yet." in said
    assert "No field has been profiled yet." in said
    assert "%" not in said.replace("95 % Wilson interval", "")


@pytest.mark.parametrize("word", ["None", "NaN", "nan", "inf", "null", "undefined"])
def test_no_missing_value_leaks_as_a_word(
    engine: Engine, render: Render, sample_page: str, word: str
) -> None:
    fill_with_nulls(engine)
    for page in (render(), sample_page):
        assert not re.search(rf"\b{word}\b", words(page))


def fill_with_nulls(engine: Engine) -> None:
    """One row per table in which everything that may be null is null."""
    insert(engine, "marts.mart_sync_status", [{"source_system": "hubspot", "stream": "contacts"}])
    insert(engine, "marts.dim_stage", [{"stage_code": "MQL"}])
    insert(engine, "marts.mart_pipeline", [{"cycle_key": "c"}])
    insert(engine, "marts.mart_funnel_cohort", [
        {"cohort_stage": "MQL", "cohort_month": "2026-01-01", "count_mql": 0, "count_sal": 0,
         "count_sql": 0, "count_opp": 0, "count_won": 0}
    ])  # fmt: skip
    insert(engine, "marts.mart_channel_performance", [
        {"breakdown": "channel", "count_inq": 0, "count_mql": 0, "count_sal": 0, "count_sql": 0,
         "count_opp": 0, "count_won": 0}
    ])  # fmt: skip
    insert(engine, "marts.fct_opportunity", [{"opportunity_key": "o", "is_open": True}])
    insert(engine, "quality.field_profile", [
        {"source_system": "hubspot", "source_object": "contacts", "field": "x",
         "verdict": "too_few"}
    ])  # fmt: skip
    insert(engine, "quality.finding", [
        {"rule_id": "Z1", "severity": "minor", "source_system": "hubspot",
         "source_object": "contacts"}
    ])  # fmt: skip
    insert(engine, "quality.rule_result", [
        {"rule_id": "Z1", "name": "Rule", "severity": "minor", "level": "field", "failed": 1}
    ])  # fmt: skip
    insert(engine, "quality.score", [{"metric": "record_health", "scope": "contacts"},
                                     {"metric": "pipeline_trust", "scope": "(all)"}])  # fmt: skip
    insert(
        engine,
        "quality.conflict",
        [{"field": "amount", "is_comparable": True, "is_conflict": True}],
    )
    insert(engine, "quality.identity_conflict", [
        {"kind": "link", "reason": "deleted", "severity": "major", "evidence": "x",
         "source_system": "hubspot", "source_object": "contacts", "source_id": "1"}
    ])  # fmt: skip


def test_percentages_of_fewer_than_twenty_are_hidden(engine: Engine, render: Render) -> None:
    insert(engine, "marts.mart_channel_performance", [
        {"breakdown": "channel", "breakdown_value": name, "count_inq": n, "count_mql": n,
         "count_sal": 2, "count_sql": 2, "count_opp": 2, "count_won": 2,
         "close_rate_numerator": 2, "close_rate_denominator": n, "close_rate": 2 / n,
         "close_rate_low": 0.01, "close_rate_high": 0.3}
        for name, n in (("tiny", 19), ("enough", 20))
    ])  # fmt: skip
    said = words(render())
    assert "tiny 19 19 2 2 2 2 too few 2 of 19 – – – –" in said
    assert "enough 20 20 2 2 2 2 10 % 2 of 20 1.0 % to 30 %" in said


def test_the_total_of_channels_adds_up(sample_page: str) -> None:
    said = words(sample_page)
    assert "All channels 11,833 3,915 2,313 1,106 836 213 5.3 % 206 of 3,915" in said
    assert "Partners 61 18 15 12 11 6 too few 6 of 18" in said


def step(start: str, end: str, **changes: object) -> dict[str, object]:
    """A row of mart_funnel_conversion between neighbours."""
    return {
        "cycle_type": "marketing_generated",
        "breakdown": "all",
        "stage_from": start,
        "stage_to": end,
        "is_next_step": True,
        "count_from_imputed": 0,
        "count_to_excluded": 0,
    } | changes


def test_the_counts_of_a_step_give_its_share(engine: Engine, render: Render) -> None:
    insert(engine, "marts.dim_stage", [
        {"stage_code": code, "stage_rank": rank} for rank, code in enumerate(("INQ", "MQL", "SAL"))
    ])  # fmt: skip
    insert(engine, "marts.mart_funnel_conversion", [
        step("INQ", "MQL", count_from=400, count_to=100, rate=0.25, rate_low=0.21, rate_high=0.29,
             count_from_imputed=20),
        step("MQL", "SAL", count_from=105, count_to=21, rate=0.2, rate_low=0.13, rate_high=0.29,
             count_from_imputed=3, count_to_excluded=4),
        step("INQ", "MQL", cycle_type="expansion", count_from=999, count_to=998, rate=0.99),
    ])  # fmt: skip
    said = words(render())
    assert "INQ marketing 400 – – – – 20" in said
    assert "MQL marketing 100 100 of 400 25 % 21 % to 29 % 0 3" in said
    assert "SAL sales 25 21 of 105 20 % 13 % to 29 % 4 0" in said


def test_what_could_not_be_read_is_said_where_the_number_would_stand(
    engine: Engine, render: Render
) -> None:
    insert(engine, "marts.mart_funnel_conversion", [
        step("OPP", "WON", count_from=400, count_to=None, rate=None, count_to_excluded=None,
             could_not_see="salesforce opportunity")
    ])  # fmt: skip
    insert(engine, "marts.mart_channel_performance", [
        {"breakdown": "channel", "breakdown_value": "web", "count_inq": 9, "count_mql": 40,
         "close_rate_denominator": 40, "could_not_see": "won: salesforce opportunity"}
    ])  # fmt: skip
    said = words(render())
    assert "WON sales – – of 400 could not see salesforce opportunity" in said
    assert "web 9 40 – – – – could not see – of 40 – – – –" in said
    assert "0 %" not in said


def test_amounts_that_are_not_known_are_no_zeros(engine: Engine, render: Render) -> None:
    insert(engine, "marts.mart_channel_performance", [
        {"breakdown": "channel", "breakdown_value": "web", "count_inq": 1, "count_mql": 1,
         "count_sal": 1, "count_sql": 1, "count_opp": 1, "count_won": 1,
         "count_won_without_amount": 1, "count_open_without_amount": 2}
    ])  # fmt: skip
    assert "– + 2 without amount – + 1 without amount" in words(render())


def test_the_team_of_a_stage_is_the_one_that_signed_for_it(engine: Engine, render: Render) -> None:
    insert(engine, "marts.mart_funnel_conversion", [
        step("MQL", "SAL", count_from=1, count_to=1, rate=1, count_to_excluded=0)
    ])  # fmt: skip
    insert(engine, "marts.dim_stage", [
        {"stage_code": "SAL", "stage_label": "Accepted", "owner_team": "Marketing"}
    ])  # fmt: skip
    page = render()
    assert "SAL Accepted Marketing 1" in words(page)
    assert page.count('class="t-marketing"') == 4  # MQL and SAL, in both shapes of the chart


def test_cohorts_still_open_are_marked(sample_page: str) -> None:
    said = words(sample_page)
    assert "2026-05 mature" in said
    assert "2026-06 still open" in said
    assert "All months as CSV 6 older ones are in it" in said


def test_problems_come_in_the_published_order(engine: Engine, render: Render) -> None:
    insert(engine, "quality.rule_result", [
        rule("A1", problem_rank=3), rule("B1", problem_rank=1), rule("C1", problem_rank=2),
        rule("D1", failed=0, outcome="passed"), rule("E1", failed=0, outcome="nothing_to_judge"),
        rule("F1", failed=0, outcome="could_not_see"),
    ])  # fmt: skip
    page = render()
    assert re.findall(r'<article id="rule-(\w+)"', page) == ["B1", "C1", "A1"]
    said = words(page)
    assert "1 of 6 rules looked and found nothing. Nothing to judge: Rule E1 (E1)." in said
    assert "Could not see what they judge: Rule F1 (F1)." in said


def test_a_problem_says_how_many_of_how_many(engine: Engine, render: Render) -> None:
    insert(engine, "quality.rule_result", [
        rule("A1"), rule("B1", population=12, failed=3, is_judged=False, fail_ratio=None),
    ])  # fmt: skip
    insert(engine, "quality.finding", [
        finding("A1", f"r{n:02d}", status=("new", "open")[n % 2]) for n in range(8)
    ])  # fmt: skip
    said = words(render())
    assert "8 records 2.0 % of 400 4 new in the last week no recorded open amount touched" in said
    assert "3 records of 12, too few to judge a share" in said
    assert "5 of 8" in said
    assert "All 8 as CSV" in said


def test_definitions_that_nobody_signed_are_said_to_be_unsigned(
    engine: Engine, render: Render
) -> None:
    insert(engine, "marts.dim_definition", [
        {"definition_id": "lead_source", "is_signed": False, "value": "form",
         "agreed_marketing": "nobody yet", "agreed_sales": "nobody yet"},
        {"definition_id": "cohort_window_days", "is_signed": True, "value": "180", "unit": "days",
         "agreed_marketing": "Ada", "agreed_sales": "Ben", "agreed_on": "2026-10-01"},
    ])  # fmt: skip
    said = words(render())
    assert "1 of 2 definitions are unsigned" in said
    assert "lead source – form – unsigned" in said
    assert "cohort window days – 180 days – Ada and Ben, 2026-10-01" in said


def test_money_that_is_only_estimated_is_said_to_be(engine: Engine, render: Render) -> None:
    insert(engine, "quality.rule_result", [rule("A1", open_amount_estimated=61100)])
    said = words(render())
    assert "about 61.1k on opportunities without an amount, each at the median" in said
    assert "no recorded open amount touched" not in said


def test_rules_that_found_nothing_say_so(engine: Engine, render: Render) -> None:
    insert(
        engine,
        "quality.rule_result",
        [
            rule("A1", failed=0, outcome="passed"),
            rule("B1", failed=0, outcome="passed"),
        ],
    )
    assert "All 2 rules ran and none found anything." in words(render())


def test_conflicts_show_both_sides(engine: Engine, render: Render) -> None:
    insert(engine, "marts.fct_opportunity", [open_opportunity("o", 1200)])
    insert(engine, "quality.conflict", [
        {"field": "amount", "opportunity_key": "o", "hubspot_deal_id": "77",
         "salesforce_opportunity_id": "006", "hubspot_value": "1500", "salesforce_value": "1200",
         "is_comparable": True, "is_conflict": True, "amount_difference": 300},
    ])  # fmt: skip
    insert(engine, "quality.conflict_share", [
        {"field": "amount", "pairs": 3, "pairs_comparable": 2, "pairs_equal": 1,
         "pairs_in_conflict": 1, "pairs_not_comparable": 1, "conflict_ratio": 0.5,
         "amount_difference": 300},
        {"field": "stage", "pairs": 1, "pairs_comparable": 1, "pairs_equal": 1,
         "pairs_in_conflict": 0, "pairs_not_comparable": 0, "conflict_ratio": 0},
    ])  # fmt: skip
    said = words(render())
    assert "Amount 3 1 1 1 50 % €300" in said
    assert "Deal o 1,500.00 77 1,200.00 006 €300 €1.2k" in said
    assert "Stage 1 1 0 0 0 % –" in said


def test_one_system_alone_is_enough(engine: Engine, render: Render) -> None:
    insert(engine, "marts.mart_sync_status", [
        sync_row("hubspot", "contacts"),
        sync_row("salesforce", "lead", status="unavailable", rows_alive=0, last_as_of=None),
    ])  # fmt: skip
    said = words(render())
    assert "Salesforce is not connected. The report covers what there is." in said
    assert "No deal is linked between the two systems" in said
    assert "Read with care" not in said


def test_a_stream_that_stayed_behind_puts_up_the_banner(engine: Engine, render: Render) -> None:
    insert(engine, "marts.mart_sync_status", [
        sync_row("hubspot", "contacts"),
        sync_row("hubspot", "deals", last_as_of="2026-11-20 06:00:00"),
        sync_row("hubspot", "calls", status="unavailable", note="scope missing"),
        sync_row("salesforce", "lead", source_count=30415, difference=3),
    ])  # fmt: skip
    said = words(render())
    assert "Read with care: this picture is not complete." in said
    assert "Did not refresh: HubSpot deals (last 2026-11-20 06:00 UTC)" in said
    assert "Could not be seen: HubSpot calls (scope missing)" in said
    assert "Salesforce lead +3 (source 30,415, here 30,412)" in said


def test_several_currencies_are_named_and_carry_no_symbol(engine: Engine, render: Render) -> None:
    insert(engine, "marts.fct_opportunity", [
        open_opportunity("a", 5000), open_opportunity("b", 5000, currency_code="USD"),
        open_opportunity("c", 5000, currency_code="USD"),
    ])  # fmt: skip
    slices(engine, Part("none", 3, 15_000))
    said = words(render())
    assert "several currencies (USD 2, EUR 1)" in said
    assert "no finding 3 15k 100 % 0" in said


def test_a_redacted_report_holds_ids_and_no_names_or_values(engine: Engine, render: Render) -> None:
    insert(engine, "marts.fct_opportunity", [open_opportunity("006X", 5000, name="Private deal")])
    insert(engine, "marts.bridge_opportunity_source", [
        {"source_system": "salesforce", "source_object": "opportunity", "source_id": "006X",
         "opportunity_key": "006X"}
    ])  # fmt: skip
    insert(engine, "marts.dim_user", [{"owner_key": "k1234567890", "name": "Petra Private"}])
    insert(engine, "quality.rule_result", [rule("V001")])
    insert(engine, "quality.finding", [
        finding("V001", "006X", detail="petra@private.example", owner_key="k1234567890",
                other_value="private value")
    ])  # fmt: skip
    insert(engine, "quality.conflict", [
        {"field": "stage", "opportunity_key": "006X", "salesforce_opportunity_id": "006X",
         "hubspot_value": "Won", "salesforce_value": "Open", "is_conflict": True}
    ])  # fmt: skip
    insert(engine, "quality.identity_conflict", [
        {"kind": "person", "reason": "names_differ", "severity": "minor", "evidence": "email",
         "evidence_value": "private@two.example", "value": "Petra Private",
         "source_system": "hubspot", "source_object": "contacts", "source_id": "1",
         "other_source_system": "salesforce", "other_source_object": "contact",
         "other_source_id": "003", "other_value": "Private Two"}
    ])  # fmt: skip
    insert(engine, "quality.field_profile", [
        field_row("hubspot", "contacts", "nick", "constant", top_value="private nick",
                  misfits=1, misfit_examples="'private misfit' (record 1)")
    ])  # fmt: skip
    insert(engine, "marts.mart_channel_performance", [
        {"breakdown": "landing_page", "breakdown_value": "/thanks?mail=private@x.example",
         "count_inq": 1, "count_mql": 1, "count_sal": 0, "count_sql": 0, "count_opp": 0,
         "count_won": 0}
    ])  # fmt: skip
    open_page, redacted = render(), render(redact=True)
    for private in (
        "private@x.example",
        "Private deal",
        "Petra Private",
        "petra@private.example",
        "private nick",
        "private@two.example",
        "private misfit",
    ):
        assert private in open_page
    assert not re.search("private|petra", redacted, re.I)
    assert "006X" in redacted
    assert "no known owner (1)" in words(redacted)


def test_health_names_the_object_of_a_score_whichever_way_it_is_written(
    engine: Engine, render: Render
) -> None:
    execute(
        engine,
        "insert into quality.score (metric, scope, value) values"
        " ('record_health', 'salesforce.lead', 0.9), ('record_health', 'hubspot:deals', 0.8)",
    )
    insert(engine, "quality.finding", [
        finding("A1", "r1", source_object="lead"),
        finding("A1", "r2", source_object="contact"),
        finding("A1", "r3", source_system="hubspot", source_object="deals"),
    ])  # fmt: skip
    said = words(render())
    assert "HubSpot deals 80 % A1 A1 1 Salesforce leads 90 % A1 A1 1" in said
    assert "Salesforce contacts not judged A1 A1 1" in said

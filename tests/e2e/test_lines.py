"""Lines and quotes of deals as loaded from both systems and a file equal what was planted."""

from __future__ import annotations

from tests.support import contracts, quotes
from tests.support.answers import answers
from tests.support.company import Company
from tests.support.lines import differences, truth

NOTHING: tuple[set[object], set[object]] = (set(), set())


def test_every_line_counts_once_with_its_cost_and_whose_word_that_is(larkspur: Company) -> None:
    assert differences(larkspur.world_dir, larkspur.rows) == {
        "lines": NOTHING,
        "line_checks": NOTHING,
    }


def test_whatever_may_be_true_of_a_line_was_planted(larkspur: Company) -> None:
    lines = truth(larkspur.world_dir, "lines")
    assert {row[-1] for row in lines} == {"line", "file", "catalogue", ""}
    assert {row[0] for row in lines} == {"hubspot", "salesforce"}
    checks = truth(larkspur.world_dir, "line_checks")
    assert {"agree", "differ", "no_lines"} <= {row[3] for row in checks}


def test_lines_that_come_to_the_amount_do_so_in_the_corporate_currency_too(
    larkspur: Company,
) -> None:
    """Each is converted by the rate of its deal, up to the rounding of each."""
    rows = larkspur.rows(
        "select checks.opportunity_key from marts.fct_opportunity_line_check as checks"
        " inner join marts.fct_opportunity as opportunities"
        " on opportunities.opportunity_key = checks.opportunity_key"
        " where checks.lines_state = 'agree' and (abs(checks.lines_amount_corporate"
        " - opportunities.amount_corporate) > 0.01 * checks.count_lines or"
        " (checks.lines_amount_corporate is null) <> (opportunities.amount_corporate is null))"
    )
    assert rows == []


def test_without_a_cost_there_is_no_margin_and_never_a_nought(larkspur: Company) -> None:
    [row] = larkspur.rows(
        "select count(*) as lines,"
        " count(case when cost_basis is null and margin_amount_corporate is not null then 1 end)"
        " as invented, count(margin_amount_corporate) as margins"
        " from marts.fct_opportunity_line"
    )
    assert row.invented == 0
    assert 0 < row.margins < row.lines


def test_what_both_systems_sell_under_one_code_is_one_product(larkspur: Company) -> None:
    rows = larkspur.rows("select product_code, count_systems, count_records from marts.dim_product")
    assert {tuple(row) for row in rows} == {(f"LK-{n}00", 2, 2) for n in (1, 2, 3, 4, 9)}


def test_every_quote_became_what_was_planted_and_one_at_most_stands_for_a_deal(
    larkspur: Company,
) -> None:
    planted = answers(larkspur.world_dir, "quotes")
    assert quotes.differences(larkspur.rows, planted) == NOTHING
    assert {"accepted", "sent", "expired", "declined"} <= {row["status"] for row in planted}
    assert {"agree", "differ"} <= {row["amount_state"] for row in planted}
    assert {row["source_system"] for row in planted} == {"hubspot", "salesforce"}


def test_every_contract_runs_as_planted_and_counts_once_for_a_deal(larkspur: Company) -> None:
    planted = answers(larkspur.world_dir, "contracts")
    assert contracts.differences(larkspur.rows, planted) == NOTHING
    assert {"active", "ended", "canceled"} <= {row["status"] for row in planted}
    assert {row["is_counted"] for row in planted} == {"true", "false"}
    assert "" in {row["term_months"] for row in planted}, "some end when somebody ends them"

"""Companies that lack something: pages say what is missing and what is still true.

A company without spend, without campaigns, with one system alone, with three currencies and a rate
for one of two, and one that was connected today. What nobody tells is null, and never 0.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from pathlib import Path
from typing import Final

import pytest

from orchestration.report import render_report
from orchestration.report.site import PAGES
from tests.support.company import Company, RunCompany
from tests.support.kinds import KINDS, write_kind

pytestmark = pytest.mark.nightly  # a whole run for each

#: What its pages say, by page.
SAID: Final[Mapping[str, tuple[tuple[str, str], ...]]] = {
    "no_spend": (
        ("closed_loop", "Nobody tells what was spent: what a step costs is not known"),
        ("money", "Nobody tells what marketing cost"),
        ("money", "No source tells a cost"),
    ),
    "no_campaigns": (("closed_loop", "No system has a campaign"),),
    "hubspot_alone": (("overview", "Not connected: Salesforce"),),
    "salesforce_alone": (
        ("overview", "Not connected: HubSpot"),
        ("closed_loop", "no source tells who was touched there"),
        ("audience_cost", "No connected system is paid by the contact"),
    ),
    "three_currencies": (
        ("overview", "none that a rate converts"),
        ("closed_loop", "Some costs are in a currency without a rate"),
        ("closed_loop", "Some won deals have no amount, or one in a currency without a rate"),
        ("attribution", "none that a rate converts"),
        ("money", "Told in several currencies: EUR"),
        ("money", "in CHF without a rate: no sum contains them"),
        ("money", "Exchange rates of which two hold on one day (Q005)"),
        ("problems", "CHF without a rate: no total contains it"),
    ),
    "almost_empty": (
        ("closed_loop", "Nobody is known yet who came on a known day"),
        ("attribution", "No deal is known yet"),
        ("margins", "No deal is known yet"),
        ("library", "No form, mailing, page or document is known"),
        ("money", "No source tells a cost"),
    ),
}
#: What must have no row: a number where nobody tells anything.
UNKNOWN: Final[Mapping[str, str]] = {
    "spend is 0": "select 1 from marts.mart_acquisition_cost where spend_state = 'not_told'"
    " and (spend_amount_corporate is not null or cost_per_customer is not null)",
    "a customer costs 0": "select 1 from marts.mart_customer_value where spend_state = 'not_told'"
    " and cost_per_customer is not null",
    "an unseen channel won 0": "select 1 from marts.mart_marketing_return as r"
    " where r.scope_type = 'channel' and r.scope_value <> 'unattributed'"
    " and r.attributed_amount_corporate is not null and not exists ("
    " select 1 from marts.fct_touchpoint as t where t.channel = r.scope_value)",
    "money without a rate": "select 1 from marts.fct_opportunity"
    " where amount_conversion = 'missing_rate' and amount_corporate is not null",
}


@pytest.mark.parametrize("kind", KINDS)
def test_what_is_missing_is_said_and_is_no_zero(
    kind: str, run_company: RunCompany, tmp_path: Path
) -> None:
    company = run_company(write_kind(kind, tmp_path / "world"))
    render_report(company.warehouse.published_engine(), tmp_path / "site")
    pages = {page.id: (tmp_path / "site" / page.file).read_text("utf-8") for page in PAGES}
    said = {name: _words(page) for name, page in pages.items()}
    assert {name for name, page in pages.items() if _is_blank(page)} == set()
    assert [name for name, page in pages.items() if _bare_tables(page)] == []
    assert [(page, words) for page, words in SAID[kind] if words not in said[page]] == []
    assert [fault for fault, sql in UNKNOWN.items() if company.rows(sql)] == []
    if kind == "three_currencies":
        _currencies_are_found(company)


def _currencies_are_found(company: Company) -> None:
    """Each deal and cost in francs, and the window that was written to hold too long."""
    found = company.rows(
        "select rule_id, source_object, detail from quality.finding"
        " where rule_id in ('D009', 'Q005') and status <> 'fixed'"
    )
    francs = company.rows(
        "select 1 from marts.fct_opportunity where currency_code = 'CHF' and amount <> 0"
        " union all select 1 from marts.fct_marketing_spend"
        " where currency_code = 'CHF' and is_counted and spend_amount <> 0"
    )
    assert len([row for row in found if row.rule_id == "D009"]) == len(francs) > 1
    assert {row.source_object for row in found if row.rule_id == "D009"} == {"opportunity", "costs"}
    (overlap,) = (row for row in found if row.rule_id == "Q005")
    assert "USD is worth" in overlap.detail
    assert "both hold on 21 days" in overlap.detail


def _main(page: str) -> str:
    return page.split('<main id="main">')[1].split("</main>")[0]


def _words(page: str) -> str:
    return " ".join(re.sub(r"<[^>]*>", "", _main(page)).split())


def _is_blank(page: str) -> bool:
    """Whether nothing stands beneath the head of the page."""
    body = _main(page).partition('<div class="page-head">')[2] or _main(page)
    return not re.sub(r"<[^>]*>", "", body.partition("</div>")[2]).strip()


def _bare_tables(page: str) -> list[str]:
    """Tables with a header and no row."""
    tables = re.findall(r"<table.*?</table>", page, re.DOTALL)
    return [table for table in tables if "<tr" not in table.split("</thead>")[-1]]

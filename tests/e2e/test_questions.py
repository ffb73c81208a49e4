"""What a BI analyst asks is answered by the queries of docs/questions.md, as the company did it."""

from __future__ import annotations

import csv
from collections import Counter, defaultdict
from decimal import Decimal

import pytest

from tests.support.company import Company
from tests.support.questions import QUESTIONS, answer


def _csv(company: Company, path: str) -> list[dict[str, str]]:
    with (company.world_dir / path).open(encoding="utf-8") as handle:
        return list(csv.DictReader(handle))


def _opportunities(company: Company) -> dict[str, dict[str, str]]:
    return {row["opportunity_id"]: row for row in _csv(company, "truth/opportunities.csv")}


def _counted(company: Company, outcome: str) -> int:
    return sum(row["outcome"] == outcome for row in _opportunities(company).values())


def test_there_are_twelve() -> None:
    assert len(QUESTIONS) == 12


@pytest.mark.parametrize("question", sorted(QUESTIONS))
def test_every_question_has_an_answer(larkspur: Company, question: str) -> None:
    rows = answer(larkspur, question)
    assert rows
    for column in rows[0]:
        assert any(row[column] is not None for row in rows), column


@pytest.mark.parametrize("question", ["Pipeline by stage", "Open pipeline by close month"])
def test_open_deals_are_counted_once(larkspur: Company, question: str) -> None:
    rows = answer(larkspur, question)
    assert sum(row["count_open"] for row in rows) == _counted(larkspur, "open")
    told = larkspur.rows("select sum(amount_corporate) from marts.fct_opportunity where is_open")
    assert sum(row["amount_corporate"] or Decimal(0) for row in rows) == told[0][0]


def test_won_deals_are_counted_once(larkspur: Company) -> None:
    won = _counted(larkspur, "won")
    cycles = answer(larkspur, "Sales cycle")
    kinds = answer(larkspur, "New business and expansion")
    activities = {row["stage_category"]: row for row in answer(larkspur, "Activities per deal")}
    assert sum(row["count_won"] for row in kinds) == won
    assert activities["won"]["count_deals"] == won
    assert activities["lost"]["count_deals"] == _counted(larkspur, "lost")
    backwards = larkspur.rows(
        "select count(*) from marts.fct_opportunity where is_won and is_closed_before_created"
    )[0][0]
    assert sum(row["count_won"] for row in cycles) == won - backwards


def test_conversion_is_what_was_simulated(larkspur: Company) -> None:
    reached: dict[tuple[str, str], dict[str, str]] = defaultdict(dict)
    for row in _csv(larkspur, "truth/stages.csv"):
        reached[row["person_id"], row["cycle_number"]].setdefault(
            row["stage_code"], row["entered_at"]
        )
    months = Counter(cycle["MQL"][:7] for cycle in reached.values() if "MQL" in cycle)
    rows = answer(larkspur, "MQL to SQL by month and channel")
    told: Counter[str] = Counter()
    for row in rows:
        told[f"{row['mql_month']:%Y-%m}"] += row["count_mql"]
    assert told == months
    both = sum({"MQL", "SQL"} <= cycle.keys() for cycle in reached.values())
    assert sum(row["count_sql"] for row in rows) == both


def test_members_of_campaigns_are_people_not_records(larkspur: Company) -> None:
    person_of = {
        (row["object"], row["record_id"]): row["person_id"]
        for row in _csv(larkspur, "truth/persons.csv")
        if row["system"] == "salesforce"
    }
    people: dict[str, set[str]] = defaultdict(set)
    for row in _csv(larkspur, "salesforce/objects/CampaignMember.csv"):
        if row.get("IsDeleted") != "true":
            record = ("contact", row["ContactId"]) if row["ContactId"] else ("lead", row["LeadId"])
            people[row["CampaignId"]].add(person_of[record])
    names = {row["Id"]: row["Name"] for row in _csv(larkspur, "salesforce/objects/Campaign.csv")}
    wanted = sorted((names[campaign], len(members)) for campaign, members in people.items())
    rows = answer(larkspur, "From campaign to won")
    assert sorted((row["campaign_name"], row["count_people"]) for row in rows) == wanted


def test_every_open_finding_of_somebody_is_someones(larkspur: Company) -> None:
    findings = larkspur.rows(
        "select count(*) from quality.finding"
        " where status <> 'fixed' and not is_waived and owner_key is not null"
    )[0][0]
    rows = answer(larkspur, "What each owner has to mend")
    assert sum(row["count_findings"] for row in rows) == findings

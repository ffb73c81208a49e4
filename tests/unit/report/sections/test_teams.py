"""Teams and colleagues: the same numbers as on the pages they come from."""

from __future__ import annotations

from sqlalchemy import Engine

from tests.support.report.published_tables import insert
from tests.support.report.told import Tell, finding, open_opportunity


def _fill(engine: Engine) -> None:
    insert(engine, "marts.dim_user", [
        {"owner_key": "a", "name": "Ada", "team": "sales", "is_active": False},
        {"owner_key": "b", "name": "Ben", "salesforce_user_id": "005B"},
    ])  # fmt: skip
    insert(engine, "marts.fct_opportunity", [
        open_opportunity("1", 3000, owner_key="a"),
        open_opportunity("2", None, owner_key="a"),
        open_opportunity("3", 7000, owner_key="a", is_open=False, is_won=True),
        open_opportunity("4", 500, owner_key="b", is_open=False, is_lost=True),
        open_opportunity("5", 100),
    ])  # fmt: skip
    insert(engine, "marts.mart_baton_pass", [
        {"breakdown": "team", "breakdown_value": "sales", "count_handed_over": 9,
         "count_settled": 8, "count_accepted": 6},
        {"breakdown": "owner", "breakdown_value": "a", "count_handed_over": 9,
         "count_settled": 8, "count_accepted": 6},
        {"breakdown": "month", "breakdown_value": "2026-01", "count_handed_over": 99,
         "count_settled": 99, "count_accepted": 99},
    ])  # fmt: skip
    insert(engine, "marts.mart_follow_up", [
        {"breakdown": breakdown, "breakdown_value": value, "count_judged": 7,
         "count_on_time": 4, "count_never": 2, "count_overdue": 1}
        for breakdown, value in (("team", "sales"), ("owner", "a"))
    ])  # fmt: skip
    insert(engine, "quality.finding", [
        finding("A1", "1", owner_key="b"), finding("A1", "2", owner_key="b", status="fixed"),
        finding("A1", "5"),
    ])  # fmt: skip


def test_teams_and_colleagues_have_what_is_theirs(engine: Engine, tell: Tell) -> None:
    _fill(engine)
    said = tell("teams")
    teams, colleagues = said[: said.index("Colleagues")], said[said.index("Colleagues") :]
    assert "sales €3k 2 €7k 1 0 9 6 of 8 4 of 7 2 1 0" in teams
    assert "in no team €100 1 – 0 1 0 0 of 0 0 of 0 0 0 2" in teams
    assert "Ada sales, no longer active €3k 2 €7k 1 0 9 6 of 8 4 of 7 2 1 0" in colleagues
    assert "Ben – 0 – 0 1 0 0 of 0 0 of 0 0 0 1" in colleagues
    assert colleagues.index("Ada") < colleagues.index("Ben") < colleagues.index("no known owner")


def test_a_number_of_findings_opens_the_list_of_its_owner(engine: Engine, markup: Tell) -> None:
    _fill(engine)
    assert '<a href="hymnsheet-lists/owners-ben-005b.csv" download>1</a>' in markup("teams")


def test_a_redacted_report_names_no_colleague(engine: Engine, tell: Tell) -> None:
    _fill(engine)
    said = tell("teams", redact=True)
    assert "Ada" not in said
    assert "Salesforce user 005B" in said


def test_where_nobody_has_anything_there_is_no_table(tell: Tell) -> None:
    assert tell("teams") == ""

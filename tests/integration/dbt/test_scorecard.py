"""The scorecard of a generated company: indicators, promises and goals as they were simulated."""

from __future__ import annotations

import csv
from collections import Counter
from collections.abc import Iterator
from datetime import date, datetime, timedelta
from decimal import Decimal
from pathlib import Path
from typing import NamedTuple

import pytest

from orchestration.worlds.generator import write_world
from tests.support.dbt.build import Build
from tests.support.dbt.world import fill_from_world

#: Metric, period, target, owner team, channel, team.
GOALS = (
    ("ppc_clicks", "month", 4000, "marketing", None, None),
    ("ad_cost", "month", 3000, "marketing", None, None),
    ("cost_per_click", "month", 0.6, "finance", None, None),
    ("entered_mql", "month", 100, "marketing", None, None),
    ("entered_mql", "month", 80, "marketing", "paid_search", None),
    ("entered_mql", "month", 40, "revops", "events", None),
    ("calls_made", "month", 50, "sales", None, None),
    ("calls_made", "month", 49, "sales", None, "sales"),
)
SCORED = ("mart_scorecard", "mart_goal_conflict", "mart_agreement")


class Known(NamedTuple):
    """A built company and the folder with its answers."""

    build: Build
    truth: Path

    def answers(self, name: str) -> list[dict[str, str]]:
        with (self.truth / f"{name}.csv").open(encoding="utf-8", newline="") as handle:
            return list(csv.DictReader(handle))


@pytest.fixture(scope="module")
def known(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Known]:
    folder = tmp_path_factory.mktemp("scorecard")
    write_world(folder / "world", seed=23, people=150)
    made = Build.on_duckdb(folder)
    fill_from_world(made, folder / "world")
    made.dbt(*(f"+{model}" for model in SCORED))
    for goal in GOALS:
        made.execute(
            "insert into staging.glossary_goals (metric, period, target, owner_team, channel, team)"
            f" values ({', '.join(map(_said, goal))})"
        )
    made.execute(
        "insert into staging.glossary_agreement (id, owed_by, owed_to, metric, period, at_least,"
        " definition, fingerprint, is_signed) values ('visited', 'marketing', 'sales',"
        " 'website_visits', 'week', 20, 'People come.', 'x', false)"
    )
    made.dbt(*SCORED)
    yield Known(made, folder / "world" / "truth")
    made.engine.dispose()


def _said(value: object) -> str:
    return "null" if value is None else f"'{value}'"


def test_indicators_of_marketing_are_as_simulated(known: Known) -> None:
    wanted = {
        (row["metric_id"], row["month"], row["channel"]): Decimal(row["numerator"])
        for row in known.answers("indicators")
    }
    assert {metric for metric, _, _ in wanted} == {
        *("website_visits", "ppc_clicks", "ad_cost"),
        *("forms_submitted", "emails_delivered", "email_opens", "email_clicks"),
    }
    found = {
        (str(metric), str(month), str(channel)): Decimal(number)
        for metric, month, channel, number in known.build.rows(
            "select metric_id, period_label, scope_value, numerator from marts.mart_metric_period"
            " where period_type = 'month' and scope = 'channel' and numerator <> 0"
        )
        if metric in {metric for metric, _, _ in wanted}
    }
    assert found == wanted


def test_a_week_in_which_few_came_misses_its_clause(known: Known) -> None:
    wanted = {row["period_start"]: row["status"] for row in known.answers("agreement")}
    found = {
        str(start): status
        for start, status in known.build.rows(
            "select period_start, status from marts.mart_agreement"
            " where clause_id = 'visited' and is_complete"
        )
    }
    assert len(found) == 12
    assert {"met", "missed"} == {*found.values()}
    assert found == {start: wanted[start] for start in found}


def test_what_was_handed_over_in_each_week_is_as_simulated(known: Known) -> None:
    weeks = Counter(
        _monday(datetime.fromisoformat(row["entered_at"]).date())
        for row in known.answers("stages")
        if row["stage_code"] == "MQL"
    )
    for start, actual, status in known.build.rows(
        "select period_start, actual_value, status from marts.mart_agreement"
        " where clause_id = 'leads_handed_over' and is_complete"
    ):
        assert actual == weeks[start], start
        assert status == ("met" if weeks[start] >= 20 else "missed")


def _monday(day: date) -> date:
    return day - timedelta(days=day.weekday())


def test_goals_that_pull_against_each_other_are_found(known: Known) -> None:
    rows = known.build.rows(
        "select conflict_kind, metric_id, other_metric_id, scope, owner_team, other_owner_team,"
        " implied_value, correlation from marts.mart_goal_conflict order by 1, 2"
    )
    assert [row[:6] for row in rows] == [
        ("moved_apart", "cost_per_click", "ppc_clicks", "all", "finance", "marketing"),
        ("parts_exceed", "entered_mql", "entered_mql", "channel", "marketing", "marketing, revops"),
        ("parts_fall_short", "calls_made", "calls_made", "team", "sales", "sales"),
        ("rate_against_volumes", "cost_per_click", "ppc_clicks", "all", "finance", "marketing"),
    ]
    assert rows[0][7] < Decimal("-0.9")
    assert [row[6] for row in rows[1:]] == [-20, 1, Decimal("0.75")]


def test_teams_owners_and_channels_are_together_the_company(known: Known) -> None:
    scopes = {
        row[0] for row in known.build.rows("select distinct scope from marts.mart_metric_period")
    }
    assert scopes == {"all", "channel", "owner", "team"}
    teams = {
        row[0]
        for row in known.build.rows(
            "select distinct scope_value from marts.mart_metric_period where scope = 'team'"
        )
    }
    assert {"", "sales"} <= teams
    [(whole, sales, others)] = known.build.rows(
        "select max(case when scope = 'all' then target end),"
        " max(case when scope_value = 'sales' then target end),"
        " max(case when scope = 'team' and scope_value = '' then target end)"
        " from marts.mart_scorecard where metric_id = 'calls_made' and period_type = 'month'"
    )
    assert (whole, sales, others) == (50, 49, 1)

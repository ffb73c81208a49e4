"""What runs publish otherwise than those before them adds up, and has the cause that it has."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from datetime import date, timedelta
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest

from tests.support.dbt.build import Build
from tests.support.dbt.models_again import ModelsAgain
from tests.support.dbt.restated_company import Changes, RestatedCompany

pytestmark = pytest.mark.nightly  # a run a change

LAST = "mart_metric_restatement"
ADDS_UP = "assert_restatements_add_up_to_what_was_published"
#: What a run reads of the publication before it.
KEPT = (
    "dim_run",
    "fct_restatement",
    "fct_metric_contribution",
    "bridge_person_source",
    "bridge_opportunity_source",
    "fct_sales_activity",
    "mart_pipeline",
    "fct_lead_handoff",
    "fct_opportunity",
)
METRICS = ("won_amount", "opened_amount", "win_rate", "days_to_win")
Numbers = dict[tuple[Any, ...], tuple[Decimal, Decimal]]


class Runs:
    """One company, run again and again. A publication is a copy of what runs read of it."""

    def __init__(self, scratch: Path, seed: int) -> None:
        self.company = RestatedCompany(seed)
        self.build = Build.on_duckdb(scratch)
        self.build.fill(self.company.rows(), {})
        self.build.at(self.company.as_of)
        # the tables of both layers make a publication, which a run is compiled against
        for command in ("seed", "run"):
            self.build.dbt(f"+{LAST}", "+field_verdict", command=command)
        self.build.publish()
        self.build.dbt(f"+{LAST}", command="run")
        self.models = ModelsAgain(self.build, scratch, LAST, scores_matches=False)
        self.build.execute(f"attach '{scratch / 'kept.duckdb'}' as last_publication")
        self.build.execute("create schema last_publication.marts")
        self.published: list[Numbers] = []
        self.publish()

    def publish(self) -> None:
        for table in KEPT:
            self.build.execute(
                f"create or replace table last_publication.marts.{table} as"
                f" select * from marts.{table}"
            )
        self.published.append(self._numbers())

    def day(self, changes: int) -> Changes:
        """People work, then a run publishes; what they did to the numbers of opportunities."""
        planted = self.company.work(self.build, changes)
        self.models.run()
        self.publish()
        return planted

    def told(self) -> Changes:
        """The same as the last run told it."""
        rows = self.build.rows(
            "select metric_id, period_start, cause, numerator_change,"
            " coalesce(denominator_change, 0) from marts.mart_metric_restatement"
            f" where period_type = 'month' and metric_id in {METRICS}"
            " and run_number = (select max(run_number) from marts.dim_run)"
        )
        return {(row[0], row[1], row[2]): (row[3], row[4]) for row in rows}

    def again(self) -> None:
        """What is there is built and published once more."""
        self.models.run()
        self.publish()

    def kept(self) -> set[int]:
        """The runs that can be compared with."""
        return {row[0] for row in self.build.rows("select run_number from marts.dim_run")}

    def residuals(self) -> list[tuple[Any, ...]]:
        """Numbers of any kept run, channel, owner and team that no causes lead from to now's."""
        kept = self.kept()
        now = self.published[-1]
        later: Numbers = {}
        off = []
        for run in range(len(self.published), 0, -1):
            then = self.published[run - 1]
            for key in now.keys() | then.keys() | later.keys():
                change = later.get(key, (Decimal(0), Decimal(0)))
                there, here = (one.get(key, (Decimal(0), Decimal(0))) for one in (then, now))
                if run in kept and any(here[n] - change[n] != there[n] for n in (0, 1)):
                    off.append((run, key, there, change, here))
            for key, change in self._changes(run).items():
                known = later.get(key, (Decimal(0), Decimal(0)))
                later[key] = (known[0] + change[0], known[1] + change[1])
        return off

    def _numbers(self) -> Numbers:
        return self._summed("marts.fct_metric_contribution", "")

    def _changes(self, run: int) -> Numbers:
        return self._summed("marts.fct_restatement", f"where run_number = {run}")

    def _summed(self, table: str, where: str) -> Numbers:
        rows = self.build.rows(
            "select metric_id, date_trunc('month', happened_date), channel, owner_key, team,"
            f" sum(numerator), coalesce(sum(denominator), 0) from {table} {where}"
            " group by 1, 2, 3, 4, 5"
        )
        return {tuple(row[:5]): (row[5], row[6]) for row in rows if row[5] or row[6]}

    def last_told(self, what: str) -> list[tuple[Any, ...]]:
        """What the ledger says of the last run."""
        return self.build.rows(
            f"select {what} from marts.fct_restatement"
            " where run_number = (select max(run_number) from marts.dim_run)"
        )

    def close(self) -> None:
        self.models.close()
        self.build.engine.dispose()


class WholeRuns(Runs):
    """The same with dbt and a real publication each time."""

    def __init__(self, build: Build, seed: int) -> None:
        self.company, self.build, self.published = RestatedCompany(seed), build, []
        self.build.fill(self.company.rows(), {})
        self.build.at(self.company.as_of)
        for command in ("seed", "run"):
            self.build.dbt(f"+{LAST}", "+field_verdict", command=command)
        self.publish()

    def publish(self) -> None:
        self.build.publish()
        self.published.append(self._numbers())

    def day(self, changes: int) -> Changes:
        planted = self.company.work(self.build, changes)
        self.build.dbt(f"+{LAST}", command="run")
        self.build.dbt(ADDS_UP, command="test")
        self.publish()
        return planted


@pytest.fixture(scope="module")
def runs(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Runs]:
    made = Runs(tmp_path_factory.mktemp("restated"), seed=7)
    yield made
    made.close()


def test_every_change_of_a_number_has_its_cause_and_they_add_up(runs: Runs) -> None:
    assert runs.told() == {}, "before the first publication nothing is restated"
    seen = set()
    for _ in range(12):
        planted = runs.day(changes=4)
        assert runs.told() == planted
        seen |= {cause for _, _, cause in planted}
    assert runs.residuals() == []
    assert seen >= {"edit", "delete", "late_record", "new", "exchange_rate"}


def test_a_run_repeated_at_its_own_instant_says_the_same_again(runs: Runs) -> None:
    planted = runs.day(changes=4)
    ledger = runs.build.rows("select * from marts.fct_restatement order by all")
    names = runs.build.rows("select * from marts.dim_run order by 1")
    runs.models.run()
    assert runs.told() == planted
    assert runs.build.rows("select * from marts.fct_restatement order by all") == ledger
    assert runs.build.rows("select * from marts.dim_run order by 1") == names


def test_a_run_that_dies_leaves_nothing_behind(runs: Runs) -> None:
    before = len(runs.published)
    first = runs.company.work(runs.build, 3)
    runs.models.run()  # and is not published
    second = runs.day(changes=0)
    assert len(runs.published) == before + 1
    assert second == {}
    assert runs.told() == first
    assert runs.residuals() == []


def test_another_definition_is_told_from_what_people_did(runs: Runs) -> None:
    """One by which no lead that is made is an inquiry: all of them are gone, for that alone."""
    asked = runs.build.rows(
        "select happened_date from marts.fct_metric_contribution where metric_id = 'entered_inq'"
    )
    runs.build.execute(
        "delete from staging.glossary_stage_evidence where stage = 'INQ' and system = 'salesforce'"
    )
    runs.models.rewrite("dim_run", r"'\w+' as definitions", "'another' as definitions")
    runs.day(changes=0)
    causes = {row[0] for row in runs.last_told("distinct cause")}
    assert causes <= {"definition", "new", "decided"}
    vanished = [
        row[2:]
        for row in runs.last_told("metric_id, side, cause, happened_date")
        if row[:2] == ("entered_inq", "before")
    ]
    assert asked
    assert Counter(vanished) == Counter(("definition", day) for (day,) in asked)


def test_another_release_is_told_exactly(runs: Runs) -> None:
    """One that counts every win twice."""
    runs.models.rewrite("dim_run", r"'[\w.+]+-\w*' as product_version", "'x' as product_version")
    won_amount = r"(metric_won_amount as \([^)]*amount_corporate) as numerator"
    runs.models.rewrite("fct_metric_contribution", won_amount, r"\1 * 2 as numerator")
    runs.company.rest(runs.build)
    runs.again()
    won = Counter[tuple[str, date, str]]()
    for deal in runs.company.deals.values():
        counted = deal.counted(runs.company.rate, runs.company.as_of.date())
        if "won_amount" in counted:
            day, worth, _ = counted["won_amount"]
            won["won_amount", day.replace(day=1), "product_version"] += worth  # type: ignore[assignment]
    told = {key: change[0] for key, change in runs.told().items() if key[2] != "new"}
    assert told == dict(won)


def test_a_colleague_of_another_team_takes_the_numbers_along(runs: Runs) -> None:
    deals = runs.company.change_team(runs.build)
    runs.again()
    assert runs.told() == {}, "the company's numbers are what they were"
    moved = {
        (side, team, "team", deal.id, metric)
        for deal in deals
        for metric in deal.counted(runs.company.rate, runs.company.as_of.date())
        for side, team in (("before", "sales"), ("after", "marketing"))
    }
    told = runs.last_told("side, team, cause, source_id, metric_id")
    assert {row for row in told if row[4] in METRICS} == moved
    assert runs.residuals() == []


def test_old_runs_are_thinned_out_and_the_sums_stay(runs: Runs) -> None:
    for _ in range(3):
        runs.day(changes=6)
    runs.models.rewrite("dim_run", r"(days_ago <=)\s*35\b", r"\1 2")
    runs.models.rewrite("dim_run", r"(days_ago <=)\s*400\b", r"\1 4")
    last = max(runs.kept())
    # nobody looked until the second week of the next month
    runs.company.as_of = (runs.company.as_of.replace(day=1) + timedelta(days=35)).replace(day=8)
    for number in (1, 2):
        runs.day(changes=2)
        assert runs.kept() == {last, *range(last + 1, last + number + 1)}
        told = runs.build.rows("select distinct run_number from marts.fct_restatement")
        assert {row[0] for row in told} <= runs.kept()
        assert runs.residuals() == []


@pytest.mark.timeout(7200)
@pytest.mark.parametrize("seed", [1])
def test_two_hundred_runs_leave_no_residual(seed: int, tmp_path: Path) -> None:
    runs = Runs(tmp_path, seed)
    for _ in range(200):
        planted = runs.day(changes=runs.company.busy())
        assert runs.told() == planted
    assert runs.residuals() == []
    runs.close()


@pytest.mark.postgres
@pytest.mark.timeout(3600)
def test_postgres_tells_the_same_causes(postgres_database_url: str, tmp_path: Path) -> None:
    runs = WholeRuns(Build.on_postgres(postgres_database_url, tmp_path), seed=3)
    for _ in range(4):
        planted = runs.day(changes=5)
        assert runs.told() == planted
    assert runs.residuals() == []
    runs.build.engine.dispose()

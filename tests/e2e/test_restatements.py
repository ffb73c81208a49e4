"""A day after the story stops people changed records: what the next run says of it, exactly."""

from __future__ import annotations

import csv
import json
from datetime import date, timedelta
from decimal import Decimal
from pathlib import Path

import pytest
from click.testing import CliRunner

from orchestration.cli.main import cli
from orchestration.worlds.generator import write_world
from tests.support.company import Company, RunCompany

pytestmark = pytest.mark.nightly  # several whole runs

_METRICS = (
    *("won_amount", "opened_amount", "win_rate", "days_to_win"),
    *("entered_inq", "entered_mql"),
)
Changes = dict[tuple[str, date, str], tuple[Decimal, Decimal]]


def _planted(world: Path) -> Changes:
    with (world / "truth" / "restatements.csv").open(encoding="utf-8", newline="") as file:
        return {
            (row["metric_id"], date.fromisoformat(row["month"]), row["cause"]): (
                Decimal(row["numerator_change"]),
                Decimal(row["denominator_change"]),
            )
            for row in csv.DictReader(file)
        }


def _told(company: Company) -> Changes:
    return {
        (row.metric_id, row.period_start, row.cause): (row.above, row.below)
        for row in company.rows(
            "select metric_id, period_start, cause, numerator_change as above,"
            " coalesce(denominator_change, 0) as below from marts.mart_metric_restatement"
            f" where period_type = 'month' and metric_id in {_METRICS}"
        )
    }


def _numbers(company: Company) -> dict[tuple[object, ...], tuple[object, object]]:
    return {
        tuple(row[:5]): (row.numerator, row.denominator)
        for row in company.rows(
            "select metric_id, period_type, period_start, scope, scope_value, numerator,"
            " denominator from marts.mart_metric_period"
        )
    }


@pytest.mark.timeout(1800)
@pytest.mark.parametrize("seed", [7, 11, 23])
def test_a_run_tells_what_the_last_one_told_otherwise_and_why(
    seed: int, run_company: RunCompany, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    world = write_world(tmp_path / "world", seed=seed, people=800)
    company = run_company(world)
    first = company.outcome.run_id
    assert _told(company) == {}, "a first run restates nothing"
    before = _numbers(company)
    company.emulator.clock.advance(timedelta(days=1, hours=1))
    second = company.run_again().run_id
    planted = _planted(world)
    assert {cause for _, _, cause in planted} == {
        "edit",
        "delete",
        "late_record",
        "exchange_rate",
        "merge",
    }
    assert {key: value for key, value in _told(company).items() if key[2] != "new"} == planted
    _adds_up(company, before)
    monkeypatch.setenv("HYMNSHEET_HOME", str(company.settings.home))
    monkeypatch.setenv("HYMNSHEET_WAREHOUSE_URL", company.settings.effective_warehouse_url)
    _diff(first, second, planted)


def _adds_up(company: Company, before: dict[tuple[object, ...], tuple[object, object]]) -> None:
    """Old and new number of every restatement are those that the two runs published."""
    after = _numbers(company)
    restated = company.rows(
        "select metric_id, period_type, period_start, old_numerator, old_denominator,"
        " new_numerator, new_denominator from marts.mart_metric_restatement"
    )
    assert restated
    changed = set()
    for row in restated:
        key = (row.metric_id, row.period_type, row.period_start, "all", "")
        changed.add(key)
        if key not in before:  # a period that has begun since
            assert row.period_start > max(start for _, _, start, *_ in before)
            assert (row.old_numerator, row.old_denominator or 0) == (0, 0)
        else:
            assert (row.old_numerator, row.old_denominator) == before[key]
        assert (row.new_numerator, row.new_denominator) == after[key]
    differing = {
        key for key in before.keys() & after.keys() if key[3] == "all" and before[key] != after[key]
    }
    assert differing <= changed


def _diff(first: str, second: str, planted: Changes) -> None:
    done = CliRunner().invoke(cli, ["diff", first, second, "--metric", "won_amount", "--json"])
    assert done.exit_code == 0, done.output
    numbers = json.loads(done.output)["numbers"]
    causes = {
        ("won_amount", date.fromisoformat(number["period_start"]), cause["cause"]): Decimal(
            cause["numerator_change"]
        )
        for number in numbers
        for cause in number["causes"]
        if cause["cause"] != "new"
    }
    assert causes == {key: above for key, (above, _) in planted.items() if key[0] == "won_amount"}
    unknown = CliRunner().invoke(cli, ["diff", "nothing", "latest"])
    assert first[:8] in str(unknown.exception) + str(getattr(unknown.exception, "next_step", ""))

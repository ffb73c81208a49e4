"""The whole job: every planted gap is told, nothing is left over, and `explain` says it."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from click.testing import CliRunner

from orchestration.cli.explain import explain
from orchestration.errors import ConfigError
from orchestration.worlds.generator import write_world
from tests.support.company import Company, RunCompany
from tests.support.dbt.gaps import (
    COUNTS,
    GAPS,
    RESIDUALS,
    counts_of_files,
    counts_told,
    gaps_simulated,
    gaps_told,
)


def _holds(company: Company) -> None:
    answers = gaps_simulated(company.world_dir)
    assert answers
    assert gaps_told(company.rows(GAPS.format(schema="marts")), answers) == answers
    assert counts_told(company.rows(COUNTS.format(schema="marts"))) == counts_of_files(
        company.world_dir
    )
    assert company.rows(RESIDUALS.format(schema="marts")) == []


def test_gaps_are_explained_as_simulated(larkspur: Company) -> None:
    _holds(larkspur)


@pytest.mark.nightly
@pytest.mark.postgres
def test_so_they_are_on_postgres(
    run_company: RunCompany, tmp_path: Path, postgres_url: str
) -> None:
    world = write_world(tmp_path / "world", seed=5, people=300)
    _holds(run_company(world, warehouse_url=postgres_url))


def test_explain_prints_the_bridge_of_a_period(
    larkspur: Company, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("orchestration.cli.explain.load_settings", lambda: larkspur.settings)
    done = CliRunner().invoke(explain, ["MQL", "--period", "2025-07", "--json"])
    assert done.exit_code == 0, done.output
    told = json.loads(done.output)
    assert (told["metric"], told["period"]) == ("entered_mql", "2025-07")
    assert [one["system"] for one in told["systems"]] == ["hubspot", "salesforce"]
    published = larkspur.rows(
        "select numerator from marts.mart_metric_period where metric_id = 'entered_mql'"
        " and period_label = '2025-07' and scope = 'all'"
    )
    for one in told["systems"]:
        assert one["funnel_count"] == one["system_count"] + sum(
            cause["difference"] for cause in one["causes"]
        )
        assert one["scorecard_count"] == published[0].numerator
    night = next(c for c in told["systems"][0]["causes"] if c["cause"] == "time_zone")
    assert night["records"][0]["record_link"].startswith("https://")


def test_explain_says_what_there_is(larkspur: Company, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("orchestration.cli.explain.load_settings", lambda: larkspur.settings)
    runner = CliRunner()
    for arguments, there_is in (
        (["visits", "--period", "2025"], "entered_mql"),
        (["MQL", "--period", "1999-Q1"], "2025-07"),
    ):
        done = runner.invoke(explain, arguments)
        assert isinstance(done.exception, ConfigError)
        assert there_is in done.exception.next_step

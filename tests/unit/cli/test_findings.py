"""What `check` prints: every rule that found something, and one JSON object whatever happens."""

from __future__ import annotations

import json
import sys
from datetime import UTC, datetime
from pathlib import Path

import pytest
from sqlalchemy import create_engine, text
from sqlalchemy.pool import NullPool

from orchestration.cli import run as commands
from orchestration.cli.findings import FailedRule, lines_of
from orchestration.cli.job import JobOutcome
from orchestration.cli.main import main
from orchestration.report.format import MoneyFormat

TABLES = """
create schema marts;
create schema quality;
create table marts.fct_opportunity as select 'USD' as currency_code, 1 as amount;
create table marts.dim_currency as
    select 'EUR' as currency_code, 2 as minor_units, true as is_corporate;
create table quality.severity as
    select 'critical' as severity, 1 as severity_rank union all select 'minor', 2;
create table quality.finding as
    select 'D001' as rule_id, 'critical' as severity, 'open' as status from range(9)
    union all select 'X001', 'critical', 'new' from range(12)
    union all select 'D002', 'critical', 'reappeared' from range(5)
    union all select 'D001', 'critical', 'fixed' from range(100)
    union all select 'D009', 'critical', 'waived' from range(50);
create table quality.rule_result as
    select 'V0' || n as rule_id, 'Minor ' || n as name, 'minor' as severity, n as failed_open,
           0 as failed_waived,
           cast(n * 1000000 as decimal(18, 2)) as open_amount_touched,
           cast(null as decimal(18, 2)) as open_amount_estimated, 20 - n as problem_rank
    from range(1, 8) as t(n)
    union all select 'D001', 'Past close date', 'critical', 9, 0, 1000, 200, 1
    union all select 'X001', 'Stages differ', 'critical', 12, 0, 500, null, 2
    union all select 'D002', 'No amount', 'critical', 5, 0, null, 400, 3
    union all select 'D009', 'No rate', 'critical', 0, 50, null, null, null
    union all select 'L001', 'No source', 'major', 0, 0, null, null, null;
"""

WAIVERS = """
create table quality.waiver as
    select * from (values
        (1, 'D009', null, null, null, null, date '2026-12-31', 'in_force', 50, 50),
        (2, 'X001', 'hubspot', 'deals', null, null, date '2026-10-31', 'expired', 12, 0),
        (3, 'V001', 'hubspot', 'contacts', '7', 'email', date '2026-12-31', 'in_force', 0, 0),
        (4, 'D002', null, null, null, null, date '2026-12-31', 'not_yet', 5, 0)
    ) as t(waiver, rule_id, source_system, source_object, source_id, field, waived_until, state,
           findings, findings_waived)
"""


@pytest.fixture(autouse=True)
def published(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = tmp_path / "hymnsheet.duckdb"
    engine = create_engine(f"duckdb:///{path}", poolclass=NullPool)
    with engine.begin() as connection:
        for statement in filter(str.strip, TABLES.split(";")):
            connection.execute(text(statement))
    monkeypatch.setenv("HYMNSHEET_HOME", str(tmp_path))
    monkeypatch.delenv("HYMNSHEET_WAREHOUSE_URL", raising=False)
    outcome = JobOutcome("r1", datetime(2026, 11, 22, tzinfo=UTC), path, "duckdb:///x")
    monkeypatch.setattr(commands, "run_job", lambda *_, **__: outcome)


def hymnsheet(monkeypatch: pytest.MonkeyPatch, *arguments: str) -> int:
    monkeypatch.setattr(sys, "argv", ["hymnsheet", *arguments])
    with pytest.raises(SystemExit) as ended:
        main()
    return int(ended.value.code or 0)


def test_a_failing_check_prints_one_json_object(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    assert hymnsheet(monkeypatch, "check", "--json", "--fail-on", "critical") == 1
    said = json.loads(capsys.readouterr().out)
    assert said["error"] == "CheckFailedError"
    assert said["message"] == "26 open findings are critical or worse."
    assert sum(rule["failed"] for rule in said["worst"] if rule["severity"] == "critical") == 26


def test_a_passing_check_prints_one_json_object_without_an_error(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    assert hymnsheet(monkeypatch, "check", "--json") == 0
    assert "error" not in json.loads(capsys.readouterr().out)


def test_the_text_lists_every_rule_in_the_published_order(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    assert hymnsheet(monkeypatch, "check", "--fail-on", "critical") == 1
    printed = capsys.readouterr()
    ids = [line.split()[0] for line in printed.out.splitlines()]
    assert ids == ["D001", "X001", "D002", *(f"V0{n}" for n in range(7, 0, -1))]
    assert "26 open findings are critical or worse." in printed.err


def test_amounts_are_told_as_the_report_tells_them(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    assert hymnsheet(monkeypatch, "check") == 0
    assert "Minor 7: 7, €7M of open pipeline" in capsys.readouterr().out
    assert hymnsheet(monkeypatch, "check", "--json") == 0
    worst = json.loads(capsys.readouterr().out)["worst"]
    assert {rule["currency"] for rule in worst} == {"EUR"}
    assert worst[0]["open_amount_touched"] == 1000.0


def test_waivers_are_told_that_waive_and_that_should_and_do_not(
    published: None, tmp_path: Path, monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:  # fmt: skip
    engine = create_engine(f"duckdb:///{tmp_path / 'hymnsheet.duckdb'}", poolclass=NullPool)
    with engine.begin() as connection:
        connection.execute(text(WAIVERS))
    assert hymnsheet(monkeypatch, "check") == 0
    assert capsys.readouterr().out.splitlines()[-3:] == [
        "50 findings are waived: the report lists them.",
        "waivers.yml, entry 2 (X001 hubspot deals) expired on 2026-10-31: 12 findings are open"
        " again.",
        "waivers.yml, entry 3 (V001 hubspot contacts 7 email) covers nothing.",
    ]
    assert hymnsheet(monkeypatch, "check", "--json", "--fail-on", "critical") == 1
    told = json.loads(capsys.readouterr().out)["waivers"]
    assert [waiver["state"] for waiver in told] == ["in_force", "expired", "in_force", "not_yet"]
    assert told[0]["waived_until"] == "2026-12-31"


def test_a_severity_that_no_rule_has_lets_nothing_pass(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    assert hymnsheet(monkeypatch, "check", "--fail-on", "major") == 1
    assert "26 open findings are major or worse." in capsys.readouterr().err


def test_a_short_list_says_how_much_it_leaves_out() -> None:
    rules = [
        FailedRule(f"A{n}", "Rule", "minor", n, None, None, left, MoneyFormat("EUR"))
        for n, left in zip(range(1, 8), (28, 27, 25, 22, 18, 13, 7), strict=True)
    ]
    assert lines_of(rules, limit=5)[-1] == "and 2 more rules with 13 findings: see the report"
    assert len(lines_of(rules[:5], limit=5)) == 5
    assert lines_of(rules[1:], limit=5)[-1] == "and 1 more rule with 7 findings: see the report"

"""The week in ten lines: what got better and worse, the money, what to do; nobody's data."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from click.testing import CliRunner
from sqlalchemy import Engine

from orchestration.cli.digest import digest
from tests.support.report.published_tables import empty_engine, insert
from tests.support.report.told import rule


@pytest.fixture
def told(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Engine:
    engine = empty_engine(tmp_path)
    monkeypatch.setenv("HYMNSHEET_WAREHOUSE_URL", f"duckdb:///{engine.url.database}")
    monkeypatch.setenv("HYMNSHEET_HOME", str(tmp_path / "home"))
    return engine


def change(rule_id: str, rank: int, **changes: object) -> dict[str, object]:
    counts = ("new", "reappeared", "fixed", "waived", "withdrawn", "came_with_rule", "open")
    return {
        "rule_id": rule_id,
        "name": f"Rule {rule_id}",
        "severity": "major",
        "rule_state": "unchanged",
        "change_rank": rank,
    } | {f"count_{name}": changes.get(name, 0) for name in counts} | {
        name: value for name, value in changes.items() if name not in counts
    }  # fmt: skip


def fill(engine: Engine) -> None:
    insert(engine, "quality.score_history", [{"as_of": "2026-02-08 12:00:00", "metric": "x"}])
    insert(engine, "quality.score_change", [{
        "metric": "pipeline_trust", "scope": "(all)", "value": 0.71, "value_before": 0.68,
        "before_as_of": "2026-02-01 12:00:00",
    }])  # fmt: skip
    insert(engine, "quality.trust_slice", [{
        "worst_finding": "all", "opportunities": 9, "amount": 205_000, "untrusted_amount": 59_450,
    }])  # fmt: skip
    insert(engine, "quality.rule_change", [
        change("D001", 1, new=3, open=5), change("X001", 2, fixed=4, reappeared=1, open=2),
        change("V001", 3, fixed=2, waived=1, came_with_rule=6, withdrawn=2),
    ])  # fmt: skip
    insert(engine, "quality.rule_result", [
        rule("D001", severity="critical", failed_open=5, problem_rank=1, how_to_fix="Move it.",
             open_amount_touched=53_700, open_amount_estimated=None),
        rule("X001", failed_open=2, problem_rank=2, open_amount_touched=0,
             open_amount_estimated=9_000, how_to_fix="Agree."),
        rule("F009", failed_open=1, problem_rank=9, level="break"),
        rule("F012", failed_open=1, problem_rank=8, level="break"),
    ])  # fmt: skip
    insert(engine, "quality.finding", [
        {"finding_key": "f", "rule_id": "F009", "severity": "minor", "status": "new",
         "source_system": "salesforce", "source_object": "lead", "field": "industry",
         "amount_corporate": 10},
        {"finding_key": "h", "rule_id": "F012", "severity": "major", "status": "new",
         "source_system": "hubspot", "source_object": "contacts", "detail": "ann@lee.example"},
        {"finding_key": "g", "rule_id": "D001", "severity": "critical", "status": "open",
         "source_system": "salesforce", "source_object": "opportunity", "source_id": "006A",
         "detail": "ann@lee.example", "owner_key": "o"},
    ])  # fmt: skip
    insert(engine, "quality.field_profile", [
        {"source_system": "salesforce", "source_object": "lead", "field": "industry",
         "label": "Industry <!channel>"},
    ])  # fmt: skip


def said(engine: Engine, *options: str) -> list[str]:
    engine.dispose()  # the command opens the file by itself
    done = CliRunner().invoke(digest, options, catch_exceptions=False)
    assert done.exit_code == 0, done.output
    return done.stdout.splitlines()


def test_a_week_is_ten_lines_at_most(told: Engine) -> None:
    fill(told)
    lines = said(told, "--link", "https://reports.example/")
    assert lines == [
        "Hymnsheet, 2026-02-08: 7 findings open",
        "Money: 71\u202f% of 205k open pipeline is to be trusted, 59.5k is not"
        " (was 68\u202f% on 2026-02-01).",
        "Better: 6 fixed: Rule X001 4, Rule V001 2; 1 waived.",
        "Worse: 3 new, 1 came back: Rule D001 3, Rule X001 1.",
        "Rules changed: 6 came with them, 2 withdrawn; nobody broke or fixed these.",
        "New breaks: 2: HubSpot contacts made otherwise (F012),"
        " Salesforce leads Industry ‹!channel› (F009).",
        "Monday 1: Rule D001 (D001, critical): 5, 53.7k of open pipeline. Move it.",
        "Monday 2: Rule X001 (X001, major): 2, about 9k estimated. Agree.",
        "Report: https://reports.example/",
    ]
    assert not any("ann@lee" in line or "006A" in line for line in lines)


def test_the_document_holds_the_numbers_and_the_lines(told: Engine, tmp_path: Path) -> None:
    fill(told)
    [line] = said(told, "--json", "--out", str(tmp_path / "digest.txt"))
    document = json.loads(line)
    assert document["week"]["fixed"] == 6
    assert [row["rule_id"] for row in document["monday"]] == ["D001", "X001"]
    written = (tmp_path / "digest.txt").read_text(encoding="utf-8").splitlines()
    assert written == document["lines"]
    assert "ann@lee" not in line


def test_a_first_look_compares_with_nothing(told: Engine) -> None:
    insert(told, "quality.score_history", [{"as_of": "2026-02-08 12:00:00", "metric": "x"}])
    insert(told, "quality.rule_change", [
        change("D001", 1, rule_state="new", came_with_rule=5, open=5)
    ])  # fmt: skip
    lines = said(told)
    assert lines[0] == "Hymnsheet, 2026-02-08: 5 findings open"
    assert lines[1] == "Money: there is no open pipeline to judge."
    assert lines[2].startswith("First look: ")
    assert lines[4] == "Monday: nothing that a rule knows of."
    assert lines[-1].startswith("Report: file:///")

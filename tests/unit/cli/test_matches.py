"""`hymnsheet matches`: what is published is shown, what people decide is kept in their folder."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from click.testing import CliRunner, Result
from sqlalchemy import Engine, create_engine

from orchestration.cli.init import init
from orchestration.cli.matches import matches
from orchestration.compile.matches import match_key
from tests.support.report.published_tables import create_tables, insert

ONE, OTHER = ("hubspot", "contacts", "701"), ("salesforce", "lead", "00Q1")
KEY = match_key(ONE, OTHER)


def _pair(engine: Engine, **changes: object) -> None:
    row = {
        "match_key": KEY,
        "kind": "person",
        "state": "open",
        "reason": "under_threshold",
        "score": 0.9,
        "why": "same name",
        "source_system": ONE[0],
        "source_object": ONE[1],
        "source_id": ONE[2],
        "name": "Ann Lee",
        "phone": "123",
        "other_source_system": OTHER[0],
        "other_source_object": OTHER[1],
        "other_source_id": OTHER[2],
        "other_name": "Ann Leigh",
    }
    insert(engine, "quality.match_proposal", [row | changes])


@pytest.fixture
def company(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder with a publication that proposes one pair, and joined another."""
    folder = tmp_path / "company"
    assert CliRunner().invoke(init, [str(folder)]).exit_code == 0
    monkeypatch.chdir(folder)
    monkeypatch.delenv("HYMNSHEET_PROJECT", raising=False)
    path = folder / "published.duckdb"
    monkeypatch.setenv("HYMNSHEET_WAREHOUSE_URL", f"duckdb:///{path}")
    engine = create_engine(f"duckdb:///{path}")
    create_tables(engine)
    _pair(engine)
    _pair(engine, match_key="ffff", state="merged", reason=None, source_id="702", score=0.995)
    engine.dispose()
    return folder


def _ran(*words: str) -> Result:
    return CliRunner().invoke(matches, list(words))


def _decided() -> list[dict[str, object]]:
    done = _ran("list", "--state", "decided", "--json")
    found: list[dict[str, object]] = json.loads(done.output)["decisions"]
    return found


def test_open_pairs_are_listed_and_shown_side_by_side(company: Path) -> None:
    assert f"{KEY[:8]}  0.9000  Ann Lee / Ann Leigh" in _ran("list").output
    assert "702" not in _ran("list").output
    assert "702" in _ran("list", "--state", "merged").output
    assert "No open matches." in _ran("list", "--kind", "account").output
    shown = _ran("show", KEY[:6]).output
    assert "same name  (open, under_threshold)" in shown
    assert "phone         123" in shown


def test_a_decision_is_kept_replaced_and_taken_back(company: Path) -> None:
    assert _ran("decide", "same", KEY[:6], "--by", "Ann", "--reason", "badge").exit_code == 0
    assert [(row["decision"], row["id"], row["reason"]) for row in _decided()] == [
        ("same", "701", "badge")
    ]
    assert _ran("decide", "different", *OTHER, *ONE, "--by", "Ben").exit_code == 0
    assert [(row["decision"], row["by"]) for row in _decided()] == [("different", "Ben")]
    assert "Taken back" in _ran("undo", KEY[:8]).output
    assert _decided() == []
    assert isinstance(_ran("undo", KEY[:8]).exception, Exception)


def test_a_list_filled_in_is_taken_whole_or_not_at_all(company: Path) -> None:
    head = "system,object,id,other_system,other_object,other_id,decision,by,on,reason,score\n"
    good = f"{','.join(ONE)},{','.join(OTHER)},same,,,,0.9\n"
    (company / "filled.csv").write_text(head + good, encoding="utf-8")
    assert _ran("decide", "--from", "filled.csv", "--by", "Ann").exit_code == 0
    assert len(_decided()) == 1
    bad = good.replace("same", "perhaps")
    (company / "filled.csv").write_text(head + bad, encoding="utf-8")
    done = _ran("decide", "--from", "filled.csv", "--by", "Ann")
    assert "line 2" in str(done.exception)
    assert len(_decided()) == 1


def test_a_decision_that_no_run_would_accept_is_not_written(company: Path) -> None:
    done = _ran("decide", "same", "hubspot", "contakts", "1", *OTHER, "--by", "Ann")
    assert "has no object 'contakts'" in str(done.exception)
    assert not (company / "matches.csv").exists() or _decided() == []


def test_without_a_folder_of_their_own_nothing_is_decided(
    company: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    done = _ran("decide", "same", *ONE, *OTHER, "--by", "Ann")
    assert "kept in a company's own folder" in str(done.exception)

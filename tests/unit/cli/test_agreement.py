"""`hymnsheet agreement`: clauses of the company's own glossary, listed and signed by somebody."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from orchestration.cli.agreement import agreement
from orchestration.cli.init import init


@pytest.fixture
def company(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder of a company before its first run."""
    folder = tmp_path / "company"
    assert CliRunner().invoke(init, [str(folder)]).exit_code == 0
    monkeypatch.chdir(folder)
    monkeypatch.delenv("HYMNSHEET_PROJECT", raising=False)
    monkeypatch.setenv("HYMNSHEET_WAREHOUSE_URL", f"duckdb:///{folder / 'none.duckdb'}")
    return folder


def _ran(*words: str) -> Result:
    return CliRunner().invoke(agreement, list(words))


def _clause() -> dict[str, object]:
    [told] = [
        clause
        for clause in json.loads(_ran("--json").output)["clauses"]
        if clause["id"] == "leads_taken_up"
    ]
    found: dict[str, object] = told
    return found


def test_a_clause_is_signed_by_both_teams(company: Path) -> None:
    assert not _clause()["is_signed"]
    for team, name in (("sales", "Bo Sand"), ("marketing", "Ann Lee")):
        done = _ran("--sign", "leads_taken_up", "--team", team, "--by", name)
        assert done.exit_code == 0, done.output
    assert _clause()["is_signed"]
    assert "Bo Sand" in (company / "glossary.yml").read_text(encoding="utf-8")


@pytest.mark.parametrize("name", ["nobody", "Nobody Yet", "default", " ", ""])
def test_nobody_signs_nothing(company: Path, name: str) -> None:
    before = (company / "glossary.yml").read_text(encoding="utf-8")
    done = _ran("--sign", "leads_taken_up", "--team", "sales", "--by", name)
    assert done.exit_code == 2
    assert (company / "glossary.yml").read_text(encoding="utf-8") == before

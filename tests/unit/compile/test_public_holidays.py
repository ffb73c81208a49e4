"""Public holidays come from a package, and only where a calendar names a country."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest

from orchestration.compile.inputs import read_inputs
from orchestration.compile.outputs.public_holidays import outputs
from orchestration.errors import GlossaryError

SEED = Path("seeds/generated/public_holidays.csv")
OFFICE = '{code: office, label: "Office hours"}'


def _compiled(project: Path, country: str) -> str:
    glossary = project / "glossary.yml"
    text = glossary.read_text(encoding="utf-8")
    named = OFFICE.replace("}", f", {country}}}")
    assert OFFICE in text
    glossary.write_text(text.replace(OFFICE, named), encoding="utf-8")
    return outputs(read_inputs(project))[SEED]


def test_without_a_country_there_are_none(project: Path) -> None:
    assert outputs(read_inputs(project))[SEED] == "calendar,day,name\n"


def test_a_country_has_its_own_and_a_part_of_it_more(project: Path) -> None:
    pytest.importorskip("holidays", reason="the package `holidays` is not installed here")
    days = {
        tuple(line.split(",")[:2])
        for line in _compiled(project, "country: DE, subdivision: BY").splitlines()
    }
    assert ("office", "2026-10-03") in days, "in all of Germany"
    assert ("office", "2026-01-06") in days, "in Bavaria"
    assert ("office", "2026-10-31") not in days, "elsewhere"


def test_a_country_that_there_is_not_is_told(project: Path) -> None:
    pytest.importorskip("holidays", reason="the package `holidays` is not installed here")
    with pytest.raises(GlossaryError, match=r"work_calendars\[office\]"):
        _compiled(project, "country: ZZ")


def test_what_is_missing_is_told(project: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "holidays", None)
    with pytest.raises(GlossaryError, match="is not installed"):
        _compiled(project, "country: DE")

"""A vendor's folder may say what its words mean, until the glossary does."""

from __future__ import annotations

import shutil
from pathlib import Path
from typing import Any

import pytest
import yaml

from orchestration.errors import GlossaryError
from orchestration.glossary import read_glossary
from orchestration.sources.registry import VENDORS
from orchestration.sources.vendor import Vendor, VendorSetting
from tests.support.paths import PROJECT

TERMS = {
    "stage_evidence": [{"stage": "OPP", "source": "deal.opened", "is_fallback": False}],
    "lead_statuses": [
        {"value": "Fresh_Lead", "meaning": "new"},
        {"value": "Dead", "meaning": "disqualified"},
    ],
}


@pytest.fixture
def toy(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A third vendor, whose folder is the temporary one."""

    class Toy(Vendor):
        @property
        def terms_path(self) -> Path:
            return tmp_path / "terms.yml"

    vendor = Toy("toy", "Toy", 9, (VendorSetting("key", "secret"),), evidence=("deal.opened",))
    monkeypatch.setitem(VENDORS, "toy", vendor)  # type: ignore[misc]
    (tmp_path / "terms.yml").write_text(yaml.safe_dump(TERMS), "utf-8")
    shutil.copy(PROJECT / "glossary.yml", tmp_path / "glossary.yml")
    return tmp_path


def said(folder: Path, table: str) -> list[Any]:
    rows = getattr(read_glossary(folder), table).rows
    return [row for row in rows if row.system == "toy"]


def add(folder: Path, table: str, row: str) -> None:
    text = (folder / "glossary.yml").read_text("utf-8")
    head, rows = text.split(f"\n{table}:\n", 1)
    before, after = rows.split("  rows:\n", 1)
    glossary = f"{head}\n{table}:\n{before}  rows:\n    - {row}\n{after}"
    (folder / "glossary.yml").write_text(glossary, "utf-8")


def test_terms_of_a_vendor_count_where_the_glossary_is_silent(toy: Path) -> None:
    assert [row.source for row in said(toy, "stage_evidence")] == ["deal.opened"]
    assert {row.value: row.meaning for row in said(toy, "lead_statuses")} == {
        "Fresh_Lead": "new",
        "Dead": "disqualified",
    }


def test_the_glossary_has_the_last_word_on_a_word(toy: Path) -> None:
    add(toy, "lead_statuses", "{system: toy, value: fresh lead, meaning: recycled}")
    assert {row.value: row.meaning for row in said(toy, "lead_statuses")} == {
        "fresh lead": "recycled",
        "Dead": "disqualified",
    }


def test_evidence_is_one_definition_the_vendors_or_the_glossarys(toy: Path) -> None:
    add(toy, "stage_evidence", "{stage: SQL, system: toy, source: deal.opened, is_fallback: false}")
    assert [row.stage for row in said(toy, "stage_evidence")] == ["SQL"]


def test_terms_are_held_against_the_same_rules(toy: Path) -> None:
    wrong = {"stage_evidence": [{"stage": "OPP", "source": "deal.closed", "is_fallback": False}]}
    (toy / "terms.yml").write_text(yaml.safe_dump(wrong), "utf-8")
    with pytest.raises(GlossaryError, match=r"no model reads toy 'deal.closed'.*'deal.opened'"):
        read_glossary(toy)


def test_a_term_of_no_table_is_refused_with_the_file(toy: Path) -> None:
    (toy / "terms.yml").write_text("lead_status: []\n", "utf-8")
    with pytest.raises(GlossaryError, match=r"toy/terms.yml: .*'lead_status'.*lead_statuses"):
        read_glossary(toy)

"""Rows written into a glossary: every other character stays, and no signature covers them."""

from __future__ import annotations

import difflib
import shutil
from pathlib import Path

import pytest
import yaml

from orchestration.errors import GlossaryError
from orchestration.glossary import append_rows, read_glossary
from tests.support.paths import PROJECT

PARKED = '{system: salesforce, value: "Parked", meaning: recycled}  # agreed_by: nobody yet'
UNSIGNED = "  agreed_by: nobody yet\n"


@pytest.fixture
def glossary(tmp_path: Path) -> Path:
    return Path(shutil.copy(PROJECT / "glossary.yml", tmp_path / "glossary.yml"))


def _changes(before: str, after: str) -> list[str]:
    lines = difflib.ndiff(before.splitlines(), after.splitlines())
    return [line for line in lines if line[:2] in ("- ", "+ ")]


def _statuses(path: Path) -> dict[str, str]:
    rows = read_glossary(path.parent).lead_statuses.rows
    return {row.value: row.meaning for row in rows if row.system == "salesforce"}


def _edit_statuses(path: Path, old: str, new: str) -> None:
    """Change the first `old` after the key of the table."""
    head, key, tail = path.read_text(encoding="utf-8").partition("\nlead_statuses:\n")
    path.write_text(head + key + tail.replace(old, new, 1), encoding="utf-8")


def test_rows_go_behind_the_last_one_and_nothing_else_moves(glossary: Path) -> None:
    before = glossary.read_text(encoding="utf-8")
    version = read_glossary(glossary.parent).lead_statuses.version
    assert append_rows(glossary, {"lead_statuses": [PARKED]}) == ()
    after = glossary.read_text(encoding="utf-8")
    assert _changes(before, after) == [
        f"-   version: {version}",
        f"+   version: {version + 1}",
        f"+     - {PARKED}",
    ]
    assert _statuses(glossary)["Parked"] == "recycled"


def test_several_tables_take_their_rows_at_once(glossary: Path) -> None:
    rows = {
        "opportunity_stages": ['{system: hubspot, value: "4711", shared_stage: won}'],
        "lead_statuses": [PARKED, '{system: hubspot, value: "NO", meaning: disqualified}'],
        "lifecycle_stages": ['{value: "fan", stage: null}'],
    }
    append_rows(glossary, rows)
    read = read_glossary(glossary.parent)
    assert read.opportunity_stages.rows[-1].value == "4711"
    assert [row.value for row in read.lead_statuses.rows[-2:]] == ["Parked", "NO"]
    assert read.lifecycle_stages.rows[-1].stage is None


@pytest.mark.parametrize(
    "signature",
    [
        "  agreed_by: {marketing: Ann Lee, sales: Bo Diaz, on: 2026-11-22}  # in the spring\n",
        "  agreed_by:\n    marketing: Ann Lee\n    sales: Bo Diaz\n    on: 2026-11-22\n",
    ],
    ids=["in a line", "in a block"],
)
def test_a_signature_does_not_cover_rows_that_came_later(glossary: Path, signature: str) -> None:
    _edit_statuses(glossary, UNSIGNED, signature)
    assert read_glossary(glossary.parent).lead_statuses.agreed_by != "nobody yet"
    assert append_rows(glossary, {"lead_statuses": [PARKED]}) == ("lead_statuses",)
    assert read_glossary(glossary.parent).lead_statuses.agreed_by == "nobody yet"


def test_an_empty_list_is_opened(glossary: Path) -> None:
    text = glossary.read_text(encoding="utf-8")
    start = text.index("  rows:", text.index("\nlead_statuses:\n"))
    end = text.index("\n\n", start)
    glossary.write_text(text[:start] + "  rows: []" + text[end:], encoding="utf-8")
    append_rows(glossary, {"lead_statuses": [PARKED]})
    assert _statuses(glossary) == {"Parked": "recycled"}


def test_rows_in_blocks_and_remarks_behind_them_stay(glossary: Path) -> None:
    _edit_statuses(
        glossary,
        "  rows:\n",
        "  rows:\n    - system: salesforce\n      value: First  # kept\n      meaning: new\n",
    )
    text = glossary.read_text(encoding="utf-8").replace("\n\n", "\n    # a last word\n\n")
    glossary.write_text(text, encoding="utf-8")
    append_rows(glossary, {"lead_statuses": [PARKED]})
    after = glossary.read_text(encoding="utf-8")
    assert after.count("# a last word") == text.count("# a last word")
    assert "value: First  # kept" in after
    assert {"First", "Parked"} <= set(_statuses(glossary))


def test_windows_line_ends_stay(glossary: Path) -> None:
    glossary.write_bytes(glossary.read_bytes().replace(b"\n", b"\r\n"))
    append_rows(glossary, {"lead_statuses": [PARKED]})
    assert b"\n" not in glossary.read_bytes().replace(b"\r\n", b"")
    assert "Parked" in _statuses(glossary)


def test_what_would_not_be_a_glossary_is_not_written(glossary: Path) -> None:
    before = glossary.read_bytes()
    known = yaml.safe_load(before)["lead_statuses"]["rows"][0]
    twice = f'{{system: {known["system"]}, value: "{known["value"]}", meaning: new}}'
    with pytest.raises(GlossaryError, match="defined twice"):
        append_rows(glossary, {"lead_statuses": [twice]})
    assert glossary.read_bytes() == before
    assert list(glossary.parent.iterdir()) == [glossary]

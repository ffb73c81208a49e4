"""Clauses of the agreement: a signature is of what stood there, and is written in its place."""

from __future__ import annotations

import re
from datetime import date
from pathlib import Path

import pytest

from orchestration.errors import GlossaryError
from orchestration.glossary import read_glossary
from orchestration.glossary.parts.agreement import Clause, Signature
from orchestration.glossary.sign import sign_clause
from tests.support.paths import PROJECT

SHIPPED = (PROJECT / "glossary.yml").read_text(encoding="utf-8")
BLOCK = """    - id: in_rows
      owed_by: sales
      owed_to: marketing
      metric: entered_sal
      period: month
      at_most: 5
      definition: "One key in a line."
"""


@pytest.fixture
def glossary(tmp_path: Path) -> Path:
    path = tmp_path / "glossary.yml"
    path.write_text(SHIPPED + BLOCK, encoding="utf-8")
    return path


def _clause(path: Path, name: str) -> Clause:
    return next(row for row in read_glossary(path.parent).agreement.rows if row.id == name)


def _sign(path: Path, name: str, team: str, by: str = 'Ann "A" Lee') -> None:
    signature = Signature(
        team=team, by=by, on=date(2026, 11, 26), of=_clause(path, name).fingerprint
    )
    sign_clause(path, name, signature, None)


@pytest.mark.parametrize("name", ["leads_handed_over", "in_rows"])
def test_a_clause_counts_once_both_teams_signed_it(glossary: Path, name: str) -> None:
    _sign(glossary, name, "marketing")
    assert not _clause(glossary, name).is_signed
    _sign(glossary, name, "sales", "Bo")
    signed = _clause(glossary, name)
    assert signed.is_signed
    assert signed.signed_by == 'Ann "A" Lee (marketing, 2026-11-26); Bo (sales, 2026-11-26)'


@pytest.mark.parametrize("name", ["leads_handed_over", "in_rows"])
def test_nothing_else_of_the_file_is_touched(glossary: Path, name: str) -> None:
    before = glossary.read_text(encoding="utf-8")
    _sign(glossary, name, "sales", "Bo")
    _sign(glossary, name, "marketing", "Ann")
    after = glossary.read_text(encoding="utf-8")
    assert after.count("signed: [{") == 1
    assert re.sub(r"(, |\n +)signed: \[\{.*?\}\]", "", after) == before


def test_a_change_undoes_the_signatures_and_the_old_words_bring_them_back(glossary: Path) -> None:
    for team in ("marketing", "sales"):
        _sign(glossary, "leads_handed_over", team)
    text = glossary.read_text(encoding="utf-8")
    glossary.write_text(text.replace("at_least: 20,", "at_least: 19,"), encoding="utf-8")
    changed = _clause(glossary, "leads_handed_over")
    assert (changed.is_signed, changed.signed_by) == (False, None)
    glossary.write_text(text, encoding="utf-8")
    assert _clause(glossary, "leads_handed_over").is_signed


@pytest.mark.parametrize(
    ("old", "new", "expected"),
    [
        ("at_least: 20,", "at_least: 20, at_most: 30,", "say one of at_least and at_most"),
        ("at_least: 20,", "", "say one of at_least and at_most"),
        ("owed_to: sales, metric: entered_mql", "owed_to: marketing, metric: x", "owes itself"),
        ("owed_to: sales, metric: entered_mql", "owed_to: slaes, metric: x", "Is it 'sales'"),
        ("id: leads_taken_up", "id: leads_handed_over", "is defined twice"),
        (
            "at_least: 20,",
            "at_least: 20, signed: [{team: finance, by: Cy, on: 2026-01-01, of: a}],",
            "finance is no party of it",
        ),
        (
            "at_least: 20,",
            "at_least: 20, signed: [{team: sales, by: nobody, on: 2026-01-01, of: a}],",
            "signs nothing",
        ),
    ],
)
def test_what_promises_nothing_is_refused(
    glossary: Path, old: str, new: str, expected: str
) -> None:
    text = glossary.read_text(encoding="utf-8")
    assert old in text
    glossary.write_text(text.replace(old, new, 1), encoding="utf-8")
    with pytest.raises(GlossaryError, match=expected):
        read_glossary(glossary.parent)


def test_an_unknown_clause_is_told_with_the_nearest(glossary: Path) -> None:
    signature = Signature(team="sales", by="Bo", on=date(2026, 11, 26), of="a")
    with pytest.raises(GlossaryError, match="Is it 'leads_handed_over'"):
        sign_clause(glossary, "lead_handed_over", signature, None)


def test_the_kind_of_lead_is_part_of_what_was_signed(glossary: Path) -> None:
    before = _clause(glossary, "in_rows").fingerprint
    text = glossary.read_text(encoding="utf-8")
    path = glossary
    path.write_text(text.replace("period: month\n", "period: month\n      lead_type: standard\n"))
    assert _clause(path, "in_rows").fingerprint != before
    path.write_text(text.replace("period: month\n", "period: month\n      lead_type: standrd\n"))
    with pytest.raises(GlossaryError, match="agreement: no lead type is called 'standrd'"):
        read_glossary(path.parent)

"""What the glossary may say of goals of products."""

from __future__ import annotations

from pathlib import Path

import pytest

from orchestration.errors import GlossaryError
from orchestration.glossary import read_glossary
from tests.support.paths import PROJECT

SHIPPED = (PROJECT / "glossary.yml").read_text(encoding="utf-8")
UNITS = "product_code: A-1, period: year, measure: units, target: 5, owner_team: marketing"
MARGIN = "product_code: A-1, period: year, measure: margin_ratio, target: 0.4, owner_team: sales"


def _with(folder: Path, *goals: str) -> Path:
    head, found, rest = SHIPPED.partition("\nproduct_goals:\n")
    assert found
    rows = "".join(f"    - {{{goal}}}\n" for goal in goals)
    said = head + found + rest.replace("  rows: []\n", f"  rows:\n{rows}", 1)
    (folder / "glossary.yml").write_text(said, encoding="utf-8")
    return folder


def test_a_product_may_have_a_goal_for_units_and_one_for_its_margin(tmp_path: Path) -> None:
    rows = read_glossary(_with(tmp_path, UNITS, MARGIN)).product_goals.rows
    assert [(row.measure, row.target) for row in rows] == [("units", 5), ("margin_ratio", 0.4)]


@pytest.mark.parametrize(
    ("goals", "told"),
    [
        ((UNITS, UNITS.replace("A-1", "a-1")), "is defined twice"),
        ((MARGIN.replace("0.4", "1"),), "a margin_ratio is below 1"),
        ((MARGIN.replace("0.4", "40"),), "a margin_ratio is below 1"),
        ((UNITS.replace("target: 5", "target: 0"),), "greater than 0"),
        ((UNITS.replace("marketing", "marketng"),), "Is it 'marketing'"),
        ((UNITS.replace("year", "week"),), "'month', 'quarter' or 'year'"),
    ],
)
def test_a_goal_that_cannot_be_meant_is_refused(
    tmp_path: Path, goals: tuple[str, ...], told: str
) -> None:
    with pytest.raises(GlossaryError, match=told):
        read_glossary(_with(tmp_path, *goals))

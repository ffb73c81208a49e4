"""What the glossary may say of touches, and of how the credit for a deal is shared."""

from __future__ import annotations

from pathlib import Path

import pytest

from orchestration.errors import GlossaryError
from orchestration.glossary import read_glossary
from orchestration.glossary.parts.touches import SHARES
from tests.support.attribution.reference import RULES
from tests.support.paths import PROJECT

SHIPPED = (PROJECT / "glossary.yml").read_text(encoding="utf-8")
LAST = '    - {code: time_decay, label: "Time decay", decay_share: 1, half_life_days: 7}\n'
OPEN = "    - {code: email_open,"


def _with(folder: Path, before: str, row: str) -> Path:
    assert SHIPPED.count(before) == 1
    changed = SHIPPED.replace(before, f"    - {{{row}}}\n{before}")
    (folder / "glossary.yml").write_text(changed, encoding="utf-8")
    return folder


def test_the_rules_of_the_field_are_shipped() -> None:
    rows = read_glossary(PROJECT).attribution_models.rows
    assert {row.code for row in rows} == RULES.keys()
    assert set(SHARES) == {name for name in type(rows[0]).model_fields if name.endswith("_share")}


def test_a_rule_of_a_companys_own_is_a_row(tmp_path: Path) -> None:
    row = "code: ours, label: Ours, first_share: 0.1, closed_share: 0.2, even_share: 0.7"
    rows = read_glossary(_with(tmp_path, LAST, row)).attribution_models.rows
    assert [(row.closed_share, row.rest_share) for row in rows if row.code == "ours"] == [(0.2, 0)]


@pytest.mark.parametrize(
    ("before", "row", "told"),
    [
        (LAST, "code: half, label: Half, first_share: 0.5", "add up to 0.5"),
        (LAST, "code: much, label: Much, first_share: 1.5", "first_share"),
        (LAST, "code: first, label: Again, first_share: 1", "'first' is defined twice"),
        (LAST, "code: fades, label: Fades, decay_share: 1", "half_life_days belong together"),
        (LAST, "code: x, label: X, last_share: 1, half_life_days: 3", "belong together"),
        (
            OPEN,
            "code: fax, label: Fax, rank: 9, kind: fax, is_marketing: true, is_credited: true,"
            " lookback_days: 9, channel: emali",
            "Is it 'email'",
        ),
        (
            OPEN,
            "code: walk_in, label: Walk-in, rank: 9, kind: visit, is_marketing: true,"
            " is_credited: true, lookback_days: 9",
            "could not be the same touch",
        ),
    ],
)
def test_what_cannot_be_computed_with_is_refused(
    tmp_path: Path, before: str, row: str, told: str
) -> None:
    with pytest.raises(GlossaryError, match=told):
        read_glossary(_with(tmp_path, before, row))

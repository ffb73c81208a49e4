"""What the glossary may say of whose records a sync is to keep in a second system."""

from __future__ import annotations

from pathlib import Path

import pytest

from orchestration.errors import GlossaryError
from orchestration.glossary import read_glossary
from tests.support.paths import PROJECT

SHIPPED = (PROJECT / "glossary.yml").read_text(encoding="utf-8")


def _with(folder: Path, *rows: str) -> Path:
    before, entry, after = SHIPPED.partition("\nsync_scope:\n")
    listed = "".join(f"    - {{{row}}}\n" for row in rows)
    told = after.replace("  rows: []\n", f"  rows:\n{listed}", 1)
    (folder / "glossary.yml").write_text(before + entry + told, encoding="utf-8")
    return folder


def test_a_scope_is_of_a_step_and_of_two_systems(tmp_path: Path) -> None:
    rows = read_glossary(
        _with(tmp_path, "system: salesforce, stage: MQL, belongs_in: hubspot")
    ).sync_scope.rows
    assert [(row.system, row.stage, row.belongs_in) for row in rows] == [
        ("salesforce", "MQL", "hubspot")
    ]


@pytest.mark.parametrize(
    ("row", "told"),
    [
        ("system: salesforce, stage: MLQ, belongs_in: hubspot", "Is it 'MQL'"),
        ("system: salesforce, stage: RECYCLED, belongs_in: hubspot", "RECYCLED"),
        ("system: salesforce, stage: MQL, belongs_in: salesforce", "no second system"),
        ("system: salesforce, stage: MQL, belongs_in: nowhere", "is none of"),
    ],
)
def test_a_scope_that_cannot_be_meant_is_refused(tmp_path: Path, row: str, told: str) -> None:
    with pytest.raises(GlossaryError, match=told):
        read_glossary(_with(tmp_path, row))

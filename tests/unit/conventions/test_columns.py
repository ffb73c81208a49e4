"""What staging takes from a vendor is read by somebody, or waits for a reader that is known."""

from __future__ import annotations

import re
from functools import cache
from pathlib import Path

import pytest

from orchestration.settings import DBT_PROJECT_DIR
from orchestration.sources.registry import VENDORS
from tests.support.tree import ending, text

STAGING = sorted(
    path
    for vendor in VENDORS
    for path in (DBT_PROJECT_DIR / "models/staging" / vendor).glob("*.sql")
)
#: What a staging model says of the columns that wait for a reader.
WAITS = re.compile(r"No model reads yet: ([\w,\s]+)\.")


def _code(sql: str) -> str:
    return re.sub(r"\{#.*?#\}|--[^\n]*", "", sql, flags=re.DOTALL)


@cache
def _elsewhere(model: str) -> str:
    """The SQL of all that reads a staging model."""
    reads = re.compile(rf"\b{model}\b")
    written = (p for p in ending(".sql", "dbt_project") if "generated" not in p.parts)
    sql = (_code(text(path)) for path in written if path.stem != model)
    return "\n".join(one for one in sql if reads.search(one))


def _columns(path: Path) -> set[str]:
    """The columns of a staging model by name; those that every one has come from a macro."""
    selected = _code(text(path)).partition("\nfrom ")[0]
    lines = re.findall(r"^(?:    |select )\S.*$", selected, re.MULTILINE)
    names = {n for line in lines for n in re.findall(r"(?:\bas |^    |(?<=, ))(\w+)(?=,|$)", line)}
    return names - {"select", "distinct"}


@pytest.mark.parametrize("path", STAGING, ids=lambda path: path.stem)
def test_every_column_of_staging_is_read_or_waits_for_a_reader(path: Path) -> None:
    unread = {
        column
        for column in _columns(path)
        if not re.search(rf"\b{column}\b", _elsewhere(path.stem))
    }
    waiting = {name for said in WAITS.findall(text(path)) for name in re.findall(r"\w+", said)}
    assert unread == waiting

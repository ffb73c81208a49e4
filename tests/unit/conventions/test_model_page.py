"""docs/model.md names what there is: every table of it is published, and every mart is in it."""

from __future__ import annotations

import re

from tests.support.paths import PROJECT, ROOT

_TABLE = re.compile(r"`(?:(marts|quality)\.)?((?:dim|fct|bridge|mart)_\w+|(?<=quality\.)\w+)`")
PAGE = (ROOT / "docs/model.md").read_text(encoding="utf-8")


def _models(layer: str) -> set[str]:
    return {path.stem for path in (PROJECT / "models" / layer).rglob("*.sql")}


def test_every_table_of_the_page_is_published() -> None:
    named = {(layer or "marts", table) for layer, table in _TABLE.findall(PAGE)}
    assert len(named) > 50
    assert {table for layer, table in named if layer == "marts"} <= _models("marts")
    assert {table for layer, table in named if layer == "quality"} <= _models("quality")


def test_every_mart_is_on_the_page() -> None:
    assert _models("marts") - {table for _, table in _TABLE.findall(PAGE)} == set()

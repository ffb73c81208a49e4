"""Stages and the words of both systems for them are glossary data: no code spells one."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from pathlib import Path

from orchestration.glossary import read_glossary
from tests.support.paths import PROJECT
from tests.support.tree import ending, name, text, tree

_GLOSSARY = read_glossary(PROJECT)
_CODES = {row.code for row in _GLOSSARY.stages.rows}
#: Words that mean nothing else: short ones (New, Open) are words of every language.
_WORDS = {
    word
    for word in (
        *(row.value for row in _GLOSSARY.lead_statuses.rows),
        *(row.value for row in _GLOSSARY.lifecycle_stages.rows),
        *(row.value for row in _GLOSSARY.opportunity_stages.rows),
    )
    if len(word) > 9 or "_" in word
}
#: HubSpot's status of a meeting, a record and a value of one name.
_ELSEWHERE = {"opportunity", "CONNECTED", "subscriber"}
_FORBIDDEN = _CODES | (_WORDS - _ELSEWHERE)
_QUOTED = re.compile(r"'([^'\n]*)'|\"([^\"\n]*)\"")


def _is_ours(path: Path) -> bool:
    """Neither generated, nor a made-up company, nor the emulator of one."""
    where = name(path)
    return not where.startswith(
        (
            "dbt_project/macros/generated/",
            "orchestration/worlds/generator/",
            "orchestration/emulator/",
        )
    )


def _strings(path: Path) -> Iterator[str]:
    if path.suffix == ".py":
        for node in ast.walk(tree(path)):
            if isinstance(node, ast.Constant) and isinstance(node.value, str):
                yield node.value
        return
    code = re.sub(r"\{#.*?#\}|--[^\n]*|/\*.*?\*/", " ", text(path), flags=re.DOTALL)
    for matched in _QUOTED.finditer(code):
        yield matched[1] if matched[1] is not None else matched[2]


def test_no_query_module_or_template_spells_a_stage_or_a_status() -> None:
    rooms = ("orchestration", "expectations", "dbt_project")
    scanned = [
        path
        for suffix in (".sql", ".py", ".j2")
        for path in ending(suffix, *rooms)
        if _is_ours(path)
    ]
    assert {path.suffix for path in scanned} == {".sql", ".py", ".j2"}
    found = {
        name(path): sorted(spelt) for path in scanned if (spelt := _FORBIDDEN & set(_strings(path)))
    }
    # headings of columns that a published table has for each stage
    assert found.pop("orchestration/report/sections/cohorts/section.html.j2") == [
        *("MQL", "OPP", "SAL", "SQL", "WON")
    ]
    assert found == {}


def test_the_words_that_are_looked_for_are_those_of_the_glossary() -> None:
    assert {"MQL", "marketingqualifiedlead", "IN_PROGRESS", "Working - Contacted"} <= _FORBIDDEN

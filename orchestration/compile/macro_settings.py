"""Which settings each macro reads, by itself or by the macros that it calls."""

from __future__ import annotations

import re
from collections.abc import Mapping
from pathlib import Path
from typing import Final

_MACRO: Final = re.compile(r"\{%-?\s*macro\s+(\w+)\s*\((.*?)endmacro", re.DOTALL)
_SETTING: Final = re.compile(r"\bglossary\([\"'](\w+)[\"']\)")
_CALL: Final = re.compile(r"\b(\w+)\(")
_GENERATED: Final = "generated"


def settings_of_macros(project_dir: Path) -> Mapping[str, tuple[str, ...]]:
    """The settings of each macro that reads any, sorted; generated macros read none."""
    bodies = {
        name: body
        for path in sorted((project_dir / "macros").rglob("*.sql"))
        if _GENERATED not in path.relative_to(project_dir).parts
        for name, body in _MACRO.findall(path.read_text(encoding="utf-8"))
    }
    calls = {name: {*_CALL.findall(body)} & bodies.keys() - {name} for name, body in bodies.items()}
    found = {name: {*_SETTING.findall(body)} for name, body in bodies.items()}
    changed = True
    while changed:
        before = {name: len(said) for name, said in found.items()}
        for name, said in found.items():
            said.update(*(found[called] for called in calls[name]))
        changed = before != {name: len(said) for name, said in found.items()}
    return {name: tuple(sorted(said)) for name, said in sorted(found.items()) if said}

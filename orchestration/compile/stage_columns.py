"""Stages against the published tables: each has columns there, whose contract is fixed."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path
from typing import Final

import yaml

from orchestration.errors import GlossaryError
from orchestration.glossary import Glossary
from orchestration.known_names import near

#: The contract that has a column for everything that a stage may be.
CONTRACT: Final = Path("models/marts/funnel/mart_pipeline.yml")
_MODEL: Final = CONTRACT.stem
_OF_STAGE: Final = re.compile(r"^(?:is_)?(\w+?)_(?:at|date|month|imputed)$")


def check_stage_columns(glossary: Glossary, project_dir: Path) -> None:
    """Hold the stages against the contract of mart_pipeline.

    Raises:
        GlossaryError: a stage has no columns there, or a column has no stage.
    """
    contract = {name for name in _contract(project_dir) if _OF_STAGE.match(name)}
    made = _columns(glossary)
    known = {_stage(name) for name in contract}
    faults = [
        f"stages[{code}]: {_MODEL} has no column {name}."
        + (f" {near(code, known)}" if code not in known else "")
        for name, code in made.items()
        if name not in contract
    ]
    faults += [
        f"stages: {_stage(name)!r} is missing, or lacks the flag that gives {_MODEL} {name}"
        for name in sorted(contract - made.keys())
    ]
    if faults:
        raise GlossaryError(
            "glossary.yml does not fit the published tables:\n  " + "\n  ".join(faults),
            next_step="Keep the codes and flags of the stages that hymnsheet ships with; labels,"
            " owners, definitions and evidence are yours.",
        )


def _columns(glossary: Glossary) -> dict[str, str]:
    """The columns that the funnel's models make of the stages, with the stage's code."""
    ranked = sorted(glossary.stages.rows, key=lambda stage: stage.rank)
    last = [stage.code for stage in ranked if not stage.is_exit][-1]
    columns: dict[str, str] = {}
    for stage in ranked:
        name = stage.code.lower()
        columns |= {f"{name}_at": stage.code, f"{name}_date": stage.code}
        if not stage.is_exit and stage.code != last:
            columns[f"is_{name}_imputed"] = stage.code
        if stage.has_cohort:
            columns[f"{name}_month"] = stage.code
    return columns


def _stage(column: str) -> str:
    matched = _OF_STAGE.match(column)
    return matched[1].upper() if matched else column


def _contract(project_dir: Path) -> Iterator[str]:
    [model] = yaml.safe_load((project_dir / CONTRACT).read_text(encoding="utf-8"))["models"]
    for column in model["columns"]:
        yield column["name"]

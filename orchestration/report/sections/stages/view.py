"""The stages in the order of the process."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from orchestration.report import format as words
from orchestration.report.context import RenderContext
from orchestration.report.csv_files import CsvTable
from orchestration.report.section import Section


@dataclass(frozen=True)
class StageRow:
    """One stage of the glossary's vocabulary."""

    stage_code: str
    stage_label: str | None
    owner_team: str | None
    definition: str | None


@dataclass(frozen=True)
class Rows:
    """What is read."""

    stages: tuple[StageRow, ...]


@dataclass(frozen=True)
class StageLine:
    """One stage, as the glossary defines it."""

    code: str
    label: str
    team: str
    definition: str


@dataclass(frozen=True)
class StagesView:
    """All stages, and where they are as a file."""

    lines: tuple[StageLine, ...]
    csv: str


def view(rows: Rows, context: RenderContext) -> StagesView | None:
    """Left out while there is no glossary."""
    if not rows.stages:
        return None
    lines = (
        StageLine(
            code=row.stage_code,
            label=row.stage_label or row.stage_code,
            team=row.owner_team or words.MISSING,
            definition=row.definition or words.MISSING,
        )
        for row in rows.stages
    )
    return StagesView(tuple(lines), context.csv("stages"))


SECTION: Final = Section(
    title="What the stages mean",
    page="method",
    order=10,
    rows=Rows,
    view=view,
    tables=(CsvTable("stages"),),
)

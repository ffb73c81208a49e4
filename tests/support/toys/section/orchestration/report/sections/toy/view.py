"""Every owner by name."""

from __future__ import annotations

from dataclasses import dataclass

from orchestration.report.context import RenderContext
from orchestration.report.csv_files import CsvTable
from orchestration.report.section import Section


@dataclass(frozen=True)
class OwnerRow:
    """One owner."""

    owner_key: str
    name: str | None


@dataclass(frozen=True)
class Rows:
    """What is read."""

    owners: tuple[OwnerRow, ...]


@dataclass(frozen=True)
class ToyView:
    """Names, and where they are as a file."""

    names: tuple[str, ...]
    csv: str


def view(rows: Rows, context: RenderContext) -> ToyView:
    """Nobody is left out."""
    return ToyView(tuple(row.name or row.owner_key for row in rows.owners), context.csv("toy"))


SECTION = Section(
    title="A toy",
    page="pipeline",
    order=15,
    rows=Rows,
    view=view,
    tables=(CsvTable("owners", "toy"),),
)

"""What the report cannot know; the same in every report."""

from __future__ import annotations

from typing import Final

from orchestration.report.context import RenderContext
from orchestration.report.section import NoRows, Section


def view(rows: NoRows, context: RenderContext) -> NoRows:
    """Nothing of the data."""
    del context
    return rows


SECTION: Final = Section(
    title="What this report cannot know",
    page="method",
    order=70,
    rows=NoRows,
    view=view,
)

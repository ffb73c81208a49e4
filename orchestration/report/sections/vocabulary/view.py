"""What the words of the report mean."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from orchestration.report.context import RenderContext
from orchestration.report.section import Section
from orchestration.report.severities import SeverityRow, share_words


@dataclass(frozen=True)
class Rows:
    """What is read."""

    severities: tuple[SeverityRow, ...]


@dataclass(frozen=True)
class VocabularyView:
    """`weights` says what a finding of each severity takes."""

    weights: str


def view(rows: Rows, context: RenderContext) -> VocabularyView:
    """The words are the same in every report; what a finding weighs is not."""
    del context
    return VocabularyView(share_words(rows.severities))


SECTION: Final = Section(
    title="What the words mean",
    page="method",
    order=30,
    rows=Rows,
    view=view,
)

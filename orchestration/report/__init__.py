"""The report: self-contained HTML pages and CSV files, rendered from published tables only.

`render_report` is the way in. site.py lists the pages; a folder of sections/ is a section of one of
them; charts/ draws; templates/ and static/ frame. Nothing here decides what a number means: dbt
does.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from orchestration.report.links import LinkTemplates
    from orchestration.report.render import render_report

__all__ = ["LinkTemplates", "render_report"]


def __getattr__(name: str) -> object:
    """Read the way in when it is asked for: who only frames a page needs no SQLAlchemy."""
    if name == "render_report":
        from orchestration.report.render import render_report

        return render_report
    if name == "LinkTemplates":
        from orchestration.report.links import LinkTemplates

        return LinkTemplates
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")

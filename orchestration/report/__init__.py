"""The report: self-contained HTML pages and CSV files, rendered from published tables only.

`render_report` is the way in. site.py lists the pages; a folder of sections/ is a section of one of
them; charts/ draws; templates/ and static/ frame. Nothing here decides what a number means: dbt
does.
"""

from __future__ import annotations

from orchestration.report.links import LinkTemplates
from orchestration.report.render import render_report

__all__ = ["LinkTemplates", "render_report"]

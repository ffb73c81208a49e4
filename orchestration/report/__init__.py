"""The report: one self-contained HTML file, rendered from published tables only.

`render_report` is the way in. queries.py reads, sections/ put numbers into words, charts.py
draws, templates/ and static/ lay out. Nothing here decides what a number means: dbt does.
"""

from __future__ import annotations

from orchestration.report.links import LinkTemplates
from orchestration.report.render import render_report

__all__ = ["LinkTemplates", "render_report"]

"""One table per way to break the follow-up down, all of it first."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from orchestration.report import format as words
from orchestration.report.context import RenderContext
from orchestration.report.csv_files import CsvTable
from orchestration.report.section import Section

_BREAKDOWNS: Final = (
    ("all", "All hand-overs", ""),
    ("month", "Month", "No month"),
    ("team", "Team", "No team known"),
    ("owner", "Colleague", "Taken on by nobody"),
    ("channel", "Channel", "No channel recorded"),
    ("lead_type", "Kind of lead", "No kind"),
)
#: A redacted report names no colleague.
_NAMES_PEOPLE: Final = frozenset({"owner"})


@dataclass(frozen=True)
class ResponseRow:
    """One value of one breakdown; `left_out` more are not among the rows. Minutes are of work."""

    breakdown: str
    value: str | None
    label: str | None
    judged: int
    on_time: int
    late: int
    never: int
    overdue: int
    pending: int
    share_on_time: float | None
    median_minutes: float | None
    followed_up: int
    p90_minutes: float | None
    kaplan_meier_minutes: float | None
    system_minutes: float | None
    human_minutes: float | None
    left_out: int


@dataclass(frozen=True)
class Rows:
    """What is read."""

    responses: tuple[ResponseRow, ...]


@dataclass(frozen=True)
class ResponseLine:
    """One value: counts by status, then times, each with its column."""

    label: str
    share: str
    judged: str
    cells: tuple[tuple[str, str], ...]


@dataclass(frozen=True)
class Breakdown:
    """One table."""

    code: str
    title: str
    lines: tuple[ResponseLine, ...]
    left_out: int
    csv: str


@dataclass(frozen=True)
class FollowUpView:
    """The tables, and every response as a file."""

    tables: tuple[Breakdown, ...]
    csv: str


def view(rows: Rows, context: RenderContext) -> FollowUpView | None:
    """Left out where nobody was handed over."""
    tables = []
    for code, title, unknown in _BREAKDOWNS:
        own = [row for row in rows.responses if row.breakdown == code]
        if not own or (context.is_redacted and code in _NAMES_PEOPLE):
            continue
        lines = tuple(_line(row, title if code == "all" else unknown) for row in own)
        csv = context.csv("responses", code)
        tables.append(Breakdown(code, title, lines, own[0].left_out, csv))
    return FollowUpView(tuple(tables), context.csv("every_response")) if tables else None


def _line(row: ResponseRow, unknown: str) -> ResponseLine:
    counts = (
        ("In time", row.on_time),
        ("Late", row.late),
        ("Never", row.never),
        ("Overdue", row.overdue),
        ("Pending", row.pending),
    )
    times = (
        ("Median, all", row.kaplan_meier_minutes),
        ("Median, called", row.median_minutes),
        ("9 in 10, called", row.p90_minutes),
        ("To owner", row.system_minutes),
        ("Owner to call", row.human_minutes),
    )
    return ResponseLine(
        label=words.clip(row.label or row.value or unknown, 90),
        share=words.percent(row.share_on_time),
        judged=words.count(row.judged),
        cells=(
            *((title, words.count(number)) for title, number in counts),
            *((title, words.minutes(value)) for title, value in times),
        ),
    )


SECTION: Final = Section(
    title="How soon sales follows up",
    page="follow_up",
    order=10,
    rows=Rows,
    view=view,
    tables=(
        CsvTable("all_values", "responses", split="breakdown", hidden=_NAMES_PEOPLE),
        CsvTable("every_response"),
    ),
    rests_on=(
        "lead_types",
        "lead_type_channels",
        "work_calendars",
        "work_hours",
        "calendar_users",
        "team_names",
        "activity_outcomes",
    ),
)

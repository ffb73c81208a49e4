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
    sla_minutes: int | None
    judged: int
    on_time: int
    late: int
    never: int
    overdue: int
    pending: int
    unseen: int
    share_on_time: float | None
    median_minutes: float | None
    followed_up: int
    p90_minutes: float | None
    kaplan_meier_minutes: float | None
    record_minutes: float | None
    system_minutes: float | None
    human_minutes: float | None
    left_out: int


@dataclass(frozen=True)
class RaisedRow:
    """How many forms by which somebody asked for us came to what."""

    handed_over: int
    with_sales: int
    not_handed_over: int
    no_record: int
    forms: int


@dataclass(frozen=True)
class Rows:
    """What is read."""

    responses: tuple[ResponseRow, ...]
    raised: tuple[RaisedRow, ...]


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
    """The tables, and every response as a file.

    Attributes:
        is_unseen: whether no system holds one activity, so that nothing can be told.
        raised: blank where no form asks for us.
    """

    tables: tuple[Breakdown, ...]
    is_unseen: bool
    csv: str
    raised: str
    raised_csv: str


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
    if not tables:
        return None
    return FollowUpView(
        tables=tuple(tables),
        is_unseen=any(row.unseen for row in rows.responses),
        csv=context.csv("every_response"),
        raised=_raised(rows.raised[0]),
        raised_csv=context.csv("every_hand_raised"),
    )


def _raised(row: RaisedRow) -> str:
    """What came of the forms by which people ask for us."""
    if not row.forms:
        return ""
    parts = (
        (row.handed_over, "led to a hand-over"),
        (row.with_sales, "came from people whom sales had already"),
        (row.not_handed_over, "came from people who were never handed over"),
        (row.no_record, "came from an address that no record has"),
    )
    told = words.listed([f"{words.count(count)} {what}" for count, what in parts if count])
    return f"Of {words.plural(row.forms, 'form')} by which people asked for us {told}."


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
        ("To record", row.record_minutes),
        ("To owner", row.system_minutes),
        ("Owner to call", row.human_minutes),
    )
    term = f" (within {words.minutes(row.sla_minutes)})" if row.breakdown == "lead_type" else ""
    return ResponseLine(
        label=words.clip(row.label or row.value or unknown, 90) + term,
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
        CsvTable("every_hand_raised"),
    ),
    rests_on=(
        "lead_types",
        "lead_type_rules",
        "work_calendars",
        "work_hours",
        "calendar_users",
        "team_names",
        "activity_outcomes",
    ),
)

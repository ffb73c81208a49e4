"""One table per way to break hand-overs down, all of them first."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from orchestration.report import format as words
from orchestration.report.context import RenderContext
from orchestration.report.csv_files import CsvTable
from orchestration.report.section import Section

_BREAKDOWNS: Final = (
    ("all", "All hand-overs", ""),
    ("month", "Month of the hand-over", "No month"),
    ("team", "Team", "No team known"),
    ("owner", "Colleague", "Taken on by nobody"),
    ("channel", "Channel", "No channel recorded"),
    ("lead_type", "Kind of lead", "No kind"),
)
#: A redacted report names no colleague.
_NAMES_PEOPLE: Final = frozenset({"owner"})


@dataclass(frozen=True)
class PassRow:
    """One value of one breakdown; `left_out` more are not among the rows."""

    breakdown: str
    value: str | None
    label: str | None
    handed_over: int
    settled: int
    accepted: int
    rejected: int
    recycled: int
    returned: int
    nobodys: int
    never_followed_up: int
    pending: int
    unseen: int
    share_accepted: float | None
    left_out: int


@dataclass(frozen=True)
class ReasonRow:
    """A reason for which people were given back, and how many were."""

    label: str
    hand_overs: int


@dataclass(frozen=True)
class Rows:
    """What is read."""

    passes: tuple[PassRow, ...]
    reasons: tuple[ReasonRow, ...]


@dataclass(frozen=True)
class PassLine:
    """One value: counts of outcomes in the order of the columns, and the share accepted."""

    label: str
    handed_over: str
    counts: tuple[tuple[str, str], ...]
    share: str
    settled: str


@dataclass(frozen=True)
class Breakdown:
    """One table."""

    code: str
    title: str
    lines: tuple[PassLine, ...]
    left_out: int
    csv: str


@dataclass(frozen=True)
class BatonPassView:
    """The tables, the reasons as words, and all hand-overs as a file."""

    tables: tuple[Breakdown, ...]
    reasons: tuple[str, ...]
    csv: str


def view(rows: Rows, context: RenderContext) -> BatonPassView | None:
    """Left out where nobody was handed over."""
    tables = []
    shows_unseen = any(row.unseen for row in rows.passes)
    for code, title, unknown in _BREAKDOWNS:
        own = [row for row in rows.passes if row.breakdown == code]
        if not own or (context.is_redacted and code in _NAMES_PEOPLE):
            continue
        lines = tuple(_line(row, title if code == "all" else unknown, shows_unseen) for row in own)
        csv = context.csv("passes", code)
        tables.append(Breakdown(code, title, lines, own[0].left_out, csv))
    if not tables:
        return None
    reasons = tuple(f"{row.label} {words.count(row.hand_overs)}" for row in rows.reasons)
    return BatonPassView(tuple(tables), reasons, context.csv("handoffs"))


def _line(row: PassRow, unknown: str, shows_unseen: bool) -> PassLine:
    counts = (
        ("Accepted", row.accepted),
        ("Rejected", row.rejected),
        ("Recycled", row.recycled),
        ("Returned", row.returned),
        ("Nobody’s", row.nobodys),
        ("Never followed up", row.never_followed_up),
        ("Pending", row.pending),
        *([("Not seen", row.unseen)] if shows_unseen else []),
    )
    return PassLine(
        label=words.clip(row.label or row.value or unknown, 90),
        handed_over=words.count(row.handed_over),
        counts=tuple((title, words.count(number)) for title, number in counts),
        share=words.percent(row.share_accepted),
        settled=words.count(row.settled),
    )


SECTION: Final = Section(
    title="What became of those handed over",
    page="baton",
    order=10,
    rows=Rows,
    view=view,
    tables=(
        CsvTable("all_values", "passes", split="breakdown", hidden=_NAMES_PEOPLE),
        CsvTable("handoffs"),
    ),
    rests_on=("stages", "stage_evidence", "team_names", "lead_statuses", "exit_reasons"),
)

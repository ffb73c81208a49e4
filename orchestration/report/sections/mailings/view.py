"""A table of the newest mailings: what people did, and what machines did alone."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Final

from orchestration.report import format as words
from orchestration.report.context import RenderContext
from orchestration.report.csv_files import CsvTable
from orchestration.report.rates import interval_words
from orchestration.report.section import Section

_NAME_LIMIT: Final = 90


@dataclass(frozen=True)
class MailingRow:
    """One mailing by its log; `log` is whole or part."""

    name: str | None
    sent_date: date | None
    log: str
    count_reached: int
    count_openers: int
    machine_openers: int
    count_clickers: int
    machine_clickers: int
    count_bounced: int
    count_unsubscribed: int
    count_reported_as_spam: int
    open_rate: float | None
    open_rate_low: float | None
    open_rate_high: float | None
    click_rate: float | None
    click_rate_low: float | None
    click_rate_high: float | None
    left_out: int


@dataclass(frozen=True)
class Rows:
    """What is read."""

    mailings: tuple[MailingRow, ...]


@dataclass(frozen=True)
class MailingLine:
    """One mailing in words."""

    name: str
    log: str
    sent: str
    reached: str
    open_rate: str
    open_interval: str
    machine_openers: str
    click_rate: str
    click_interval: str
    machine_clickers: str
    bounced: str
    left: str
    spam: str


@dataclass(frozen=True)
class MailingsView:
    """The newest first."""

    lines: tuple[MailingLine, ...]
    left_out: str
    csv: str


def view(rows: Rows, context: RenderContext) -> MailingsView | None:
    """Left out where no log is there; the section above says so."""
    if not rows.mailings:
        return None
    left_out = rows.mailings[0].left_out
    return MailingsView(
        lines=tuple(map(_line, rows.mailings)),
        left_out=words.plural(left_out, "more mailing") if left_out > 0 else "",
        csv=context.csv("mailings"),
    )


def _line(row: MailingRow) -> MailingLine:
    return MailingLine(
        name=words.clip(row.name or words.MISSING, _NAME_LIMIT),
        log="a part of its log is forgotten" if row.log == "part" else "",
        sent=words.iso_date(row.sent_date) if row.sent_date else words.MISSING,
        reached=words.count(row.count_reached),
        open_rate=words.percent(row.open_rate),
        open_interval=interval_words(row.open_rate_low, row.open_rate_high),
        machine_openers=_alone(row.machine_openers),
        click_rate=words.percent(row.click_rate),
        click_interval=interval_words(row.click_rate_low, row.click_rate_high),
        machine_clickers=_alone(row.machine_clickers),
        bounced=words.count(row.count_bounced),
        left=words.count(row.count_unsubscribed),
        spam=words.count(row.count_reported_as_spam),
    )


def _alone(machines: int) -> str:
    return f"and {words.count(machines)} by machines alone" if machines else ""


SECTION: Final = Section(
    title="What became of mailings",
    page="library",
    order=40,
    rows=Rows,
    view=view,
    tables=(CsvTable("all_mailings", "mailings"),),
)

"""A table of reasons for each system that is paid by the contact."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from typing import Final

from orchestration.report import format as words
from orchestration.report.context import RenderContext
from orchestration.report.csv_files import CsvTable
from orchestration.report.format import Money
from orchestration.report.names import system_name
from orchestration.report.section import Section

_REASONS: Final = {
    "paid_for": "Paid for",
    "paid_in_vain": "Paid in vain, each once",
    "no_address": "No e-mail address",
    "bounced": "Mail came back for good",
    "opted_out": "Asked not to be written to",
    "opted_out_elsewhere": "Asked another system not to be written to",
    "duplicate": "There twice",
    "junk": "Filler, or no address at all",
    "opted_out_of_some": "Not in vain: asked for no more of some kinds of mail",
}
_UNREAD: Final = {"opted_out_elsewhere": ", since no other system tells it"}
_PRICES: Final = {
    "no_prices": (
        "The glossary has no price (marketing_contact_prices): how many are paid in vain is true,"
        " what they cost is not known."
    ),
    "beyond_prices": (
        "There are more contacts than the glossary has a price for (marketing_contact_prices): what"
        " they cost is not known."
    ),
    "not_told": (
        "It says of nobody whether it is paid for: either it is not paid by the contact, or the"
        " property that tells (marketing contact status) could not be read."
    ),
}


@dataclass(frozen=True)
class ReasonRow:
    """One reason in one system; `cost` and `saving` are of a month."""

    source_system: str
    reason: str
    contacts: int | None
    paid_for: int | None
    share: float | None
    price_state: str
    price: Decimal | None
    cost: Decimal | None
    saving: Decimal | None


@dataclass(frozen=True)
class Rows:
    """What is read."""

    reasons: tuple[ReasonRow, ...]


@dataclass(frozen=True)
class Line:
    """One reason in words."""

    name: str
    contacts: str
    share: str
    cost: Money
    saving: Money


@dataclass(frozen=True)
class SystemPart:
    """One system; without lines where it tells of nobody whether it is paid for."""

    name: str
    said: tuple[str, ...]
    lines: tuple[Line, ...]


@dataclass(frozen=True)
class AudienceView:
    """A part for each system, or none."""

    parts: tuple[SystemPart, ...]
    csv: str
    has_list: bool


def view(rows: Rows, context: RenderContext) -> AudienceView:
    """Also where no system is paid by the contact: then it says so."""
    systems = dict.fromkeys(row.source_system for row in rows.reasons)
    return AudienceView(
        parts=tuple(
            _part([row for row in rows.reasons if row.source_system == name], context)
            for name in systems
        ),
        csv=context.csv("contacts_paid_in_vain"),
        has_list=any(row.contacts for row in rows.reasons if row.reason == "paid_in_vain"),
    )


def _part(rows: list[ReasonRow], context: RenderContext) -> SystemPart:
    first, said = rows[0], []
    if first.price_state in _PRICES:
        said.append(_PRICES[first.price_state])
    unread = [row for row in rows if row.contacts is None]
    if first.price_state == "not_told":
        return SystemPart(system_name(first.source_system), tuple(said), ())
    said += [
        f"“{_REASONS[row.reason]}” could not be read{_UNREAD.get(row.reason, '')}: what is paid in"
        " vain is at least what is told."
        for row in unread
    ]
    return SystemPart(
        system_name(first.source_system), tuple(said), tuple(_line(row, context) for row in rows)
    )


def _line(row: ReasonRow, context: RenderContext) -> Line:
    return Line(
        name=_REASONS[row.reason],
        contacts=words.count(row.contacts),
        share=words.percent(row.share),
        cost=context.money(row.cost),
        saving=context.money(row.saving),
    )


SECTION: Final = Section(
    title="Contacts that are paid for in vain",
    page="audience_cost",
    order=10,
    rows=Rows,
    view=view,
    tables=(CsvTable("all_contacts", "contacts_paid_in_vain"),),
    rests_on=("marketing_contact_prices",),
)

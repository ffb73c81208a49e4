"""The accounts by what they bought and may buy; a page for each, made of one query for all."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, fields
from datetime import datetime
from decimal import Decimal
from itertools import groupby
from typing import Any, Final, TypeVar

from sqlalchemy import Connection

from orchestration.report import format as words
from orchestration.report.context import RenderContext
from orchestration.report.csv_files import CsvTable, grouped, rows_of
from orchestration.report.findings import NAME_LIMIT
from orchestration.report.format import Money
from orchestration.report.owners import Owner, owner_label
from orchestration.report.section import OwnPage, Section
from orchestration.report.sections.accounts.story import (
    EventRow,
    OpportunityRow,
    PersonRow,
    RecordRow,
    event_lines,
    opportunity_lines,
    person_lines,
    record_links,
)

_FIRST: Final = 50

_Row = TypeVar("_Row")


@dataclass(frozen=True)
class AccountRow(Owner):
    """One account that bought or may buy; amounts in the corporate currency, instants UTC.

    `value_rank` is its place by what was won and is open; `accounts` have a page.
    """

    account_key: str
    name: str | None
    domain: str | None
    industry: str | None
    country: str | None
    won_amount: Decimal | None
    open_amount: Decimal | None
    won: int
    lost: int
    open: int
    people: int
    events: int
    first_event_at: datetime | None
    last_event_at: datetime | None
    value_rank: int
    accounts: int


@dataclass(frozen=True)
class TotalRow:
    """All accounts that bought or may buy."""

    ranked: int


@dataclass(frozen=True)
class Rows:
    """What the list reads; the pages are read account by account."""

    accounts: tuple[AccountRow, ...]
    total: TotalRow


@dataclass(frozen=True)
class AccountLine:
    """One account, and where its page is."""

    name: str
    href: str
    won_amount: Money
    won: str
    open_amount: Money
    open: str
    lost: str
    people: str
    events: str
    last_event: str
    owner: str


@dataclass(frozen=True)
class AccountsView:
    """The accounts that are seen at once, the others, and all as a file."""

    told: str
    first: tuple[AccountLine, ...]
    others: tuple[AccountLine, ...]
    total: str
    csv: str
    stories_csv: str


@dataclass(frozen=True)
class AccountView:
    """The page of one account."""

    figures: tuple[tuple[str, str], ...]
    amounts: tuple[tuple[str, Money], ...]
    records: tuple[Any, ...]
    opportunities: tuple[Any, ...]
    people: tuple[Any, ...]
    people_left_out: str
    events: tuple[Any, ...]
    left_out: str
    csv: str


def view(rows: Rows, context: RenderContext) -> AccountsView | None:
    """Left out where nobody bought and nothing is open."""
    if not rows.accounts:
        return None
    lines = tuple(_line(row, context) for row in rows.accounts)
    shown = words.plural(rows.accounts[0].accounts, "account")
    return AccountsView(
        told=f"{shown} by what they bought and what is open, the most valuable first.",
        first=lines[:_FIRST],
        others=lines[_FIRST:],
        total=words.count(rows.total.ranked),
        csv=context.csv("accounts"),
        stories_csv=context.csv("timeline") if any(row.events for row in rows.accounts) else "",
    )


def _line(row: AccountRow, context: RenderContext) -> AccountLine:
    return AccountLine(
        name=_name(row, context),
        href=context.own_page(row.account_key),
        won_amount=context.money(row.won_amount),
        won=words.count(row.won),
        open_amount=context.money(row.open_amount),
        open=words.count(row.open),
        lost=words.count(row.lost),
        people=words.count(row.people),
        events=words.count(row.events),
        last_event=words.iso_date(row.last_event_at),
        owner=words.clip(owner_label(row, context), 60),
    )


def _name(row: AccountRow, context: RenderContext) -> str:
    """A private customer's account is called like a person: a redacted report says its key."""
    if context.is_redacted:
        return f"account {row.account_key[:8]}"
    return words.clip(row.name or row.domain or f"account {row.account_key[:8]}", NAME_LIMIT)


def _own_pages(
    statements: Mapping[str, str], connection: Connection, context: RenderContext
) -> Iterator[OwnPage]:
    """A page per account, in the order of the list. Stories come last: they are not all held."""
    accounts = {
        row["account_key"]: AccountRow(**row) for row in rows_of(connection, statements["accounts"])
    }
    records = _by_account(connection, statements["records"], RecordRow)
    people = _by_account(connection, statements["people"], PersonRow)
    opportunities = _by_account(connection, statements["opportunities"], OpportunityRow)
    stories = rows_of(connection, statements["stories"])
    for first, told in grouped(stories, lambda row: row["account_key"]):
        key = first["account_key"]
        account = accounts[key]
        events = [_row(EventRow, row) for row in told if row["event_number"] is not None]
        own_people = people.get(key, [])
        page = AccountView(
            figures=_figures(account, context),
            amounts=(
                ("Won", context.money(account.won_amount)),
                ("Open", context.money(account.open_amount)),
            ),
            records=record_links(records.get(key, []), context),
            opportunities=opportunity_lines(opportunities.get(key, []), context),
            people=person_lines(own_people, context),
            people_left_out=_left_out(own_people),
            events=event_lines(events, context),
            left_out=_left_out(events),
            csv=context.csv("timeline"),
        )
        yield OwnPage(key, _name(account, context), _told(account), page)


def _left_out(rows: Sequence[PersonRow] | Sequence[EventRow]) -> str:
    return words.count(rows[0].left_out) if rows and rows[0].left_out else ""


def _told(row: AccountRow) -> str:
    won, still = words.plural(row.won, "deal"), words.plural(row.open, "deal")
    said = [f"{won} won"] if row.won else []
    said += [f"{still} open"] if row.open else []
    since = f"; first seen on {words.iso_date(row.first_event_at)}" if row.first_event_at else ""
    return f"{words.listed(said)}{since}."


def _figures(row: AccountRow, context: RenderContext) -> tuple[tuple[str, str], ...]:
    told = (
        ("Domain", "" if context.is_redacted else row.domain or ""),
        ("Industry", row.industry or ""),
        ("Country", row.country or ""),
        ("Owner", owner_label(row, context)),
        ("People", words.count(row.people)),
        ("Lost", words.count(row.lost)),
        ("Events", words.count(row.events)),
    )
    return tuple((title, words.clip(value, NAME_LIMIT)) for title, value in told if value)


def _by_account(connection: Connection, statement: str, kind: type[_Row]) -> dict[str, list[_Row]]:
    """Rows of the pages by account, which they come ordered by."""
    rows = rows_of(connection, statement)
    return {
        key: [_row(kind, row) for row in own]
        for key, own in groupby(rows, lambda row: str(row["account_key"]))
    }


def _row(kind: type[_Row], row: Mapping[Any, Any]) -> _Row:
    """The columns of a row that `kind` has."""
    return kind(**{each.name: row[each.name] for each in fields(kind)})  # type: ignore[arg-type]


SECTION: Final = Section(
    title="Accounts by value",
    page="accounts",
    order=10,
    rows=Rows,
    view=view,
    tables=(
        CsvTable("list", "accounts"),
        CsvTable("opportunities"),
        CsvTable("timeline"),
    ),
    own_pages=_own_pages,
)

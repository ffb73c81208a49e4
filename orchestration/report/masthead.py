"""What stands above every page, and what all sections are told in: instant, currency, addresses."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from importlib.resources import files
from typing import Final

from sqlalchemy import Connection

from orchestration.report import format as words
from orchestration.report.context import RenderContext
from orchestration.report.format import MIXED_CURRENCIES, MoneyFormat
from orchestration.report.links import LinkTemplates
from orchestration.report.statements import read_rows, statements_of, tables_of

_STATEMENTS: Final = statements_of(
    files("orchestration.report").joinpath("masthead.sql").read_text(encoding="utf-8")
)
#: The published tables read here: without them there is no report.
READS: Final = tables_of(_STATEMENTS)


@dataclass(frozen=True)
class _Account:
    source_system: str
    ui_url: str | None


@dataclass(frozen=True)
class _Currency:
    currency_code: str | None
    is_mixed: bool
    minor_units: int | None


@dataclass(frozen=True)
class _Freshness:
    as_of: datetime | None
    faults: int


@dataclass(frozen=True)
class _Unsigned:
    definition_id: str


@dataclass(frozen=True)
class _Said:
    accounts: tuple[_Account, ...]
    unsigned: tuple[_Unsigned, ...]


@dataclass(frozen=True)
class _Money:
    currency: _Currency


@dataclass(frozen=True)
class _State:
    freshness: _Freshness


@dataclass(frozen=True)
class Masthead:
    """The instant that the report is about; `is_incomplete`: not all of it could be read anew."""

    as_of: str
    as_of_machine: str | None
    is_incomplete: bool


def read_masthead(connection: Connection) -> Masthead:
    """Every page says as of when it is, and whether it tells all."""
    row = read_rows(connection, _STATEMENTS, _State).freshness
    return Masthead(
        as_of=words.instant(row.as_of),
        as_of_machine=words.machine_instant(row.as_of) if row.as_of else None,
        is_incomplete=row.faults > 0,
    )


def read_money(connection: Connection) -> MoneyFormat:
    """How amounts are written: in the corporate currency, or the only one that is named."""
    row = read_rows(connection, _STATEMENTS, _Money).currency
    code = MIXED_CURRENCIES if row.is_mixed else row.currency_code
    return MoneyFormat(code, 2 if row.minor_units is None else row.minor_units)


def read_context(
    connection: Connection,
    places: Mapping[str, str],
    links: LinkTemplates | None,
    *,
    is_redacted: bool,
) -> RenderContext:
    """How this report speaks; `links` as given, else as the synced accounts say."""
    said = read_rows(connection, _STATEMENTS, _Said)
    ui_urls = {row.source_system: row.ui_url for row in said.accounts}
    return RenderContext(
        money=read_money(connection),
        links=links or LinkTemplates.of_accounts(ui_urls),
        is_redacted=is_redacted,
        places=places,
        unsigned=frozenset(row.definition_id for row in said.unsigned),
    )

"""`glossary`: the signed definitions against the data, and lines for what they do not know."""

from __future__ import annotations

from dataclasses import asdict
from datetime import UTC, datetime
from pathlib import Path
from typing import Final

import click
from sqlalchemy.exc import SQLAlchemyError

from orchestration.cli.glossary_log import log
from orchestration.cli.glossary_try import try_definitions
from orchestration.cli.output import json_option, result
from orchestration.compile import compile_project
from orchestration.defs.credentials import configured_sources
from orchestration.defs.models import glossary_file, models_of
from orchestration.errors import ConfigError, GlossaryError
from orchestration.glossary import (
    Glossary,
    GlossaryReport,
    Seen,
    append_rows,
    read_glossary,
    report,
    see,
)
from orchestration.glossary.read import GLOSSARY_FILE
from orchestration.loading.sync_log import is_unread, nothing_synced, read_run
from orchestration.settings import DBT_PROJECT_DIR, IS_CLONE, Settings, load_settings
from orchestration.warehouse import Warehouse, open_warehouse

_ONLY_LATER: Final = (
    "histories, sources, reasons and fields: the vendors are not asked for them, a sync reads them"
)


@click.group()
def glossary() -> None:
    """The definitions that both teams signed."""


glossary.add_command(try_definitions)
glossary.add_command(log)


@glossary.command(name="check")
@click.option(
    "--write", is_flag=True, help="Append the lines to the glossary, as agreed by nobody yet."
)
@click.option("--live", is_flag=True, help="Ask the vendors now, whatever was synced.")
@json_option
def check_terms(write: bool, live: bool, as_json: bool) -> None:
    """Compare the glossary with the last sync; prints lines to paste for what it does not know.

    Sources without a channel, reasons and stages that only a history knows stop no run, and fail
    here. Where nothing was synced yet, the vendors are asked for the statuses and stages in use.
    """
    settings = load_settings()
    known = read_glossary(models_of(settings))
    found = report(_seen(settings, known, live=live), known)
    path = glossary_file(settings)
    written = _write(settings, path, found) if write else []
    is_settled = not (found.contradictions or found.unmatched) and len(written) == len(
        found.unknown + found.unmapped
    )
    result(
        as_json,
        {
            "glossary": path,
            "unknown": [asdict(term) for term in found.unknown],
            "contradictions": [one.told for one in found.contradictions],
            "unmapped": [asdict(term) for term in found.unmapped],
            "unmatched": list(found.unmatched),
            "absent_fields": list(found.absent_fields),
            "not_seen": list(found.not_seen),
            "lines": found.fatal_text,
            "written": written,
        },
        [
            found.fatal_text or _settled(found),
            *([found.notice_text] if found.notice_text else []),
            *_next_lines(path, found, written),
        ],
    )
    if not is_settled:
        raise SystemExit(GlossaryError.exit_code)


def _settled(found: GlossaryReport) -> str:
    seen = "that could be seen" if found.not_seen else "in the data"
    return f"Every status and stage {seen} is in the glossary."


def _seen(settings: Settings, known: Glossary, *, live: bool) -> Seen:
    """What the raw layer shows; before the first sync of a vendor, what the vendors show."""
    from orchestration.defs.first_look import look
    from orchestration.defs.resources import Platform  # loads Dagster

    warehouse = open_warehouse(settings.effective_warehouse_url)
    sources = configured_sources(settings)
    if not live and warehouse.exists() and not any(_is_unread(warehouse, name) for name in sources):
        read_run(warehouse)
        return see(warehouse.engine(), known)
    if not sources:
        raise nothing_synced(warehouse)
    seen = Seen(not_seen=(_ONLY_LATER,))
    until = settings.as_of or datetime.now(UTC)
    for name in sources:
        with Platform(settings).connector(name) as connector:
            seen += look(connector, known, until)
    return seen


def _is_unread(warehouse: Warehouse, source: str) -> bool:
    try:
        return is_unread(warehouse, f"raw_{source}")
    except SQLAlchemyError:  # a sync that stopped before it made this vendor's tables
        return True


def _write(settings: Settings, path: Path, found: GlossaryReport) -> list[str]:
    """Append the rows and compile; the rows that were written."""
    if settings.project is None and not IS_CLONE:
        raise ConfigError(
            f"{path} is part of the installed package.",
            next_step="Make a folder of your own with `hymnsheet init DIR`, and work there.",
        )
    written = [row for rows in found.rows.values() for row in rows]
    if written:
        for table in append_rows(path, found.rows, DBT_PROJECT_DIR / GLOSSARY_FILE):
            click.echo(f"{table} was signed; with rows that nobody agreed to it is not.", err=True)
        if settings.project is None:
            compile_project(models_of(settings))
        else:
            models_of(settings)
    return written


def _next_lines(path: Path, found: GlossaryReport, written: list[str]) -> list[str]:
    if written:
        return [f"Wrote {len(written)} rows to {path}: correct the guesses, agree, and sign."]
    if found.rows:
        return [f"`hymnsheet glossary check --write` appends these lines to {path}."]
    return []

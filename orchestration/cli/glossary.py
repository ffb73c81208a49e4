"""`glossary`: compare the signed definitions with the data."""

from __future__ import annotations

from dataclasses import asdict

import click

from orchestration.cli.output import json_option, result
from orchestration.errors import GlossaryError
from orchestration.glossary import check_against_data, read_glossary
from orchestration.loading.sync_log import nothing_synced, read_run
from orchestration.settings import DBT_PROJECT_DIR, load_settings
from orchestration.warehouse import open_warehouse


@click.group()
def glossary() -> None:
    """The definitions that both teams signed."""


@glossary.command(name="check")
@json_option
def check_terms(as_json: bool) -> None:
    """Compare the glossary with the last sync; prints lines to paste for what it does not know."""
    warehouse = open_warehouse(load_settings().effective_warehouse_url)
    if not warehouse.exists():
        raise nothing_synced(warehouse)
    read_run(warehouse)
    found = check_against_data(warehouse.engine(), read_glossary(DBT_PROJECT_DIR))
    result(
        as_json,
        {
            "unknown": [asdict(term) for term in found.unknown],
            "contradictions": [one.told for one in found.contradictions],
            "unmapped": [asdict(term) for term in found.unmapped],
            "absent_fields": list(found.absent_fields),
            "lines": found.fatal_text,
        },
        [
            found.fatal_text or "Every status and stage in the data is in the glossary.",
            *([found.notice_text] if found.notice_text else []),
        ],
    )
    if found.is_fatal:
        raise SystemExit(GlossaryError.exit_code)

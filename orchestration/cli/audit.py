"""`hymnsheet audit`: what is in files, without an account, a setting or a pipeline."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path

import click

from orchestration.cli.output import json_option, result
from orchestration.errors import ConfigError


@click.command()
@click.argument("files", nargs=-1, required=True, type=click.Path(path_type=Path))
@click.option(
    "--as-of",
    type=click.DateTime(["%Y-%m-%d", "%Y-%m-%dT%H:%M:%SZ"]),
    help="Judge fields at this instant. Else at the newest creation of a record.",
)
@click.option(
    "--out",
    type=click.Path(path_type=Path, dir_okay=False),
    default=Path("hymnsheet-audit.html"),
    show_default=True,
    help="Where the page goes.",
)
@click.option("--redact", is_flag=True, help="Leave values out of the page and of the document.")
@json_option
def audit(
    files: tuple[Path, ...], as_of: datetime | None, out: Path, redact: bool, as_json: bool
) -> int:
    """What is wrong in CSV, XLSX or Parquet files: no account.

    Which fields are empty, constant or full of placeholders, and which rows are broken. Exports of
    a CRM are known as such; delimiter, encoding, dates and numbers are recognised, and whatever
    had to be mended is named with its line.
    """
    from orchestration.audit import audited_of, open_ledger  # the engine is slow to import
    from orchestration.audit.document import document_of, lines_of
    from orchestration.audit.page import page_of
    from orchestration.report.files import write_page

    instant = as_of.replace(tzinfo=UTC) if as_of else None
    with open_ledger(files, instant) as ledger:
        if not ledger.tables:
            raise ConfigError(
                "No file holds a table that can be read: " + " ".join(ledger.refused.values()),
                next_step="Name files of CSV, TSV, XLSX or Parquet.",
            )
        audited = audited_of(ledger)
        write_page(out, page_of(audited, redact=redact))
        document = {"page": str(out), **document_of(audited, redact=redact)}
        result(as_json, document, [*lines_of(audited), f"page: {out}"])
    return 1 if ledger.refused else 0

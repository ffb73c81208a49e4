"""What the user sees: progress on stderr, results on stdout, one JSON object with --json."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from typing import Any

import click

from orchestration.errors import HymnsheetError
from orchestration.redaction import printable

json_option = click.option("--json", "as_json", is_flag=True, help="One JSON object on stdout.")


def progress(as_json: bool) -> Callable[[str], None]:
    """Prints one line per finished piece of work to stderr; nothing with --json."""

    def say(line: str) -> None:
        if not as_json:
            click.secho(f"  {printable(line)}", err=True, dim=True)

    return say


def result(as_json: bool, document: Mapping[str, Any], lines: list[str]) -> None:
    """Print `document` with --json, and which project folder it is of; else `lines`."""
    if as_json:
        from orchestration.settings import project_in_use  # pydantic is slow to import

        click.echo(json.dumps({"project": project_in_use(), **document}, default=str))
    else:
        for line in lines:
            click.echo(printable(line))


def say_error(message: str, next_step: str) -> None:
    """What went wrong and what to do now, to stderr. A vendor's words may be part of it."""
    click.secho(printable(message), err=True, fg="red")
    if next_step:
        click.echo(printable(next_step), err=True)


def failure_document(error: HymnsheetError) -> dict[str, object]:
    """What --json says of an error, alone or beside a result."""
    return {
        "error": type(error).__name__,
        "message": error.message,
        "next_step": error.next_step,
        "exit_code": error.exit_code,
    }

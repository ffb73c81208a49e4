"""The `hymnsheet` command: its group, its logging, and errors turned into messages and exit codes.

Exit codes: 0 done; 1 data failed a check; others as orchestration/errors.py draws them; 2 also for
wrong usage; 4 a fault of ours; 129, 130, 143 stopped by SIGHUP, SIGINT, SIGTERM.
"""

from __future__ import annotations

import gc
import json
import logging
import sys
import traceback
from pathlib import Path

import click

from orchestration.cli.commands import LazyGroup, missing_package
from orchestration.cli.interrupts import end_at_once_when_told
from orchestration.cli.output import failure_document, say_error
from orchestration.errors import HymnsheetError
from orchestration.private_files import keep_files_private, leave_home
from orchestration.redaction import printable, redacted, scrub

#: New objects between two searches for garbage. Python's 700 makes it go through the million
#: objects of dbt and Dagster, which all live to the end, for a tenth of a run's time.
_OBJECTS_BETWEEN_SEARCHES = 100_000


@click.group(cls=LazyGroup, context_settings={"help_option_names": ["-h", "--help"]})
@click.option(
    "-v", "--verbose", is_flag=True, help="Show the log, and tracebacks of our own faults."
)
@click.option(
    "--project",
    type=click.Path(path_type=Path),
    help="The project folder. Else HYMNSHEET_PROJECT, or the nearest parent with a hymnsheet.yml.",
)
@click.version_option(package_name="hymnsheet")
@click.pass_context
def cli(context: click.Context, verbose: bool, project: Path | None) -> None:
    """HubSpot and Salesforce in one warehouse: one pipeline, and the fields that disagree.

    Start with `hymnsheet demo`: it needs no account and no network.
    """
    context.obj = {"verbose": verbose}
    handler = logging.StreamHandler(sys.stderr)
    handler.setLevel(logging.INFO if verbose else logging.ERROR)  # libraries set their own loggers'
    handler.setFormatter(_Clean("%(asctime)s %(name)s %(message)s"))
    logging.basicConfig(handlers=[handler])
    _say_project(project)


def _say_project(chosen: Path | None) -> None:
    """Which folder a command works for, to stderr; with --json its document says so."""
    from orchestration.settings import choose_project, project_in_use  # pydantic is slow to import

    if chosen is not None:
        choose_project(chosen)
    folder = project_in_use()
    if folder is not None and "--json" not in sys.argv:
        click.secho(f"  project folder: {printable(str(folder))}", err=True, dim=True)


def _fail(error: HymnsheetError) -> int:
    scrub(error, _secrets())
    if "--json" in sys.argv:
        click.echo(json.dumps(failure_document(error)))
    say_error(error.message, error.next_step)
    return error.exit_code


def _secrets() -> tuple[str, ...]:
    from orchestration.settings import load_settings  # pydantic is slow to import

    try:
        return load_settings().secret_values()
    except HymnsheetError:  # they are wrong, and were not used
        return ()


class _OurFaultError(HymnsheetError):
    """Any exception that we did not raise on purpose."""

    def __init__(self, kind: str) -> None:
        super().__init__(
            f"A fault of ours: {kind}.",
            next_step="Run again with `hymnsheet -v …` for the traceback, and report it.",
        )


class _Clean(logging.Formatter):
    """A log line, and a traceback in it, without secrets and without control characters."""

    def format(self, record: logging.LogRecord) -> str:
        return printable(redacted(super().format(record), _secrets()))


def main() -> None:
    """Run the command line and exit with the code of what happened."""
    gc.set_threshold(_OBJECTS_BETWEEN_SEARCHES)
    keep_files_private()
    end_at_once_when_told()
    try:
        code = cli.main(standalone_mode=False)
    except HymnsheetError as error:
        code = _fail(error)
    except click.ClickException as error:
        error.show()
        code = error.exit_code
    except click.Abort:
        code = 130
    except Exception as error:  # noqa: BLE001  shown as a fault of ours, with -v whole
        if "-v" in sys.argv or "--verbose" in sys.argv:
            scrub(error, _secrets())
            say_error("".join(traceback.format_exception(error)), "")
        code = _fail(missing_package(error) or _OurFaultError(type(error).__name__))
    leave_home()
    sys.stdout.flush()
    gc.freeze()  # at its end Python would look through all of them for garbage once more
    sys.exit(code if isinstance(code, int) else 0)

"""The `hymnsheet` command: its group, its logging, and errors turned into messages and exit codes.

Exit codes: 0 done; 1 data failed a check; others as orchestration/errors.py draws them; 2 also for
wrong usage; 4 a fault of ours; 130 interrupted.
"""

from __future__ import annotations

import json
import logging
import sys

import click

from orchestration.errors import HymnsheetError


@click.group(context_settings={"help_option_names": ["-h", "--help"]})
@click.option(
    "-v", "--verbose", is_flag=True, help="Show the log, and tracebacks of our own faults."
)
@click.version_option(package_name="hymnsheet")
@click.pass_context
def cli(context: click.Context, verbose: bool) -> None:
    """HubSpot and Salesforce in one warehouse: one pipeline, and the fields that disagree.

    Start with `hymnsheet demo`: it needs no account and no network.
    """
    context.obj = {"verbose": verbose}
    handler = logging.StreamHandler(sys.stderr)
    handler.setLevel(logging.INFO if verbose else logging.ERROR)  # libraries set their own loggers'
    logging.basicConfig(format="%(asctime)s %(name)s %(message)s", handlers=[handler])


def _register() -> None:
    from orchestration.cli.demo import demo
    from orchestration.cli.doctor import doctor
    from orchestration.cli.emulator import emulator
    from orchestration.cli.glossary import glossary
    from orchestration.cli.run import build, check, report, run, sync

    for command in (demo, run, sync, build, check, report, emulator, doctor, glossary):
        cli.add_command(command)


def _fail(message: str, next_step: str, code: int, kind: str) -> None:
    if "--json" in sys.argv:
        click.echo(
            json.dumps(
                {"error": kind, "message": message, "next_step": next_step, "exit_code": code}
            )
        )
    click.secho(f"{message}", err=True, fg="red")
    click.echo(f"{next_step}", err=True)


def main() -> None:
    """Run the command line and exit with the code of what happened."""
    _register()
    try:
        code = cli.main(standalone_mode=False)
    except HymnsheetError as error:
        _fail(error.message, error.next_step, error.exit_code, type(error).__name__)
        code = error.exit_code
    except click.ClickException as error:
        error.show()
        code = error.exit_code
    except (click.Abort, KeyboardInterrupt):
        click.echo("Interrupted. Nothing half-written was published.", err=True)
        code = 130
    except Exception as error:
        if "-v" in sys.argv or "--verbose" in sys.argv:
            raise
        _fail(
            f"A fault of ours: {type(error).__name__}.",
            "Run again with `hymnsheet -v …` for the traceback, and report it.",
            HymnsheetError.exit_code,
            type(error).__name__,
        )
        code = HymnsheetError.exit_code
    sys.stdout.flush()
    sys.exit(code if isinstance(code, int) else 0)

"""Which commands there are, and where each lives: none is imported before it is asked for.

Their lines in `--help` stand here, so that help answers without them. The base install has what
some commands need; the others say what to install.
"""

from __future__ import annotations

from importlib import import_module
from typing import Final, NamedTuple

import click

from orchestration.errors import ConfigError, HymnsheetError

INSTALL_PIPELINE: Final = (
    "Install the pipeline: `pip install 'hymnsheet[pipeline]'`; in a clone, `make setup`."
)
_OURS = ("orchestration", "expectations")


class Place(NamedTuple):
    """A command: its module in `orchestration.cli`, its name there, its line in `--help`."""

    module: str
    attribute: str
    help: str


COMMANDS: Final = {
    "init": Place(
        "init", "init", "Make a folder for your company: settings, glossary, rules, waivers."
    ),
    "demo": Place("demo", "demo", "Run the whole job on an emulated company: no account, no key."),
    "audit": Place("audit", "audit", "What is wrong in CSV, XLSX or Parquet files: no account."),
    "run": Place("run", "run", "Pull every CRM, build, check, publish, and write the report."),
    "sync": Place("run", "sync", "Pull every CRM into the raw tables, and stop there."),
    "build": Place("run", "build", "Build what was last synced, check it, and publish."),
    "check": Place("run", "check", "Run the expectations, and list the worst findings."),
    "report": Place("run", "report", "Write the report from what was last published."),
    "emulator": Place("emulator", "emulator", "The vendors, emulated over HTTPS on loopback."),
    "world": Place("world", "world", "World folders: the companies that an emulator serves."),
    "doctor": Place("doctor", "doctor", "What is set up, what is not, what to do about each."),
    "compile": Place("compile", "compile_command", "Write, or only compare, what is generated."),
    "matches": Place("matches", "matches", "Records that look like one: decide if they are."),
    "fix": Place("fix", "fix", "Files that set findings right: made, and later proved."),
    "digest": Place("digest", "digest", "The week in ten lines, for a channel or a mail."),
    "story": Place("story", "story", "All that happened with one person, account or opportunity."),
    "why": Place("why", "why", "The touches before one deal, and the share of each."),
    "attribution": Place("attribution", "attribution", "The credit for deals, rule beside rule."),
    "glossary": Place("glossary", "glossary", "The definitions that both teams signed."),
    "explain": Place("explain", "explain", "Why a system counts more or less than we do."),
    "agreement": Place("agreement", "agreement", "What the teams owe each other, and how it went."),
    "diff": Place("diff", "diff", "The numbers that two runs published differently, and why."),
}


class LazyGroup(click.Group):
    """The group of all commands; one is imported when it is called."""

    def list_commands(self, _: click.Context) -> list[str]:
        """Every name, in the order of COMMANDS."""
        return list(COMMANDS)

    def get_command(self, _: click.Context, name: str) -> click.Command | None:
        """The command of this name; None if there is none."""
        place = COMMANDS.get(name)
        if place is None:
            return None
        module = import_module(f"orchestration.cli.{place.module}")
        command: click.Command = getattr(module, place.attribute)
        return command

    def format_commands(self, _: click.Context, formatter: click.HelpFormatter) -> None:
        """A line per command, without importing any."""
        with formatter.section("Commands"):
            formatter.write_dl([(name, place.help) for name, place in COMMANDS.items()])


def missing_package(error: Exception) -> HymnsheetError | None:
    """What to install, where an import failed that the base install leaves out; else None."""
    package = (getattr(error, "name", None) or "").partition(".")[0]
    if not isinstance(error, ModuleNotFoundError) or not package or package in _OURS:
        return None
    return ConfigError(
        f"This command needs the package {package}, which is not installed.",
        next_step=INSTALL_PIPELINE,
    )

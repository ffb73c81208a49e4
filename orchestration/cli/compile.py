"""`compile`: write everything that is generated into the dbt project, or only compare it."""

from __future__ import annotations

import click

from orchestration.cli.output import json_option, result
from orchestration.compile import compile_project
from orchestration.settings import DBT_PROJECT_DIR


@click.command(name="compile")
@click.option("--check", is_flag=True, help="Write nothing; fail if a generated file is stale.")
@json_option
def compile_command(check: bool, as_json: bool) -> None:
    """Turn glossary, rules and streams into dbt's macros, seeds, sources and docs blocks."""
    found = compile_project(DBT_PROJECT_DIR, check=check)
    result(
        as_json,
        {
            "written": [path.as_posix() for path in (*found.stale, *found.missing)],
            "removed": [path.as_posix() for path in found.left_over],
        },
        found.lines or ["Every generated file is up to date."],
    )

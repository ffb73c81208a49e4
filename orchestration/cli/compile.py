"""`compile`: write everything that is generated into the dbt project, or only compare it."""

from __future__ import annotations

import click

from orchestration.cli.output import json_option, result
from orchestration.compile import compile_project
from orchestration.defs.models import models_of
from orchestration.errors import ConfigError
from orchestration.settings import DBT_PROJECT_DIR, IS_CLONE, load_settings


@click.command(name="compile")
@click.option("--check", is_flag=True, help="Write nothing; fail if a generated file is stale.")
@json_option
def compile_command(check: bool, as_json: bool) -> None:
    """Write, or only compare, what is generated.

    Glossary, rules and streams become dbt's macros, seeds, sources and docs blocks; of a clone,
    what documents say of vendors.
    """
    settings = load_settings()
    models = models_of(settings)
    if settings.project is None and not (check or IS_CLONE):
        raise ConfigError(
            f"{DBT_PROJECT_DIR} is part of the installed package.",
            next_step="Make a folder of your own with `hymnsheet init DIR`, and edit there.",
        )
    # A project folder's copy is compiled when it is made, and never written again.
    found = compile_project(
        models,
        check=check or settings.project is not None,
        clone=IS_CLONE and settings.project is None,
    )
    result(
        as_json,
        {
            "written": [path.as_posix() for path in (*found.stale, *found.missing)],
            "removed": [path.as_posix() for path in found.left_over],
            "models": models,
        },
        found.lines or [f"Every generated file is up to date in {models}."],
    )

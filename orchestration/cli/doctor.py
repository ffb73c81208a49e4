"""`doctor`: what is set up, what is not, and what to do about each."""

from __future__ import annotations

import sys
from collections.abc import Callable
from importlib.metadata import PackageNotFoundError, version

import click

from orchestration.cli.commands import INSTALL_PIPELINE
from orchestration.cli.diagnosis import Diagnosis, examine
from orchestration.cli.doctor_sources import examine_sources
from orchestration.cli.output import json_option, result
from orchestration.defs.models import glossary_file, models_of
from orchestration.errors import HymnsheetError
from orchestration.settings import Settings, load_settings
from orchestration.sources.registry import VENDORS

_PACKAGES = ("dagster", "dbt-core", "duckdb", "great-expectations")


def _packages() -> str:
    clients = (name for vendor in VENDORS.values() for name in vendor.packages)
    try:
        return ", ".join(f"{name} {version(name)}" for name in (*_PACKAGES, *clients))
    except PackageNotFoundError as error:
        raise HymnsheetError(
            f"The package {error} is missing.", next_step=INSTALL_PIPELINE
        ) from error


def _warehouse(settings: Settings) -> str:
    from orchestration.warehouse import open_warehouse

    warehouse = open_warehouse(settings.effective_warehouse_url)
    warehouse.check()
    return f"{warehouse.kind} at {warehouse.display_url} can be written"


def _glossary(settings: Settings) -> str:
    """What `models_of` has held against its form already, and who has signed it."""
    from orchestration.glossary import NOBODY, read_glossary

    glossary = read_glossary(models_of(settings))
    entries = [*glossary.settings, *glossary.tables.values()]
    unsigned = sum(entry.agreed_by == NOBODY for entry in entries)
    return f"{len(entries)} definitions in {glossary_file(settings)}, {unsigned} not signed yet"


def _generated_files(settings: Settings) -> str:
    from orchestration.compile import compile_project

    compile_project(models_of(settings), check=True)
    return "every one is up to date"


def _models(settings: Settings) -> Diagnosis:
    """The kept parse of the models. One that a kill cut short costs time, never a run."""
    from orchestration.transform import Project

    try:
        project = Project(models_of(settings), settings.home.absolute() / "dbt")
    except HymnsheetError as error:
        return Diagnosis.of_error("models", error)
    state, is_whole = project.kept_parse()
    return Diagnosis("models", True, state, is_warning=not is_whole)


@click.command()
@json_option
def doctor(as_json: bool) -> None:
    """What is set up, what is not, what to do about each."""
    settings = load_settings()
    looks: dict[str, Callable[[], str]] = {
        "python": lambda: sys.version.split()[0],
        "packages": _packages,
        "warehouse": lambda: _warehouse(settings),
        "glossary": lambda: _glossary(settings),
        "generated files": lambda: _generated_files(settings),
    }
    diagnoses = [examine(what, look) for what, look in looks.items()]
    diagnoses += [_models(settings), *examine_sources(settings)]
    result(
        as_json,
        {"diagnoses": [diagnosis.__dict__ for diagnosis in diagnoses]},
        [diagnosis.line for diagnosis in diagnoses],
    )
    failed = [diagnosis.exit_code for diagnosis in diagnoses if not diagnosis.is_ok]
    if failed:
        raise SystemExit(failed[0])

"""`doctor`: what is set up, what is not, and what to do about each."""

from __future__ import annotations

import sys
from collections.abc import Callable
from dataclasses import dataclass
from importlib.metadata import PackageNotFoundError, version

import click

from orchestration.cli.output import json_option, result
from orchestration.errors import HymnsheetError
from orchestration.settings import DBT_PROJECT_DIR, Settings, load_settings

_PACKAGES = ("dagster", "dbt-core", "duckdb", "great-expectations", "simple-salesforce")


@dataclass(frozen=True)
class Diagnosis:
    """One line: what was looked at, how it stands, and how to fix it."""

    what: str
    is_ok: bool
    state: str
    fix: str = ""
    exit_code: int = 0

    @property
    def line(self) -> str:
        """For a terminal."""
        mark = "ok  " if self.is_ok else "FAIL"
        return f"{mark}  {self.what}: {self.state}" + (f"\n      {self.fix}" if self.fix else "")


def _examine(what: str, look: Callable[[], str]) -> Diagnosis:
    try:
        return Diagnosis(what, True, look())
    except HymnsheetError as error:
        return Diagnosis(what, False, error.message, error.next_step, error.exit_code)


def _packages() -> str:
    try:
        return ", ".join(f"{name} {version(name)}" for name in _PACKAGES)
    except PackageNotFoundError as error:
        raise HymnsheetError(
            f"The package {error} is missing.", next_step="Run `make setup`."
        ) from error


def _warehouse(settings: Settings) -> str:
    from orchestration.warehouse import open_warehouse

    warehouse = open_warehouse(settings.effective_warehouse_url)
    warehouse.check()
    return f"{warehouse.kind} at {warehouse.display_url} can be written"


def _glossary() -> str:
    from orchestration.glossary import compile_glossary

    compile_glossary(DBT_PROJECT_DIR, check=True)
    return "every generated file is up to date"


def _source(settings: Settings, name: str) -> str:
    from orchestration.defs.resources import Platform

    platform = Platform(settings)
    if name not in platform.configured_sources():
        return "not configured (Hymnsheet runs with either system alone)"
    with platform.connector(name) as connector:
        info = connector.check()
    return f"logged in to account {info.account_id}"


@click.command()
@json_option
def doctor(as_json: bool) -> None:
    """Check the settings, the packages, the warehouse, the glossary and both log-ins."""
    settings = load_settings()
    looks: dict[str, Callable[[], str]] = {
        "python": lambda: sys.version.split()[0],
        "packages": _packages,
        "warehouse": lambda: _warehouse(settings),
        "glossary": _glossary,
        "hubspot": lambda: _source(settings, "hubspot"),
        "salesforce": lambda: _source(settings, "salesforce"),
    }
    diagnoses = [_examine(what, look) for what, look in looks.items()]
    result(
        as_json,
        {"diagnoses": [diagnosis.__dict__ for diagnosis in diagnoses]},
        [diagnosis.line for diagnosis in diagnoses],
    )
    failed = [diagnosis.exit_code for diagnosis in diagnoses if not diagnosis.is_ok]
    if failed:
        raise SystemExit(failed[0])

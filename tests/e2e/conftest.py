"""Whole-job fixtures: worlds served by the emulator, run through the same job that the CLI runs.

A run takes many seconds, so companies are run once per session; tests read what was published.
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from pydantic import SecretStr

from orchestration.cli.demo import emulated_settings
from orchestration.cli.job import run_job
from orchestration.emulator import Emulator, load_world
from orchestration.worlds.generator import write_world
from tests.support.company import SHARED_DATA, Company, RunCompany
from tests.support.dbt.parsed import home_with_parse
from tests.support.report.browser import launched

if TYPE_CHECKING:
    from playwright.sync_api import Browser


@pytest.fixture(scope="session")
def run_company(tmp_path_factory: pytest.TempPathFactory) -> Iterator[RunCompany]:
    """Serve a world folder and run the whole job on it; the emulator lives to the session's end."""
    emulators: list[Emulator] = []

    def run(
        world_dir: Path, warehouse_url: str | None = None, project: Path | None = None
    ) -> Company:
        world = load_world(world_dir)
        emulator = Emulator(world)
        emulator.__enter__()
        emulators.append(emulator)
        home = tmp_path_factory.mktemp("home")
        if warehouse_url is None:
            home_with_parse(home)
        settings = emulated_settings(emulator, home)
        settings = settings.model_copy(update={"warehouse_url": None, "project": project})
        if warehouse_url is not None:
            chosen = {"warehouse_url": SecretStr(warehouse_url)}
            settings = settings.model_copy(update=chosen)
        return Company(world_dir, emulator, settings, run_job(settings, lambda _: None))

    yield run
    for emulator in emulators:
        emulator.__exit__(None, None, None)


@pytest.fixture(scope="session")
def larkspur_dir(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The generated company with both systems and planted defects."""
    return write_world(tmp_path_factory.mktemp("worlds") / "larkspur", seed=7)


@pytest.fixture(scope="session")
def larkspur(run_company: RunCompany, larkspur_dir: Path) -> Company:
    """The generated company after its first run on DuckDB."""
    return run_company(larkspur_dir)


@pytest.fixture(scope="session")
def olist(run_company: RunCompany) -> Company:
    """4,032 real leads and 417 real wins, after a run on DuckDB."""
    folder = SHARED_DATA / "olist_half_world"
    if not folder.exists():
        pytest.skip(f"the real leads are not here: {folder} (their licence keeps them out of git)")
    return run_company(folder)


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    """A browser for the tests of one file."""
    with launched() as opened:
        yield opened

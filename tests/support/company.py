"""An emulated company and what its runs published, as the end-to-end tests read it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import sqlalchemy as sa

from orchestration.cli.job import JobOutcome, run_job
from orchestration.emulator import Emulator
from orchestration.settings import Settings
from orchestration.warehouse import Warehouse, open_warehouse
from tests.support.paths import SHARED

SHARED_DATA = SHARED / "data"


@dataclass
class Company:
    """An emulated company, its settings, and what its runs published."""

    world_dir: Path
    emulator: Emulator
    settings: Settings
    outcome: JobOutcome

    @property
    def warehouse(self) -> Warehouse:
        return open_warehouse(self.settings.effective_warehouse_url)

    def run_again(self) -> JobOutcome:
        """Another run, at the emulator's present clock."""
        self.settings = self.settings.model_copy(update={"as_of": self.emulator.clock.now()})
        self.outcome = run_job(self.settings, lambda _: None)
        return self.outcome

    def rows(self, sql: str, **parameters: Any) -> list[Any]:
        """Rows of the published side."""
        with self.warehouse.published_engine().connect() as connection:
            return list(connection.execute(sa.text(sql), parameters).all())

    def raw_rows(self, sql: str, **parameters: Any) -> list[Any]:
        """Rows of the build side."""
        with self.warehouse.engine().connect() as connection:
            return list(connection.execute(sa.text(sql), parameters).all())


RunCompany = Callable[..., Company]

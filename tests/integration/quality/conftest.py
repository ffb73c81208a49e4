"""One build of the company whose every flaw is known, for all who look at it."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from tests.support.dbt.build import Build
from tests.support.dbt.quality_company import built


@pytest.fixture(scope="session")
def flawed(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Build]:
    """Nobody changes it: who wants to has a copy."""
    made = built(Build.on_duckdb(tmp_path_factory.mktemp("flawed")))
    yield made
    made.engine.dispose()

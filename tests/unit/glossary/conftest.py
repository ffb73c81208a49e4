"""What the tests of this folder share."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from sqlalchemy.engine import Engine

from tests.support.raw_terms import raw_tables


@pytest.fixture
def engine(tmp_path: Path) -> Iterator[Engine]:
    yield from raw_tables(tmp_path)

"""Shared by the tests of the report: the believable page, rendered once."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from believable import believable_engine
from published_tables import empty_engine
from sqlalchemy import Engine

from orchestration.report import render_report


@pytest.fixture
def engine(tmp_path: Path) -> Engine:
    """The published tables, without a row."""
    return empty_engine(tmp_path)


@pytest.fixture
def render(engine: Engine, tmp_path: Path) -> Callable[..., str]:
    """Renders the tables of `engine` and hands back the page."""

    def page(**options: object) -> str:
        out = tmp_path / "site" / "index.html"
        return render_report(engine, out, **options).read_text(encoding="utf-8")  # type: ignore[arg-type]

    return page


@pytest.fixture(scope="session")
def believable(tmp_path_factory: pytest.TempPathFactory) -> Engine:
    """A company with findings in every section. Read only."""
    return believable_engine(tmp_path_factory.mktemp("believable"))


@pytest.fixture(scope="session")
def believable_page(believable: Engine, tmp_path_factory: pytest.TempPathFactory) -> str:
    out = tmp_path_factory.mktemp("page") / "report.html"
    return render_report(believable, out).read_text(encoding="utf-8")

"""Shared by the tests of the report: the sample_report page, rendered once."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from sqlalchemy import Engine

from orchestration.report import render_report
from tests.support.report.published_tables import empty_engine
from tests.support.report.sample_report import sample_engine


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
def sample_report(tmp_path_factory: pytest.TempPathFactory) -> Engine:
    """A company with findings in every section. Read only."""
    return sample_engine(tmp_path_factory.mktemp("sample_report"))


@pytest.fixture(scope="session")
def sample_page(sample_report: Engine, tmp_path_factory: pytest.TempPathFactory) -> str:
    out = tmp_path_factory.mktemp("page") / "report.html"
    return render_report(sample_report, out).read_text(encoding="utf-8")

"""Shared by the tests of the report: pages, sections on their own, and the sample report."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from sqlalchemy import Engine

from orchestration.report import render_report
from tests.support.report.published_tables import empty_engine
from tests.support.report.sample_report import sample_engine
from tests.support.report.told import Tell, section_of, words


@pytest.fixture
def engine(tmp_path: Path) -> Engine:
    """The published tables, without a row."""
    return empty_engine(tmp_path)


@pytest.fixture
def site(tmp_path: Path) -> Path:
    """Where `render` writes."""
    return tmp_path / "site"


@pytest.fixture
def render(engine: Engine, site: Path) -> Callable[..., str]:
    """Renders the tables of `engine` and hands back all pages, one after the other."""

    def pages(**options: object) -> str:
        render_report(engine, site, **options)  # type: ignore[arg-type]
        return all_pages(site)

    return pages


@pytest.fixture
def markup(engine: Engine) -> Tell:
    """One section of the report of `engine`, as markup; blank where it has nothing to say."""
    return lambda section, **options: section_of(engine, section, **options)  # type: ignore[arg-type]


@pytest.fixture
def tell(markup: Tell) -> Tell:
    """One section, as a reader hears it."""
    return lambda section, **options: words(markup(section, **options))


@pytest.fixture(scope="session")
def sample_report(tmp_path_factory: pytest.TempPathFactory) -> Engine:
    """A company with findings in every section. Read only."""
    return sample_engine(tmp_path_factory.mktemp("sample_report"))


@pytest.fixture(scope="session")
def sample_site(sample_report: Engine, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder of its report."""
    folder = tmp_path_factory.mktemp("site")
    render_report(sample_report, folder)
    return folder


@pytest.fixture(scope="session")
def sample_pages(sample_site: Path) -> dict[str, str]:
    """Its pages by the names of their files."""
    return {path.name: path.read_text(encoding="utf-8") for path in sample_site.glob("*.html")}


def all_pages(folder: Path) -> str:
    return "\n".join(path.read_text(encoding="utf-8") for path in sorted(folder.glob("*.html")))

"""The statements of the report run unchanged on Postgres."""

from __future__ import annotations

from pathlib import Path

import pytest
from sqlalchemy import create_engine

from orchestration.report import render_report
from tests.support.report.published_tables import create_tables
from tests.support.report.sample_report import fill


@pytest.mark.postgres
def test_postgres_and_duckdb_give_the_same_bytes(
    postgres_database_url: str, sample_pages: dict[str, str], tmp_path: Path
) -> None:
    engine = create_engine(postgres_database_url)
    create_tables(engine)
    fill(engine, fields=180)
    render_report(engine, tmp_path)
    engine.dispose()
    for name, page in sample_pages.items():
        assert (tmp_path / name).read_text(encoding="utf-8") == page, name

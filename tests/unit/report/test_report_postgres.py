"""The statements of the report run unchanged on Postgres."""

from __future__ import annotations

from pathlib import Path

import pytest
from believable import fill
from published_tables import create_tables
from sqlalchemy import create_engine

from orchestration.report import render_report


@pytest.mark.postgres
def test_postgres_and_duckdb_give_the_same_bytes(
    postgres_database_url: str, believable_page: str, tmp_path: Path
) -> None:
    engine = create_engine(postgres_database_url)
    create_tables(engine)
    fill(engine, fields=180)
    page = render_report(engine, tmp_path / "report.html").read_text(encoding="utf-8")
    engine.dispose()
    assert page == believable_page

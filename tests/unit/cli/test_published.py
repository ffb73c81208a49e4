"""What commands say where there is nothing to read yet, or not all that they need."""

from __future__ import annotations

from pathlib import Path

import pytest
from click.testing import CliRunner
from sqlalchemy import create_engine, text

from orchestration.cli.main import cli
from orchestration.errors import WarehouseError
from tests.support.report.published_tables import create_tables

#: What a command is told, and a table that it reads.
READERS = [
    (["explain", "MQL"], "marts.fct_metric_gap"),
    (["diff", "previous", "latest"], "marts.mart_metric_restatement"),
    (["story", "ann@bluepump.example"], "marts.fct_timeline"),
    (["glossary", "log"], "marts.dim_definition_version"),
]


@pytest.fixture
def warehouse(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> str:
    url = f"duckdb:///{tmp_path / 'published.duckdb'}"
    monkeypatch.setenv("HYMNSHEET_WAREHOUSE_URL", url)
    return url


def _refused(words: list[str]) -> WarehouseError:
    told = CliRunner().invoke(cli, words).exception
    assert isinstance(told, WarehouseError)
    return told


@pytest.mark.parametrize(("words", "table"), READERS, ids=lambda value: " ".join(value))
def test_without_a_table_that_it_reads_it_names_the_table(
    warehouse: str, words: list[str], table: str
) -> None:
    engine = create_engine(warehouse)
    create_tables(engine)
    with engine.begin() as connection:
        connection.execute(text(f"drop table {table}"))
    engine.dispose()
    told = _refused(words)
    assert f"no published table {table}." in str(told)
    assert "`hymnsheet run`" in told.next_step


@pytest.mark.parametrize("words", [words for words, _ in READERS], ids=" ".join)
def test_before_the_first_publication_it_says_so(warehouse: str, words: list[str]) -> None:
    told = _refused(words)
    assert "nothing has been published yet" in str(told)
    assert "`hymnsheet run`" in told.next_step

"""Which URLs open which warehouse, and what is said about the others."""

from __future__ import annotations

from pathlib import Path

import pytest
from sqlalchemy import text

from orchestration.errors import ConfigError, WarehouseError, WarehouseLockedError
from orchestration.warehouse import open_warehouse, qualified

SECRET = "s3cr3t-pass"


@pytest.mark.parametrize(
    "url", ["sqlite:///x.db", "mysql://u@h/d", "postgresql+asyncpg://u@h/d", "no url", ""]
)
def test_other_urls_are_a_configuration_error(url: str) -> None:
    with pytest.raises(ConfigError, match="duckdb:///"):
        open_warehouse(url)


@pytest.mark.parametrize("url", ["duckdb://", "duckdb:///", "duckdb:////", "duckdb:///:memory:"])
def test_a_duckdb_url_without_a_file_is_refused(url: str) -> None:
    with pytest.raises(ConfigError, match="names no file"):
        open_warehouse(url)


@pytest.mark.parametrize("name", ["quality.duckdb", "Marts.duckdb"])
def test_a_file_that_bears_the_name_of_a_schema_is_refused(name: str) -> None:
    with pytest.raises(ConfigError, match="name of a schema"):
        open_warehouse(f"duckdb:///somewhere/{name}")


@pytest.mark.parametrize("kind", ["too long", "in a file", "not for writing"])
def test_a_place_where_no_warehouse_can_be_is_refused(tmp_path: Path, kind: str) -> None:
    (tmp_path / "file").write_text("x")
    places = {
        "too long": f"{tmp_path}/{'x' * 300}.duckdb",
        "in a file": f"{tmp_path}/file/x.duckdb",
        "not for writing": "/proc/x.duckdb",
    }
    warehouse = open_warehouse(f"duckdb:///{places[kind]}", lock_wait_s=0)
    assert not warehouse.exists()
    with pytest.raises(WarehouseError, match="cannot be"), warehouse.exclusive():
        raise AssertionError("unreachable")


def test_a_relative_duckdb_path_stands_under_the_working_directory(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    warehouse = open_warehouse("duckdb:///data/x.duckdb")
    assert warehouse.display_url == f"duckdb:///{tmp_path}/data/x.duckdb"
    assert warehouse.loader_url == f"duckdb:///{tmp_path}/data/x_build.duckdb"
    warehouse.check()
    assert (tmp_path / "data" / "x_build.duckdb").exists()


@pytest.mark.parametrize(
    "url",
    [
        f"postgresql://ann:{SECRET}@127.0.0.1:1/crm",
        f"postgresql+psycopg2://ann:{SECRET}@127.0.0.1:1/crm",
        f"postgresql://ann@127.0.0.1:1/crm?password={SECRET}",
    ],
)
def test_a_refused_connection_is_reported_without_the_password(url: str) -> None:
    warehouse = open_warehouse(url)
    assert SECRET not in warehouse.display_url
    assert SECRET in warehouse.loader_url
    with pytest.raises(WarehouseError, match=r"127\.0\.0\.1") as caught:
        warehouse.check()
    assert SECRET not in str(caught.value)
    assert caught.value.__cause__ is None


def test_dbt_gets_a_socket_directory_as_its_host() -> None:
    environment = open_warehouse("postgresql://ann@/crm?host=/run/pg&port=5444").dbt_environment()
    assert environment["HYMNSHEET_DBT_PG_HOST"] == "/run/pg"
    assert environment["HYMNSHEET_DBT_PG_PORT"] == "5444"
    assert environment["HYMNSHEET_DBT_PG_DATABASE"] == "crm"


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("duckdb:////home/ann/crm.duckdb", "duckdb:////srv/crm.duckdb"),
        ("postgresql://ann:a@localhost/crm", "postgresql://bob:b@db:5433/crm"),
    ],
)
def test_a_parse_is_good_for_every_warehouse_of_the_same_name(one: str, other: str) -> None:
    """What a parse is made amid is in its hash, so no folder, server or password may be in it."""
    amid = open_warehouse(one).dbt_parse_environment()
    assert amid == open_warehouse(other).dbt_parse_environment()
    assert amid != open_warehouse(one.replace("crm", "erp")).dbt_parse_environment()


def test_a_file_that_is_no_database_is_a_warehouse_error(tmp_path: Path) -> None:
    (tmp_path / "x_build.duckdb").write_text("not a database " * 1000)
    with pytest.raises(WarehouseError, match="cannot open"):
        open_warehouse(f"duckdb:///{tmp_path}/x.duckdb", lock_wait_s=0).check()


def test_a_path_that_speaks_of_locks_is_no_lock(tmp_path: Path) -> None:
    path = tmp_path / "blocks_build.duckdb"
    path.mkdir()
    with pytest.raises(WarehouseError, match="cannot open") as caught:
        open_warehouse(f"duckdb:///{tmp_path}/blocks.duckdb", lock_wait_s=30).check()
    assert not isinstance(caught.value, WarehouseLockedError)


def test_sessions_count_time_in_utc_and_names_are_quoted(tmp_path: Path) -> None:
    engine = open_warehouse(f"duckdb:///{tmp_path}/x.duckdb").engine()
    with engine.begin() as connection:
        assert connection.execute(text("select current_setting('TimeZone')")).scalar_one() == "UTC"
        name = qualified(connection, 'a"b', "Drop Table")
        assert name == '"a""b"."Drop Table"'
        connection.execute(text('create schema "a""b"'))
        connection.execute(text(f"create table {name} as select 1 as id"))

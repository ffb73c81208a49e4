"""Publishing swaps whole states: readers see the old or the new one, on both engines."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest
from sqlalchemy import text

from orchestration.errors import WarehouseError, WarehouseLockedError
from orchestration.warehouse import PUBLISHED_LAYERS, Warehouse, open_warehouse, qualified


@pytest.fixture(params=["duckdb", pytest.param("postgres", marks=pytest.mark.postgres)])
def warehouse(request: pytest.FixtureRequest, tmp_path: Path) -> Warehouse:
    if request.param == "duckdb":
        return open_warehouse(f"duckdb:///{tmp_path}/served.duckdb", lock_wait_s=0)
    return open_warehouse(request.getfixturevalue("postgres_database_url"))


def build(warehouse: Warehouse, value: int) -> None:
    with warehouse.engine().begin() as connection:
        connection.execute(text("create schema if not exists raw_hubspot"))
        connection.execute(text("drop table if exists raw_hubspot.private cascade"))
        connection.execute(text("create table raw_hubspot.private as select 1 as id"))
        connection.execute(text("create schema if not exists staging"))
        connection.execute(
            text("create or replace view staging.stg as select * from raw_hubspot.private")
        )
        for layer in PUBLISHED_LAYERS:
            schema = warehouse.schema(layer)
            connection.execute(text(f"create schema if not exists {schema}"))
            connection.execute(text(f"drop table if exists {schema}.facts"))
            connection.execute(text(f"create table {schema}.facts as select {value} as value"))


def published(warehouse: Warehouse) -> list[int]:
    with warehouse.published_engine().connect() as connection:
        return [
            connection.execute(text(f"select value from {layer}.facts")).scalar_one()
            for layer in PUBLISHED_LAYERS
        ]


def test_each_publish_replaces_every_published_layer(warehouse: Warehouse) -> None:
    build(warehouse, 1)
    warehouse.publish()
    assert published(warehouse) == [1, 1]
    build(warehouse, 2)
    assert published(warehouse) == [1, 1]
    warehouse.publish()
    assert published(warehouse) == [2, 2]


def test_nothing_is_readable_before_the_first_publish(warehouse: Warehouse) -> None:
    build(warehouse, 1)
    with pytest.raises(WarehouseError, match="nothing has been published"):
        warehouse.published_engine().connect()


def test_an_unbuilt_layer_stops_the_publish_and_leaves_the_old_state(warehouse: Warehouse) -> None:
    build(warehouse, 1)
    warehouse.publish()
    build(warehouse, 2)
    with warehouse.engine().begin() as connection:
        connection.execute(text(f"drop schema {warehouse.schema('quality')} cascade"))
    with pytest.raises(WarehouseError, match="nothing to publish"):
        warehouse.publish()
    assert published(warehouse) == [1, 1]


def test_a_reader_with_an_open_query_keeps_its_state_through_a_publish(
    warehouse: Warehouse,
) -> None:
    build(warehouse, 1)
    warehouse.publish()
    build(warehouse, 2)
    with warehouse.published_engine().connect() as reader:
        if warehouse.kind == "postgres":
            reader.execution_options(isolation_level="REPEATABLE READ")
        assert reader.execute(text("select value from marts.facts")).scalar_one() == 1
        if warehouse.kind == "duckdb":
            warehouse.publish()
            assert reader.execute(text("select value from quality.facts")).scalar_one() == 1
    if warehouse.kind == "postgres":
        warehouse.publish()
    assert published(warehouse) == [2, 2]


def test_published_side_refuses_writes(warehouse: Warehouse) -> None:
    build(warehouse, 1)
    warehouse.publish()
    with (
        warehouse.published_engine().connect() as connection,
        pytest.raises(Exception, match="read-only"),
    ):
        connection.execute(text("create table marts.mine as select 1 as id"))


def test_a_served_duckdb_file_holds_the_published_layers_only(tmp_path: Path) -> None:
    warehouse = open_warehouse(f"duckdb:///{tmp_path}/served.duckdb")
    build(warehouse, 1)
    with warehouse.engine().begin() as connection:
        connection.execute(
            text(
                "create table raw_hubspot.people as "
                "select 'person' || range as name from range(100000)"
            )
        )
    assert b"person" in (tmp_path / "served_build.duckdb").read_bytes()
    warehouse.publish()
    assert b"person" not in (tmp_path / "served.duckdb").read_bytes()
    with warehouse.published_engine().connect() as connection:
        tables = connection.execute(
            text("select table_schema, table_name from information_schema.tables order by 1")
        ).all()
    assert [tuple(row) for row in tables] == [("marts", "facts"), ("quality", "facts")]
    assert sorted(path.name for path in tmp_path.iterdir()) == [
        "served.duckdb",
        "served_build.duckdb",
    ]


def test_a_crash_before_the_rename_leaves_the_served_file_whole(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    warehouse = open_warehouse(f"duckdb:///{tmp_path}/served.duckdb")
    build(warehouse, 1)
    warehouse.publish()
    before = (tmp_path / "served.duckdb").read_bytes()
    build(warehouse, 2)
    (tmp_path / ".served_publishing.duckdb").write_bytes(b"half a copy of an earlier crash")

    def power_cut(*_: object) -> None:
        raise KeyboardInterrupt

    with monkeypatch.context() as patch:
        patch.setattr("os.replace", power_cut)
        with pytest.raises(KeyboardInterrupt):
            warehouse.publish()
    assert (tmp_path / "served.duckdb").read_bytes() == before
    warehouse.publish()
    assert published(warehouse) == [2, 2]


def test_a_view_in_a_published_layer_is_refused_on_duckdb(tmp_path: Path) -> None:
    warehouse = open_warehouse(f"duckdb:///{tmp_path}/it's: odd.duckdb")
    build(warehouse, 1)
    warehouse.publish()
    assert published(warehouse) == [1, 1]
    with warehouse.engine().begin() as connection:
        connection.execute(text("create view marts.leaky as select * from raw_hubspot.private"))
    with pytest.raises(WarehouseError, match="leaky"):
        warehouse.publish()


def test_a_file_held_by_another_process_names_its_pid(tmp_path: Path) -> None:
    warehouse = open_warehouse(f"duckdb:///{tmp_path}/served.duckdb", lock_wait_s=0)
    program = (
        "import duckdb, sys; c = duckdb.connect(sys.argv[1]); print('held', flush=True); input()"
    )
    with subprocess.Popen(
        [sys.executable, "-c", program, str(tmp_path / "served_build.duckdb")],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
    ) as holder:
        assert holder.stdout is not None
        assert holder.stdin is not None
        assert holder.stdout.readline() == b"held\n"
        for action in (warehouse.check, warehouse.publish):
            with pytest.raises(WarehouseLockedError, match=rf"process {holder.pid}"):
                action()
        holder.stdin.close()
    warehouse.check()


@pytest.mark.postgres
def test_readers_of_old_tables_may_read_the_new_ones(postgres_database_url: str) -> None:
    warehouse = open_warehouse(postgres_database_url)
    build(warehouse, 1)
    warehouse.publish()
    role = f"reader of {postgres_database_url.rsplit('/', 1)[1]}"
    with warehouse.engine().begin() as connection:
        quoted_role = qualified(connection, role)
        connection.execute(text(f"create role {quoted_role}"))
        connection.execute(text(f"grant usage on schema marts to {quoted_role}"))
        connection.execute(text(f"grant select on all tables in schema marts to {quoted_role}"))
    build(warehouse, 2)
    with warehouse.engine().begin() as connection:
        connection.execute(text("create table build_marts.newcomer as select 3 as value"))
    warehouse.publish()
    try:
        with warehouse.engine().begin() as connection:
            connection.execute(text(f"set role {quoted_role}"))
            assert connection.execute(text("select value from marts.facts")).scalar_one() == 2
            assert connection.execute(text("select value from marts.newcomer")).scalar_one() == 3
    finally:
        with warehouse.engine().begin() as connection:
            connection.execute(text(f"drop owned by {quoted_role}"))
            connection.execute(text(f"drop role {quoted_role}"))


@pytest.mark.postgres
def test_an_open_reader_never_holds_up_a_postgres_publish_or_other_readers(
    postgres_database_url: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("orchestration.warehouse.postgres._DROP_LOCK_TIMEOUT", "100ms")
    warehouse = open_warehouse(postgres_database_url)
    build(warehouse, 1)
    warehouse.publish()
    build(warehouse, 2)
    with warehouse.published_engine().connect() as reader:
        assert reader.execute(text("select value from marts.facts")).scalar_one() == 1
        warehouse.publish()
        assert published(warehouse) == [2, 2]
    build(warehouse, 3)
    warehouse.publish()
    assert published(warehouse) == [3, 3]
    with warehouse.engine().connect() as connection:
        retired = connection.execute(
            text("select count(*) from information_schema.schemata where schema_name ~ 'retired'")
        ).scalar_one()
    assert retired == 0

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
    spilled = tmp_path / ".served_publishing.duckdb.tmp" / "duckdb_temp_block-1.block"
    spilled.parent.mkdir()
    spilled.write_text("people")

    def power_cut(*_: object) -> None:
        raise KeyboardInterrupt

    with monkeypatch.context() as patch:
        patch.setattr("os.replace", power_cut)
        with pytest.raises(KeyboardInterrupt):
            warehouse.publish()
    assert (tmp_path / "served.duckdb").read_bytes() == before
    warehouse.publish()
    assert not spilled.parent.exists()
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
def test_idle_readers_hold_up_no_publication_and_each_sees_one_whole_state(
    postgres_database_url: str,
) -> None:
    warehouse = open_warehouse(postgres_database_url)
    readers = []
    try:
        for value in range(1, 5):
            build(warehouse, value)
            warehouse.publish()
            reader = warehouse.published_engine().connect()
            reader.execution_options(isolation_level="REPEATABLE READ")
            assert reader.execute(text("select value from marts.facts")).scalar_one() == value
            readers.append((reader, value))
        for reader, value in readers:
            assert reader.execute(text("select value from quality.facts")).scalar_one() == value
            assert reader.execute(text("select value from marts.facts")).scalar_one() == value
        assert published(warehouse) == [4, 4]
    finally:
        for reader, _ in readers:
            reader.close()


@pytest.mark.postgres
def test_a_publication_writes_the_rows_that_differ_and_counts_equal_ones(
    postgres_database_url: str,
) -> None:
    warehouse = open_warehouse(postgres_database_url)
    build(warehouse, 1)

    def fill(rows: str) -> list[tuple[object, ...]]:
        with warehouse.engine().begin() as connection:
            connection.execute(text("drop table if exists build_marts.mixed"))
            connection.execute(
                text("create table build_marts.mixed (id int, word text, at timestamp)")
            )
            connection.execute(text(f"insert into build_marts.mixed values {rows}"))
        warehouse.publish()
        with warehouse.engine().connect() as connection:
            found = connection.execute(
                text("select id, word, xmin::text from marts.mixed order by id, word nulls first")
            )
            return [tuple(row) for row in found]

    first = fill("(1, 'a', null), (1, 'a', null), (2, '', null), (3, null, now())")
    assert [row[:2] for row in first] == [(1, "a"), (1, "a"), (2, ""), (3, None)]
    second = fill("(1, 'a', null), (2, null, null), (4, '%s', null)")
    assert [row[:2] for row in second] == [(1, "a"), (2, None), (4, "%s")]
    assert second[0][2] == first[0][2], "an unchanged row was written again"
    assert second[1][2] != first[2][2]


@pytest.mark.postgres
def test_views_of_readers_and_descriptions_last_and_new_columns_wait_for_nobody(
    postgres_database_url: str,
) -> None:
    warehouse = open_warehouse(postgres_database_url)
    build(warehouse, 1)
    warehouse.publish()
    with warehouse.engine().begin() as connection:
        connection.execute(
            text("create view public.mine as select value + 1 as v from marts.facts")
        )
    build(warehouse, 2)
    with warehouse.engine().begin() as connection:
        connection.execute(text("comment on column build_marts.facts.value is 'it''s: 5 %'"))
    warehouse.publish()
    with warehouse.engine().connect() as connection:
        assert connection.execute(text("select v from public.mine")).scalar_one() == 3
        described = text("select col_description('marts.facts'::regclass, 1)")
        assert connection.execute(described).scalar_one() == "it's: 5 %"
    build(warehouse, 3)
    with warehouse.engine().begin() as connection:
        connection.execute(text("alter table build_marts.facts add column more int default 7"))
    with warehouse.published_engine().connect() as idle:
        assert idle.execute(text("select value from marts.facts")).scalar_one() == 2
        warehouse.publish()
        assert published(warehouse) == [3, 3]
    warehouse.publish()
    with warehouse.engine().connect() as connection:
        retired = connection.execute(
            text("select count(*) from information_schema.schemata where schema_name ~ 'retired'")
        ).scalar_one()
    assert retired == 0


@pytest.mark.postgres
def test_what_was_built_stands_after_its_publication(postgres_database_url: str) -> None:
    warehouse = open_warehouse(postgres_database_url)
    build(warehouse, 1)
    warehouse.publish()
    with warehouse.engine().connect() as connection:
        assert connection.execute(text("select value from build_quality.facts")).scalar_one() == 1


def test_a_log_left_beside_the_served_file_is_never_replayed(tmp_path: Path) -> None:
    warehouse = open_warehouse(f"duckdb:///{tmp_path}/served.duckdb", lock_wait_s=0)
    build(warehouse, 1)
    warehouse.publish()
    program = (
        "import duckdb, os, sys; c = duckdb.connect(sys.argv[1]);"
        " c.execute('delete from marts.facts'); os._exit(9)"
    )
    subprocess.run([sys.executable, "-c", program, str(tmp_path / "served.duckdb")], check=False)
    assert (tmp_path / "served.duckdb.wal").exists()
    build(warehouse, 2)
    warehouse.publish()
    assert published(warehouse) == [2, 2]
    assert not (tmp_path / "served.duckdb.wal").exists()

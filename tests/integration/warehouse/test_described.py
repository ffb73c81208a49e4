"""Published tables carry their descriptions, NOT NULL and keys in the database, on both engines."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import inspect, text

from orchestration.errors import WarehouseError
from orchestration.warehouse import Described, Warehouse, open_warehouse

ODD = 'It\'s 50 % of \\ what :people "say"; -- ∑ $1 %(x)s'
FACTS = ("marts", "facts")
TABLES = {
    FACTS: Described(
        words=ODD,
        columns={"id": f"The id. {ODD}", "odd: name'\"": "Odd.", "value": "The value."},
        not_null=frozenset({"id", "value"}),
        keys=(("odd: name'\"",), ("id", "value")),
    ),
    ("quality", "facts"): Described("Plain.", {"id": "The id."}),
    ("quality", "not_built"): Described("Nothing.", {}),
}


@pytest.fixture(params=["duckdb", pytest.param("postgres", marks=pytest.mark.postgres)])
def warehouse(request: pytest.FixtureRequest, tmp_path: Path) -> Warehouse:
    if request.param == "duckdb":
        return open_warehouse(f"duckdb:///{tmp_path}/served.duckdb", lock_wait_s=0)
    return open_warehouse(request.getfixturevalue("postgres_database_url"))


def build(warehouse: Warehouse, *rows: tuple[int, str | None, int | None]) -> None:
    with warehouse.engine().begin() as connection:
        for layer in ("marts", "quality"):
            schema = warehouse.schema(layer)
            connection.execute(text(f"create schema if not exists {schema}"))
            connection.execute(text(f"drop table if exists {schema}.facts"))
            connection.execute(
                text(f'create table {schema}.facts (id int, "odd\\: name\'""" text, value int)')
            )
            for row in rows:
                values = dict(zip(("id", "odd", "value"), row, strict=True))
                insert = f"insert into {schema}.facts values (:id, :odd, :value)"
                connection.execute(text(insert), values)


def comments(warehouse: Warehouse) -> dict[tuple[str, str | None], str | None]:
    """What an ordinary client is told of marts.facts and its columns."""
    if warehouse.kind == "duckdb":
        query = (
            "select null as part, comment from duckdb_tables() where schema_name = 'marts'"
            " union all select column_name, comment from duckdb_columns()"
            " where schema_name = 'marts'"
        )
        with warehouse.published_engine().connect() as connection:
            return {("facts", row[0]): row[1] for row in connection.execute(text(query))}
    look = inspect(warehouse.published_engine())
    found: dict[tuple[str, str | None], str | None] = {
        ("facts", column["name"]): column["comment"]
        for column in look.get_columns("facts", schema="marts")
    }
    return found | {("facts", None): look.get_table_comment("facts", schema="marts")["text"]}


def promises(warehouse: Warehouse) -> list[tuple[str, tuple[str, ...]]]:
    query = (
        "select k.constraint_type, c.column_name from information_schema.table_constraints k"
        " join information_schema.key_column_usage c"
        " on k.constraint_name = c.constraint_name and k.table_schema = c.table_schema"
        " and k.table_name = c.table_name where k.table_schema = 'marts'"
    )
    found: dict[str, set[str]] = {}
    with warehouse.published_engine().connect() as connection:
        for kind, column in connection.execute(text(query)):
            found.setdefault(kind, set()).add(column)
        required = connection.execute(
            text(
                "select column_name from information_schema.columns"
                " where table_schema = 'marts' and is_nullable = 'NO'"
            )
        ).scalars()
        found["NOT NULL"] = set(required)
    return sorted((kind, tuple(sorted(columns))) for kind, columns in found.items())


SAID = {
    ("facts", None): ODD,
    ("facts", "id"): f"The id. {ODD}",
    ("facts", "odd: name'\""): "Odd.",
    ("facts", "value"): "The value.",
}
PROMISED = [
    ("NOT NULL", ("id", "value")),
    ("PRIMARY KEY", ("id", "value")),
    ("UNIQUE", ("odd: name'\"",)),
]


def test_what_is_said_and_promised_stands_in_the_database(warehouse: Warehouse) -> None:
    build(warehouse, (1, "a", 1), (2, None, 1), (3, None, 1))
    warehouse.publish(TABLES)
    assert comments(warehouse) == SAID
    assert promises(warehouse) == PROMISED


def test_it_stands_there_after_other_rows_and_other_words_too(warehouse: Warehouse) -> None:
    build(warehouse, (1, "a", 1))
    warehouse.publish()
    assert set(comments(warehouse).values()) == {None}
    warehouse.publish(TABLES)
    build(warehouse, (1, "b", 1), (2, "a", 1))
    warehouse.publish(TABLES)
    assert (comments(warehouse), promises(warehouse)) == (SAID, PROMISED)
    facts = TABLES[FACTS]
    other = {FACTS: Described("Other.", facts.columns, facts.not_null, facts.keys)}
    warehouse.publish(other)
    assert comments(warehouse) == {**SAID, ("facts", None): "Other."}
    with warehouse.published_engine().connect() as connection:
        rows = connection.execute(text("select id from marts.facts order by 1")).scalars().all()
    assert rows == [1, 2]


@pytest.mark.parametrize(
    "rows",
    [
        [(1, "a", None)],
        [(1, "a", 1), (1, "b", 1)],
        [(1, "a", 1), (2, "a", 1)],
    ],
    ids=["empty value", "primary key twice", "other key twice"],
)
def test_rows_that_break_a_promise_are_an_error_and_the_old_state_stays(
    warehouse: Warehouse, rows: list[tuple[Any, ...]]
) -> None:
    build(warehouse, (7, "old", 7))
    warehouse.publish(TABLES)
    build(warehouse, *rows)
    with pytest.raises(WarehouseError, match="could not publish"):
        warehouse.publish(TABLES)
    with warehouse.published_engine().connect() as connection:
        for layer in ("marts", "quality"):
            found = connection.execute(text(f"select id from {layer}.facts")).scalars().all()
            assert found == [7]
    assert (comments(warehouse), promises(warehouse)) == (SAID, PROMISED)


@pytest.mark.postgres
def test_on_postgres_nothing_is_written_where_nothing_changed(postgres_database_url: str) -> None:
    warehouse = open_warehouse(postgres_database_url)
    build(warehouse, (1, "a", 1))
    warehouse.publish(TABLES)
    written = (
        "select c.relname, c.oid, c.xmin::text, a.xmin::text, d.xmin::text from pg_class c"
        " join pg_namespace n on n.oid = c.relnamespace"
        " join pg_attribute a on a.attrelid = c.oid"
        " left join pg_description d on d.objoid = c.oid and d.objsubid = a.attnum"
        " where n.nspname in ('marts', 'quality', 'build_marts', 'build_quality')"
        " order by c.oid, a.attnum"
    )
    with warehouse.engine().connect() as connection:
        before = connection.execute(text(written)).all()
    warehouse.publish(TABLES)
    with warehouse.engine().connect() as connection:
        assert connection.execute(text(written)).all() == before


def test_on_duckdb_a_large_table_has_its_comments_but_no_index(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("orchestration.warehouse.duckdb_publication._MOST_KEYED_ROWS", 1)
    warehouse = open_warehouse(f"duckdb:///{tmp_path}/served.duckdb")
    build(warehouse, (1, "a", 1), (2, "b", 2))
    warehouse.publish(TABLES)
    assert comments(warehouse) == SAID
    assert promises(warehouse) == [("NOT NULL", ("id", "value"))]

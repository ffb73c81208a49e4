"""Publishing inside one Postgres database: the rows that differ are written, in one transaction.

Tables that readers see keep their identity, so a transaction of several statements (REPEATABLE
READ) sees one whole state, an idle one holds up nobody, and views and grants of readers stay.
Only where columns changed, with a new release, or a table is gone, a schema is replaced whole, by
renaming: that waits for nobody either, but transactions open at that moment should be begun again.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from contextlib import suppress

from sqlalchemy import text
from sqlalchemy.engine import Connection, Engine
from sqlalchemy.exc import SQLAlchemyError

from orchestration.errors import WarehouseError
from orchestration.warehouse.contents import Place
from orchestration.warehouse.described import Described
from orchestration.warehouse.postgres_description import comments, describe, say
from orchestration.warehouse.sql import qualified, quoted

_PUBLISH_LOCK = 4815162342
_LOCK_TIMEOUT = "10s"
_DROP_TIMEOUT = "1s"
_GRANTS = text(
    """
    select c.relname as name, coalesce(r.rolname, '') as role
    from pg_class c
    join pg_namespace n on n.oid = c.relnamespace
    cross join lateral aclexplode(c.relacl) a
    left join pg_roles r on r.oid = a.grantee
    where n.nspname = :schema and c.relkind in ('r', 'p')
      and a.privilege_type = 'SELECT' and a.grantee <> c.relowner
    order by 1, 2
    """
)
_USAGE = text(
    """
    select coalesce(r.rolname, '') as role
    from pg_namespace n
    cross join lateral aclexplode(n.nspacl) a
    left join pg_roles r on r.oid = a.grantee
    where n.nspname = :schema and a.privilege_type = 'USAGE' and a.grantee <> n.nspowner
    order by 1
    """
)
# Columns in their order, then keys and checks: what `like … including all` copies of a table.
_SHAPES = text(
    """
    select c.relname as name, coalesce(columns.shape, '') || coalesce(keys.shape, '') as shape
    from pg_class c
    join pg_namespace n on n.oid = c.relnamespace
    left join lateral (
        select string_agg(
            format('%I %s %s;', attname, format_type(atttypid, atttypmod), attnotnull), ''
            order by attnum
        ) as shape
        from pg_attribute
        where attrelid = c.oid and attnum > 0 and not attisdropped
    ) columns on true
    left join lateral (
        select string_agg(pg_get_constraintdef(oid), ';' order by pg_get_constraintdef(oid))
            as shape
        from pg_constraint
        where conrelid = c.oid and contype in ('p', 'u', 'c')
    ) keys on true
    where n.nspname = :schema and c.relkind in ('r', 'p')
    order by 1
    """
)
_RETIRED = text(
    "select schema_name from information_schema.schemata "
    "where starts_with(schema_name, :prefix) order by 1"
)
_SCHEMA_EXISTS = text("select 1 from information_schema.schemata where schema_name = :schema")
_Shapes = dict[str, str]


def publish(
    engine: Engine, layers: Mapping[str, str], described: Mapping[Place, Described]
) -> None:
    """Make each published schema hold what its built schema holds: all of them or none.

    Args:
        engine: the database.
        layers: built schema by published schema.
        described: by layer and table, what is said of it and promised of its rows.

    Raises:
        WarehouseError: a built schema holds no table.
        SQLAlchemyError: the database refused; readers still have the old state.
    """
    with engine.begin() as connection:
        connection.execute(text(f"set local lock_timeout = '{_LOCK_TIMEOUT}'"))
        connection.execute(text("select pg_advisory_xact_lock(:key)"), {"key": _PUBLISH_LOCK})
        for published, built in layers.items():
            tables = {name: said for (layer, name), said in described.items() if layer == published}
            describe(connection, built, tables)
            _publish_layer(connection, built, published)
    drop_retired(engine, layers)


def drop_retired(engine: Engine, layers: Mapping[str, str]) -> None:
    """Drop what was replaced. A reader that still has it open puts that off to the next time."""
    for layer in layers:
        with engine.connect() as connection:
            retired = list(connection.execute(_RETIRED, {"prefix": f"{layer}_retired"}).scalars())
        for schema in retired:
            with suppress(SQLAlchemyError), engine.begin() as connection:
                connection.execute(text(f"set local lock_timeout = '{_DROP_TIMEOUT}'"))
                connection.execute(text(f"drop schema {quoted(connection, schema)} cascade"))


def schema_exists(connection: Connection, schema: str) -> bool:
    """Whether the database has a schema of this name."""
    return connection.execute(_SCHEMA_EXISTS, {"schema": schema}).first() is not None


def _publish_layer(connection: Connection, built: str, published: str) -> None:
    wanted, present = _shapes(connection, built), _shapes(connection, published)
    if not wanted:
        raise WarehouseError(
            f"Schema {built} holds no table: there is nothing to publish.",
            next_step="Run `hymnsheet build` first.",
        )
    exists = schema_exists(connection, published)
    if exists and any(wanted.get(name) != shape for name, shape in present.items()):
        _replace_schema(connection, built, published, present, wanted)
        return
    if not exists:
        connection.execute(text(f"create schema {quoted(connection, published)}"))
    for name in wanted:
        if name in present:
            _write_differences(connection, (built, name), (published, name))
    newcomers = [name for name in wanted if name not in present]
    _copy(connection, built, published, newcomers)
    _grant(connection, published, _selects(connection, published, present, newcomers))
    _comment(connection, built, published)


def _shapes(connection: Connection, schema: str) -> _Shapes:
    rows = connection.execute(_SHAPES, {"schema": schema})
    return {row.name: row.shape for row in rows}


def _write_differences(
    connection: Connection, built: tuple[str, str], published: tuple[str, str]
) -> None:
    """Rows are compared by the text of all their columns; equal rows are told apart by number."""
    old, new = qualified(connection, *published), qualified(connection, *built)
    connection.execute(
        text(
            f"delete from {old} t using ("  # noqa: S608  names are quoted
            f"  select place from {_numbered(old)} gone"
            f"  where not exists (select from {_numbered(new)} kept"
            "    where kept.hash = gone.hash and kept.number = gone.number)"
            ") gone where t.ctid = gone.place"
        )
    )
    connection.execute(
        text(
            f"insert into {old} select (come.whole).* from {_numbered(new)} come"  # noqa: S608
            f" where not exists (select from {_numbered(old)} kept"
            "    where kept.hash = come.hash and kept.number = come.number)"
        )
    )


def _numbered(table: str) -> str:
    hashed = f"select t as whole, t.ctid as place, md5(t::text) as hash from {table} t"  # noqa: S608  names are quoted
    return f"(select h.*, row_number() over (partition by hash) as number from ({hashed}) h)"  # noqa: S608


def _copy(connection: Connection, built: str, target: str, names: list[str]) -> None:
    for name in names:
        source, copy = qualified(connection, built, name), qualified(connection, target, name)
        connection.execute(text(f"create table {copy} (like {source} including all)"))
        connection.execute(text(f"insert into {copy} select * from {source}"))  # noqa: S608


def _replace_schema(
    connection: Connection, built: str, published: str, present: _Shapes, wanted: _Shapes
) -> None:
    usage = list(connection.execute(_USAGE, {"schema": published}).scalars())
    selects = _selects(connection, published, present, list(wanted))
    number = connection.execute(text("select txid_current()")).scalar_one()
    old, retired = (
        quoted(connection, name) for name in (published, f"{published}_retired_{number}")
    )
    connection.execute(text(f"alter schema {old} rename to {retired}"))
    connection.execute(text(f"create schema {old}"))
    _copy(connection, built, published, list(wanted))
    for role in usage:
        connection.execute(text(f"grant usage on schema {old} to {_grantee(connection, role)}"))
    _grant(connection, published, selects)


def _selects(
    connection: Connection, schema: str, old_tables: _Shapes, new_tables: list[str]
) -> Iterator[tuple[str, str]]:
    """Table grants to renew; a role that could read every old table reads every new one."""
    by_role: dict[str, set[str]] = {}
    for name, role in connection.execute(_GRANTS, {"schema": schema}):
        by_role.setdefault(role, set()).add(name)
    return (
        (table, role)
        for role, had in sorted(by_role.items())
        for table in new_tables
        if table in had or had >= old_tables.keys()
    )


def _grant(connection: Connection, schema: str, selects: Iterator[tuple[str, str]]) -> None:
    for name, role in selects:
        table = qualified(connection, schema, name)
        connection.execute(text(f"grant select on {table} to {_grantee(connection, role)}"))


def _comment(connection: Connection, built: str, published: str) -> None:
    """Descriptions change without a change of columns; saying them takes no lock readers mind."""
    said = comments(connection, published)
    say(
        connection,
        published,
        {
            part: words
            for part, words in comments(connection, built).items()
            if said.get(part) != words
        },
    )


def _grantee(connection: Connection, role: str) -> str:
    return quoted(connection, role) if role else "public"

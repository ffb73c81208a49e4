"""Comments, NOT NULL and keys on Postgres tables: read, compared, and only what differs written."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from sqlalchemy import text
from sqlalchemy.engine import Connection

from orchestration.warehouse.described import Described
from orchestration.warehouse.sql import qualified, quoted

#: A table, or a column of it.
Part = tuple[str, str | None]

_COMMENTS = text(
    """
    select c.relname as name, a.attname as part, d.description as words
    from pg_description d
    join pg_class c on c.oid = d.objoid and d.classoid = 'pg_class'::regclass
    join pg_namespace n on n.oid = c.relnamespace
    left join pg_attribute a on a.attrelid = c.oid and a.attnum = d.objsubid and d.objsubid > 0
    where n.nspname = :schema and c.relkind in ('r', 'p')
    """
)
_COLUMNS = text(
    """
    select c.relname as name, a.attname as part, a.attnotnull as is_not_null
    from pg_attribute a
    join pg_class c on c.oid = a.attrelid
    join pg_namespace n on n.oid = c.relnamespace
    where n.nspname = :schema and c.relkind in ('r', 'p') and a.attnum > 0 and not a.attisdropped
    """
)
_KEYS = text(
    """
    select c.relname as name, array_agg(a.attname::text) as parts
    from pg_constraint k
    join pg_class c on c.oid = k.conrelid
    join pg_namespace n on n.oid = c.relnamespace
    join pg_attribute a on a.attrelid = c.oid and a.attnum = any(k.conkey)
    where n.nspname = :schema and k.contype in ('p', 'u')
    group by c.relname, k.oid
    """
)


def describe(connection: Connection, schema: str, tables: Mapping[str, Described]) -> None:
    """Give the tables that stand in `schema` what is said and promised of them.

    Raises:
        SQLAlchemyError: rows break a promise; the transaction is then of no use any more.
    """
    not_null: dict[str, dict[str, bool]] = {}
    for name, part, is_not_null in connection.execute(_COLUMNS, {"schema": schema}):
        not_null.setdefault(name, {})[part] = is_not_null
    keys: dict[str, set[frozenset[str]]] = {}
    for name, parts in connection.execute(_KEYS, {"schema": schema}):
        keys.setdefault(name, set()).add(frozenset(parts))
    said = comments(connection, schema)
    news: dict[Part, str] = {}
    for name in not_null.keys() & tables.keys():
        described = tables[name]
        changes = list(_promises(connection, described, not_null[name], keys.get(name, set())))
        if changes:
            place = qualified(connection, schema, name)
            connection.execute(text(f"alter table {place} {', '.join(changes)}"))
        wanted: dict[Part, str] = {(name, None): described.words}
        wanted |= {(name, part): described.columns.get(part, "") for part in not_null[name]}
        news |= {part: words for part, words in wanted.items() if words and said.get(part) != words}
    say(connection, schema, news)


def _promises(
    connection: Connection,
    described: Described,
    not_null: Mapping[str, bool],
    keys: set[frozenset[str]],
) -> Iterator[str]:
    """What `alter table` has to add."""
    for part in sorted(described.not_null):
        if not not_null.get(part, False):
            yield f"alter column {quoted(connection, part)} set not null"
    for key in described.keys:
        if frozenset(key) not in keys:
            kind = "primary key" if key == described.primary_key else "unique"
            yield f"add {kind} ({', '.join(quoted(connection, part) for part in key)})"


def comments(connection: Connection, schema: str) -> dict[Part, str]:
    """What is said of each table of `schema` and of each column."""
    rows = connection.execute(_COMMENTS, {"schema": schema})
    return {(row.name, row.part): row.words for row in rows}


def say(connection: Connection, schema: str, news: Mapping[Part, str]) -> None:
    """Comment on each table or column; one question and one answer, however many there are."""
    if not news:
        return
    literals = connection.execute(
        text(
            "select quote_literal(words) from unnest(:words) with ordinality t(words, place)"
            " order by place"
        ),
        {"words": list(news.values())},
    ).scalars()
    statements = []
    for (name, part), literal in zip(news, literals, strict=True):
        target = qualified(connection, schema, name, *([] if part is None else [part]))
        kind = "table" if part is None else "column"
        spelt = literal.replace(":", "\\:")
        statements.append(f"comment on {kind} {target} is {spelt}")
    connection.execute(text("; ".join(statements)))

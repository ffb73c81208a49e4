"""Identifiers made safe, through the dialect's own rules. Values are bound, never spelt here."""

from __future__ import annotations

from sqlalchemy.engine import Connection, Engine


def quoted(bind: Engine | Connection, name: str) -> str:
    """`name` as a quoted identifier of the engine behind `bind`, whatever characters it holds."""
    # A percent sign would be read as a placeholder by psycopg2; the preparer doubles it there.
    return bind.dialect.identifier_preparer.quote_identifier(name)


def qualified(bind: Engine | Connection, *names: str) -> str:
    """`schema.table` (or one more level), each part quoted."""
    return ".".join(quoted(bind, name) for name in names)

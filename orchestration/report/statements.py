"""Files of SQL that Python reads: statements by name, and the rows that they give.

A statement stands under a line `-- name: <name>`. All run unchanged on DuckDB and Postgres. Text
of the CRMs is ordered by bytes (`collate "C"`), so both engines show the same. No value from a
CRM is ever put into a statement.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any, Final, TypeVar, get_args, get_origin, get_type_hints

from sqlalchemy import Connection, text

_NAME: Final = re.compile(r"^-- name: (\w+)$", re.MULTILINE)
_PUBLISHED: Final = re.compile(r"\b(?:marts|quality)\.\w+")

_Rows = TypeVar("_Rows")


def statements_of(sql: str) -> Mapping[str, str]:
    """The statements of a file by the names above them."""
    parts = _NAME.split(sql)
    return dict(zip(parts[1::2], parts[2::2], strict=True))


def tables_of(statements: Mapping[str, str]) -> frozenset[str]:
    """The published tables they read, as `schema.table`."""
    return frozenset(_PUBLISHED.findall("\n".join(statements.values())))


def read_rows(connection: Connection, statements: Mapping[str, str], kind: type[_Rows]) -> _Rows:
    """Run the statements that the fields of `kind` are named after.

    Args:
        connection: to the published tables.
        statements: SQL by name; what no field is named after is not run.
        kind: a dataclass; a field of type `tuple[Row, ...]` takes all rows, one of type `Row` the
            only row. Columns are the fields of `Row`.
    """
    hints = get_type_hints(kind)
    return kind(**{name: _rows(connection, statements[name], hint) for name, hint in hints.items()})


def _rows(connection: Connection, statement: str, hint: Any) -> Any:
    rows = connection.execute(text(statement)).mappings()
    if get_origin(hint) is tuple:
        kind = get_args(hint)[0]
        return tuple(kind(**{str(k): v for k, v in row.items()}) for row in rows)
    return hint(**{str(k): v for k, v in rows.one().items()})

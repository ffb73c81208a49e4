"""Reading built tables into frames: layers resolved to schemas, names quoted."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from sqlalchemy import text
from sqlalchemy.engine import Connection
from sqlalchemy.exc import SQLAlchemyError

from orchestration.errors import WarehouseError

if TYPE_CHECKING:
    import pandas as pd

_PLACE = re.compile(r"\{(\w+)\.(\w+)\}")


@dataclass(frozen=True)
class Tables:
    """The build side of a warehouse, through one open connection.

    Args:
        connection: an open connection to the build side.
        schema_of: the schema in which a layer stands there.
    """

    connection: Connection
    schema_of: Callable[[str], str]

    def read(self, query: str) -> pd.DataFrame:
        """Rows of a query of ours, in which `{layer.table}` stands for a table.

        Raises:
            WarehouseError: a table is missing or cannot be read.
        """
        import pandas as pd  # slow to import

        with _readable(query):
            return pd.read_sql(text(self._spelt(query)), self.connection)

    def rows(self, query: str) -> list[dict[str, Any]]:
        """The same rows as plain values: a frame would turn numbers beside nulls into floats."""
        with _readable(query):
            found = self.connection.execute(text(self._spelt(query))).mappings()
            return [dict(row) for row in found]

    def _spelt(self, query: str) -> str:
        return _PLACE.sub(self._qualified, query)

    def _qualified(self, place: re.Match[str]) -> str:
        quote = self.connection.dialect.identifier_preparer.quote_identifier
        return f"{quote(self.schema_of(place[1]))}.{quote(place[2])}"


@contextmanager
def _readable(query: str) -> Iterator[None]:
    from pandas.errors import DatabaseError  # slow to import

    try:
        yield
    except (DatabaseError, SQLAlchemyError) as error:
        places = sorted({f"{place[1]}.{place[2]}" for place in _PLACE.finditer(query)})
        raise WarehouseError(
            f"{', '.join(places)} could not be read for checking.",
            next_step="Run `hymnsheet build` first; it says what failed.",
        ) from error

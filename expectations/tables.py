"""Reading built tables into frames: layers resolved to schemas, names quoted."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass

import pandas as pd
from pandas.errors import DatabaseError
from sqlalchemy import text
from sqlalchemy.engine import Connection
from sqlalchemy.exc import SQLAlchemyError

from orchestration.errors import WarehouseError

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
        statement = _PLACE.sub(self._qualified, query)
        try:
            return pd.read_sql(text(statement), self.connection)
        except (DatabaseError, SQLAlchemyError) as error:
            places = sorted({f"{place[1]}.{place[2]}" for place in _PLACE.finditer(query)})
            raise WarehouseError(
                f"{', '.join(places)} could not be read for checking.",
                next_step="Run `hymnsheet build` first; it says what failed.",
            ) from error

    def _qualified(self, place: re.Match[str]) -> str:
        quote = self.connection.dialect.identifier_preparer.quote_identifier
        return f"{quote(self.schema_of(place[1]))}.{quote(place[2])}"

"""What is said to an engine through dlt is SQL of every engine that dlt is there for.

Those engines cannot be run here: their grammars, as sqlfluff knows them, are all that is asked.
"""

from __future__ import annotations

from contextlib import contextmanager
from types import SimpleNamespace
from typing import Any

import dlt
import pyarrow as pa
import pytest
import sqlfluff
from sqlalchemy import create_engine

from orchestration.loading.destinations.dlt import DltTransaction

#: How each spells text; Databricks takes another column in brackets only, by sqlfluff's grammar
#: (Spark's own takes it without), so none is added there.
ENGINES = {
    "duckdb": "text",
    "postgres": "text",
    "redshift": "varchar(max)",
    "snowflake": "text",
    "bigquery": "string",
    "databricks": None,
}
PLACE = ("raw_toy", "people")
ROWS = pa.table({"id": ["a"], "order": ["b"], "größe": pa.array([1.5])})


class Recorder:
    """A client of dlt's that takes statements down, quoting as the engine does."""

    def __init__(self, engine: str) -> None:
        destination = getattr(dlt.destinations, engine)()
        self.capabilities = destination._raw_capabilities()
        self.said: list[str] = []

    def escape_column_name(self, name: str) -> str:
        return str(self.capabilities.escape_identifier(name))

    def make_qualified_table_name(self, name: str) -> str:
        return f"{self.escape_column_name('landing_raw_toy')}.{self.escape_column_name(name)}"

    @contextmanager
    def begin_transaction(self):
        self.said.append("begin")
        yield
        self.said.append("commit")

    def execute_sql(self, statement: str) -> None:
        self.said.append(statement)


@pytest.mark.parametrize(("engine", "text"), ENGINES.items())
def test_every_engine_knows_the_statements(engine: str, text: str | None) -> None:
    client, carried = Recorder(engine), list[dict[str, pa.Table]]()
    pipeline: Any = SimpleNamespace(carry=lambda tables, _: carried.append(tables))
    transaction = DltTransaction(pipeline, client, create_engine("duckdb://"))
    if text is not None:
        transaction.retype(PLACE, {"order": text})
    transaction.append(PLACE, ROWS)
    transaction.replace(PLACE, ["id"], ROWS)
    transaction.overwrite(PLACE, ["id", "order"], ROWS)
    queries = [f"select k.* from {transaction.show(rows)} as k" for rows in (ROWS, ROWS[:0])]
    assert client.said == []
    transaction.commit()
    statements = client.said[1:-1]
    assert (client.said[0], client.said[-1]) == ("begin", "commit")
    assert [said.split()[0] for said in statements[-5:]] == [
        "insert", "delete", "insert", "delete", "merge",
    ]  # fmt: skip
    assert [len(tables) for tables in carried] == [4]
    for statement in statements + queries[: 1 if engine == "bigquery" else 2]:
        sqlfluff.parse(statement, dialect=engine)


def test_a_statement_that_an_engine_does_not_know_would_be_found() -> None:
    spelt_for_two = "delete from a as t using b as n where n.c = t.c"
    sqlfluff.parse(spelt_for_two, dialect="postgres")
    with pytest.raises(sqlfluff.api.APIParsingError):
        sqlfluff.parse(spelt_for_two, dialect="databricks")

"""dbt's models on a DuckDB in memory, from their own files: the pipeline's SQL, and no copy of it.

A model is built when another one asks for it. What these files cannot give, a table of a whole
CRM, raises `NotHereError`, and whoever asked for it is not judged.
"""

from __future__ import annotations

import csv
from collections.abc import Callable, Mapping
from functools import cache
from pathlib import Path
from typing import Any, Final

import duckdb
import yaml

from orchestration.audit.dbt_names import (
    Adapter,
    Answer,
    Dbt,
    Exceptions,
    Relation,
    Target,
    literal,
    quoted,
)
from orchestration.audit.macro_library import MacroLibrary

#: Rooms of models that an audit may build, and the schema of each: what reads raw tables as they
#: stand, and what judges fields and values. The rest tells of persons, accounts and money.
_OPEN: Final = {
    "staging/meta": "staging",
    "conformed": "conformed",
    "intermediate/quality": "intermediate",
    "quality/rules": "intermediate",
    "quality": "quality",
}


# Written in C where it is there, ten times as fast.
_LOADER: Final = getattr(yaml, "CSafeLoader", yaml.SafeLoader)


class NotHereError(Exception):
    """A model or a raw table that these files cannot give; the text is its name."""


class Models:
    """Models, seeds and macros of a dbt project.

    Args:
        project: its folder.
        connection: to a DuckDB in memory that holds the raw tables.
        overrides: macros that say otherwise here than in the project.
    """

    def __init__(
        self,
        project: Path,
        connection: duckdb.DuckDBPyConnection,
        overrides: Mapping[str, Callable[..., Any]],
    ) -> None:
        self._connection = connection
        self._files: dict[str, tuple[str, Path]] = {}
        for room, schema in _OPEN.items():
            for path in (project / "models" / room).rglob("*.sql"):
                self._files.setdefault(path.stem, (schema, path))
        self._seeds = {path.stem: path for path in (project / "seeds").rglob("*.csv")}
        self._built: dict[str, Relation] = {}
        self._building: list[str] = []
        library = MacroLibrary(project / "macros", {**self._names(), **overrides})
        library.names["adapter"] = Adapter(self.query, library.dispatched)
        self.library = library

    def give(self, name: str, sql: str) -> None:
        """Take `sql` for a model, whatever its file says."""
        self._built[name] = self._written("staging", name, sql)

    def ref(self, name: str) -> Relation:
        """The table of a model or seed, built now if it is not there.

        Raises:
            NotHereError: it, or what it reads, is nothing that these files can give.
        """
        if name not in self._built:
            if name in self._building:
                raise NotHereError(name)
            self._building.append(name)
            try:
                self._built[name] = self._made(name)
            finally:
                self._building.pop()
        return self._built[name]

    def query(self, sql: str) -> Answer:
        """Rows of a query; none of a statement that gives none."""
        done = self._connection.execute(sql)
        names = [each[0] for each in done.description or ()]
        return Answer(names, done.fetchall() if names else [])

    def trimmed(self, column: str) -> str:
        """SQL of a text without outer white space; most begin and end with a plain character."""
        whole = self.library.call("quality_trimmed", column)
        return (
            f"case when {column}[1] between '!' and '~' and {column}[-1] between '!' and '~'"
            f" then {column} else {whole} end"
        )

    def _made(self, name: str) -> Relation:
        if name in self._seeds:
            return self._seeded(name)
        if name not in self._files:
            raise NotHereError(name)
        schema, path = self._files[name]
        return self._written(schema, name, self.library.rendered(path.read_text(encoding="utf-8")))

    def _written(self, schema: str, name: str, sql: str) -> Relation:
        relation = Relation(schema, name)
        self._connection.execute(f"create schema if not exists {quoted(schema)}")
        self._connection.execute(f"create or replace table {relation} as {sql}")
        return relation

    def _seeded(self, name: str) -> Relation:
        """A seed as dbt loads it: an empty cell is null, and so is the word."""
        path = self._seeds[name]
        types = _seed_types(path.parent).get(name, {})
        with path.open(encoding="utf-8", newline="") as file:
            header = next(csv.reader(file))
        relation = Relation("staging", name)
        self._connection.execute("create schema if not exists staging")
        columns = ", ".join(f"'{each}': '{types.get(each, 'varchar')}'" for each in header)
        self._connection.execute(
            f"create or replace table {relation} as select * from read_csv({literal(path)},"  # noqa: S608  quoted
            " header=true, auto_detect=false, delim=',', quote='\"', escape='\"',"
            f" nullstr=['', 'null'], columns={{{columns}}})"
        )
        return relation

    def _names(self) -> dict[str, Any]:
        return {
            "execute": True,
            "target": Target(),
            "ref": self.ref,
            "source": self._source,
            "dbt": Dbt,
            "run_query": self.query,
            "exceptions": Exceptions,
            "log": lambda *_args, **_options: "",
            "config": lambda *_args, **_options: "",
        }

    def _source(self, schema: str, table: str) -> Relation:
        found = self.query(
            f"select 1 from information_schema.tables where table_schema = {literal(schema)}"  # noqa: S608  quoted
            f" and table_name = {literal(table)}"
        )
        if not found.rows:
            raise NotHereError(f"{schema}.{table}")
        return Relation(schema, table)


@cache
def _seed_types(folder: Path) -> dict[str, dict[str, str]]:
    """The declared types of the columns of a folder's seeds."""
    found: dict[str, dict[str, str]] = {}
    for path in folder.glob("*.yml"):
        said = yaml.load(path.read_text(encoding="utf-8"), Loader=_LOADER)  # noqa: S506  a safe one
        for seed in said.get("seeds", ()):
            found[seed["name"]] = seed.get("config", {}).get("column_types", {})
    return found

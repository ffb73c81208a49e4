"""One world after another in one DuckDB database: dbt writes the SQL once for tables of one shape.

Worlds that have the same of the fields which definitions name get the same SQL, so that only the
first of them pays for dbt.
"""

from __future__ import annotations

import re
from pathlib import Path

from orchestration.loading import resolve_web_addresses
from tests.support.dbt.build import Build
from tests.support.dbt.models_again import ModelsAgain
from tests.support.dbt.world import fill_from_world
from tests.support.paths import PROJECT

Shape = frozenset[tuple[str, str, str, str]]
#: Every word of the definitions: a field that is none of them is read by no model of metrics.
_NAMED = frozenset(re.findall(r"\w+", (PROJECT / "glossary.yml").read_text(encoding="utf-8")))
#: What dbt keeps from run to run.
_REMEMBERED = "intermediate.int_record_conditions__first_seen"
_RAW = ("raw_hubspot", "raw_salesforce", "raw_files", "ops")


class ManyWorlds:
    """The models that are asked for, of whichever world was landed last."""

    def __init__(self, scratch: Path, *models: str) -> None:
        self.build = Build.on_duckdb(scratch)
        self._scratch, self._models = scratch, models
        self._written: dict[Shape, ModelsAgain] = {}

    def land(self, world: Path) -> ModelsAgain:
        """Build the models on this world; the other one is gone."""
        for schema in _RAW:
            self.build.execute(f"drop schema if exists {schema} cascade")
        fill_from_world(self.build, world)
        shape = self._shape()
        if shape in self._written:
            resolve_web_addresses(self.build.engine)
            self._written[shape].run()
        else:
            if self._written:
                self.build.execute(f"drop table {_REMEMBERED}")
            self._let_go()  # dbt is another process
            self.build.dbt(*(f"+{model}" for model in self._models))
            self._written[shape] = ModelsAgain(
                self.build,
                self._scratch,
                *self._models,
                scores_matches=False,
                remembers=False,
            )
        return self._written[shape]

    def close(self) -> None:
        """Let go of the file."""
        self._let_go()
        self.build.engine.dispose()

    def _let_go(self) -> None:
        for models in self._written.values():
            models.close()

    def _shape(self) -> Shape:
        rows = self.build.rows(
            "select table_schema, table_name, column_name, data_type"
            f" from information_schema.columns where table_schema in {_RAW}"
        )
        return frozenset((row[0], row[1], row[2], row[3]) for row in rows if row[2] in _NAMED)

"""The cases of the ledger's bench: each runs here, alone, and prints one JSON line about itself.

Imports and the opening of the database are done before the clock starts.
"""

from __future__ import annotations

import json
import resource
import shutil
import sys
import time
from collections import defaultdict
from collections.abc import Callable
from pathlib import Path
from typing import Any, Final

import duckdb

from orchestration.audit.dbt_names import DATABASE as CATALOG
from orchestration.audit.dbt_names import Relation
from orchestration.audit.exports import give_roles, keep_roles
from orchestration.audit.models import Models
from tests.benchmarks.wide import OBJECT, SYSTEM, TABLE, fields
from tests.support.paths import PROJECT

#: DuckDB calls a catalog after its file, and the models' stand-in expects one by this name.
DATABASE: Final = f"{CATALOG}.duckdb"
PARQUET: Final = "wide.parquet"
SCHEMAS: Final = ("staging", "intermediate", "conformed", "quality")
#: What a run builds for it: the statistics, the cohorts and owners, the ledger itself.
MODELS: Final = ("int_quality__segment_counts", "field_profile")
#: More ends a case before it ends the machine.
_MOST_BYTES: Final = 8 << 30
#: With the process itself, about the gibibyte that a ledger may take.
_MEMORY: Final = "900MB"
_SLOWEST: Final = 5
Case = Callable[[], dict[str, Any]]


class _Timed(Models):
    """Models, and what each costs without those that it asks for."""

    def __init__(self, connection: duckdb.DuckDBPyConnection) -> None:
        self.seconds: defaultdict[str, float] = defaultdict(float)
        self._inner: list[float] = []
        super().__init__(PROJECT, connection, {})

    def _made(self, name: str) -> Relation:
        started = time.process_time()
        self._inner.append(0.0)
        made = super()._made(name)
        taken = time.process_time() - started
        self.seconds[name] += taken - self._inner.pop()
        if self._inner:
            self._inner[-1] += taken
        return made


def summarize(folder: Path) -> Case:
    """DuckDB's own profile of a table: no effective fill, no top value, no cohort."""
    connection = duckdb.connect(str(folder / DATABASE), read_only=True)
    connection.execute("set enable_progress_bar = false")
    statement = f"summarize select {', '.join(fields())} from {TABLE}"
    return lambda: {"fields": len(connection.execute(statement).fetchall())}


def ledger(folder: Path) -> Case:
    """The project's models, rendered and run without dbt, whose start is the same at any size."""
    (folder / "own").mkdir(exist_ok=True)
    path = folder / "own" / DATABASE
    shutil.copy(folder / DATABASE, path)
    config = {"memory_limit": _MEMORY, "temp_directory": str(folder / "spilled")}
    connection = duckdb.connect(str(path), config=config)
    connection.execute("set TimeZone = 'UTC'; set enable_progress_bar = false")
    models = _Timed(connection)
    give_roles(models)
    models.give("stg_ops__run_context", "select max(as_of) as as_of from ops.run_context")
    models.give(
        "int_quality__unseen",
        "select '' as source_system, '' as source_object, '' as field where 1 = 0",
    )
    keep_roles(models)

    def run() -> dict[str, Any]:
        for name in MODELS:
            models.ref(name)
        told = models.query(f"select count(*) from {models.ref('field_profile')}").rows
        slowest = sorted(models.seconds.items(), key=lambda each: -each[1])[:_SLOWEST]
        return {
            "fields": told[0][0],
            "slowest_s": {name: round(seconds, 2) for name, seconds in slowest},
        }

    return run


def great_expectations(folder: Path) -> Case:
    """Column by column: filled, distinct values, least and greatest of numbers and days."""
    import great_expectations as gx
    import great_expectations.execution_engine.sqlalchemy_execution_engine as engine
    import great_expectations.expectations as gxe

    class Dialect(str):
        """DuckDB among the dialects whose connection is kept: without, nothing can be read."""

        value = property(str)

    engine._PERSISTED_CONNECTION_DIALECTS += (Dialect("duckdb"),)  # type: ignore[attr-defined]
    context = gx.get_context(mode="ephemeral")
    context.variables.progress_bars = {"globally": False}
    asset = context.data_sources.add_sql(
        "wide", connection_string=f"duckdb:///{folder / DATABASE}"
    ).add_table_asset("wide", table_name=OBJECT, schema_name=f"raw_{SYSTEM}")
    batch = asset.add_batch_definition_whole_table("all").get_batch()
    expected: list[Any] = []
    for name, kind in fields().items():
        expected.append(gxe.ExpectColumnValuesToNotBeNull(column=name))
        expected.append(gxe.ExpectColumnUniqueValueCountToBeBetween(column=name, min_value=2))
        if kind in ("number", "date"):
            expected.append(gxe.ExpectColumnMinToBeBetween(column=name, min_value=None))
            expected.append(gxe.ExpectColumnMaxToBeBetween(column=name, max_value=None))

    def run() -> dict[str, Any]:
        suite = gx.ExpectationSuite("wide", expectations=expected)
        result = batch.validate(suite, result_format="BASIC")
        broken = [r for r in result.results if r.exception_info.get("raised_exception")]
        return {"expectations": len(result.results), "broken": len(broken)}

    return run


CASES: dict[str, Callable[[Path], Case]] = {
    case.__name__: case for case in (summarize, ledger, great_expectations)
}


def main() -> None:
    """Arguments: case, folder."""
    resource.setrlimit(resource.RLIMIT_DATA, (_MOST_BYTES, _MOST_BYTES))
    run = CASES[sys.argv[1]](Path(sys.argv[2]))
    wall, cpu = time.perf_counter(), time.process_time()
    told = run()
    measured = {
        **told,
        "wall_s": round(time.perf_counter() - wall, 2),
        "cpu_s": round(time.process_time() - cpu, 2),
        "peak_mib": round(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024),
    }
    print(json.dumps(measured), flush=True)


if __name__ == "__main__":
    main()

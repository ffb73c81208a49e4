"""What the bench of attribution does in processes of their own, each within 4 GiB in all.

A model is built by dbt as a build does it, with the memory and threads that a build gives DuckDB by
itself. The CPU of a model is what this process took from dbt's word that it begins until its word
that it ended; so is the peak, which counts dbt itself.
"""

from __future__ import annotations

import json
import os
import resource
import shutil
import time
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any, Final

import duckdb

from orchestration.transform.project import let_go_of_duckdb
from orchestration.warehouse import open_warehouse
from tests.benchmarks.touches import AS_OF, GIVEN, fill
from tests.support.dbt.build import Build
from tests.support.dbt.parsed import PARSED_AMID, PARTIAL_PARSE, kept_parse
from tests.support.paths import PROJECT

DATABASE: Final = PARSED_AMID["duckdb"]["HYMNSHEET_DBT_DUCKDB_PATH"]
#: What is compared with its whole statement after a build of a part.
BY_KEY: Final = (
    "intermediate.int_touches__matched",
    "marts.fct_touchpoint",
    "intermediate.int_conversion_touches__found",
    "marts.fct_attribution",
)
_FOLDERS: Final = ("intermediate/attribution/", "marts/attribution/")
_MOST_BYTES: Final = 4 << 30
_CORES: Final = 2
_CHANGED: Final = "n % 100 = 7"


def prepare(folder: Path) -> None:
    """A database with the seeds alone, and dbt's parse beside it."""
    build = Build.on_duckdb(folder)
    build.execute("create schema ops")
    build.execute("create table ops.run_context (run_id text, as_of timestamp)")
    build.execute(f"insert into ops.run_context values ('bench', timestamp '{AS_OF}')")
    build.dbt("resource_type:seed", command="seed")
    build.engine.dispose()
    shutil.copy(kept_parse() / PARTIAL_PARSE, folder / "target")


def make(folder: Path, touches: int) -> None:
    """The tables that are given, of so many touches."""
    with _opened(folder) as connection:
        fill(connection, touches)


def change(folder: Path) -> None:
    """One person of a hundred meets us once more, one deal of a hundred has another amount."""
    with _opened(folder) as connection:
        (persons,) = connection.execute("select count(*) from marts.dim_person").fetchone() or (0,)
        connection.execute(
            "insert into conformed.cnf_touches"
            " (source_system, source_object, source_id, email, touch_type, touched_at, name)"
            " select 'files', 'interactions', 'N' || n, n || '@example.com', 'email_click',"
            f" timestamp '{AS_OF}' - interval 1 day, 'New' from range({persons}) as numbers(n)"
            f" where {_CHANGED}"
        )
        connection.execute(
            "update marts.fct_opportunity set amount_corporate = amount_corporate + 1"
            f" where opportunity_key in (select md5('o' || n) from range({persons}) as numbers(n)"
            f" where {_CHANGED})"
        )


def build(folder: Path) -> list[dict[str, Any]]:
    """Build all models with dbt; what each took, in order."""
    from dbt.cli.main import dbtRunner

    os.chdir(folder)
    os.environ.update(PARSED_AMID["duckdb"])
    places = ["--project-dir", str(PROJECT), "--profiles-dir", str(PROJECT), "--quiet"]
    places += ["--target-path", str(folder / "target"), "--log-path", str(folder / "logs")]
    parsed = dbtRunner().invoke(["parse", *places])
    assert parsed.success, parsed.exception
    names = list(planned(_nodes(parsed.result)))
    os.environ.update(_allowed(folder))
    watched = _Watch()
    runner = dbtRunner(manifest=parsed.result, callbacks=[watched])
    done = runner.invoke(["run", *places, "--select", *names])
    let_go_of_duckdb()
    failed = [row.message for row in done.result.results if str(row.status) != "success"]
    assert done.success, done.exception or failed
    with _opened(folder) as connection:
        for one in watched.told:
            place = one.pop("place")
            (one["rows"],) = connection.execute(f"select count(*) from {place}").fetchone() or (0,)
    return watched.told


class _Watch:
    """Listens to dbt: what each model of these took."""

    def __init__(self) -> None:
        self.told: list[dict[str, Any]] = []
        self._begun = (0.0, 0.0)

    def __call__(self, event: Any) -> None:
        if event.info.name == "NodeStart":
            _forget_peak()
            self._begun = (time.perf_counter(), _cpu_s())
        elif event.info.name == "NodeFinished":
            node, (wall, cpu) = event.data.node_info, self._begun
            if node.materialized != "view":
                self.told.append(
                    {
                        "model": node.node_name,
                        "place": f"{node.node_relation.schema}.{node.node_name}",
                        "wall_s": round(time.perf_counter() - wall, 2),
                        "cpu_s": round(_cpu_s() - cpu, 2),
                        "peak_mib": _peak_mib(),
                    }
                )


def unequal(folder: Path) -> int:
    """How many conversions are parted by a rule into weights that do not add up to 1."""
    with _opened(folder) as connection:
        found = connection.execute(
            "select count(*) from (select 1 from marts.fct_attribution"
            " group by opportunity_key, conversion, model having sum(weight) <> 1) as unequal"
        ).fetchone()
    return int(found[0]) if found else 0


def partial(folder: Path) -> list[str]:
    """The tables by key that do not hold what their whole statement says."""
    return [place for place in BY_KEY if len(set(_contents(folder, place))) != 1]


def _contents(folder: Path, place: str) -> Iterator[Any]:
    name = place.partition(".")[2]
    (path,) = (folder / "target" / "compiled").rglob(f"{name}.sql")
    with _opened(folder) as connection:
        columns = [row[0] for row in connection.execute(f"describe {place}").fetchall()]
        for rows in (place, f"({path.read_text('utf-8')})"):
            yield connection.execute(
                f"select count(*), sum(hash({', '.join(columns)})::hugeint) from {rows} as rows_of"
            ).fetchone()


def _nodes(manifest: Any) -> dict[str, Any]:
    return {
        unique_id: {
            "name": node.name,
            "path": node.path,
            "resource_type": str(node.resource_type.value),
            "parents": getattr(node.depends_on, "nodes", ()),
        }
        for unique_id, node in manifest.nodes.items()
        if hasattr(node, "depends_on")
    }


def planned(nodes: Mapping[str, Any]) -> Iterator[str]:
    """The models of attribution and what they read up to the tables that are given."""
    given, seen = {name.partition(".")[2] for name in GIVEN}, set()

    def visit(unique_id: str) -> Iterator[str]:
        node = nodes.get(unique_id)
        if node is None or unique_id in seen or node["name"] in given:
            return
        seen.add(unique_id)
        for parent in node["parents"]:
            yield from visit(parent)
        if node["resource_type"] == "model":
            yield str(node["name"])

    for unique_id, node in nodes.items():
        if node["resource_type"] == "model" and node["path"].startswith(_FOLDERS):
            yield from visit(unique_id)


def _allowed(folder: Path) -> dict[str, str]:
    """What a build within 4 GiB on two cores tells dbt of memory."""
    resource.setrlimit(resource.RLIMIT_DATA, (_MOST_BYTES, _MOST_BYTES))
    os.sched_setaffinity(0, sorted(os.sched_getaffinity(0))[:_CORES])
    told = open_warehouse(f"duckdb:///{folder / 'hymnsheet.duckdb'}").dbt_environment()
    return {
        name: value
        for name, value in told.items()
        if name.startswith("HYMNSHEET_DBT_DUCKDB_") and name != "HYMNSHEET_DBT_DUCKDB_PATH"
    }


def _opened(folder: Path) -> duckdb.DuckDBPyConnection:
    allowed = _allowed(folder)
    config = {
        "memory_limit": allowed["HYMNSHEET_DBT_DUCKDB_MEMORY"],
        "threads": int(allowed["HYMNSHEET_DBT_DUCKDB_THREADS"]),
        "preserve_insertion_order": False,
    }
    connection = duckdb.connect(str(folder / DATABASE), config=config)
    connection.execute("set TimeZone = 'UTC'")
    return connection


def _cpu_s() -> float:
    used = resource.getrusage(resource.RUSAGE_SELF)
    return used.ru_utime + used.ru_stime


def _forget_peak() -> None:
    Path("/proc/self/clear_refs").write_text("5", "ascii")


def _peak_mib() -> int:
    lines = Path("/proc/self/status").read_text("ascii").splitlines()
    (told,) = (line.split()[1] for line in lines if line.startswith("VmHWM:"))
    return int(told) // 1024


#: What the bench calls in a process of its own, by name.
STEPS: Final = {
    "prepare": prepare,
    "make": make,
    "change": change,
    "build": build,
    "unequal": unequal,
    "partial": partial,
}


def main(step: str, folder: str, *given: str) -> None:
    """Do one step and print what it says as the last line."""
    said: Any = STEPS[step](Path(folder), *map(int, given))  # type: ignore[operator]
    print(json.dumps(said))

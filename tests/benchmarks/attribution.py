"""Touches and the credit for deals at scale: time, memory and growth of each model of attribution.

Each model runs in a process of its own, as dbt compiles it, on the company of touches.py. It may
ask for 4 GiB in all, and DuckDB gets of them, and of two cores, what a build gives it by itself;
what does not fit goes to disk. A process that asks for more fails.
"""

from __future__ import annotations

import argparse
import json
import platform
import resource
import shutil
import subprocess
import sys
import time
from collections.abc import Iterator, Mapping
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any, Final

import duckdb

from orchestration.warehouse import open_warehouse
from tests.benchmarks.touches import AS_OF, GIVEN, PER_OPPORTUNITY, fill
from tests.support.dbt.build import Build

_FOLDERS: Final = ("intermediate/attribution/", "marts/attribution/")
_DATABASE: Final = "touches.duckdb"
_PLAN: Final = "plan.json"
_MOST_BYTES: Final = 4 << 30
_CORES: Final = 2


def prepare(folder: Path) -> None:
    """A database with the seeds alone, and the models to build in it, in order."""
    build = Build.on_duckdb(folder)
    build.execute("create schema ops")
    build.execute("create table ops.run_context (run_id text, as_of timestamp)")
    build.execute(f"insert into ops.run_context values ('bench', timestamp '{AS_OF}')")
    build.dbt("resource_type:seed", command="seed")
    build.dbt(
        "path:models/intermediate/attribution",
        "path:models/marts/attribution",
        "path:models/marts/reference",
        command="compile",
    )
    path = str(build.engine.url.database)
    build.engine.dispose()
    Path(path).rename(folder / _DATABASE)
    manifest = json.loads((folder / "target" / "manifest.json").read_bytes())
    (folder / _PLAN).write_text(json.dumps([*_plan(manifest["nodes"])]))


def _plan(nodes: Mapping[str, Any]) -> Iterator[dict[str, str]]:
    """The models of attribution and what they read up to the tables that are given."""
    given, seen = {name.partition(".")[2] for name in GIVEN}, set()

    def visit(unique_id: str) -> Iterator[dict[str, str]]:
        node = nodes.get(unique_id)
        if node is None or unique_id in seen or node["name"] in given:
            return
        seen.add(unique_id)
        for parent in node["depends_on"].get("nodes", ()):
            yield from visit(parent)
        if node["resource_type"] == "model":
            kind = "view" if node["config"]["materialized"] == "view" else "table"
            place = f"{node['schema']}.{node['name']}"
            yield {"place": place, "kind": kind, "sql": node["compiled_code"]}

    for unique_id, node in nodes.items():
        if node["resource_type"] == "model" and node["path"].startswith(_FOLDERS):
            yield from visit(unique_id)


def opened(folder: Path) -> duckdb.DuckDBPyConnection:
    """The database, with what dbt's connection to it would have within 4 GiB."""
    resource.setrlimit(resource.RLIMIT_DATA, (_MOST_BYTES, _MOST_BYTES))
    given = open_warehouse(f"duckdb:///{folder / _DATABASE}").dbt_environment()
    config = {
        "memory_limit": given["HYMNSHEET_DBT_DUCKDB_MEMORY"],
        "threads": min(_CORES, int(given["HYMNSHEET_DBT_DUCKDB_THREADS"])),
        "preserve_insertion_order": False,  # as in profiles.yml
    }
    connection = duckdb.connect(str(folder / _DATABASE), config=config)
    connection.execute("set TimeZone = 'UTC'")
    return connection


def make(folder: Path, touches: int) -> None:
    """The tables that are given, of so many touches, in that database."""
    with opened(folder) as connection:
        fill(connection, touches)


def step(folder: Path, place: str) -> dict[str, Any]:
    """Build one model here; what it took."""
    (model,) = (one for one in json.loads((folder / _PLAN).read_text()) if one["place"] == place)
    statement = model["sql"].replace('"hymnsheet_build".', "")
    with opened(folder) as connection:
        started = time.perf_counter()
        connection.execute(f"create or replace {model['kind']} {place} as {statement}")
        connection.execute("checkpoint")
        wall = time.perf_counter() - started
        used = resource.getrusage(resource.RUSAGE_SELF)
        rows = None
        if model["kind"] == "table":
            (rows,) = connection.execute(f"select count(*) from {place}").fetchone() or (None,)
    return {
        "model": place.partition(".")[2],
        "rows": rows,
        "wall_s": round(wall, 2),
        "cpu_s": round(used.ru_utime + used.ru_stime, 2),
        "peak_mib": used.ru_maxrss // 1024,
    }


def unequal(folder: Path) -> int:
    """How many conversions are parted by a rule into weights that do not add up to 1."""
    with opened(folder) as connection:
        found = connection.execute(
            "select count(*) from (select 1 from marts.fct_attribution"
            " group by opportunity_key, conversion, model having sum(weight) <> 1) as unequal"
        ).fetchone()
    return int(found[0]) if found else 0


def _this(folder: Path) -> list[str]:
    return [sys.executable, "-m", "tests.benchmarks.attribution", "--folder", str(folder)]


def measure(touches: int, folder: Path) -> list[dict[str, Any]]:
    """What each model took, in order; a table that cannot be built ends it."""
    this = _this(folder)
    print(f"\n{touches:,} touches, {touches // PER_OPPORTUNITY:,} opportunities", flush=True)
    print(f"{'':<34}{'rows':>14}{'wall s':>9}{'CPU s':>8}{'peak MiB':>10}", flush=True)
    subprocess.run([*this, "--make", str(touches)], check=True)
    told = []
    for model in json.loads((folder / _PLAN).read_text()):
        done = subprocess.run(
            [*this, "--step", model["place"]], capture_output=True, text=True, check=False
        )
        if done.returncode != 0:
            sys.exit(f"{model['place']} of {touches:,} touches failed:\n{done.stderr[-4000:]}")
        told.append(json.loads(done.stdout.splitlines()[-1]))
        _print_model(told[-1])
    if unequal(folder):
        sys.exit(f"{touches:,} touches: weights of a conversion do not add up to 1")
    return told


def _print_model(model: Mapping[str, Any]) -> None:
    if model["rows"] is not None:
        print(
            f"{model['model']:<34}{model['rows']:>14,}{model['wall_s']:>9.1f}"
            f"{model['cpu_s']:>8.1f}{model['peak_mib']:>10,}",
            flush=True,
        )


def _print_growth(sizes: Mapping[int, list[dict[str, Any]]]) -> None:
    small, large = sizes
    print(
        f"\nCPU time of {large:,} touches beside that of {small:,}, {large // small} times as few"
    )
    for few, many in zip(sizes[small], sizes[large], strict=True):
        if many["rows"] is not None:
            print(f"{many['model']:<34}{many['cpu_s'] / max(few['cpu_s'], 0.01):>8.1f}")
    for touches, models in sizes.items():
        wall, cpu = (sum(one[figure] for one in models) for figure in ("wall_s", "cpu_s"))
        peak = max(one["peak_mib"] for one in models)
        print(f"{touches:,} touches: {wall:.0f} s, {cpu:.0f} CPU s, at most {peak:,} MiB")


def main() -> None:
    """Measure, print, write the result as JSON."""
    parser = argparse.ArgumentParser(
        prog="python -m tests.benchmarks.attribution", description=__doc__
    )
    parser.add_argument("--touches", type=int, default=10_000_000)
    parser.add_argument("--small", type=int, default=1_000_000, help="what growth is told from")
    parser.add_argument("--out", type=Path, default=Path(".hymnsheet/bench/attribution.json"))
    parser.add_argument("--folder", type=Path, help="of the database of a single step")
    parser.add_argument("--prepare", action="store_true", help="only the models, there")
    parser.add_argument("--make", type=int, help="only the tables of so many touches, there")
    parser.add_argument("--step", help="only this table, in this process")
    options = parser.parse_args()
    if options.prepare:
        prepare(options.folder)
        return
    if options.make:
        make(options.folder, options.make)
        return
    if options.step:
        print(json.dumps(step(options.folder, options.step)))
        return
    sizes = {}
    with TemporaryDirectory() as base:
        # in a process of its own: the peak of this one would be the least that a model can tell
        subprocess.run([*_this(Path(base)), "--prepare"], check=True, stderr=subprocess.DEVNULL)
        for touches in (options.small, options.touches):
            with TemporaryDirectory() as name:
                for file in (_DATABASE, _PLAN):
                    shutil.copy(Path(base) / file, name)
                sizes[touches] = measure(touches, Path(name))
    _print_growth(sizes)
    options.out.parent.mkdir(parents=True, exist_ok=True)
    document = {"machine": platform.platform(), "sizes": sizes}
    options.out.write_text(json.dumps(document, indent=1))
    print(f"\n{options.out}")


if __name__ == "__main__":
    main()

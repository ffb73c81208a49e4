"""What a run published, written as files that two versions of the product can be compared by.

`python -m tests.support.published write DIR WORLD...` runs the whole job on each world, on DuckDB
and on Postgres, and writes every published table to DIR/<world>/<engine>/<schema>.<table>.csv:
columns and rows sorted, names of runs and ports of emulators left out. `compare BEFORE AFTER` says
which files differ and shows the first rows that do. A world is a folder, or `generated:SEED`.
"""

from __future__ import annotations

import argparse
import csv
import os
import re
import subprocess
import sys
import tempfile
from collections.abc import Collection, Iterator
from contextlib import contextmanager
from pathlib import Path

import sqlalchemy as sa
from sqlalchemy.engine import Engine

#: Names of runs: two runs of one world differ in these alone.
RUN_COLUMNS = frozenset({"run_id", "_run_id"})
PUBLISHED = ("marts", "quality")

Rows = list[tuple[str, ...]]

#: Where an emulator listens differs from start to start, and links lead there.
_PORT = re.compile(r"localhost:\d+")


def _text(value: object) -> str:
    """One spelling per value, so that two engines' drivers cannot differ by type alone."""
    return repr(value) if not isinstance(value, str) else _PORT.sub("localhost", value)


def page(path: Path) -> str:
    """The text of all pages of the report at `path`, links to the emulator without the port."""
    pages = sorted(path.parent.glob("*.html"))
    assert path in pages
    return _PORT.sub("localhost", "".join(page.read_text(encoding="utf-8") for page in pages))


def snapshot(
    engine: Engine, schemas: Collection[str], *, ignore: Collection[str] = RUN_COLUMNS
) -> dict[str, Rows]:
    """Every table of the schemas: name -> the columns' names, then its rows, sorted.

    Columns stand in the order of their names.
    """
    tables: dict[str, Rows] = {}
    with engine.connect() as connection:
        inspector = sa.inspect(connection)
        for schema in schemas:
            for name in inspector.get_table_names(schema=schema):
                columns = sorted(
                    column["name"]
                    for column in inspector.get_columns(name, schema=schema)
                    if column["name"] not in ignore
                )
                table = sa.table(name, *(sa.column(c) for c in columns), schema=schema)
                rows = connection.execute(sa.select(table)).all()
                texts = sorted(tuple(_text(value) for value in row) for row in rows)
                tables[f"{schema}.{name}"] = [tuple(columns), *texts]
    return tables


def differences(left: dict[str, Rows], right: dict[str, Rows]) -> dict[str, tuple[Rows, Rows]]:
    """Tables that differ: rows only on the left, rows only on the right (at most five each)."""
    result = {}
    for name in sorted(left.keys() | right.keys()):
        if left.get(name) != right.get(name):
            one, other = set(left.get(name, [])), set(right.get(name, []))
            result[name] = (sorted(one - other)[:5], sorted(other - one)[:5])
    return result


def write(folder: Path, tables: dict[str, Rows]) -> None:
    """One CSV file per table."""
    folder.mkdir(parents=True, exist_ok=True)
    for name, rows in tables.items():
        with (folder / f"{name}.csv").open("w", encoding="utf-8", newline="") as file:
            csv.writer(file).writerows(rows)


def read(folder: Path) -> dict[str, Rows]:
    """Every CSV file below the folder, by its path from there."""
    tables: dict[str, Rows] = {}
    for path in sorted(folder.rglob("*.csv")):
        with path.open(encoding="utf-8", newline="") as file:
            tables[str(path.relative_to(folder))] = [tuple(row) for row in csv.reader(file)]
    return tables


@contextmanager
def _postgres() -> Iterator[str]:
    from tests.support.postgres import running_postgres

    with running_postgres() as url:
        yield url


def _run(world: str, home: Path, warehouse_url: str | None) -> Engine:
    """The whole job as a user runs it; the engine that reads what it published."""
    from orchestration.warehouse import open_warehouse

    kind, _, seed = world.partition(":")
    chosen = ["--seed", seed] if kind == "generated" else ["--world", world]
    environment = {**os.environ, "HYMNSHEET_HOME": str(home)}
    if warehouse_url:
        environment["HYMNSHEET_WAREHOUSE_URL"] = warehouse_url
    program = Path(sys.executable).parent / "hymnsheet"
    ran = subprocess.run(
        [str(program), "demo", *chosen, "--json"],
        env=environment,
        capture_output=True,
        text=True,
        check=False,
    )
    if ran.returncode:
        raise SystemExit(
            f"{world}: exit {ran.returncode}\n{ran.stdout[-2000:]}{ran.stderr[-2000:]}"
        )
    if warehouse_url is None:
        served = next(path for path in home.rglob("hymnsheet.duckdb"))
        warehouse_url = f"duckdb:///{served}"
    return open_warehouse(warehouse_url).published_engine()


def _write_all(folder: Path, worlds: list[str], engines: list[str]) -> None:
    for engine in engines:
        for world in worlds:
            name = world.replace(":", "-") if ":" in world else Path(world).name
            with tempfile.TemporaryDirectory(prefix="hymnsheet-proof-") as home:
                if engine == "duckdb":
                    tables = snapshot(_run(world, Path(home), None), PUBLISHED)
                else:
                    with _postgres() as url:
                        tables = snapshot(_run(world, Path(home), url), PUBLISHED)
            write(folder / name / engine, tables)
            rows = sum(len(table) - 1 for table in tables.values())
            print(f"{name} on {engine}: {len(tables)} tables, {rows} rows", flush=True)


def main() -> None:
    """Write what runs publish, or compare two such folders; exit 1 if they differ."""
    parser = argparse.ArgumentParser(description=__doc__)
    commands = parser.add_subparsers(dest="command", required=True)
    writing = commands.add_parser("write")
    writing.add_argument("folder", type=Path)
    writing.add_argument("worlds", nargs="+")
    writing.add_argument("--engine", action="append", choices=["duckdb", "postgres"])
    comparing = commands.add_parser("compare")
    comparing.add_argument("before", type=Path)
    comparing.add_argument("after", type=Path)
    told = parser.parse_args()
    if told.command == "write":
        _write_all(told.folder, told.worlds, told.engine or ["duckdb", "postgres"])
        return
    before, after = read(told.before), read(told.after)
    differing = differences(before, after)
    for name, (left, right) in differing.items():
        print(f"{name} differs")
        for sign, rows in (("-", left), ("+", right)):
            for row in rows:
                print(f"  {sign} {row}")
    print(f"{len(before.keys() | after.keys())} tables compared, {len(differing)} differ")
    sys.exit(bool(differing))


if __name__ == "__main__":
    main()

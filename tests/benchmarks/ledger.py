"""The ledger of an object of 200 fields, beside DuckDB's SUMMARIZE and what others offer for it.

Every case runs in a process of its own on one table of wide.py. What cannot finish within the
memory and the time that are allowed is said to have not finished; nothing is scaled up.
"""

from __future__ import annotations

import argparse
import json
import platform
import statistics
import subprocess
import sys
import venv
from datetime import datetime
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any, Final

import duckdb

from tests.benchmarks.ledger_cases import CASES, DATABASE, PARQUET, SCHEMAS
from tests.benchmarks.wide import TABLE, fields, fill_wide
from tests.support.dbt.build import Build

AS_OF: Final = datetime.fromisoformat("2026-07-01T12:00:00")
#: The profiler, and what its pandas reads a table with. In no lock of ours: the bench alone has it.
PROFILER: Final = ("fg-data-profiling==4.20.0", "pyarrow>=20", "setuptools")
PROFILER_CASE: Final = "fg-data-profiling"
GX_CASE: Final = "great_expectations"
_GOAL: Final = 1.5
_LONGEST_S: Final = 1800


def make_table(folder: Path, records: int) -> None:
    """The database of one size, its seeds, and the same records as Parquet."""
    build = Build.on_duckdb(folder)
    fill_wide(build, records)
    build.at(AS_OF)
    path = build.engine.url.database
    build.engine.dispose()
    with duckdb.connect(str(path)) as connection:
        columns = ", ".join(fields())
        connection.execute(f"copy (select {columns} from {TABLE}) to '{folder / PARQUET}'")
        for schema in SCHEMAS:
            connection.execute(f"create schema if not exists {schema}")
    Path(str(path)).rename(folder / DATABASE)


def profiler_python(folder: Path) -> Path:
    """The interpreter of a venv with the profiler in it, made at the first use."""
    python = folder / "bin" / "python"
    if not (folder / "ready").exists():
        venv.create(folder, with_pip=True, clear=True)
        install = [str(python), "-m", "pip", "install", "--quiet", *PROFILER]
        subprocess.run(install, check=True)
        (folder / "ready").touch()
    return python


def measure(case: str, folder: Path, python: Path | None = None) -> dict[str, Any]:
    """What a case took, or why it did not finish."""
    script = Path(__file__).with_name("ledger_profiler.py")
    command = [sys.executable, "-m", "tests.benchmarks.ledger_cases", case, str(folder)]
    if python is not None:
        command = [str(python), str(script), str(folder / PARQUET)]
    try:
        done = subprocess.run(
            command, capture_output=True, text=True, check=False, timeout=_LONGEST_S
        )
    except subprocess.TimeoutExpired:
        return {"case": case, "failed": f"not in {_LONGEST_S} s"}
    if done.returncode != 0:
        last = (done.stderr.strip().splitlines() or [f"signal {-done.returncode}"])[-1]
        return {"case": case, "failed": last[:200]}
    told: dict[str, Any] = json.loads(done.stdout.splitlines()[-1])
    return {"case": case, **told}


def _medians(runs: list[dict[str, Any]]) -> dict[str, Any]:
    failed = next((run for run in runs if "failed" in run), None)
    if failed is not None:
        return failed
    figures = ("wall_s", "cpu_s", "peak_mib")
    return {
        "case": runs[0]["case"],
        **{each: statistics.median(run[each] for run in runs) for each in figures},
        "slowest_s": runs[-1].get("slowest_s", {}),
    }


def of_size(records: int, rounds: int, others: list[str], python: Path | None) -> dict[str, Any]:
    """Every case on one size: ours and SUMMARIZE in turn, the others once."""
    print(f"\n{records:,} records of {len(fields())} fields", flush=True)
    with TemporaryDirectory() as name:
        folder = Path(name)
        # in a process of its own: the peak of this one would be the least that a case can tell
        command = [sys.executable, "-m", "tests.benchmarks.ledger", "--make", name]
        subprocess.run([*command, "--records", str(records)], check=True, stdout=subprocess.DEVNULL)
        runs: dict[str, list[dict[str, Any]]] = {case: [] for case in CASES if case != GX_CASE}
        for _ in range(rounds):
            for case, measured in runs.items():
                measured.append(measure(case, folder))
        for case in others:
            runs[case] = [measure(case, folder, python if case == PROFILER_CASE else None)]
    cases = {case: _medians(measured) for case, measured in runs.items()}
    _print(cases)
    return {"records": records, "cases": cases, "runs": runs}


def _print(cases: dict[str, dict[str, Any]]) -> None:
    base = cases["summarize"]
    print(f"{'case':<22}{'wall s':>9}{'CPU s':>9}{'peak MiB':>10}{'wall x':>9}{'CPU x':>8}")
    for case, told in cases.items():
        if "failed" in told:
            print(f"{case:<22}did not finish: {told['failed']}")
            continue
        print(
            f"{case:<22}{told['wall_s']:>9.1f}{told['cpu_s']:>9.1f}{told['peak_mib']:>10.0f}"
            f"{told['wall_s'] / base['wall_s']:>9.2f}{told['cpu_s'] / base['cpu_s']:>8.2f}"
        )
    print(f"(x: beside SUMMARIZE in this run; the goal of the ledger is at most {_GOAL})")
    for model, seconds in cases["ledger"].get("slowest_s", {}).items():
        print(f"    {model:<44}{seconds:>6.1f} CPU s")


def main() -> None:
    """Measure, print, write the result as JSON."""
    parser = argparse.ArgumentParser(prog="python -m tests.benchmarks.ledger", description=__doc__)
    parser.add_argument("--records", type=int, default=1_000_000)
    parser.add_argument("--small", type=int, default=100_000, help="where the profiler runs too")
    parser.add_argument("--rounds", type=int, default=3, help="of the ledger and SUMMARIZE")
    parser.add_argument("--without-profiler", action="store_true", help="installs nothing")
    parser.add_argument("--out", type=Path, default=Path(".hymnsheet/bench/ledger.json"))
    parser.add_argument("--make", type=Path, help="only the table, in this folder")
    options = parser.parse_args()
    if options.make:
        make_table(options.make, options.records)
        return
    options.out.parent.mkdir(parents=True, exist_ok=True)
    python = None
    others = [GX_CASE]
    if not options.without_profiler:
        python = profiler_python(options.out.parent.absolute() / "profiler")
        others.append(PROFILER_CASE)
    sizes = [of_size(options.small, options.rounds, others, python)]
    sizes.append(of_size(options.records, options.rounds, [GX_CASE], None))
    document = {"machine": platform.platform(), "sizes": sizes}
    options.out.write_text(json.dumps(document, indent=1))
    print(f"\n{options.out}")


if __name__ == "__main__":
    main()

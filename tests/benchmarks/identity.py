"""Who is who at scale: time and memory of the models of identity, and of scoring possible matches.

Each step runs in a process of its own, on DuckDB, on a company from crowd.py.
"""

from __future__ import annotations

import argparse
import json
import resource
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from datetime import datetime
from pathlib import Path
from typing import Any

from orchestration.loading import resolve_web_addresses
from orchestration.matching import MATCHED, score_matches
from tests.benchmarks.crowd import fill_crowd
from tests.support.dbt.build import Build

AS_OF = datetime.fromisoformat("2026-07-01T12:00:00")
COMPARED = tuple(f"+{model}" for model in MATCHED)
RESOLVED = (
    "+bridge_person_source",
    "+bridge_account_source",
    "+identity_conflict",
    "+match_proposal",
)
_SLOWEST = 8
#: A step that asks for more fails, before the machine does.
_MOST_BYTES = 8 << 30


def _fill(build: Build, contacts: int, leads: int) -> None:
    fill_crowd(build, contacts, leads)
    build.at(AS_OF)


def _look_up(build: Build, *_: int) -> None:
    resolve_web_addresses(build.engine)


def _seed(build: Build, *_: int) -> None:
    build.dbt(*COMPARED, *RESOLVED, command="seed")


def _compare(build: Build, *_: int) -> None:
    build.dbt(*COMPARED, command="run")


def _score(build: Build, *_: int) -> None:
    score_matches(build.engine)


def _resolve(build: Build, *_: int) -> None:
    build.dbt(*RESOLVED, "--exclude", *COMPARED, command="run")


STEPS: dict[str, Callable[[Build, int, int], None]] = {
    "fill raw tables": _fill,
    "look up web addresses": _look_up,
    "seeds": _seed,
    "compare by exact evidence": _compare,
    "score (splink)": _score,
    "resolve and propose": _resolve,
}


def _step(name: str, folder: Path, contacts: int, leads: int) -> dict[str, Any]:
    """Run one step here; what it took, and the models that took most."""
    resource.setrlimit(resource.RLIMIT_DATA, (_MOST_BYTES, _MOST_BYTES))
    started = time.perf_counter()
    STEPS[name](Build.on_duckdb(folder), contacts, leads)
    wall = time.perf_counter() - started
    peak = max(
        resource.getrusage(who).ru_maxrss
        for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN)
    )
    results = folder / "target" / "run_results.json"
    models: list[tuple[str, float]] = []
    if results.exists():
        ran = json.loads(results.read_text(encoding="utf-8"))["results"]
        models = [(each["unique_id"].split(".")[-1], each["execution_time"]) for each in ran]
        results.unlink()
    models.sort(key=lambda each: -each[1])
    return {
        "step": name,
        "wall_s": round(wall, 1),
        "peak_mib": peak // 1024,
        "slowest_s": {model: round(seconds, 1) for model, seconds in models[:_SLOWEST]},
    }


def measure(contacts: int, leads: int, folder: Path) -> list[dict[str, Any]]:
    """What every step took, in order."""
    told = []
    for name in STEPS:
        command = [sys.executable, "-m", "tests.benchmarks.identity", "--step", name]
        command += ["--contacts", str(contacts), "--leads", str(leads), "--folder", str(folder)]
        done = subprocess.run(command, capture_output=True, text=True, check=False)
        if done.returncode != 0:
            sys.exit(f"{name} failed:\n{done.stderr[-4000:]}")
        told.append(json.loads(done.stdout.splitlines()[-1]))
        print(f"{name:<28}{told[-1]['wall_s']:>9.1f} s{told[-1]['peak_mib']:>9} MiB", flush=True)
        for model, seconds in told[-1]["slowest_s"].items():
            print(f"    {model:<40}{seconds:>6.1f} s")
    return told


def main() -> None:
    """Measure, print, write the result as JSON."""
    parser = argparse.ArgumentParser(
        prog="python -m tests.benchmarks.identity", description=__doc__
    )
    parser.add_argument("--contacts", type=int, default=14_000)
    parser.add_argument("--leads", type=int, default=6_000)
    parser.add_argument("--folder", type=Path, help="of the database; a temporary one otherwise")
    parser.add_argument("--out", type=Path, default=Path(".hymnsheet/bench/identity.json"))
    parser.add_argument("--step", choices=STEPS, help="only this one, in this process")
    options = parser.parse_args()
    if options.step:
        print(json.dumps(_step(options.step, options.folder, options.contacts, options.leads)))
        return
    print(f"{options.contacts:,} contacts and {options.leads:,} leads\n")
    with tempfile.TemporaryDirectory() as temporary:
        folder = options.folder or Path(temporary)
        folder.mkdir(parents=True, exist_ok=True)
        steps = measure(options.contacts, options.leads, folder)
    options.out.parent.mkdir(parents=True, exist_ok=True)
    document = {"contacts": options.contacts, "leads": options.leads, "steps": steps}
    options.out.write_text(json.dumps(document, indent=1))
    print(f"\n{options.out}")


if __name__ == "__main__":
    main()

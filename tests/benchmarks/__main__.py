"""Runs every case in turn, a few rounds, and prints medians and the ratios within this run."""

from __future__ import annotations

import argparse
import json
import platform
import statistics
import subprocess
import sys
from pathlib import Path

from tests.benchmarks.cases import CASES

#: What is compared with what, on which figure, and the goal of the design.
RATIOS = (
    ("Salesforce load / limit, wall", "ours_salesforce", "limit_salesforce", "wall_s", 1.5),
    ("HubSpot load / orjson+Arrow, CPU", "ours_hubspot", "limit_hubspot", "cpu_s", 3.0),
    ("HubSpot load / same into DuckDB, CPU", "ours_hubspot", "limit_hubspot_duckdb", "cpu_s", None),
)


def _measure(case: str, address: dict[str, str]) -> dict[str, float]:
    command = [sys.executable, "-m", "tests.benchmarks.cases", case]
    command += [address["base_url"], address["ca_path"]]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    if done.returncode != 0:
        sys.exit(f"{case} failed:\n{done.stderr[-4000:]}")
    return json.loads(done.stdout.splitlines()[-1])


def main() -> None:
    """Serve, measure, print, write the result as JSON."""
    parser = argparse.ArgumentParser(prog="python -m tests.benchmarks", description=__doc__)
    parser.add_argument("--salesforce-rows", type=int, default=200_000)
    parser.add_argument("--hubspot-rows", type=int, default=100_000)
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--out", type=Path, default=Path(".hymnsheet/bench/result.json"))
    options = parser.parse_args()
    command = [sys.executable, "-m", "tests.benchmarks.emulator"]
    command += [str(options.salesforce_rows), str(options.hubspot_rows)]
    server = subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True)
    assert server.stdout is not None
    try:
        address = json.loads(server.stdout.readline())
        runs: dict[str, list[dict[str, float]]] = {case: [] for case in CASES}
        for _ in range(options.rounds):
            for case in CASES:
                runs[case].append(_measure(case, address))
    finally:
        server.communicate("")
    medians = {
        case: {
            figure: statistics.median(run[figure] for run in measured)
            for figure in ("rows", "wall_s", "cpu_s", "peak_mib")
        }
        for case, measured in runs.items()
    }
    ratios = [
        {
            "what": what,
            "ratio": round(medians[ours][figure] / medians[limit][figure], 2),
            "goal": goal,
        }
        for what, ours, limit, figure, goal in RATIOS
    ]
    _print(medians, ratios, options.rounds)
    options.out.parent.mkdir(parents=True, exist_ok=True)
    document = {"machine": platform.platform(), "runs": runs, "medians": medians, "ratios": ratios}
    options.out.write_text(json.dumps(document, indent=1))
    print(f"\n{options.out}")


def _print(
    medians: dict[str, dict[str, float]], ratios: list[dict[str, object]], rounds: int
) -> None:
    print(f"medians of {rounds} rounds on one emulator; imports are not counted\n")
    print(f"{'case':<22}{'rows':>9}{'wall s':>9}{'rows/s':>10}{'CPU s':>8}{'peak MiB':>10}")
    for case, row in medians.items():
        speed = row["rows"] / row["wall_s"]
        print(
            f"{case:<22}{row['rows']:>9.0f}{row['wall_s']:>9.2f}{speed:>10.0f}"
            f"{row['cpu_s']:>8.2f}{row['peak_mib']:>10.0f}"
        )
    print()
    for ratio in ratios:
        goal = f"  (goal: at most {ratio['goal']})" if ratio["goal"] else ""
        print(f"{ratio['what']:<40}{ratio['ratio']:>6}x{goal}")


if __name__ == "__main__":
    main()

"""Touches and the credit for deals at scale: time, memory and growth of each model of attribution.

A company of touches.py is built whole; then one person of a hundred meets us once more, and it is
built again. Of the smaller size what came of that is held to a whole build.
"""

from __future__ import annotations

import argparse
import json
import platform
import shutil
import subprocess
import sys
from collections.abc import Mapping, Sequence
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from tests.benchmarks.touches import PER_OPPORTUNITY

Models = list[dict[str, Any]]


def _do(folder: Path, step: str, *given: int) -> Any:
    """One step in a process of its own: the peak of this one would be the least that it tells."""
    command = [sys.executable, "-m", "tests.benchmarks.attribution", "--step", step]
    command += [str(folder), *map(str, given)]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    if done.returncode != 0:
        sys.exit(f"{step} failed:\n{done.stdout[-2000:]}{done.stderr[-4000:]}")
    return json.loads(done.stdout.splitlines()[-1])


def measure(touches: int, folder: Path, *, is_compared: bool) -> dict[str, Models]:
    """What each model took, whole and after a change; a model that cannot be built ends it."""
    print(f"\n{touches:,} touches, {touches // PER_OPPORTUNITY:,} opportunities", flush=True)
    _do(folder, "make", touches)
    whole: Models = _do(folder, "build")
    _do(folder, "change")
    changed: Models = _do(folder, "build")
    _print_models(whole, changed)
    if _do(folder, "unequal"):
        sys.exit(f"{touches:,} touches: weights of a conversion do not add up to 1")
    if is_compared:
        unlike = _do(folder, "partial")
        if unlike:
            sys.exit(f"{touches:,} touches: not what a whole build makes: {', '.join(unlike)}")
        print("what changed was built as a whole build makes it")
    return {"whole": whole, "changed": changed}


def _print_models(whole: Models, changed: Models) -> None:
    print(f"{'':<34}{'rows':>14}{'wall s':>9}{'CPU s':>8}{'peak MiB':>10}{'1 % CPU s':>11}")
    for first, then in zip(whole, changed, strict=True):
        print(
            f"{first['model']:<34}{first['rows']:>14,}{first['wall_s']:>9.1f}{first['cpu_s']:>8.1f}"
            f"{first['peak_mib']:>10,}{then['cpu_s']:>11.1f}",
            flush=True,
        )
    print(f"{'together, whole':<34}{_together(whole)}")
    print(f"{'together, of one person in 100':<34}{_together(changed)}", flush=True)


def _together(models: Models) -> str:
    wall, cpu = (sum(one[figure] for one in models) for figure in ("wall_s", "cpu_s"))
    peak = max(one["peak_mib"] for one in models)
    return f"{'':>14}{wall:>9.1f}{cpu:>8.1f}{peak:>10,}"


def _print_growth(sizes: Mapping[int, dict[str, Models]]) -> None:
    small, large = sizes
    print(
        f"\nCPU time of {large:,} touches beside that of {small:,}, {large // small} times as few"
    )
    for few, many in zip(sizes[small]["whole"], sizes[large]["whole"], strict=True):
        print(f"{many['model']:<34}{many['cpu_s'] / max(few['cpu_s'], 0.01):>8.1f}")


def main(arguments: Sequence[str] | None = None) -> None:
    """Measure, print, write the result as JSON."""
    parser = argparse.ArgumentParser(
        prog="python -m tests.benchmarks.attribution", description=__doc__
    )
    parser.add_argument("--touches", type=int, default=10_000_000)
    parser.add_argument("--small", type=int, default=1_000_000, help="what growth is told from")
    parser.add_argument("--out", type=Path, default=Path(".hymnsheet/bench/attribution.json"))
    parser.add_argument("--step", nargs="+", help="only this step, in this process")
    options = parser.parse_args(arguments)
    if options.step:
        from tests.benchmarks import attribution_steps  # dbt is slow to import

        attribution_steps.main(*options.step)
        return
    sizes = {}
    with TemporaryDirectory() as base:
        _do(Path(base), "prepare")
        for touches in (options.small, options.touches):
            with TemporaryDirectory() as name:
                shutil.copytree(base, name, dirs_exist_ok=True)
                sizes[touches] = measure(touches, Path(name), is_compared=touches == options.small)
    if len(sizes) > 1:
        _print_growth(sizes)
    options.out.parent.mkdir(parents=True, exist_ok=True)
    document = {"machine": platform.platform(), "sizes": sizes}
    options.out.write_text(json.dumps(document, indent=1))
    print(f"\n{options.out}")


if __name__ == "__main__":
    main()

"""A world's right answers, as its truth/ has them."""

from __future__ import annotations

import csv
from pathlib import Path


def answers(world: Path, name: str) -> list[dict[str, str]]:
    """The rows of truth/<name>.csv, by column."""
    with (world / "truth" / f"{name}.csv").open(encoding="utf-8", newline="") as handle:
        return list(csv.DictReader(handle))

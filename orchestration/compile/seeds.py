"""Seeds as files: their rows as CSV, and their columns' types in a properties file beside them.

Types are said, so that an empty or all-digit column is typed the same everywhere.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from orchestration.compile.text import csv_text, notice

SEEDS: Final = Path("seeds/generated")


@dataclass(frozen=True)
class Seed:
    """A table that dbt loads from a file.

    Attributes:
        name: of the table.
        description: what one row is.
        columns: type by name. The first is never empty, and unique unless a column `system` says
            that each vendor has rows of its own, or the seed is not keyed.
        rows: cells in the order of the columns.
        is_keyed: whether the first column tells the rows apart.
    """

    name: str
    description: str
    columns: Mapping[str, str]
    rows: Iterable[Sequence[object]]
    is_keyed: bool = True


def seed_files(group: str, source: str, seeds: Iterable[Seed]) -> dict[Path, str]:
    """One CSV per seed, and `_<group>__seeds.yml` for all; `source` is what they are made from."""
    lines = [f"# {notice(source)}", "version: 2", "", "seeds:"]
    files = {}
    for seed in seeds:
        files[SEEDS / f"{seed.name}.csv"] = csv_text(list(seed.columns), seed.rows)
        lines += _properties(seed)
    return {**files, SEEDS / f"_{group}__seeds.yml": "\n".join(lines) + "\n"}


def _properties(seed: Seed) -> Iterator[str]:
    yield f"  - name: {seed.name}"
    yield f"    description: {json.dumps(seed.description, ensure_ascii=False)}"
    yield "    config:"
    yield "      column_types:"
    for name, kind in seed.columns.items():
        yield f"        {name}: {kind}"
    key = next(iter(seed.columns))
    yield "    data_tests:"
    yield "      - promises:"
    yield "          arguments:"
    if seed.is_keyed and "system" not in seed.columns:
        yield f"            keys: [[{key}]]"
    yield f"            filled: [{key}]"

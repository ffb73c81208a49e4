"""The waivers as a seed, one row each; without any it has its columns only."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

from orchestration.compile.inputs import Inputs
from orchestration.compile.text import SEEDS, csv_text

_COLUMNS = (
    *("waiver", "rule_id", "source_system", "source_object", "source_id", "field"),
    *("reason", "owner", "waived_from", "waived_until"),
)


def outputs(inputs: Inputs) -> Mapping[Path, str]:
    """`quality_waivers`; `waiver` is the place of an entry in the file, from 1."""
    rows = (
        [
            *(number, each.rule, each.system, each.object, each.record, each.field),
            *(each.reason, each.owner, each.since, each.until),
        ]
        for number, each in enumerate(inputs.waivers, start=1)
    )
    return {SEEDS / "quality_waivers.csv": csv_text(_COLUMNS, rows)}

"""The waivers as a seed, one row each; without any it has its columns only."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Final

from orchestration.compile.inputs import Inputs
from orchestration.compile.seeds import Seed, seed_files

_COLUMNS: Final = {
    "waiver": "bigint",
    "rule_id": "text",
    "source_system": "text",
    "source_object": "text",
    "source_id": "text",
    "field": "text",
    "reason": "text",
    "owner": "text",
    "waived_from": "date",
    "waived_until": "date",
}


def outputs(inputs: Inputs) -> Mapping[Path, str]:
    """`quality_waivers`; `waiver` is the place of an entry in the file, from 1."""
    rows = (
        [
            *(number, each.rule, each.system, each.object, each.record, each.field),
            *(each.reason, each.owner, each.since, each.until),
        ]
        for number, each in enumerate(inputs.waivers, start=1)
    )
    said = (
        "One row per entry of a company's waivers.yml; none in the clone. What is null is every one"
        " of its kind."
    )
    return seed_files(
        "quality_waivers", "waivers.yml", [Seed("quality_waivers", said, _COLUMNS, rows)]
    )

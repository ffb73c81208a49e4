"""What people decided about records that may be one, as a seed; without any only its columns."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import astuple
from pathlib import Path
from typing import Final

from orchestration.compile.inputs import Inputs
from orchestration.compile.seeds import Seed, seed_files

_COLUMNS: Final = {
    "match_decision": "bigint",
    "source_system": "text",
    "source_object": "text",
    "source_id": "text",
    "other_source_system": "text",
    "other_source_object": "text",
    "other_source_id": "text",
    "decision": "text",
    "decided_by": "text",
    "decided_on": "date",
    "reason": "text",
}


def outputs(inputs: Inputs) -> Mapping[Path, str]:
    """`match_decisions`; `match_decision` is the place of a row in the file, from 1."""
    rows = ((number, *astuple(each)) for number, each in enumerate(inputs.matches, start=1))
    said = "One row per decision in a company's matches.csv; none in the clone."
    return seed_files(
        "match_decisions", "matches.csv", [Seed("match_decisions", said, _COLUMNS, rows)]
    )

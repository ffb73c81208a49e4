"""The metrics as a seed and a macro: what they say, and which models count them."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Final

from orchestration.compile.inputs import Inputs
from orchestration.compile.metric_rows import metric_rows
from orchestration.compile.seeds import Seed, seed_files
from orchestration.compile.text import list_macro
from orchestration.metrics import METRICS

_METRIC: Final = {
    "metric_id": "text",
    "version": "bigint",
    "label": "text",
    "unit": "text",
    "kind": "text",
    "better": "text",
    "indicator": "text",
    "owner_team": "text",
    "seen_stage": "text",
    "seen_kind": "text",
    "seen_activity": "text",
    "above": "text",
    "below": "text",
    "definition": "text",
    "place": "bigint",
}


def outputs(inputs: Inputs) -> Mapping[Path, str]:
    """One seed and one macro."""
    rows = [[row[name] for name in _METRIC] for row in metric_rows(inputs.metrics, inputs.glossary)]
    return {
        **seed_files(
            "metrics",
            str(METRICS),
            [Seed("metrics", "One row per metric of the scorecard.", _METRIC, rows)],
        ),
        Path("macros/generated/metric_models.sql"): list_macro(
            "metric_models",
            "metric_models() is every model that counts a metric.",
            str(METRICS),
            [metric.model for metric in inputs.metrics],
        ),
    }

"""The metrics as a seed and a macro: what they say, and which models count them."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Final

from orchestration.compile.inputs import Inputs
from orchestration.compile.seeds import Seed, seed_files
from orchestration.compile.text import list_macro
from orchestration.glossary import Glossary
from orchestration.metrics import METRICS, Metric

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
    "definition": "text",
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


def metric_rows(metrics: tuple[Metric, ...], glossary: Glossary) -> Iterator[dict[str, object]]:
    """Every metric by the names of its columns; one per stage, where a file counts stages."""
    steps = sorted((row for row in glossary.stages.rows if not row.is_exit), key=lambda s: s.rank)
    deals = [step for step in steps if step.is_of_opportunity]
    roles = {"opened": deals[0].code, "won": deals[-1].code}
    for metric in metrics:
        said = metric.model_dump()
        if not metric.per_stage:
            seen = roles[metric.seen_stage] if metric.seen_stage else None
            yield {**said, "metric_id": metric.id, "seen_stage": seen}
            continue
        for step in steps:
            yield {
                **said,
                "metric_id": metric.id.format(stage=step.code.lower()),
                "label": metric.label.format(stage=step.label),
                "owner_team": step.owner_team,
                "seen_stage": step.code,
            }

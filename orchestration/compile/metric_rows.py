"""The metrics of the scorecard: one per stage where a file counts stages; goals held to them."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from orchestration.errors import DefinitionError, GlossaryError
from orchestration.glossary import Glossary
from orchestration.known_names import near
from orchestration.metrics import Metric


def metric_rows(metrics: tuple[Metric, ...], glossary: Glossary) -> Iterator[dict[str, Any]]:
    """Every metric by the names of its columns; `place` is where it stands among all.

    What is counted per stage comes first, in the order of the stages.
    """
    ordered = sorted(metrics, key=lambda metric: not metric.per_stage)
    rows = (row for metric in ordered for row in _rows_of(metric, glossary))
    yield from ({**row, "place": place} for place, row in enumerate(rows, start=1))


def _rows_of(metric: Metric, glossary: Glossary) -> Iterator[dict[str, Any]]:
    steps = sorted((row for row in glossary.stages.rows if not row.is_exit), key=lambda s: s.rank)
    deals = [step for step in steps if step.is_of_opportunity]
    roles = {"opened": deals[0].code, "won": deals[-1].code}
    said = metric.model_dump()
    if not metric.per_stage:
        seen = roles[metric.seen_stage] if metric.seen_stage else None
        yield {**said, "metric_id": metric.id, "seen_stage": seen}
        return
    for step in steps:
        yield {
            **said,
            "metric_id": metric.id.format(stage=step.code.lower()),
            "label": metric.label.format(stage=step.label),
            "owner_team": step.owner_team,
            "seen_stage": step.code,
        }


def check_metrics(metrics: tuple[Metric, ...], glossary: Glossary) -> None:
    """Refuse a goal or a clause that nothing counts, and a metric that is nobody's.

    Raises:
        GlossaryError: a goal or a clause names a metric that there is not.
        DefinitionError: a metric's team is not defined.
    """
    rows = list(metric_rows(metrics, glossary))
    known = {row["metric_id"] for row in rows}
    for row in rows:
        for metric in {row["above"], row["below"]} - {None} - known:
            raise DefinitionError(
                f"{row['model']}.yml: above, below: no metric is called {metric!r}."
                f" {near(metric, known)}",
                next_step="Name a metric of dbt_project/models/metrics, or leave it out.",
            )
    named = [("goals", goal.metric) for goal in glossary.goals.rows]
    named += [("agreement", clause.metric) for clause in glossary.agreement.rows]
    for table, metric in named:
        if metric not in known:
            raise GlossaryError(
                f"glossary.yml: {table}: no metric is called {metric!r}. {near(metric, known)}",
                next_step="Name one of dbt_project/models/metrics, or add it there.",
            )
    of_handoffs = {row["metric_id"] for row in rows if row["of_handoffs"]}
    for clause in glossary.agreement.rows:
        if clause.lead_type and clause.metric not in of_handoffs:
            raise GlossaryError(
                f"glossary.yml: agreement: {clause.id}: {clause.metric} does not count hand-overs,"
                f" so none of it is of {clause.lead_type} leads.",
                next_step=f"Name one of {', '.join(sorted(of_handoffs))}, or leave lead_type out.",
            )
    teams = {team.code for team in glossary.teams.rows}
    for row in rows:
        if row["owner_team"] not in teams:
            raise DefinitionError(
                f"{row['model']}.yml: owner_team: no team is called {row['owner_team']!r}."
                f" {near(row['owner_team'], teams)}",
                next_step="Name a team of the glossary, or define it there.",
            )

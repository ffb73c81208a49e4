"""What teams want to reach: a metric, a period, for whom, and how much of it."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import ClassVar, Literal, Self

from pydantic import Field, model_validator

from orchestration.glossary.entry import Code, Row, Table, Text, known, unique
from orchestration.glossary.parts.part import Check
from orchestration.glossary.parts.teams import Teams
from orchestration.glossary.parts.values import share


class Goal(Row):
    """A target.

    Attributes:
        metric: id of a metric of dbt_project/models/metrics.
        starts_on: first day of the one period it is for; left out, it is for every one that no
            goal of its own has.
        owner_email: for what one colleague reaches; channel: for what comes of one channel. At
            most one of them; without either it is for the company.
        owner_team: who is to reach it.
    """

    IS_KEYED: ClassVar[bool] = False

    metric: Code
    period: Literal["week", "month", "quarter", "year"]
    target: float = Field(ge=0, allow_inf_nan=False)
    owner_team: Code
    starts_on: date | None = None
    channel: Code | None = None
    owner_email: Text | None = None

    @model_validator(mode="after")
    def _is_for_one(self) -> Self:
        if self.channel is not None and self.owner_email is not None:
            raise ValueError(f"{self.metric}: a goal is for a channel or an owner, not for both")
        return self


class Goals(Teams):
    """Targets, and from which share of the pace on a goal is nearly reached."""

    SETTINGS: ClassVar[Mapping[str, Check]] = {"goal_amber_share": share}

    goals: Table[Goal]

    def check(self) -> None:
        """One target per metric, period and for whom; each is a team's that is defined."""
        rows = self.goals.rows
        unique(
            "goals",
            ((g.metric, g.period, g.starts_on, g.channel, g.owner_email) for g in rows),
        )
        teams = {row.code for row in self.teams.rows}
        known("goals", "team", (row.owner_team for row in rows), teams)

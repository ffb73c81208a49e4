"""What teams want to reach: a metric, a period, for whom, and how much of it."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import ClassVar, Literal, Self

from pydantic import Field, model_validator

from orchestration.glossary.entry import Code, Row, SettingValue, Table, Text, known, unique
from orchestration.glossary.parts.part import Check
from orchestration.glossary.parts.teams import Teams
from orchestration.glossary.parts.values import share


def _weeks(value: SettingValue) -> str | None:
    """A whole number of the weeks that the scorecard keeps."""
    if isinstance(value, int) and not isinstance(value, bool) and 3 <= value <= 12:
        return None
    return f"{value!r} is no whole number of weeks between 3 and 12."


class Goal(Row):
    """A target.

    Attributes:
        metric: id of a metric of dbt_project/models/metrics.
        starts_on: first day of the one period it is for; left out, it is for every one that no
            goal of its own has.
        owner_email: for what one colleague reaches; channel: for what comes of one channel; team:
            for what a team's colleagues reach. At most one of them; without any it is for the
            company.
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
    team: Code | None = None

    @model_validator(mode="after")
    def _is_for_one(self) -> Self:
        if [self.channel, self.owner_email, self.team].count(None) < 2:
            raise ValueError(f"{self.metric}: a goal is for a channel, an owner or a team: for one")
        return self


class Goals(Teams):
    """Targets, when one is nearly reached, and when two pull against each other."""

    SETTINGS: ClassVar[Mapping[str, Check]] = {
        "goal_amber_share": share,
        "goal_conflict_weeks": _weeks,
        "goal_conflict_correlation": share,
    }

    goals: Table[Goal]

    def check(self) -> None:
        """One target per metric, period and for whom; each is a team's that is defined."""
        rows = self.goals.rows
        unique(
            "goals",
            ((g.metric, g.period, g.starts_on, g.channel, g.owner_email, g.team) for g in rows),
        )
        teams = {row.code for row in self.teams.rows}
        known("goals", "team", (row.owner_team for row in rows), teams)
        known("goals", "team", (row.team for row in rows if row.team), teams)

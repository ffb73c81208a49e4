"""Which team a colleague or a queue belongs to, in the words of each system."""

from __future__ import annotations

from collections.abc import Mapping
from typing import ClassVar

from orchestration.glossary.entry import Code, Row, System, Table, Text, known, unique
from orchestration.glossary.parts.teams import Teams


class TeamName(Row):
    """The team of whoever has this team, this role or this queue's name in a system."""

    WORKED_OUT: ClassVar[Mapping[str, str]] = {"normalised_value": "text"}

    system: System
    value: Text
    team: Code

    @property
    def normalised_value(self) -> str:
        """The name as the models compare it: small letters."""
        return self.value.strip().lower()


class TeamNames(Teams):
    """Teams of owners."""

    team_names: Table[TeamName]

    def check(self) -> None:
        """Each name stands for one team that is defined."""
        rows = self.team_names.rows
        unique("team_names", ((row.system, row.normalised_value) for row in rows))
        known("team_names", "team", (r.team for r in rows), {t.code for t in self.teams.rows})

"""The teams that own definitions, stages and findings."""

from __future__ import annotations

from orchestration.glossary.entry import Code, Row, Table, Text
from orchestration.glossary.parts.part import Part


class Team(Row):
    """A team that can own something."""

    code: Code
    label: Text


class Teams(Part):
    """Who answers for what."""

    teams: Table[Team]

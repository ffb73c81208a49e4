"""The glossary as one object: all parts together. A new part is one file in parts/, one base here.

read.py reads the file, check.py compares it with the data.
"""

from __future__ import annotations

from orchestration.glossary.entry import Row, Table, known
from orchestration.glossary.parts.activities import Activities
from orchestration.glossary.parts.agreement import AgreementPart
from orchestration.glossary.parts.audience import Audience
from orchestration.glossary.parts.calendar import Calendar
from orchestration.glossary.parts.commerce import Commerce
from orchestration.glossary.parts.costs import Costs
from orchestration.glossary.parts.follow_up import FollowUp
from orchestration.glossary.parts.goals import Goals
from orchestration.glossary.parts.identity import Identity
from orchestration.glossary.parts.marketing import Marketing
from orchestration.glossary.parts.money import Money
from orchestration.glossary.parts.opportunities import Opportunities
from orchestration.glossary.parts.product_goals import ProductGoals
from orchestration.glossary.parts.reasons import Reasons
from orchestration.glossary.parts.reporting import Reporting
from orchestration.glossary.parts.statuses import Statuses
from orchestration.glossary.parts.sync import Sync
from orchestration.glossary.parts.team_names import TeamNames
from orchestration.glossary.parts.touches import Touches
from orchestration.glossary.parts.working_hours import WorkingHours


class Glossary(
    AgreementPart,
    Goals,
    ProductGoals,
    FollowUp,
    Opportunities,
    Statuses,
    WorkingHours,
    TeamNames,
    Activities,
    Audience,
    Reasons,
    Calendar,
    Commerce,
    Costs,
    Reporting,
    Identity,
    Marketing,
    Money,
    Sync,
    Touches,
):
    """Every definition both teams sign. Cross-checked: no name is used that is not defined here."""

    @classmethod
    def row_types(cls) -> dict[str, type[Row]]:
        """The list definitions: the type of the rows of each, by id."""
        kinds = {name: field.annotation for name, field in cls.model_fields.items()}
        return {
            name: kind.row_type()
            for name, kind in kinds.items()
            if isinstance(kind, type) and issubclass(kind, Table)
        }

    @property
    def tables(self) -> dict[str, Table[Row]]:
        """The list definitions by id."""
        return {name: getattr(self, name) for name in self.row_types()}

    def check(self) -> None:
        """Every entry is owned by a team that is defined, every goal and clause about what is."""
        teams = {row.code for row in self.teams.rows}
        known("settings", "team", (setting.owner_team for setting in self.settings), teams)
        for name, table in self.tables.items():
            known(name, "team", (table.owner_team,), teams)
        channels = {row.code for row in self.channels.rows}
        known("goals", "channel", (g.channel for g in self.goals.rows if g.channel), channels)
        kinds = {row.code for row in self.lead_types.rows}
        clauses = self.agreement.rows
        known("agreement", "lead type", (c.lead_type for c in clauses if c.lead_type), kinds)

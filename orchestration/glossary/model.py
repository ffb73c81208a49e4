"""The shape of dbt_project/glossary.yml: what each entry must say, what must agree.

Shapes and cross-checks only: read.py reads the file, check.py compares it with the data.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from typing import Annotated, ClassVar, Final, Generic, Literal, Self, TypeVar

from pydantic import AfterValidator, BaseModel, ConfigDict, Field, model_validator

from orchestration.glossary.evidence import is_readable, readable_sources
from orchestration.glossary.names import near
from orchestration.glossary.validity import (
    check_outcomes,
    check_settings,
    check_spellings,
    check_stages,
)
from orchestration.sources.registry import VENDORS


def _known_system(name: str) -> str:
    if name not in VENDORS:
        raise ValueError(f"is none of {', '.join(VENDORS)}")
    return name


System = Annotated[str, AfterValidator(_known_system)]
LeadMeaning = Literal["new", "accepted", "qualified", "disqualified", "recycled", "converted"]
SettingValue = bool | int | float | str | list[str] | None
Code = Annotated[str, Field(pattern=r"^[A-Za-z][A-Za-z0-9_]*$")]
Text = Annotated[str, Field(min_length=1)]


class Row(BaseModel):
    """One line of a table, or one part of an entry: immutable, no unknown keys."""

    model_config = ConfigDict(extra="forbid", frozen=True)


NOBODY: Final = "nobody yet"


class Agreement(Row):
    """Who signed for each team, and when."""

    marketing: Text
    sales: Text
    on: date

    @model_validator(mode="after")
    def _names_are_people(self) -> Self:
        for team, name in (("marketing", self.marketing), ("sales", self.sales)):
            if name.strip().lower() in ("default", "nobody", NOBODY):
                raise ValueError(f"{team}: {name!r} signs nothing; write `agreed_by: {NOBODY}`")
        return self


class Entry(Row):
    """What every definition carries: one sentence, who owns it, who agreed, and why."""

    definition: Text
    unit: Text
    owner_team: Code
    agreed_by: Agreement | Literal["nobody yet"]
    why: Text
    version: int = Field(ge=1)


class Setting(Entry):
    """One value with a name."""

    id: Code
    value: SettingValue


class Stage(Row):
    """One step of the process, or one way out of it, and what the models take it for.

    Attributes:
        opens_cycle: whether its evidence begins a lead cycle; alone: where no other does.
        has_cohort: cycles are compared by the month in which they entered it.
        is_handover: marketing hands over to sales here; close rates count from it.
        is_of_opportunity: opportunities prove it.
    """

    code: Code
    rank: int = Field(ge=1)
    label: Text
    is_exit: bool
    opens_cycle: Literal["always", "alone", "never"] = "never"
    has_cohort: bool = False
    is_handover: bool = False
    is_of_opportunity: bool = False
    owner_team: Code
    definition: Text


class StageEvidence(Row):
    """A record that proves that a stage was entered."""

    stage: Code
    system: System
    source: Text
    is_fallback: bool


class LeadStatus(Row):
    """What a lead status means."""

    system: System
    value: Text
    meaning: LeadMeaning


class LifecycleStage(Row):
    """The stage a HubSpot lifecycle stage stands for, if any."""

    value: Text
    stage: Code | None


class SharedStage(Row):
    """A stage of a deal in the words all systems share; `outcome` where the deal ends in it."""

    code: Code
    rank: int = Field(ge=1)
    label: Text
    outcome: Literal["won", "lost"] | None = None


class OpportunityStage(Row):
    """The shared stage of one vendor's stage."""

    system: System
    value: Text
    shared_stage: Code


class Channel(Row):
    """A way in which people come to the company."""

    code: Code
    label: Text
    is_marketing: bool
    is_offline: bool


class SourceChannel(Row):
    """The channel of one vendor's source."""

    system: System
    value: Text
    channel: Code

    @property
    def normalised_value(self) -> str:
        """The value as the models compare it: lower case, underscores as blanks."""
        return self.value.strip().lower().replace("_", " ")


class Team(Row):
    """A team that can own something."""

    code: Code
    label: Text


RowT = TypeVar("RowT", bound=Row)


class Table(Entry, Generic[RowT]):
    """A definition that is a list: its rows carry the values."""

    rows: list[RowT]


class Glossary(Row):
    """Every definition both teams sign. Cross-checked: no name is used that is not defined here."""

    TABLES: ClassVar[tuple[str, ...]] = (
        "stages",
        "stage_evidence",
        "lead_statuses",
        "lifecycle_stages",
        "shared_stages",
        "opportunity_stages",
        "channels",
        "source_channels",
        "teams",
    )

    settings: list[Setting]
    stages: Table[Stage]
    stage_evidence: Table[StageEvidence]
    lead_statuses: Table[LeadStatus]
    lifecycle_stages: Table[LifecycleStage]
    shared_stages: Table[SharedStage]
    opportunity_stages: Table[OpportunityStage]
    channels: Table[Channel]
    source_channels: Table[SourceChannel]
    teams: Table[Team]

    @property
    def tables(self) -> dict[str, Table[Row]]:
        """The list definitions by id, in file order."""
        return {name: getattr(self, name) for name in self.TABLES}

    @property
    def shared_outcomes(self) -> dict[str, str]:
        """How a deal ends, by the shared stage that ends it."""
        return {row.code: row.outcome for row in self.shared_stages.rows if row.outcome}

    @model_validator(mode="after")
    def _names_are_unique(self) -> Self:
        _unique("settings", (setting.id for setting in self.settings))
        _unique("stages", (row.code for row in self.stages.rows))
        _unique("stages.rank", (row.rank for row in self.stages.rows))
        _unique("shared_stages", (row.code for row in self.shared_stages.rows))
        _unique("channels", (row.code for row in self.channels.rows))
        _unique("lifecycle_stages", (row.value for row in self.lifecycle_stages.rows))
        _unique("stage_evidence", ((row.system, row.source) for row in self.stage_evidence.rows))
        _unique("lead_statuses", ((row.system, row.value) for row in self.lead_statuses.rows))
        _unique(
            "opportunity_stages", ((row.system, row.value) for row in self.opportunity_stages.rows)
        )
        _unique(
            "source_channels",
            ((row.system, row.normalised_value) for row in self.source_channels.rows),
        )
        return self

    @model_validator(mode="after")
    def _everything_is_computed_with(self) -> Self:
        check_settings({setting.id: setting.value for setting in self.settings})
        check_stages(self.stages.rows)
        check_outcomes(self.shared_stages.rows)
        for row in self.stage_evidence.rows:
            if not is_readable(row.system, row.source):
                raise ValueError(
                    f"stage_evidence: no model reads {row.system} {row.source!r}."
                    f" {near(row.source, readable_sources(row.system))}"
                )
        check_spellings(
            "lead_statuses", ((r.system, r.value, r.meaning) for r in self.lead_statuses.rows)
        )
        check_spellings(
            "opportunity_stages",
            ((r.system, r.value, r.shared_stage) for r in self.opportunity_stages.rows),
        )
        return self

    @model_validator(mode="after")
    def _names_are_defined(self) -> Self:
        stages = {row.code for row in self.stages.rows}
        _known("stage_evidence", "stage", (row.stage for row in self.stage_evidence.rows), stages)
        _known(
            "lifecycle_stages",
            "stage",
            (row.stage for row in self.lifecycle_stages.rows if row.stage),
            stages,
        )
        _known(
            "opportunity_stages",
            "shared stage",
            (row.shared_stage for row in self.opportunity_stages.rows),
            {row.code for row in self.shared_stages.rows},
        )
        channels = {row.code for row in self.channels.rows}
        _known(
            "source_channels", "channel", (r.channel for r in self.source_channels.rows), channels
        )
        _known("channels", "channel", ("unmapped", "unknown"), channels)
        return self

    @model_validator(mode="after")
    def _owners_are_teams(self) -> Self:
        teams = {row.code for row in self.teams.rows}
        _known("settings", "team", (setting.owner_team for setting in self.settings), teams)
        _known("stages", "team", (row.owner_team for row in self.stages.rows), teams)
        for name, table in self.tables.items():
            _known(name, "team", (table.owner_team,), teams)
        return self


def _unique(where: str, names: Iterable[object]) -> None:
    seen: set[object] = set()
    for name in names:
        if name in seen:
            raise ValueError(f"{where}: {name!r} is defined twice")
        seen.add(name)


def _known(where: str, kind: str, names: Iterable[str], known: set[str]) -> None:
    for name in names:
        if name not in known:
            raise ValueError(f"{where}: no {kind} is called {name!r}. {near(name, known)}")

"""What a sync keeps in two systems, and which of them wins where it keeps their fields equal."""

from __future__ import annotations

from typing import Annotated

from pydantic import Field

from orchestration.glossary.entry import Code, Row, System, Table, known, unique
from orchestration.glossary.parts.stages import Stages


class SyncWinner(Row):
    """A field that the sync writes from one system into the others.

    Attributes:
        field: what the field means with every vendor (`amount`, `close_date`, `country`), or one
            field (`hubspot.deals.amount`, in the names of the raw tables), which says more.
        winner: the system whose value stays when the two differ.
    """

    field: Annotated[str, Field(pattern=r"^[a-z][a-z0-9_]*(\.[a-z_][a-z0-9_]*\.\w+)?$")]
    winner: System


class SyncScope(Row):
    """Whose records the sync is to keep in a second system.

    Attributes:
        system: whose own records prove the stage.
        stage: a step; of those that deals prove, opportunities are meant, of others people.
        belongs_in: the system in which they have to be as well.
    """

    system: System
    stage: Code
    belongs_in: System


class Sync(Stages):
    """The scope and the directions of the sync."""

    sync_winners: Table[SyncWinner]
    sync_scope: Table[SyncScope]

    def check(self) -> None:
        """A field has one winner; who belongs in a second system entered a step of the process."""
        unique("sync_winners", (row.field for row in self.sync_winners.rows))
        rows = self.sync_scope.rows
        unique("sync_scope", ((row.system, row.stage, row.belongs_in) for row in rows))
        steps = {stage.code for stage in self.stages.rows if not stage.is_exit}
        known("sync_scope", "stage", (row.stage for row in rows), steps)
        for row in rows:
            if row.system == row.belongs_in:
                raise ValueError(f"sync_scope: {row.system} is no second system of {row.system}")

"""Which system wins where a sync keeps two systems' fields equal."""

from __future__ import annotations

from typing import Annotated

from pydantic import Field

from orchestration.glossary.entry import Row, System, Table, unique
from orchestration.glossary.parts.part import Part


class SyncWinner(Row):
    """A field that the sync writes from one system into the others.

    Attributes:
        field: what the field means with every vendor (`amount`, `close_date`, `country`), or one
            field (`hubspot.deals.amount`, in the names of the raw tables), which says more.
        winner: the system whose value stays when the two differ.
    """

    field: Annotated[str, Field(pattern=r"^[a-z][a-z0-9_]*(\.[a-z_][a-z0-9_]*\.\w+)?$")]
    winner: System


class Sync(Part):
    """The directions of the sync."""

    sync_winners: Table[SyncWinner]

    def check(self) -> None:
        """A field has one winner."""
        unique("sync_winners", (row.field for row in self.sync_winners.rows))

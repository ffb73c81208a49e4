"""How soon sales follows up which lead."""

from __future__ import annotations

from pydantic import Field

from orchestration.glossary.entry import Code, Row, Table, Text, known, unique
from orchestration.glossary.parts.channels import Channels


class LeadType(Row):
    """A kind of lead and what sales owes it.

    Attributes:
        sla_minutes: working minutes from the hand-over to the first attempt.
        never_factor: how many times as long a lead without attempt is overdue before it counts as
            never followed up.
        is_default: the type of leads whose channel has none.
    """

    code: Code
    label: Text
    sla_minutes: int = Field(ge=1, le=60 * 24 * 60)
    never_factor: float = Field(ge=1, le=100)
    is_default: bool = False


class LeadTypeChannel(Row):
    """The type of the leads of a channel."""

    channel: Code
    lead_type: Code


class FollowUp(Channels):
    """Types of leads and their terms."""

    lead_types: Table[LeadType]
    lead_type_channels: Table[LeadTypeChannel]

    def check(self) -> None:
        """Every lead has one type: that of its channel, or the default."""
        types, mapped = self.lead_types.rows, self.lead_type_channels.rows
        unique("lead_types", (row.code for row in types))
        unique("lead_type_channels", (row.channel for row in mapped))
        if sum(row.is_default for row in types) != 1:
            raise ValueError("lead_types: exactly one row says `is_default: true`")
        known(
            "lead_type_channels",
            "lead type",
            (r.lead_type for r in mapped),
            {t.code for t in types},
        )
        channels = {row.code for row in self.channels.rows}
        known("lead_type_channels", "channel", (row.channel for row in mapped), channels)

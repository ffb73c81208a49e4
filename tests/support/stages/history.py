"""What happens to one person: a contact, a lead, what they were, calls and deals, in naive UTC."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Final, Literal

#: The company's own words for the MQL moment, beside those that hymnsheet ships with.
DEFINITIONS: Final = (
    "stage_evidence+={stage: MQL, system: hubspot, source: 'contacts.hubspotscore>=40',"
    " is_fallback: false}",
    "stage_evidence+={stage: MQL, system: salesforce, source: lead.is_mql__c=true,"
    " is_fallback: false}",
    "stage_evidence+={stage: MQL, system: salesforce, source: lead.status=Sales Ready,"
    " is_fallback: false}",
    "lead_statuses+={system: salesforce, value: Sales Ready, meaning: new}",
)
#: In whose days each system's dates are picked: both away from the reporting zone, which is UTC.
ZONES: Final[Mapping[str, str]] = {"hubspot": "Europe/Berlin", "salesforce": "America/New_York"}
#: What the words of both systems mean, as far as a stage hangs on it.
MEANINGS: Final[Mapping[str, str]] = {
    "New": "new",
    "Sales Ready": "new",
    "Working": "accepted",
    "Qualified": "qualified",
    "Unqualified": "disqualified",
    "Disqualified": "disqualified",
    "Nurturing": "recycled",
    "OPEN": "new",
    "IN_PROGRESS": "accepted",
    "UNQUALIFIED": "disqualified",
    "BAD_TIMING": "recycled",
}


@dataclass(frozen=True)
class Change:
    """A field took a value; None: it was cleared."""

    at: datetime
    field: str
    value: str | None


@dataclass(frozen=True)
class Record:
    """A contact of HubSpot or a lead of Salesforce.

    Attributes:
        source: where HubSpot saw the person first; a lead has none.
        changes: what a history tells of a field.
        held: fields without a history, as they are now.
    """

    kind: Literal["contacts", "lead"]
    created_at: datetime
    modified_at: datetime
    changes: tuple[Change, ...] = ()
    held: tuple[tuple[str, str], ...] = ()
    source: str | None = None
    converted_on: date | None = None

    @property
    def system(self) -> str:
        return "hubspot" if self.kind == "contacts" else "salesforce"

    def now(self, field: str) -> str | None:
        """What a field holds now."""
        found = [change.value for change in self.changes if change.field == field]
        return found[-1] if found else dict(self.held).get(field)


@dataclass(frozen=True)
class Said:
    """A date that a record holds: an instant, or a day without time."""

    kind: Literal["contacts", "lead", "campaign_member"]
    field: str
    at: datetime | None = None
    day: date | None = None


@dataclass(frozen=True)
class Deal:
    """An opportunity of the person; `became`: it was made of the lead when that was converted."""

    created_at: datetime
    outcome: Literal["open", "won", "lost"]
    closed_on: date
    became: bool = False
    linked_at: datetime | None = None


@dataclass(frozen=True)
class History:
    """All of one person."""

    contact: Record | None
    lead: Record | None
    said: tuple[Said, ...]
    calls: tuple[datetime, ...]
    deals: tuple[Deal, ...]

    @property
    def records(self) -> tuple[Record, ...]:
        return tuple(one for one in (self.contact, self.lead) if one is not None)

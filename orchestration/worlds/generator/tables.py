"""The company's records while they are being made: tables, links, and planted defects."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from random import Random
from typing import Final

from orchestration.worlds.generator.counted import Count
from orchestration.worlds.generator.entities import (
    Activity,
    Campaign,
    Company,
    MailingOutcome,
    Opportunity,
    Person,
    Rep,
    WebVisit,
)
from orchestration.worlds.generator.spec import WorldSpec

Row = dict[str, str]
# Kept by the vendor itself: no rule about unused fields looks at them.
SYSTEM_COLUMNS: Final = frozenset(
    {
        "id",
        "_created_at",
        "_updated_at",
        "_archived_at",
        "hs_object_id",
        "createdate",
        "lastmodifieddate",
        "hs_createdate",
        "hs_lastmodifieddate",
        "Id",
        "IsDeleted",
        "MasterRecordId",
        "CreatedDate",
        "LastModifiedDate",
        "SystemModstamp",
    }
)
# What administrators set up: nobody's records to fill in.
SETUP: Final = frozenset({"user_role", "group", "group_member", "record_type"})

# Raw table names, as truth names objects, where they are not just the lower-case vendor name.
_RAW_NAMES: Final = {
    "LeadHistory": "lead_history",
    "OpportunityHistory": "opportunity_history",
    "OpportunityFieldHistory": "opportunity_field_history",
    "OpportunityContactRole": "opportunity_contact_role",
    "OpportunityLineItem": "opportunity_line_item",
    "PricebookEntry": "pricebook_entry",
    "CampaignMember": "campaign_member",
    "UserRole": "user_role",
    "GroupMember": "group_member",
    "RecordType": "record_type",
    "DatedConversionRate": "dated_conversion_rate",
}


def raw_name(name: str) -> str:
    """The object's name in truth files."""
    return _RAW_NAMES.get(name, name.lower())


@dataclass
class Table:
    """Records of one object; columns in order of first appearance, empty text for null."""

    columns: list[str] = field(default_factory=list)
    rows: dict[str, Row] = field(default_factory=dict)

    def add(self, row: Row) -> None:
        """Append a record; its first column is the id."""
        known = set(self.columns)
        self.columns.extend(column for column in row if column not in known)
        self.rows[next(iter(row.values()))] = row

    def alive(self) -> list[Row]:
        """Records that the vendor would not report as deleted or archived."""
        return [
            row
            for row in self.rows.values()
            if row.get("IsDeleted") != "true" and not row.get("_archived_at")
        ]


@dataclass(frozen=True, order=True)
class Defect:
    """One line of truth/defects.csv; `record_id` is empty for rules about a whole field."""

    rule_id: str
    system: str
    object: str
    field: str
    record_id: str = ""


@dataclass
class Simulation:
    """Everything that exists in the company, and the record of what was planted."""

    spec: WorldSpec
    reps: list[Rep] = field(default_factory=list)
    companies: list[Company] = field(default_factory=list)
    people: list[Person] = field(default_factory=list)
    opportunities: list[Opportunity] = field(default_factory=list)
    withdrawn: list[Opportunity] = field(default_factory=list)
    campaigns: list[Campaign] = field(default_factory=list)
    hubspot: dict[str, Table] = field(default_factory=dict)
    salesforce: dict[str, Table] = field(default_factory=dict)
    associations: list[Row] = field(default_factory=list)
    history: list[Row] = field(default_factory=list)
    sections: dict[str, list[Row]] = field(default_factory=dict)
    dropped: dict[str, list[Row]] = field(default_factory=dict)
    responses: list[tuple[str, date]] = field(default_factory=list)
    activities: list[Activity] = field(default_factory=list)
    pushed: list[Row] = field(default_factory=list)
    mailings: list[MailingOutcome] = field(default_factory=list)
    visits: list[WebVisit] = field(default_factory=list)
    counted: list[Count] = field(default_factory=list)
    aliases: list[tuple[str, str, str, str]] = field(default_factory=list)
    defects: set[Defect] = field(default_factory=set)
    gaps: list[Row] = field(default_factory=list)
    strangers: list[tuple[Person, datetime]] = field(default_factory=list)
    dollar_deals: list[Opportunity] = field(default_factory=list)
    lookalikes: list[Row] = field(default_factory=list)
    counters: dict[str, int] = field(default_factory=dict)
    streams: dict[str, Random] = field(default_factory=dict)

    def rng(self, topic: str) -> Random:
        """The topic's random stream, which goes on where whoever drew from it before left it."""
        return self.streams.setdefault(topic, self.spec.rng(topic))

    @property
    def as_of(self) -> datetime:
        """Where the story stops."""
        return self.spec.as_of

    def number(self, kind: str) -> int:
        """The next counter value of that kind, from 1."""
        self.counters[kind] = self.counters.get(kind, 0) + 1
        return self.counters[kind]

    def active_reps(self, team: str) -> list[Rep]:
        """Reps of a team who still work here."""
        return [rep for rep in self.reps if rep.team == team and rep.active]

    def lone_opportunities(self) -> list[Opportunity]:
        """Those that live in Salesforce alone, have an amount, and in which nothing is broken."""
        planted = {defect.record_id for defect in self.defects}
        return [
            deal
            for deal in self.opportunities
            if deal.salesforce_id
            and not deal.deal_id
            and deal.deleted_at is None
            and deal.salesforce_id not in planted
            and deal.last.amount is not None
        ]

    def table(self, system: str, name: str) -> Table:
        """The table, made when first asked for."""
        home = self.hubspot if system == "hubspot" else self.salesforce
        return home.setdefault(name, Table())

    def associate(self, ends: tuple[str, str, str, str], kinds: Mapping[int, str]) -> None:
        """Link two HubSpot records (from_type, from_id, to_type, to_id) by type id and label."""
        from_type, from_id, to_type, to_id = ends
        for type_id, label in kinds.items():
            self.associations.append(
                {
                    "from_type": from_type,
                    "from_id": from_id,
                    "to_type": to_type,
                    "to_id": to_id,
                    "category": "HUBSPOT_DEFINED",
                    "type_id": str(type_id),
                    "label": label,
                }
            )

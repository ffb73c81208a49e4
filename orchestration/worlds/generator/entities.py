"""The actors of the story: reps, companies, people, opportunities, campaigns, activities.

State only. How they come to be is in companies.py, people.py, sales.py; how they are written down
is in hubspot_records.py and salesforce_records.py.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date, datetime
from typing import NamedTuple

from orchestration.worlds.generator.vocabulary import Place, Source, Stage


@dataclass
class Rep:
    """Somebody who works here, in both systems under one e-mail."""

    name: str
    email: str
    team: str
    active: bool
    created_at: datetime
    owner_id: str
    user_id: str
    portal_user_id: str


@dataclass
class Company:
    """A business that people belong to. Ids stay empty where a system never hears of it."""

    number: int
    name: str
    domain: str
    industry: tuple[str, str]
    place: Place
    employees: int
    owner: Rep
    created_at: datetime
    product: str
    hubspot_id: str = ""
    account_id: str = ""
    account_at: datetime | None = None
    won_at: datetime | None = None
    people: list[Person] = field(default_factory=list, repr=False)
    opportunities: list[Opportunity] = field(default_factory=list, repr=False)

    @property
    def key(self) -> str:
        """The business's id in truth files."""
        return f"A{self.number:05d}"


@dataclass
class Evidence:
    """What the records of one person will prove, noted as each record is written."""

    stages: dict[str, list[datetime]] = field(default_factory=dict)
    fallbacks: dict[str, list[datetime]] = field(default_factory=dict)
    activities: list[datetime] = field(default_factory=list)
    accepted: bool = False

    def note(self, stage: str, at: datetime) -> None:
        """Remember one recorded proof that the stage was entered."""
        self.stages.setdefault(stage, []).append(at)

    def note_fallback(self, stage: str, at: datetime) -> None:
        """Remember proof that only counts where there is no other."""
        self.fallbacks.setdefault(stage, []).append(at)


@dataclass
class Activity:
    """One thing done with a person. `kind` is call, email, meeting or task.

    What its record says is noted as that is written: its system and id, when it was put down,
    whether it was an attempt to reach the person, and whether both sides took part.
    """

    kind: str
    at: datetime
    person: Person
    rep: Rep
    done: bool
    outbound: bool = True
    opportunity: Opportunity | None = None
    system: str = ""
    record_id: str = ""
    noted_at: datetime | None = None
    is_attempt: bool = False
    is_contact: bool = False


@dataclass
class Baton:
    """The plan of one hand-over: owners in order, and the answers that truth states.

    Attributes:
        way: how it goes; batons.py names the ways.
        owners: since when, id and name of the lead's owner.
        answers: rows of truth/handoffs.csv without the person.
        calls: when sales tried to reach the person, and who did.
        reason: what the lead's field says.
    """

    way: str
    owners: list[tuple[datetime, str, str]] = field(default_factory=list)
    answers: list[dict[str, str]] = field(default_factory=list)
    calls: list[tuple[datetime, Rep]] = field(default_factory=list)
    reason: str = ""


@dataclass
class Person:
    """A human being and the plan of their way; an instant that is None did not come to pass.

    `kind`: marketing (came through a channel), lead (entered by sales), prospect (sales' own
    contact), colleague (a further buyer). `route`: the system in which sales works the person.
    `evidence` is of the first time through the funnel, `later` of those after it.
    """

    number: int
    kind: str
    first: str
    last: str
    email: str
    title: str
    phone: str
    company: Company | None
    place: Place
    source: Source
    owner: Rep
    created_at: datetime
    in_hubspot: bool
    route: str = "none"
    outcome: str = "none"
    inquiry_at: datetime | None = None
    mql_at: datetime | None = None
    lead_at: datetime | None = None
    worked_at: datetime | None = None
    exit_at: datetime | None = None
    sql_at: datetime | None = None
    contact_at: datetime | None = None
    hubspot_id: str = ""
    lead_id: str = ""
    contact_id: str = ""
    campaign: Campaign | None = None
    archived_at: datetime | None = None
    lead_deleted: bool = False
    alias: str = ""
    salesforce_email: str = ""
    linked: bool = True
    source_hidden: bool = False
    baton: Baton | None = None
    opportunities: list[Opportunity] = field(default_factory=list)
    evidence: Evidence = field(default_factory=Evidence)
    later: list[Evidence] = field(default_factory=list)

    @property
    def key(self) -> str:
        """The person's id in truth files."""
        return f"P{self.number:06d}"

    @property
    def is_steady(self) -> bool:
        """Whether sales first worked the person after marketing handed them over, as it should."""
        start = self.mql_at or self.lead_at
        return self.worked_at is not None and start is not None and start <= self.worked_at


@dataclass
class StageChange:
    """One row of an opportunity's history."""

    stage: Stage
    at: datetime
    amount: float | None
    close_date: date


@dataclass
class Opportunity:
    """A deal as it stands at the end, with the changes that led there.

    `deal_close_date` and `deal_owner` are what HubSpot says where it says something else.
    `forecast` and `chance` (per cent) are what its record says where that is not the stage's own.
    """

    number: int
    company: Company
    primary: Person | None
    source: Source
    owner: Rep
    created_at: datetime
    kind: str
    changes: list[StageChange]
    from_lead: bool
    home: str
    synced: bool = False
    others: list[tuple[Person, str]] = field(default_factory=list)
    salesforce_id: str = ""
    deal_id: str = ""
    deal_stage: str = ""
    deal_amount: float | None = None
    deal_close_date: date | None = None
    deal_owner: Rep | None = None
    cycle_number: int = 1
    first_owner: Rep | None = None
    passed_at: datetime | None = None
    deleted_at: datetime | None = None
    is_aimless: bool = False
    forecast: str = ""
    chance: int | None = None

    @property
    def key(self) -> str:
        """The opportunity's id in truth files."""
        return f"O{self.number:05d}"

    @property
    def last(self) -> StageChange:
        """Where the opportunity stands."""
        return self.changes[-1]

    @property
    def outcome(self) -> str:
        """open, won or lost."""
        return {"Closed Won": "won", "Closed Lost": "lost"}.get(self.last.stage.name, "open")


@dataclass
class Campaign:
    """A marketing campaign; both systems keep their own record of it."""

    number: int
    name: str
    kind: str
    start: date
    end: date
    created_at: datetime
    budget: int
    owner: Rep
    salesforce_id: str = ""
    hubspot_id: str = ""


class WebVisit(NamedTuple):
    """A visit of a person to the website: its first view, whose it is, where from, what of."""

    view_id: str
    person: str
    at: datetime
    channel: str
    campaign: Campaign | None


@dataclass
class MailingOutcome:
    """What became of one mailing: addresses by what they did, each once."""

    mailing_id: str
    told: dict[str, set[str]] = field(default_factory=dict)

    def note(self, what: str, address: str) -> None:
        """One more who did it, or the same one again."""
        self.told.setdefault(what, set()).add(address)

    def count(self, what: str) -> int:
        """How many addresses did it."""
        return len(self.told.get(what, ()))

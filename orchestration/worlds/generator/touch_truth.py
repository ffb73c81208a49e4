"""Who was touched when, who sourced each deal, and what channels share it: in plain Python.

From whom and what the company was planned with, not from how anything is joined. Visits that a
dropped file tells are of visitors whom nobody knows, and touch nobody.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from datetime import UTC, datetime, timedelta
from fractions import Fraction
from typing import Final, NamedTuple
from zoneinfo import ZoneInfo

from orchestration.worlds.generator.assets import campaign_at, campaigns_of_content
from orchestration.worlds.generator.entities import Opportunity, Person
from orchestration.worlds.generator.spec import PORTAL_TIME_ZONE, iso, midnight
from orchestration.worlds.generator.spending import CHANNELS
from orchestration.worlds.generator.tables import Row, Simulation

LOOKBACK: Final = timedelta(days=180)
_INSTANT: Final = timedelta(microseconds=1)
#: Of touches of one instant the first comes first.
_RANKS: Final = {
    "form_submission": 1,
    "campaign_response": 2,
    "email_click": 5,
    "web_session": 6,
    "email_open": 7,
    "meeting": 8,
    "call": 9,
    "email": 10,
    "message": 11,
}
#: What a mail program may do by itself earns nobody anything.
_UNCREDITED: Final = "email_open"
_OUTREACH: Final = "outbound"


class Touch(NamedTuple):
    """One interaction of one person, in the order in which touches are told."""

    at: datetime
    rank: int
    system: str
    record_id: str
    person: str
    kind: str
    channel: str
    campaign: str = ""

    @property
    def is_marketing(self) -> bool:
        """What sales did is outreach; everything else is marketing's."""
        return self.channel != _OUTREACH


def answers(simulation: Simulation) -> dict[str, list[Row]]:
    """Rows of truth files, by name."""
    return {
        "touches": touch_rows(simulation),
        "sourcing": sourcing_rows(simulation),
        "credits": credit_rows(simulation),
    }


def touch_rows(simulation: Simulation) -> list[Row]:
    """touches.csv: every touch of somebody whom a system still knows."""
    return [
        {
            "system": touch.system,
            "record_id": touch.record_id,
            "person_id": touch.person,
            "touch_type": touch.kind,
            "touched_at": iso(touch.at),
            "channel": touch.channel,
            "campaign": touch.campaign,
        }
        for touch in sorted(_touches(simulation))
    ]


def sourcing_rows(simulation: Simulation) -> list[Row]:
    """sourcing.csv: whose each deal is, by two of the rules, and whether marketing had a part."""
    found = _by_person(simulation)
    return [
        {
            "opportunity_id": deal.key,
            **_sourced(_of_deal(deal, found, _over_at(simulation, deal)), deal),
        }
        for deal in simulation.opportunities
    ]


def credit_rows(simulation: Simulation) -> list[Row]:
    """credits.csv: what channels share a deal by four rules; none where no touch was seen."""
    found = _by_person(simulation)
    rows = []
    for deal in simulation.opportunities:
        until = deal.created_at + _INSTANT  # closed before it was made or not
        made = [one for one in _of_deal(deal, found, until) if one.is_marketing]
        touches = [
            one for one in _of_deal(deal, found, _over_at(simulation, deal)) if one.is_marketing
        ]
        journeys = {"created": made, **({"won": touches} if deal.outcome == "won" else {})}
        for conversion, journey in journeys.items():
            for model, shares in _shares([touch.channel for touch in journey]).items():
                rows += [
                    {
                        "opportunity_id": deal.key,
                        "conversion": conversion,
                        "model": model,
                        "channel": channel,
                        "weight": f"{float(share):.12f}",
                    }
                    for channel, share in sorted(shares.items())
                ]
    return rows


def _shares(channels: Sequence[str]) -> Mapping[str, Mapping[str, Fraction]]:
    """Rule -> channel -> its share of one deal."""
    nobody = {"unattributed": Fraction(1)}
    if not channels:
        return dict.fromkeys(("first", "last", "linear", "shapley"), nobody)
    counts = Counter(channels)
    return {
        "first": {channels[0]: Fraction(1)},
        "last": {channels[-1]: Fraction(1)},
        "linear": {one: Fraction(count, len(channels)) for one, count in counts.items()},
        "shapley": dict.fromkeys(counts, Fraction(1, len(counts))),
    }


def _sourced(touches: Sequence[Touch], deal: Opportunity) -> Row:
    before = [touch for touch in touches if touch.at <= deal.created_at]
    marketing = [touch for touch in touches if touch.is_marketing]
    sales = [touch for touch in touches if not touch.is_marketing]
    if marketing and (not sales or marketing[0].at < sales[0].at):
        reached_first = "marketing"
    else:
        reached_first = "sales" if sales else "unknown"
    first = ("marketing" if before[0].is_marketing else "sales") if before else "unknown"
    return {
        "by_first_touch": first,
        "by_pre_sales": reached_first,
        "is_influenced_before": str(any(touch.is_marketing for touch in before)).lower(),
        "is_influenced_after": str(any(touch.at > deal.created_at for touch in marketing)).lower(),
    }


def _of_deal(
    deal: Opportunity, found: Mapping[str, Sequence[Touch]], until: datetime
) -> list[Touch]:
    """Touches of its buyers, in order; of a deal that names nobody, those of its company."""
    buyers = [*([deal.primary] if deal.primary else []), *(person for person, _ in deal.others)]
    people = {person.key for person in buyers or deal.company.people}
    return sorted(
        touch
        for person in people
        for touch in found.get(person, ())
        if deal.created_at - LOOKBACK <= touch.at < until and touch.kind != _UNCREDITED
    )


def _over_at(simulation: Simulation, deal: Opportunity) -> datetime:
    """When the day on which it was closed is over where that was picked; of an open one now."""
    if deal.outcome == "open":
        return simulation.as_of + _INSTANT
    zone = ZoneInfo("UTC" if deal.salesforce_id else PORTAL_TIME_ZONE)
    over = deal.last.close_date + timedelta(days=1)
    return datetime(over.year, over.month, over.day, tzinfo=zone).astimezone(UTC)


def _by_person(simulation: Simulation) -> dict[str, list[Touch]]:
    found: dict[str, list[Touch]] = {}
    for touch in _touches(simulation):
        found.setdefault(touch.person, []).append(touch)
    return found


def _touches(simulation: Simulation) -> Iterator[Touch]:
    yield from _forms(simulation)
    yield from _responses(simulation)
    yield from _mailings(simulation)
    for visit in simulation.visits:
        of = campaign_at(visit.campaign, visit.at.date())
        what = (visit.person, "web_session", visit.channel, of)
        yield Touch(visit.at, _RANKS["web_session"], "hubspot", visit.view_id, *what)
    for one in simulation.activities:
        if one.is_contact and one.record_id and one.at <= simulation.as_of:
            rank = _RANKS.get(one.kind, 11)
            yield Touch(
                one.at, rank, one.system, one.record_id, one.person.key, one.kind, _OUTREACH
            )


def _addresses(simulation: Simulation) -> dict[str, Person]:
    """Whose living contact has which address."""
    people = {
        person.hubspot_id: person
        for person in simulation.people
        if person.hubspot_id and not person.archived_at
    }
    contacts = simulation.table("hubspot", "contacts").rows
    addresses: dict[str, Person] = {}
    for key, person in people.items():
        if key in contacts:
            addresses.setdefault(contacts[key]["email"].strip().lower(), person)
    return addresses


def _forms(simulation: Simulation) -> Iterator[Touch]:
    """A form is of the contact that has its address."""
    addresses, campaigns = _addresses(simulation), campaigns_of_content(simulation)
    for row in simulation.sections.get("form_submissions", ()):
        owner = addresses.get(row["email"].strip().lower())
        if owner is not None:
            at = datetime.fromisoformat(row["submitted_at"])
            of = campaign_at(campaigns.get(row["form_id"]), at.date())
            what = (owner.key, "form_submission", "website", of)
            yield Touch(at, 1, "hubspot", row["conversion_id"], *what)


def _mailings(simulation: Simulation) -> Iterator[Touch]:
    """Of each sending the first time that its recipient opened it, and followed a link."""
    addresses, campaigns = _addresses(simulation), campaigns_of_content(simulation)
    by_log = {
        row["email_campaign_ids"]: campaigns[row["id"]]
        for row in simulation.sections.get("marketing_emails", ())
    }
    firsts: dict[tuple[str, str, str], Row] = {}
    for row in sorted(
        simulation.sections.get("email_events", ()), key=lambda row: (row["created"], row["id"])
    ):
        if row["browser_type"]:  # what a program does by itself has none
            firsts.setdefault((row["sent_by"], row["recipient"], row["type"]), row)
    for (_, recipient, what), row in firsts.items():
        owner = addresses.get(recipient.strip().lower())
        kind = {"OPEN": "email_open", "CLICK": "email_click"}.get(what)
        if owner is not None and kind is not None:
            at = datetime.fromisoformat(row["created"])
            told = (owner.key, kind, "email", by_log[row["campaign_id"]].name)
            yield Touch(at, _RANKS[kind], "hubspot", row["id"], *told)


def _responses(simulation: Simulation) -> Iterator[Touch]:
    """An answer to a campaign is known by its day; where from, by the campaign's kind."""
    people = {person.lead_id: person for person in simulation.people if person.lead_id}
    campaigns = {one.salesforce_id: one for one in simulation.campaigns}
    members = simulation.table("salesforce", "CampaignMember").rows
    for record_id, on in simulation.responses:
        row = members[record_id]
        person = people[row["LeadId"]]
        campaign = campaigns[row["CampaignId"]]
        what = (person.key, "campaign_response", CHANNELS[campaign.kind], campaign.name)
        yield Touch(midnight(on), 2, "salesforce", record_id, *what)

"""What each metric is made of, day by day, as the simulation made it happen.

Hand-overs are in handoffs.csv. Everything is counted once, by the day in UTC, for the channel and
the colleague that it is put down to; what lies after the world's end does not count yet.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from datetime import date, datetime, timedelta
from decimal import Decimal
from typing import Final

from orchestration.worlds.generator.counted import Count
from orchestration.worlds.generator.entities import Activity, Opportunity, Person
from orchestration.worlds.generator.spec import money
from orchestration.worlds.generator.tables import Row, Simulation
from orchestration.worlds.generator.truth import (
    FUNNEL,
    channel_of,
    deal_stages,
    is_known,
    lead_stages,
)
from orchestration.worlds.generator.vocabulary import LEAD_SOURCE_CHANNELS

#: So long ago a contact makes no call a warm one.
_COLD_AFTER: Final = timedelta(days=90)
_ONE: Final = Decimal(1)
#: What the glossary calls each team; the queues are those of sales.
_TEAMS: Final = {"sales": "sales", "sdr": "sales", "marketing": "marketing", "operations": "revops"}


def metric_rows(simulation: Simulation) -> list[Row]:
    """metrics.csv: metric, day, channel, owner, team, and how much above and below the line."""
    teams = {rep.email: _TEAMS[rep.team] for rep in simulation.reps}
    sums: dict[tuple[str, date, str, str], list[Decimal]] = defaultdict(lambda: [Decimal(0)] * 2)
    is_ratio: dict[str, bool] = {}
    for one in counts(simulation):
        held = sums[one.metric_id, one.on, one.channel, one.owner]
        held[0] += one.numerator
        held[1] += one.denominator or 0
        is_ratio[one.metric_id] = one.denominator is not None
    return [
        {
            "metric_id": metric,
            "day": on.isoformat(),
            "channel": channel,
            "owner": owner,
            "team": teams.get(owner, "sales") if owner else "",
            "numerator": f"{above:f}",
            "denominator": f"{below:f}" if is_ratio[metric] else "",
        }
        for (metric, on, channel, owner), (above, below) in sorted(sums.items())
    ]


def counts(simulation: Simulation) -> Iterator[Count]:
    """Everything that counts by the end of the world."""
    today = simulation.as_of.date()
    for found in (
        simulation.counted,
        _entries(simulation),
        _opportunities(simulation),
        _activities(simulation),
    ):
        yield from (one for one in found if one.on <= today)


def _entries(simulation: Simulation) -> Iterator[Count]:
    """Stages of cycles; a cycle that became an opportunity is its owner's."""
    for person in filter(is_known, simulation.people):
        channel, owner = _channel_of_person(person), _owner_of(simulation, person)
        first = person.opportunities[0].owner.email if person.opportunities else owner
        yield from _stage_counts(lead_stages(person.evidence), channel, first)
        for evidence in person.later:
            yield from _stage_counts(lead_stages(evidence), channel, owner)
    for deal in simulation.opportunities:
        yield from _stage_counts(deal_stages(deal), _channel_of_deal(deal), deal.owner.email)


def _stage_counts(entered: dict[str, datetime], channel: str, owner: str) -> Iterator[Count]:
    for stage, at in entered.items():
        if stage in FUNNEL:
            metric = f"entered_{stage.lower()}"
            yield Count(metric, at.date(), _ONE, channel=channel, owner=owner)


def _owner_of(simulation: Simulation, person: Person) -> str:
    """Whose the person is: by the Salesforce contact, else the lead, else HubSpot."""
    names = {rep.user_id: rep.email for rep in simulation.reps}
    names |= {rep.owner_id: rep.email for rep in simulation.reps}
    if simulation.spec.has_salesforce:
        groups = simulation.table("salesforce", "Group").rows
        names |= {key: row["Name"] for key, row in groups.items()}
    for system, table, record, column in (
        ("salesforce", "Contact", person.contact_id, "OwnerId"),
        ("salesforce", "Lead", "" if person.lead_deleted else person.lead_id, "OwnerId"),
        ("hubspot", "contacts", person.hubspot_id, "hubspot_owner_id"),
    ):
        row = simulation.table(system, table).rows.get(record) if record else None
        if row and row.get(column):
            return names[row[column]]
    return ""


def _channel_of_deal(deal: Opportunity) -> str:
    if deal.primary is not None:
        return _channel_of_person(deal.primary)
    if deal.salesforce_id:
        return LEAD_SOURCE_CHANNELS[deal.source.salesforce]
    return "offline" if deal.source.hubspot == "OFFLINE" else deal.source.channel


def _channel_of_person(person: Person) -> str:
    """Whom sales entered in both systems at once is an import in HubSpot, whose word counts."""
    is_import = person.kind in ("prospect", "colleague") and person.hubspot_id
    return "offline" if is_import else channel_of(person)


def _opportunities(simulation: Simulation) -> Iterator[Count]:
    for deal in simulation.opportunities:
        for one in _of_deal(deal):
            yield one._replace(channel=_channel_of_deal(deal), owner=deal.owner.email)


def _of_deal(deal: Opportunity) -> Iterator[Count]:
    made, closes, is_won = deal.created_at.date(), deal.last.close_date, deal.outcome == "won"
    amount = None if deal.last.amount is None else Decimal(money(deal.last.amount))
    if amount is not None:
        yield Count("opened_amount", made, amount)
    if deal.outcome != "open":
        yield Count("win_rate", closes, Decimal(is_won), _ONE)
    if is_won and amount is not None:
        yield Count("won_amount", closes, amount)
    if is_won and closes >= made:
        yield Count("days_to_win", closes, Decimal((closes - made).days), _ONE)


def _activities(simulation: Simulation) -> Iterator[Count]:
    heard: dict[str, list[datetime]] = defaultdict(list)
    for activity in simulation.activities:
        if activity.is_contact:
            heard[activity.person.key].append(activity.at)
    for activity in simulation.activities:
        on, owner = activity.at.date(), activity.rep.email
        if activity.kind == "call" and activity.is_attempt:
            yield Count("calls_made", on, _ONE, owner=owner)
            yield Count("connect_rate", on, Decimal(activity.is_contact), _ONE, owner=owner)
            if activity.is_contact:
                yield Count("connects", on, _ONE, owner=owner)
            if _is_cold(activity, heard[activity.person.key]):
                yield Count("cold_calls", on, _ONE, owner=owner)
        elif activity.kind == "email" and activity.is_attempt:
            yield Count("emails_sent", on, _ONE, owner=owner)
        elif activity.kind == "meeting":
            yield from _meeting(activity)


def _is_cold(call: Activity, heard: list[datetime]) -> bool:
    return not any(call.at - _COLD_AFTER <= at < call.at for at in heard)


def _meeting(activity: Activity) -> Iterator[Count]:
    on, owner = activity.at.date(), activity.rep.email
    if activity.noted_at:
        yield Count("appointments_set", activity.noted_at.date(), _ONE, owner=owner)
    if activity.is_contact:
        yield Count("appointments_held", on, _ONE, owner=owner)
    if activity.is_attempt:
        yield Count("show_rate", on, Decimal(activity.is_contact), _ONE, owner=owner)

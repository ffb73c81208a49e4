"""The right answers, from what was noted while records were written; nothing is read back.

Stage times are those that the recorded evidence proves, in UTC. Archived contacts and deleted leads
are in no answer; records merged away belong to the person or account that survived them.
"""

from __future__ import annotations

from collections import Counter
from datetime import datetime
from typing import Any, Final

from orchestration.worlds.generator.entities import Evidence, Opportunity, Person
from orchestration.worlds.generator.spec import iso, midnight, money
from orchestration.worlds.generator.tables import Row, Simulation
from orchestration.worlds.generator.vocabulary import LEAD_SOURCE_CHANNELS

FUNNEL = ("INQ", "MQL", "SAL", "SQL", "OPP", "WON")


#: The columns of defects.csv, which a company without a defect has, too.
OF_DEFECTS: Final = ("rule_id", "system", "object", "field", "record_id")


def defect_rows(simulation: Simulation) -> list[Row]:
    """defects.csv: every planted violation, sorted."""
    return [
        {name: str(getattr(defect, name)) for name in OF_DEFECTS}
        for defect in sorted(simulation.defects)
    ]


def person_rows(simulation: Simulation) -> list[Row]:
    """persons.csv: one row per record of a person."""
    known = {person.key for person in simulation.people}
    found = [
        (person.key, system, name, record)
        for person in simulation.people
        for system, name, record in _records(person)
    ]
    found += [alias for alias in simulation.aliases if alias[0] in known]
    return _identity_rows("person_id", found)


def _records(person: Person) -> list[tuple[str, str, str]]:
    found = (
        ("hubspot", "contacts", "" if person.archived_at else person.hubspot_id),
        ("salesforce", "lead", "" if person.lead_deleted else person.lead_id),
        ("salesforce", "contact", person.contact_id),
    )
    return [entry for entry in found if entry[2]]


def is_known(person: Person) -> bool:
    """Whether a system still has a record of the person."""
    return bool(_records(person))


def account_rows(simulation: Simulation) -> list[Row]:
    """accounts.csv: one row per record of a business."""
    known = {company.key for company in simulation.companies}
    found = []
    for company in simulation.companies:
        found.append((company.key, "hubspot", "companies", company.hubspot_id))
        found.append((company.key, "salesforce", "account", company.account_id))
    found += [alias for alias in simulation.aliases if alias[0] in known]
    return _identity_rows("account_id", [entry for entry in found if entry[3]])


def _identity_rows(name: str, found: list[tuple[str, str, str, str]]) -> list[Row]:
    return [
        {name: key, "system": system, "object": kind, "record_id": record}
        for key, system, kind, record in sorted(found)
    ]


def opportunity_rows(simulation: Simulation) -> list[Row]:
    """opportunities.csv: one row per record; amount is the Salesforce one where there are two."""
    rows = []
    for deal in simulation.opportunities:
        records = (
            ("salesforce", "opportunity", deal.salesforce_id),
            ("hubspot", "deals", deal.deal_id),
        )
        rows += [
            {
                "opportunity_id": deal.key,
                "system": system,
                "object": name,
                "record_id": record,
                "person_id": deal.primary.key if deal.primary else "",
                "account_id": deal.company.key,
                "outcome": deal.outcome,
                "amount": money(deal.last.amount),
            }
            for system, name, record in records
            if record
        ]
    return rows


def lead_stages(evidence: Evidence) -> dict[str, datetime]:
    """Stages of one lead cycle that the records prove, without the opportunity's."""
    entered = {stage: min(times) for stage, times in evidence.stages.items()}
    for stage, times in evidence.fallbacks.items():
        # A record made after a later stage was entered is no sign of the way there.
        later = [entered[one] for one in FUNNEL[FUNNEL.index(stage) + 1 :] if one in entered]
        if not later or min(times) <= min(later):
            entered.setdefault(stage, min(times))
    handed_over = entered.get("MQL") or _interested_at(evidence)
    if handed_over and evidence.accepted:
        after = [at for at in evidence.activities if at >= handed_over]
        if after:
            entered["SAL"] = min(after)
    return entered


def _interested_at(evidence: Evidence) -> datetime | None:
    """When the lead's cycle begins: the first sign of interest, of whatever quality."""
    return min((*evidence.stages.get("INQ", ()), *evidence.fallbacks.get("INQ", ())), default=None)


def deal_stages(deal: Opportunity) -> dict[str, datetime]:
    """Stages that the opportunity proves."""
    entered = {"OPP": deal.created_at}
    if deal.outcome != "open":
        entered[deal.outcome.upper()] = midnight(deal.last.close_date)
    return entered


def stage_rows(simulation: Simulation) -> list[Row]:
    """stages.csv: person, cycle, stage and the instant the records prove."""
    found: list[tuple[str, int, str, datetime]] = []
    for person in simulation.people:
        if is_known(person):
            for cycle, evidence in enumerate((person.evidence, *person.later), start=1):
                found += [(person.key, cycle, *item) for item in lead_stages(evidence).items()]
    for deal in simulation.opportunities:
        key = deal.primary.key if deal.primary else ""
        found += [(key, deal.cycle_number, *item) for item in deal_stages(deal).items()]
    return [
        {
            "person_id": key,
            "cycle_number": str(cycle),
            "stage_code": stage,
            "entered_at": iso(at),
        }
        for key, cycle, stage, at in sorted(found)
    ]


def channel_of(person: Person) -> str:
    """The glossary channel of the person's first touch."""
    if person.source_hidden:
        return "unknown"
    if person.hubspot_id:
        return person.source.channel
    return LEAD_SOURCE_CHANNELS[person.source.salesforce]


def summary(simulation: Simulation) -> dict[str, Any]:
    """summary.json: lead cycles by channel and by MQL month, and the money.

    A cycle that reached a stage counts in every earlier one as well.
    """
    channels: dict[str, Counter[str]] = {}
    months: dict[str, Counter[str]] = {}
    kinds: Counter[str] = Counter()
    for person in simulation.people:
        for entered in _cycles(person):
            kinds["lead"] += 1
            reached = _reached(entered)
            channels.setdefault(channel_of(person), Counter()).update(reached)
            if "MQL" in entered:
                months.setdefault(f"{entered['MQL']:%Y-%m}", Counter()).update(reached)
    deals = simulation.opportunities
    for deal in deals:
        if deal.cycle_number > 1:
            kinds["expansion"] += 1
        elif deal.primary is None or not lead_stages(deal.primary.evidence):
            kinds["sales_generated"] += 1
    return {
        "cycles": dict(sorted(kinds.items())),
        "by_channel": {name: _counts(channels[name]) for name in sorted(channels)},
        "by_mql_month": {name: _counts(months[name]) for name in sorted(months)},
        "opportunities": len(deals),
        "won_amount": _total(deals, "won"),
        "open_amount": _total(deals, "open"),
    }


def _cycles(person: Person) -> list[dict[str, datetime]]:
    """The stages of each time through the funnel; a deal belongs to the first."""
    first = lead_stages(person.evidence) if is_known(person) else {}
    if not first:
        return []
    if person.opportunities:
        first |= deal_stages(person.opportunities[0])
    return [first, *(lead_stages(evidence) for evidence in person.later)]


def _reached(entered: dict[str, datetime]) -> list[str]:
    proven = set(entered) | ({"OPP"} if "LOST" in entered else set())
    highest = max((FUNNEL.index(stage) for stage in proven if stage in FUNNEL), default=-1)
    return list(FUNNEL[: highest + 1])


def _counts(counter: Counter[str]) -> dict[str, int]:
    return {stage.lower(): counter[stage] for stage in FUNNEL}


def _total(deals: list[Opportunity], outcome: str) -> float:
    return round(sum(deal.last.amount or 0.0 for deal in deals if deal.outcome == outcome), 2)

"""Contacts on the company's website, page by page, as HubSpot's log of events tells it.

One contact in eight came once or twice. Planned are: where each visit came from, by HubSpot's own
word or by the words of the address; pages of campaigns; visits before somebody was known, which
HubSpot tells later; and what crawlers looked at. Nobody comes back within the pause of a visit.
"""

from __future__ import annotations

from datetime import datetime, timedelta
from random import Random
from typing import Final

from orchestration.worlds.generator.assets import landing_page_id
from orchestration.worlds.generator.entities import Campaign, Person, WebVisit
from orchestration.worlds.generator.spec import iso
from orchestration.worlds.generator.tables import Row, Simulation

_PERSON: Final = "Mozilla/5.0 (Windows NT 10.0; Win64; x64) Firefox/150.0"
_MACHINE: Final = "Mozilla/5.0 (compatible; Examplebot/2.1; +https://bot.example)"
_PAGES: Final = {"": "Home", "prices": "Prices", "news": "News"}
#: What HubSpot says of where a visit came from, and the channel that it stands for.
_SOURCES: Final = {
    "DIRECT_TRAFFIC": "direct",
    "ORGANIC_SEARCH": "organic_search",
    "REFERRALS": "referral",
}
#: What an address says of it counts before that.
_NEWSLETTER: Final = {"utm_source": "email", "utm_medium": "newsletter"}


def visit_website(simulation: Simulation) -> None:
    """Rows of the log, and what of it is a visit of a person."""
    if not simulation.spec.has_hubspot:
        return
    rng, rows = simulation.spec.rng("contacts on the website"), list[Row]()
    contacts = simulation.table("hubspot", "contacts").rows
    campaigns = [one for one in simulation.campaigns if one.kind == "Webinar"]
    for person in simulation.people:
        known = contacts.get(person.hubspot_id)
        if known is None or known.get("_archived_at") or rng.random() > 0.125:
            continue
        at = person.created_at - timedelta(days=rng.randrange(20))
        for _ in range(rng.choice((1, 2))):
            at += timedelta(days=rng.randrange(1, 40), minutes=rng.randrange(600))
            page = rng.choice(campaigns) if campaigns and rng.random() < 0.3 else None
            _visit(simulation, rng, rows, (person, at, page))
    simulation.sections["page_views"] = rows


def _visit(
    simulation: Simulation,
    rng: Random,
    rows: list[Row],
    who: tuple[Person, datetime, Campaign | None],
) -> None:
    """One to three pages; the first is where it came to, and the touch."""
    person, at, campaign = who
    source = rng.choice([*_SOURCES])
    words = _NEWSLETTER if rng.random() < 0.2 else {}
    is_machine = rng.random() < 0.08
    for place, pause in enumerate([0, *(rng.randrange(1, 30) for _ in range(rng.randrange(3)))]):
        at += timedelta(minutes=pause)
        if at > simulation.as_of:
            return
        row = {
            "id": f"visit-{len(rows):06d}",
            "contact_id": person.hubspot_id,
            "occurred_at": iso(at),
            **_page(simulation, rng, campaign if place == 0 else None),
            "user_agent": _MACHINE if is_machine else _PERSON,
            "visit_source": source,
            "utm_source": words.get("utm_source", "") if place == 0 else "",
            "utm_medium": words.get("utm_medium", "") if place == 0 else "",
            "known_at": iso(max(at, person.created_at)),
        }
        rows.append(row)
        if place == 0 and not is_machine:
            channel = "email" if words else _SOURCES[source]
            simulation.visits.append(WebVisit(row["id"], person.key, at, channel, campaign))


def _page(simulation: Simulation, rng: Random, campaign: Campaign | None) -> Row:
    site = f"https://www.{simulation.spec.name}.example"
    if campaign is not None:
        return {
            "url": f"{site}/webinars/{campaign.number}?hsCtaTracking=1",
            "title": campaign.name,
            "page_id": landing_page_id(campaign),
        }
    path = rng.choice([*_PAGES])
    return {"url": f"{site}/{path}", "title": _PAGES[path], "page_id": ""}

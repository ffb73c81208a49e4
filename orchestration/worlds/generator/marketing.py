"""Writes what marketing keeps in HubSpot: forms and submissions, e-mails, lists and members.

A submission is what a contact's first and latest conversion tell of; nothing is proved twice.
"""

from __future__ import annotations

from datetime import timedelta
from typing import Final
from uuid import NAMESPACE_URL, uuid5

from orchestration.worlds.generator import assets, campaign_reports, mailings
from orchestration.worlds.generator.spec import HISTORY_DAYS, flag, iso, midnight
from orchestration.worlds.generator.tables import Row, Simulation
from orchestration.worlds.generator.vocabulary import FORMS

_LISTS: Final = {"11": "Marketing qualified", "12": "Newsletter"}


def write_marketing(simulation: Simulation) -> None:
    """Five forms and one that is archived, a submission per conversion, two lists."""
    made = iso(simulation.as_of - timedelta(days=HISTORY_DAYS + 300))
    names = [*FORMS, "Old newsletter"]
    simulation.sections["forms"] = [
        {
            "id": _form_id(name),
            "name": name,
            "form_type": "hubspot",
            "created_at": made,
            "updated_at": made,
            "archived": flag(name not in FORMS),
        }
        for name in names
    ]
    simulation.sections["form_submissions"] = [
        row
        for contact in simulation.table("hubspot", "contacts").rows.values()
        for row in _submissions(simulation.spec.name, contact)
    ]
    emails = simulation.sections["marketing_emails"] = _emails(simulation)
    simulation.sections["email_events"] = mailings.log_mailings(simulation, emails)
    assets.write_assets(simulation)
    campaign_reports.write_reports(simulation)
    _write_lists(simulation, made)


def _emails(simulation: Simulation) -> list[Row]:
    """Two issues of every e-mail campaign that has begun."""
    rng = simulation.spec.rng("marketing emails")
    today, rows = simulation.as_of.date(), list[Row]()
    for campaign in simulation.campaigns:
        if campaign.kind != "Email" or campaign.start > today:
            continue
        for issue in (1, 2):
            sent = rng.randrange(200, 900)
            delivered = sent - rng.randrange(sent // 20)
            opened = rng.randrange(delivered // 6, delivered // 2)
            at = min(midnight(campaign.start) + timedelta(days=7 * issue - 7), simulation.as_of)
            rows.append(
                {
                    "id": str(88_000_000 + len(rows) * 13),
                    "name": f"{campaign.name}, issue {issue}",
                    "subject": f"News {issue}: {campaign.name}",
                    "state": "PUBLISHED",
                    "type": "BATCH_EMAIL",
                    "campaign": campaign.hubspot_id,
                    "publishDate": iso(at),
                    "created_at": iso(campaign.created_at),
                    "updated_at": iso(at),
                    "sent": str(sent),
                    "delivered": str(delivered),
                    "open": str(opened),
                    "click": str(rng.randrange(opened // 8, opened // 2)),
                    "bounce": str(sent - delivered),
                    "unsubscribed": str(rng.randrange(5)),
                }
            )
    return rows


def _submissions(company: str, contact: Row) -> list[Row]:
    moments = (contact["first_conversion_date"], contact["recent_conversion_date"])
    return [
        {
            "form_id": _form_id(contact["first_conversion_event_name"]),
            "conversion_id": str(uuid5(NAMESPACE_URL, f"{contact['id']}/{at}")),
            "submitted_at": at,
            "page_url": contact["hs_analytics_first_url"] or f"https://www.{company}.example/",
            "email": contact["email"],
            "firstname": contact["firstname"],
            "lastname": contact["lastname"],
        }
        for at in dict.fromkeys(moments)
        if at
    ]


def _write_lists(simulation: Simulation, made: str) -> None:
    rng = simulation.spec.rng("lists")
    simulation.sections["lists"] = [
        {"id": key, "name": name, "object_type_id": "0-1", "created_at": made}
        for key, name in _LISTS.items()
    ]
    members = simulation.sections["list_memberships"] = list[Row]()
    for person in simulation.people:
        if not person.hubspot_id or person.archived_at:
            continue
        joined = {"11": person.mql_at, "12": person.created_at if rng.random() < 0.3 else None}
        members += [
            {"list_id": key, "record_id": person.hubspot_id, "added_at": iso(at)}
            for key, at in joined.items()
            if at
        ]


def _form_id(name: str) -> str:
    return str(uuid5(NAMESPACE_URL, f"forms/{name}"))

"""Marketing e-mails, users, teams, subscriptions: what stands beside the records.

A world states e-mails in marketing_emails.csv; users and teams follow from owners.csv. What it does
not state is empty. Forms are in forms.py, lists in record_lists.py.
"""

from __future__ import annotations

from typing import Any, Final

from orchestration.emulator.hubspot.endpoint import Call, Handler, Reply
from orchestration.emulator.hubspot.errors import not_found
from orchestration.emulator.hubspot.metadata import owners_of
from orchestration.emulator.hubspot.paging import next_page
from orchestration.emulator.hubspot.rendering import read_instant, show_datetime
from orchestration.worlds.csv_table import Row
from orchestration.worlds.instants import format_instant

_PAGE_MAXIMUM: Final = 500
CONTACTS: Final = "0-1"


def section_rows(call: Call, section: str) -> list[Row]:
    """Rows of a section that is granted."""
    call.portal.check_scope(section)
    return call.portal.records.sections.get(section, [])


def stated_at(call: Call, *texts: str | None) -> str:
    """The first time that is stated, else the world's."""
    stated = next(filter(None, texts), None)
    return show_datetime(stated or format_instant(call.portal.records.as_of))


def page_of(
    call: Call, entries: list[Any], *, default: int = 100, highest: int = _PAGE_MAXIMUM
) -> Reply:
    """A page by offset, with a cursor when more follow."""
    limit = call.limit(default=default, highest=highest)
    text = call.one("after") or "0"
    start = int(text) if text.isdigit() else 0
    reply: dict[str, Any] = {"results": entries[start : start + limit]}
    if start + limit < len(entries):
        reply["paging"] = next_page(call, str(start + limit))
    return 200, reply


def row_of(call: Call, section: str) -> Row:
    """The row whose id the path names.

    Raises:
        HubSpotError: 404.
    """
    for row in section_rows(call, section):
        if row["id"] == call.path["id"]:
            return row
    raise not_found()


def milliseconds(text: str) -> int:
    """A stated time in epoch milliseconds."""
    instant = read_instant(text)
    return 0 if instant is None else round(instant.timestamp() * 1000)


# ---- e-mails
def list_emails(call: Call) -> Reply:
    """`GET /marketing/v3/emails`: archived ones alone where they are asked for."""
    emails = (_email(call, row) for row in section_rows(call, "marketing_emails"))
    asked = [one for one in emails if one["archived"] is call.flag("archived")]
    status, reply = page_of(call, asked)
    return status, {**reply, "total": len(asked)}


def read_email(call: Call) -> Reply:
    """`GET /marketing/v3/emails/{id}`."""
    return 200, _email(call, row_of(call, "marketing_emails"))


def list_emails_v1(call: Call) -> Reply:
    """`GET /marketing-emails/v1/emails/with-statistics`."""
    emails = [_email(call, row) for row in section_rows(call, "marketing_emails")]
    for email in emails:
        email["created"] = milliseconds(email["createdAt"])
        email["updated"] = milliseconds(email["updatedAt"])
    start, limit = int(call.one("offset") or 0), call.limit(default=250, highest=_PAGE_MAXIMUM)
    page = emails[start : start + limit]
    return 200, {
        "objects": page,
        "offset": start,
        "limit": limit,
        "total": len(emails),
        "totalCount": len(emails),
    }


def _email(call: Call, row: Row) -> dict[str, Any]:
    created = stated_at(call, row.get("created_at"), row.get("createdAt"))
    stated = {n: value for n, value in row.items() if value is not None and n not in _NOT_AS_IS}
    stats = {"stats": _stats(row)} if call.flag("includeStats") else {}
    return {
        **stated,
        "name": row.get("name") or "",
        "subject": row.get("subject") or "",
        "state": row.get("state") or "PUBLISHED",
        "isAb": False,
        "allEmailCampaignIds": [*filter(None, (row.get("email_campaign_ids") or "").split(";"))],
        "archived": row.get("archived") == "true",
        "createdAt": created,
        "updatedAt": stated_at(call, row.get("updated_at"), row.get("updatedAt"), created),
        **stats,
    }


def _stats(row: Row) -> dict[str, Any]:
    """What became of an e-mail: the counters that the world states, zero for the others."""
    counters = {name: int(row.get(name) or 0) for name in _COUNTERS}
    sent, delivered = counters["sent"], counters["delivered"]
    ratios = {
        "deliveredratio": round(100 * delivered / sent, 3) if sent else 0.0,
        "openratio": round(100 * counters["open"] / delivered, 3) if delivered else 0.0,
        "clickratio": round(100 * counters["click"] / delivered, 3) if delivered else 0.0,
    }
    return {"counters": counters, "ratios": ratios, "deviceBreakdown": {}, "qualifierStats": {}}


_COUNTERS: Final = (
    *("sent", "delivered", "open", "click", "reply", "bounce", "unsubscribed", "spamreport"),
)
_NOT_AS_IS: Final = frozenset(
    {"created_at", "updated_at", "archived", "email_campaign_ids", *_COUNTERS}
)


# ---- users and teams
def list_users(call: Call) -> Reply:
    """`GET /settings/v3/users`: those behind the living owners."""
    return page_of(call, _users(call))


def read_user(call: Call) -> Reply:
    """`GET /settings/v3/users/{id}`; idProperty=EMAIL looks that up instead."""
    key = "email" if (call.one("idProperty") or "").upper() == "EMAIL" else "id"
    for user in _users(call):
        if user[key] == call.path["id"]:
            return 200, user
    raise not_found()


def _users(call: Call) -> list[dict[str, Any]]:
    users = []
    for owner in owners_of(call):
        if owner["archived"] or "userId" not in owner:
            continue
        teams = owner.get("teams") or []
        user = {
            "id": str(owner["userId"]),
            "email": owner.get("email") or "",
            "firstName": owner.get("firstName"),
            "lastName": owner.get("lastName"),
            "roleIds": [],
            "superAdmin": False,
            "primaryTeamId": next((t["id"] for t in teams if t.get("primary")), None),
            "secondaryTeamIds": [t["id"] for t in teams if not t.get("primary")],
        }
        users.append({name: value for name, value in user.items() if value is not None})
    return users


def list_teams(call: Call) -> Reply:
    """`GET /settings/v3/users/teams`."""
    teams: dict[str, dict[str, Any]] = {}
    for owner in owners_of(call):
        for team in owner.get("teams") or []:
            blank: dict[str, Any] = {
                "id": team["id"],
                "name": team["name"],
                "userIds": [],
                "secondaryUserIds": [],
            }
            entry = teams.setdefault(team["id"], blank)
            if "userId" in owner:
                entry["userIds" if team.get("primary") else "secondaryUserIds"].append(
                    str(owner["userId"])
                )
    return 200, {"results": list(teams.values())}


# ---- what no world states
def nothing(**body: Any) -> Handler:
    """An endpoint that answers with an empty list of its kind."""
    return lambda _: (200, dict(body))


PATHS: Final[tuple[tuple[str, str, Handler], ...]] = (
    ("GET", "/marketing/v3/emails", list_emails),
    ("GET", "/marketing/v3/emails/{id}", read_email),
    ("GET", "/marketing-emails/v1/emails/with-statistics", list_emails_v1),
    ("GET", "/marketing-emails/v1/emails", list_emails_v1),
    ("GET", "/settings/v3/users/teams", list_teams),
    ("GET", "/settings/v3/users/roles", nothing(results=[])),
    ("GET", "/settings/v3/users", list_users),
    ("GET", "/settings/v3/users/{id}", read_user),
    ("GET", "/settings/users/v3", list_users),
    ("GET", "/email/public/v1/subscriptions", nothing(subscriptionDefinitions=[])),
    (
        "GET",
        "/email/public/v1/subscriptions/timeline",
        nothing(timeline=[], hasMore=False, offset=""),
    ),
    ("GET", "/email/public/v1/campaigns", nothing(campaigns=[], hasMore=False, offset="")),
    ("GET", "/email/public/v1/campaigns/by-id", nothing(campaigns=[], hasMore=False, offset="")),
    ("GET", "/automation/v3/workflows", nothing(workflows=[])),
)

"""Lists, forms, marketing e-mails, users, teams, subscriptions: what stands beside the records.

A world states them in lists.csv, list_memberships.csv, forms.csv, form_submissions.csv and
marketing_emails.csv; users and teams follow from owners.csv. What it does not state is empty.
"""

from __future__ import annotations

from typing import Any, Final

from orchestration.emulator.csv_table import Row
from orchestration.emulator.hubspot.endpoint import Call, Handler, Reply, checked_limit
from orchestration.emulator.hubspot.metadata import owners_of
from orchestration.emulator.hubspot.paging import next_page
from orchestration.emulator.hubspot.refusals import not_found
from orchestration.emulator.hubspot.rendering import read_instant, show_datetime
from orchestration.emulator.instants import format_instant

_PAGE_MAXIMUM: Final = 500
_LISTS_MAXIMUM: Final = 1_000
_CONTACTS: Final = "0-1"


def _rows(call: Call, section: str) -> list[Row]:
    call.portal.check_scope(section)
    return call.portal.store.sections.get(section, [])


def _at(call: Call, *texts: str | None) -> str:
    """The first time that is stated, else the world's."""
    stated = next(filter(None, texts), None)
    return show_datetime(stated or format_instant(call.portal.store.as_of))


def _page(call: Call, entries: list[Any], *, default: int = 100) -> Reply:
    """A page by offset, with a cursor when more follow."""
    limit = call.limit(default=default, highest=_PAGE_MAXIMUM)
    text = call.one("after") or "0"
    start = int(text) if text.isdigit() else 0
    reply: dict[str, Any] = {"results": entries[start : start + limit]}
    if start + limit < len(entries):
        reply["paging"] = next_page(call, str(start + limit))
    return 200, reply


# ---- lists
def search_lists(call: Call) -> Reply:
    """``POST /crm/v3/lists/search``: offset and count in the body."""
    count = checked_limit(call.body.get("count"), default=20, highest=_LISTS_MAXIMUM)
    start = int(call.body.get("offset") or 0)
    lists = [_list(call, row) for row in _rows(call, "lists")]
    stop = min(start + count, len(lists))
    more = stop < len(lists)
    return 200, {"lists": lists[start:stop], "offset": stop, "hasMore": more, "total": len(lists)}


def read_lists(call: Call) -> Reply:
    """``GET /crm/v3/lists``: those asked for by listIds."""
    asked = set(call.query.get("listIds", []))
    return 200, {"lists": [_list(call, r) for r in _rows(call, "lists") if _list_id(r) in asked]}


def read_list(call: Call) -> Reply:
    """``GET /crm/v3/lists/{id}``."""
    for row in _rows(call, "lists"):
        if _list_id(row) == call.path["list_id"]:
            return 200, {"list": _list(call, row)}
    raise not_found()


def list_members(call: Call) -> Reply:
    """``GET /crm/v3/lists/{id}/memberships``."""
    list_id = call.path["list_id"]
    members = [
        {
            "recordId": row.get("record_id") or row.get("recordId") or row.get("contact_id"),
            "membershipTimestamp": _at(call, row.get("added_at"), row.get("timestamp")),
        }
        for row in _rows(call, "list_memberships")
        if list_id in (row.get("list_id"), row.get("listId"))
    ]
    return _page(call, members)


def _list_id(row: Row) -> str:
    return str(row.get("id") or row.get("list_id") or row.get("listId"))


def _list(call: Call, row: Row) -> dict[str, Any]:
    members = call.portal.store.sections.get("list_memberships", [])
    size = sum(_list_id(row) in (one.get("list_id"), one.get("listId")) for one in members)
    created = _at(call, row.get("created_at"), row.get("createdAt"))
    updated = _at(call, row.get("updated_at"), row.get("updatedAt"), created)
    return {
        "listId": _list_id(row),
        "listVersion": 1,
        "name": row.get("name") or "",
        "objectTypeId": row.get("object_type_id") or _CONTACTS,
        "processingStatus": "COMPLETE",
        "processingType": row.get("processing_type") or "DYNAMIC",
        "createdAt": created,
        "updatedAt": updated,
        "filtersUpdatedAt": updated,
        "additionalProperties": {"hs_list_size": str(size)},
    }


# ---- forms
def list_forms(call: Call) -> Reply:
    """``GET /marketing/v3/forms``."""
    if call.flag("archived"):
        return 200, {"results": []}
    return _page(call, [_form(call, row) for row in _rows(call, "forms")], default=20)


def list_forms_v2(call: Call) -> Reply:
    """``GET /forms/v2/forms``: a bare list, times in epoch milliseconds."""
    forms = [_form(call, row) for row in _rows(call, "forms")]
    return 200, [
        {
            "guid": form["id"],
            "name": form["name"],
            "portalId": call.portal.portal_id,
            "createdAt": _milliseconds(form["createdAt"]),
            "updatedAt": _milliseconds(form["updatedAt"]),
            "deletedAt": 0,
            "formFieldGroups": [],
        }
        for form in forms
    ]


def list_submissions(call: Call) -> Reply:
    """``GET /form-integrations/v1/submissions/forms/{guid}``."""
    rows = [
        {
            "submittedAt": _milliseconds(_at(call, row.get("submitted_at"), row.get("timestamp"))),
            "values": [
                {"name": name, "value": value, "objectTypeId": _CONTACTS}
                for name, value in row.items()
                if value is not None and name not in _NO_ANSWERS
            ],
            "pageUrl": row.get("page_url"),
        }
        for row in _rows(call, "form_submissions")
        if row.get("form_id") == call.path["form_id"]
    ]
    return _page(call, rows, default=20)


_NO_ANSWERS: Final = frozenset({"form_id", "submitted_at", "timestamp", "page_url", "id"})


def _form(call: Call, row: Row) -> dict[str, Any]:
    created = _at(call, row.get("created_at"), row.get("createdAt"))
    return {
        "id": row["id"],
        "name": row.get("name") or "",
        "formType": row.get("form_type") or "hubspot",
        "createdAt": created,
        "updatedAt": _at(call, row.get("updated_at"), row.get("updatedAt"), created),
        "archived": False,
        "fieldGroups": [],
        "configuration": {"language": "en"},
        "displayOptions": {"theme": "default_style"},
        "legalConsentOptions": {"type": "none"},
    }


def _milliseconds(text: str) -> int:
    instant = read_instant(text)
    return 0 if instant is None else round(instant.timestamp() * 1000)


# ---- e-mails
def list_emails(call: Call) -> Reply:
    """``GET /marketing/v3/emails``."""
    return _page(call, [_email(call, row) for row in _rows(call, "marketing_emails")])


def list_emails_v1(call: Call) -> Reply:
    """``GET /marketing-emails/v1/emails/with-statistics``."""
    emails = [_email(call, row) for row in _rows(call, "marketing_emails")]
    for email in emails:
        email["created"] = _milliseconds(email["createdAt"])
        email["updated"] = _milliseconds(email["updatedAt"])
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
    created = _at(call, row.get("created_at"), row.get("createdAt"))
    stated = {name: value for name, value in row.items() if value is not None}
    return {
        **stated,
        "name": row.get("name") or "",
        "subject": row.get("subject"),
        "state": row.get("state") or "PUBLISHED",
        "isAb": False,
        "archived": False,
        "createdAt": created,
        "updatedAt": _at(call, row.get("updated_at"), row.get("updatedAt"), created),
    }


# ---- users and teams
def list_users(call: Call) -> Reply:
    """``GET /settings/v3/users``: those behind the living owners."""
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
    return _page(call, users)


def list_teams(call: Call) -> Reply:
    """``GET /settings/v3/users/teams``."""
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
    ("POST", "/crm/v3/lists/search", search_lists),
    ("GET", "/crm/v3/lists", read_lists),
    ("GET", "/crm/v3/lists/{list_id}/memberships", list_members),
    ("GET", "/crm/v3/lists/{list_id}", read_list),
    ("GET", "/marketing/v3/forms", list_forms),
    ("GET", "/forms/v2/forms", list_forms_v2),
    ("GET", "/form-integrations/v1/submissions/forms/{form_id}", list_submissions),
    ("GET", "/marketing/v3/emails", list_emails),
    ("GET", "/marketing-emails/v1/emails/with-statistics", list_emails_v1),
    ("GET", "/marketing-emails/v1/emails", list_emails_v1),
    ("GET", "/settings/v3/users", list_users),
    ("GET", "/settings/users/v3", list_users),
    ("GET", "/settings/v3/users/teams", list_teams),
    ("GET", "/settings/v3/users/roles", nothing(results=[])),
    ("GET", "/communication-preferences/v3/definitions", nothing(subscriptionDefinitions=[])),
    ("GET", "/email/public/v1/subscriptions", nothing(subscriptionDefinitions=[])),
    (
        "GET",
        "/email/public/v1/subscriptions/timeline",
        nothing(timeline=[], hasMore=False, offset=""),
    ),
    ("GET", "/email/public/v1/events", nothing(events=[], hasMore=False, offset="")),
    ("GET", "/email/public/v1/campaigns", nothing(campaigns=[], hasMore=False, offset="")),
    ("GET", "/email/public/v1/campaigns/by-id", nothing(campaigns=[], hasMore=False, offset="")),
    ("GET", "/automation/v3/workflows", nothing(workflows=[])),
    ("GET", "/automation/v4/flows", nothing(results=[])),
    ("GET", "/events/v3/events", nothing(results=[])),
)

"""What describes the portal: properties, pipelines, owners, custom object schemas, the account."""

from __future__ import annotations

import json
from datetime import UTC
from typing import Any, Final
from zoneinfo import ZoneInfo

from orchestration.emulator.hubspot.batches import finished
from orchestration.emulator.hubspot.catalog import TYPE_IDS, complete_pipeline
from orchestration.emulator.hubspot.endpoint import Call, Reply
from orchestration.emulator.hubspot.errors import batch_error, invalid, not_found
from orchestration.emulator.hubspot.ordering import order_key
from orchestration.emulator.hubspot.paging import next_page
from orchestration.emulator.hubspot.rendering import show_datetime
from orchestration.worlds.csv_table import Row
from orchestration.worlds.instants import format_instant

_OWNERS_MAXIMUM: Final = 500
_DEFINED_AT: Final = "2019-10-30T03:30:17.883Z"


def list_properties(call: Call) -> Reply:
    """`GET /crm/v3/properties/{type}`: archived ones only when asked, and then only those."""
    name = call.portal.object_name(call.path["object_type"])
    wanted = call.flag("archived")
    sensitivity = call.one("dataSensitivity") or "non_sensitive"
    results = [
        definition
        for definition in call.portal.definitions(name).values()
        if bool(definition["archived"]) is wanted and definition["dataSensitivity"] == sensitivity
    ]
    return 200, {"results": results}


def read_property(call: Call) -> Reply:
    """`GET /crm/v3/properties/{type}/{name}`."""
    name = call.portal.object_name(call.path["object_type"])
    definition = call.portal.definitions(name).get(call.path["property_name"])
    if definition is None or bool(definition["archived"]) is not call.flag("archived"):
        raise not_found()
    return 200, definition


def batch_read_properties(call: Call) -> Reply:
    """`POST /crm/v3/properties/{type}/batch/read`."""
    name = call.portal.object_name(call.path["object_type"])
    inputs = call.body.get("inputs")
    if not isinstance(inputs, list):
        raise invalid("Some required fields were not set: [inputs]")
    definitions, archived = call.portal.definitions(name), bool(call.body.get("archived"))
    asked = [str(one.get("name")) for one in inputs if isinstance(one, dict)]
    known = {n: one for n, one in definitions.items() if bool(one["archived"]) is archived}
    now = show_datetime(format_instant(call.runtime.clock.now()))
    results = [known[n] for n in asked if n in known]
    reply = {"status": "COMPLETE", "results": results, "startedAt": now, "completedAt": now}
    missing = [n for n in asked if n not in known]
    errors = [batch_error("property not found", {"name": missing})] if missing else []
    return finished(reply, errors)


def list_groups(call: Call) -> Reply:
    """`GET /crm/v3/properties/{type}/groups`: the groups that properties name."""
    return 200, {"results": _groups(call)}


def read_group(call: Call) -> Reply:
    """`GET /crm/v3/properties/{type}/groups/{name}`."""
    return 200, _one(_groups(call), "name", call.path["group_name"])


def _groups(call: Call) -> list[dict[str, Any]]:
    name = call.portal.object_name(call.path["object_type"])
    names = dict.fromkeys(d["groupName"] for d in call.portal.definitions(name).values())
    return [
        {"name": group, "label": group, "displayOrder": order, "archived": False}
        for order, group in enumerate(names)
    ]


def _one(entries: list[dict[str, Any]], key: str, value: str) -> dict[str, Any]:
    """The entry with this value.

    Raises:
        HubSpotError: 404.
    """
    for entry in entries:
        if entry[key] == value:
            return entry
    raise not_found()


def list_pipelines(call: Call) -> Reply:
    """`GET /crm/v3/pipelines/{type}`."""
    name = call.portal.object_name(call.path["object_type"])
    return 200, {"results": [complete_pipeline(one) for one in call.portal.pipelines(name)]}


def read_pipeline(call: Call) -> Reply:
    """`GET /crm/v3/pipelines/{type}/{id}`."""
    return 200, _pipeline(call)


def list_stages(call: Call) -> Reply:
    """`GET /crm/v3/pipelines/{type}/{id}/stages`."""
    return 200, {"results": _pipeline(call)["stages"]}


def read_stage(call: Call) -> Reply:
    """`GET /crm/v3/pipelines/{type}/{id}/stages/{id}`."""
    return 200, _one(_pipeline(call)["stages"], "id", call.path["stage_id"])


def _pipeline(call: Call) -> dict[str, Any]:
    name = call.portal.object_name(call.path["object_type"])
    for pipeline in call.portal.pipelines(name):
        if pipeline["id"] == call.path["pipeline_id"]:
            return complete_pipeline(pipeline)
    raise not_found()


def list_owners(call: Call) -> Reply:
    """`GET /crm/v3/owners`: deactivated ones only with archived=true."""
    limit = call.limit(default=100, highest=_OWNERS_MAXIMUM)
    after, email = call.one("after"), call.one("email")
    owners = owners_of(call)
    owners = [one for one in owners if one["archived"] is call.flag("archived")]
    if email is not None:
        owners = [one for one in owners if str(one.get("email", "")).lower() == email.lower()]
    owners.sort(key=lambda one: order_key(one["id"]))
    if after is not None:
        owners = [one for one in owners if order_key(one["id"]) > order_key(after)]
    reply: dict[str, Any] = {"results": owners[:limit]}
    if len(owners) > limit:
        reply["paging"] = next_page(call, owners[limit - 1]["id"])
    return 200, reply


def owners_of(call: Call) -> list[dict[str, Any]]:
    """Every owner, deactivated ones included."""
    call.portal.check_scope("owners")
    return [_owner(row, call) for row in call.portal.records.sections.get("owners", [])]


def read_owner(call: Call) -> Reply:
    """`GET /crm/v3/owners/{id}`; idProperty=userId looks that up instead."""
    key = "userIdIncludingInactive" if call.one("idProperty") == "userId" else "id"
    for row in call.portal.records.sections.get("owners", []):
        owner = _owner(row, call)
        if str(owner.get(key)) == call.path["owner_id"]:
            if owner["archived"] is call.flag("archived"):
                return 200, owner
            break
    raise not_found()


def _owner(row: Row, call: Call) -> dict[str, Any]:
    """One owner; headers of owners.csv count in any case, teams are JSON."""
    cells = {name.lower().replace("_", ""): value for name, value in row.items()}
    fallback = show_datetime(format_instant(call.portal.records.as_of))
    created = cells.get("createdat") or fallback
    archived = (cells.get("archived") or "").lower() == "true"
    owner: dict[str, Any] = {
        "id": cells["id"],
        "email": cells.get("email"),
        "type": cells.get("type") or "PERSON",
        "firstName": cells.get("firstname"),
        "lastName": cells.get("lastname"),
        "createdAt": show_datetime(created),
        "updatedAt": show_datetime(cells.get("updatedat") or created),
        "archived": archived,
    }
    user_id = cells.get("userid")
    if user_id is not None and user_id.isdigit():
        owner["userIdIncludingInactive"] = int(user_id)
        if not archived:
            owner["userId"] = int(user_id)
    teams = _teams(cells.get("teams"))
    if teams:
        owner["teams"] = teams
    return {name: value for name, value in owner.items() if value is not None}


def _teams(text: str | None) -> list[dict[str, Any]]:
    """Teams from JSON as the API prints them, or from plain names separated by semicolons."""
    if not text:
        return []
    try:
        teams = json.loads(text)
    except json.JSONDecodeError:
        teams = None
    if isinstance(teams, list):
        return teams
    names = [part.strip() for part in text.split(";")]
    return [{"id": name, "name": name, "primary": n == 0} for n, name in enumerate(names)]


def list_schemas(call: Call) -> Reply:
    """`GET /crm-object-schemas/v3/schemas`: custom objects of the portal."""
    if call.flag("archived"):
        return 200, {"results": []}
    names = [name for name in call.portal.custom_types if not _is_hidden(call, name)]
    return 200, {"results": [_schema(call, name) for name in names]}


def read_schema(call: Call) -> Reply:
    """`GET /crm-object-schemas/v3/schemas/{type}`."""
    return 200, _schema(call, call.portal.object_name(call.path["object_type"]))


def _is_hidden(call: Call, name: str) -> bool:
    return (name, None) in call.portal.records.hidden


def _schema(call: Call, name: str) -> dict[str, Any]:
    portal = call.portal
    type_id = portal.custom_types.get(name) or TYPE_IDS[name]
    definitions = portal.definitions(name)
    label = name.replace("_", " ").capitalize()
    return {
        "id": type_id.removeprefix("2-"),
        "objectTypeId": type_id,
        "fullyQualifiedName": portal.qualified_name(name),
        "name": name,
        "labels": {"singular": label.removesuffix("s"), "plural": label},
        "primaryDisplayProperty": next(iter(definitions)),
        "requiredProperties": [],
        "searchableProperties": [],
        "secondaryDisplayProperties": [],
        "properties": [d for d in definitions.values() if not d["archived"]],
        "associations": [],
        "archived": False,
        "createdAt": _DEFINED_AT,
        "updatedAt": _DEFINED_AT,
    }


def details_of_accounts(call: Call) -> Reply:
    """`GET /account-info/v3/details`."""
    settings = call.portal.records.settings
    zone = str(settings.get("time_zone") or "UTC")
    offset = call.runtime.clock.now().astimezone(ZoneInfo(zone)).utcoffset()
    milliseconds = int(offset.total_seconds() * 1000) if offset is not None else 0
    hours, minutes = divmod(abs(milliseconds) // 60_000, 60)
    return 200, {
        "portalId": call.portal.portal_id,
        "accountType": "STANDARD",
        "timeZone": zone,
        "companyCurrency": call.portal.currency,
        "additionalCurrencies": _additional_currencies(call),
        "utcOffset": f"{'-' if milliseconds < 0 else '+'}{hours:02d}:{minutes:02d}",
        "utcOffsetMilliseconds": milliseconds,
        "uiDomain": "app.hubspot.com",
        "dataHostingLocation": "na1",
    }


def _additional_currencies(call: Call) -> list[str]:
    """Currencies besides the portal's own: as world.json lists them, and those with rates."""
    store = call.portal.records
    listed = [str(one) for one in store.settings.get("additional_currencies") or []]
    rated = [str(row["currency"]) for row in store.sections.get("currencies", [])]
    return [one for one in dict.fromkeys([*listed, *rated]) if one != call.portal.currency]


def daily_usage(call: Call) -> Reply:
    """`GET /account-info/v3/api-usage/daily/private-apps`."""
    entry = {
        "name": "private-apps-api-calls-daily",
        "usageLimit": call.portal.limits.tier.per_day,
        "currentUsage": call.portal.limits.calls_today,
        "collectedAt": format_instant(call.runtime.clock.now()),
        "fetchStatus": "SUCCESS",
        "resetsAt": format_instant(call.portal.limits.resets_at.astimezone(UTC)),
    }
    return 200, {"results": [entry]}

"""Lists of records and their members, as lists.csv and list_memberships.csv state them."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any, Final

from orchestration.emulator.hubspot.endpoint import Call, Handler, Reply, checked_limit
from orchestration.emulator.hubspot.errors import invalid, not_found
from orchestration.emulator.hubspot.ordering import order_key
from orchestration.emulator.hubspot.reference_lists import (
    CONTACTS,
    page_of,
    section_rows,
    stated_at,
)
from orchestration.worlds.csv_table import Row

_LISTS_MAXIMUM: Final = 500
_COUNT_MAXIMUM: Final = 1_000
_MEMBERS_MAXIMUM: Final = 250


def search_lists(call: Call) -> Reply:
    """`POST /crm/v3/lists/search`: offset and count in the body.

    More than the largest page is no error, so that clients that ask for 1,000 do not fail.
    """
    asked = checked_limit(call.body.get("count"), default=20, highest=_COUNT_MAXIMUM)
    count = min(asked, _LISTS_MAXIMUM)
    start = int(call.body.get("offset") or 0)
    lists = [
        one for one in (_list(call, r) for r in section_rows(call, "lists")) if _wanted(call, one)
    ]
    order = str(call.body.get("sort") or "HS_LIST_ID")
    key = _LIST_ORDERS.get(order.removeprefix("-"))
    if key is None:
        raise invalid(f"Unknown sort: {order}")
    lists.sort(key=key, reverse=order.startswith("-"))
    stop = min(start + count, len(lists))
    more = stop < len(lists)
    return 200, {"lists": lists[start:stop], "offset": stop, "hasMore": more, "total": len(lists)}


_LIST_ORDERS: Final[dict[str, Callable[[dict[str, Any]], Any]]] = {
    "HS_LIST_ID": lambda one: order_key(one["listId"]),
    "HS_NAME": lambda one: one["name"].lower(),
    "HS_CREATED_AT": lambda one: one["createdAt"],
    "HS_UPDATED_AT": lambda one: one["updatedAt"],
    "HS_LIST_SIZE": lambda one: int(one["additionalProperties"]["hs_list_size"]),
}


def _wanted(call: Call, one: Mapping[str, Any]) -> bool:
    """Whether a list is among those that the search asks for."""
    ids, kinds = call.body.get("listIds"), call.body.get("processingTypes")
    object_type, words = call.body.get("objectTypeId"), str(call.body.get("query") or "")
    return (
        (not ids or one["listId"] in {str(i) for i in ids})
        and (not kinds or one["processingType"] in kinds)
        and (not object_type or one["objectTypeId"] == object_type)
        and words.lower() in one["name"].lower()
    )


def read_lists(call: Call) -> Reply:
    """`GET /crm/v3/lists`: those asked for by listIds."""
    asked = set(call.query.get("listIds", []))
    return 200, {
        "lists": [
            _with_filters(call, r) for r in section_rows(call, "lists") if _list_id(r) in asked
        ]
    }


def read_list(call: Call) -> Reply:
    """`GET /crm/v3/lists/{id}`."""
    for row in section_rows(call, "lists"):
        if _list_id(row) == call.path["list_id"]:
            return 200, {"list": _with_filters(call, row)}
    raise not_found()


def read_list_by_name(call: Call) -> Reply:
    """`GET /crm/v3/lists/object-type-id/{type}/name/{name}`."""
    for one in (_list(call, row) for row in section_rows(call, "lists")):
        if (one["objectTypeId"], one["name"]) == (call.path["type_id"], call.path["list_name"]):
            return 200, {"list": one}
    raise not_found()


def list_members(call: Call) -> Reply:
    """`GET /crm/v3/lists/{id}/memberships`: by record id.

    Raises:
        HubSpotError: 404, the portal has no such list; 400, the limit is above 250.
    """
    list_id = call.path["list_id"]
    if all(_list_id(row) != list_id for row in section_rows(call, "lists")):
        raise not_found()
    members = [
        {
            "recordId": _member_id(row),
            "membershipTimestamp": stated_at(call, row.get("added_at"), row.get("timestamp")),
        }
        for row in section_rows(call, "list_memberships")
        if list_id in (row.get("list_id"), row.get("listId"))
    ]
    members.sort(key=lambda member: order_key(str(member["recordId"])))
    return page_of(call, members, highest=_MEMBERS_MAXIMUM)


def list_memberships_of(call: Call) -> Reply:
    """`GET /crm/v3/lists/records/{type}/{id}/memberships`: the lists that a record is on."""
    types = {_list_id(r): r.get("object_type_id") or CONTACTS for r in section_rows(call, "lists")}
    results = []
    for row in section_rows(call, "list_memberships"):
        list_id = str(row.get("list_id") or row.get("listId"))
        if types.get(list_id) == call.path["type_id"] and _member_id(row) == call.path["record_id"]:
            added = stated_at(call, row.get("added_at"), row.get("timestamp"))
            results.append(
                {
                    "listId": list_id,
                    "listVersion": 1,
                    "firstAddedTimestamp": added,
                    "lastAddedTimestamp": added,
                }
            )
    return 200, {"results": results, "total": len(results)}


def _member_id(row: Row) -> str | None:
    return row.get("record_id") or row.get("recordId") or row.get("contact_id")


def _list_id(row: Row) -> str:
    return str(row.get("id") or row.get("list_id") or row.get("listId"))


def _with_filters(call: Call, row: Row) -> dict[str, Any]:
    """A list; with its filters where they are asked for, as list_filters.csv states them."""
    one = _list(call, row)
    if not call.flag("includeFilters") or one["processingType"] == "MANUAL":
        return one
    stated = call.portal.records.sections.get("list_filters", [])
    filters = [each for each in stated if each["list_id"] == one["listId"]]
    return {**one, "filterBranch": filter_branch([str(each["property"]) for each in filters])}


def filter_branch(properties: list[str]) -> dict[str, Any]:
    """Records of which all these properties are known."""
    known = {
        "operationType": "ALL_PROPERTY",
        "operator": "IS_KNOWN",
        "includeObjectsWithNoValueSet": False,
    }
    filters = [
        {"filterType": "PROPERTY", "property": name, "operation": known} for name in properties
    ]
    both = {"filterBranchOperator": "AND", "filterBranchType": "AND", "filterBranches": []}
    return {
        "filterBranchOperator": "OR",
        "filterBranchType": "OR",
        "filterBranches": [{**both, "filters": filters}],
        "filters": [],
    }


def _list(call: Call, row: Row) -> dict[str, Any]:
    members = call.portal.records.sections.get("list_memberships", [])
    size = sum(_list_id(row) in (one.get("list_id"), one.get("listId")) for one in members)
    created = stated_at(call, row.get("created_at"), row.get("createdAt"))
    updated = stated_at(call, row.get("updated_at"), row.get("updatedAt"), created)
    return {
        "listId": _list_id(row),
        "listVersion": 1,
        "name": row.get("name") or "",
        "objectTypeId": row.get("object_type_id") or CONTACTS,
        "processingStatus": "COMPLETE",
        "processingType": row.get("processing_type") or "DYNAMIC",
        "createdAt": created,
        "updatedAt": updated,
        "filtersUpdatedAt": updated,
        "additionalProperties": {"hs_list_size": str(size)},
    }


PATHS: Final[tuple[tuple[str, str, Handler], ...]] = (
    ("POST", "/crm/v3/lists/search", search_lists),
    ("GET", "/crm/v3/lists", read_lists),
    ("GET", "/crm/v3/lists/object-type-id/{type_id}/name/{list_name}", read_list_by_name),
    ("GET", "/crm/v3/lists/records/{type_id}/{record_id}/memberships", list_memberships_of),
    ("GET", "/crm/v3/lists/{list_id}/memberships", list_members),
    ("GET", "/crm/v3/lists/{list_id}", read_list),
)

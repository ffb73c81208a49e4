"""Workflows, as workflows.csv and workflow_uses.csv state them; a portal without has none."""

from __future__ import annotations

from typing import Any, Final

from orchestration.emulator.hubspot.endpoint import Call, Handler, Reply
from orchestration.emulator.hubspot.errors import invalid
from orchestration.emulator.hubspot.record_lists import filter_branch
from orchestration.emulator.hubspot.reference_lists import (
    CONTACTS,
    page_of,
    row_of,
    section_rows,
    stated_at,
)
from orchestration.worlds.csv_table import Row

_PAGE_MAXIMUM: Final = 100
_BATCH_MAXIMUM: Final = 100
_SET_PROPERTY: Final = "0-5"


def list_flows(call: Call) -> Reply:
    """`GET /automation/v4/flows`: what each is called and about, not what it does."""
    flows = [_flow(call, row) for row in section_rows(call, "workflows")]
    return page_of(call, flows, default=_PAGE_MAXIMUM, highest=_PAGE_MAXIMUM)


def read_flow(call: Call) -> Reply:
    """`GET /automation/v4/flows/{id}`."""
    return 200, _whole(call, row_of(call, "workflows"))


def batch_read_flows(call: Call) -> Reply:
    """`POST /automation/v4/flows/batch/read`: whole ones, those that are there.

    Raises:
        HubSpotError: 400, no inputs, too many, or one that is no flow's id.
    """
    inputs = call.body.get("inputs")
    if not isinstance(inputs, list) or len(inputs) > _BATCH_MAXIMUM:
        raise invalid(f"inputs must hold 0 to {_BATCH_MAXIMUM} ids")
    if any(not isinstance(each, dict) or each.get("type") != "FLOW_ID" for each in inputs):
        raise invalid("Invalid input JSON: type must be FLOW_ID")
    asked = {str(each.get("flowId")) for each in inputs}
    now = stated_at(call)
    rows = [row for row in section_rows(call, "workflows") if row["id"] in asked]
    return 200, {
        "status": "COMPLETE",
        "results": [_whole(call, row) for row in rows],
        "startedAt": now,
        "completedAt": now,
    }


def _flow(call: Call, row: Row) -> dict[str, Any]:
    created = stated_at(call, row.get("created_at"))
    return {
        "id": row["id"],
        "isEnabled": row.get("enabled") != "false",
        "objectTypeId": row.get("object_type_id") or CONTACTS,
        "revisionId": "1",
        "flowType": "WORKFLOW",
        "name": row.get("name") or "",
        "createdAt": created,
        "updatedAt": stated_at(call, row.get("updated_at"), created),
    }


def _whole(call: Call, row: Row) -> dict[str, Any]:
    flow = _flow(call, row)
    uses = [
        one
        for one in call.portal.records.sections.get("workflow_uses", [])
        if one["workflow_id"] == row["id"]
    ]
    triggers = [str(one["property"]) for one in uses if one.get("part") == "trigger"]
    actions = [str(one["property"]) for one in uses if one.get("part") != "trigger"]
    is_of_contacts = flow["objectTypeId"] == CONTACTS
    return {
        **flow,
        "type": "CONTACT_FLOW" if is_of_contacts else "PLATFORM_FLOW",
        "startActionId": "1",
        "nextAvailableActionId": str(len(actions) + 1),
        "actions": [_action(place, name) for place, name in enumerate(actions, start=1)],
        "enrollmentCriteria": {
            "type": "LIST_BASED",
            "shouldReEnroll": False,
            "unEnrollObjectsNotMeetingCriteria": False,
            "reEnrollmentTriggersFilterBranches": [],
            "listFilterBranch": filter_branch(triggers),
        },
        "timeWindows": [],
        "blockedDates": [],
        "customProperties": {},
        "suppressionListIds": [],
    }


def _action(place: int, name: str) -> dict[str, Any]:
    """An action that empties a property."""
    return {
        "type": "SINGLE_CONNECTION",
        "actionId": str(place),
        "actionTypeId": _SET_PROPERTY,
        "actionTypeVersion": 0,
        "fields": {
            "property_name": name,
            "value": {"type": "STATIC_VALUE", "staticValue": ""},
        },
    }


PATHS: Final[tuple[tuple[str, str, Handler], ...]] = (
    ("GET", "/automation/v4/flows", list_flows),
    ("POST", "/automation/v4/flows/batch/read", batch_read_flows),
    ("GET", "/automation/v4/flows/{id}", read_flow),
)

"""Records: list, read one, read a batch. Search is in search.py."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any, Final

from orchestration.emulator.hubspot.account import Portal, is_archived
from orchestration.emulator.hubspot.associations import list_entries
from orchestration.emulator.hubspot.batches import failures, finished, spoilt
from orchestration.emulator.hubspot.endpoint import Call, Reply
from orchestration.emulator.hubspot.errors import batch_error, invalid, not_found
from orchestration.emulator.hubspot.faults import (
    EMPTY_PAGE,
    LOST_CURSOR,
    SHORT_PAGE,
    STUCK_CURSOR,
)
from orchestration.emulator.hubspot.paging import next_page
from orchestration.emulator.hubspot.rendering import Plan, show_datetime, show_versions
from orchestration.worlds.csv_table import Row
from orchestration.worlds.instants import format_instant

_LIST_MAXIMUM: Final = 100
_HISTORY_MAXIMUM: Final = 50


def list_records(call: Call) -> Reply:
    """`GET /crm/v3/objects/{type}`: records by ascending id."""
    portal, name = call.portal, call.portal.object_name(call.path["object_type"])
    with_history = call.query.get("propertiesWithHistory", [])
    highest = _HISTORY_MAXIMUM if with_history else _LIST_MAXIMUM
    limit = call.limit(default=10, highest=highest)
    plan = portal.plan(name, call.query.get("properties", []), with_history)
    token = call.one("after") or ""
    ids = portal.ids(name, archived=call.flag("archived")).after(token, limit + 1)
    has_more = len(ids) > limit
    shown, cursor = _page(ids[:limit], token, call.fault)
    rows = portal.table(name).rows
    results = [_record(portal, name, plan, i, rows[i], call) for i in shown]
    reply: dict[str, Any] = {"results": results}
    if call.fault == STUCK_CURSOR:
        cursor = token or "0"
    if (has_more or len(shown) < len(ids[:limit])) and call.fault != LOST_CURSOR:
        reply["paging"] = next_page(call, cursor)
    return 200, reply


def _page(ids: list[str], token: str, fault: str | None) -> tuple[list[str], str]:
    """The ids to show and the cursor behind them; a fault may shorten the page."""
    if fault == EMPTY_PAGE:
        return [], token or "0"
    shown = ids[: max(1, len(ids) // 2)] if fault == SHORT_PAGE else ids
    return shown, shown[-1] if shown else token or "0"


def _record(
    portal: Portal, name: str, plan: Plan, record_id: str, row: Row, call: Call
) -> dict[str, Any]:
    record = plan.render(record_id, row)
    if plan.with_history:
        settled = plan.stamps.updated_at(row)
        key = (name, record_id)
        versions = portal.records.history.of(key, row, plan.with_history, settled)
        record["propertiesWithHistory"] = show_versions(versions)
    asked = call.query.get("associations", [])
    if asked:
        found = list_entries(call, name, record_id, asked)
        if found:
            record["associations"] = found
    return record


def read_record(call: Call) -> Reply:
    """`GET /crm/v3/objects/{type}/{id}`, by id or by the property in `idProperty`."""
    portal, name = call.portal, call.portal.object_name(call.path["object_type"])
    asked, id_property = call.path["record_id"], call.one("idProperty")
    found = _finder(portal, name, id_property, [asked]).get(asked)
    if found is None or is_archived(portal.table(name).rows[found]) is not call.flag("archived"):
        raise not_found()
    with_history = call.query.get("propertiesWithHistory", [])
    plan = portal.plan(name, call.query.get("properties", []), with_history)
    return 200, _record(portal, name, plan, found, portal.table(name).rows[found], call)


def batch_read(call: Call) -> Reply:
    """`POST /crm/v3/objects/{type}/batch/read`: 207 when some are missing; ids ascending."""
    portal, name = call.portal, call.portal.object_name(call.path["object_type"])
    with_history = _texts(call.body, "propertiesWithHistory")
    asked = _inputs(call.body, _HISTORY_MAXIMUM if with_history else _LIST_MAXIMUM)
    located = _finder(portal, name, call.body.get("idProperty"), asked)
    rows, archived = portal.table(name).rows, call.flag("archived")
    wanted = {i for i in located.values() if is_archived(rows[i]) is archived}
    missing = [i for i in asked if located.get(i) not in wanted]
    failed = spoilt(call, [i for i in asked if i not in set(missing)])
    wanted -= {located[i] for i in failed}
    plan = portal.plan(name, _texts(call.body, "properties"), with_history)
    results = [_record(portal, name, plan, i, rows[i], call) for i in sorted(wanted)]
    now = show_datetime(format_instant(call.runtime.clock.now()))
    reply = {"status": "COMPLETE", "results": results, "startedAt": now, "completedAt": now}
    errors = failures(call, failed)
    if missing:
        errors.append(_not_found(name, missing))
    return finished(reply, errors)


def _not_found(name: str, missing: list[str]) -> dict[str, Any]:
    message = (
        f"Could not get some {name.upper()} objects, they may be deleted or not exist. "
        "Check that ids are valid."
    )
    return batch_error(message, {"ids": missing})


def _inputs(body: Mapping[str, Any], highest: int) -> list[str]:
    inputs = body.get("inputs")
    if not isinstance(inputs, list):
        raise invalid("Some required fields were not set: [inputs]")
    if len(inputs) > highest:
        raise invalid(f"No more than {highest} inputs may be requested at once.")
    try:
        return list(dict.fromkeys(str(entry["id"]) for entry in inputs))
    except (KeyError, TypeError) as error:
        raise invalid("Some required fields were not set: [id]") from error


def _texts(body: Mapping[str, Any], key: str) -> list[str]:
    values = body.get(key) or []
    if not isinstance(values, list):
        raise invalid(f"{key} must be an array")
    return [str(value) for value in values]


def _finder(
    portal: Portal, name: str, id_property: str | None, asked: Iterable[str]
) -> dict[str, str]:
    """Living or archived record ids by what was asked for; merged ids lead to their survivor."""
    if id_property in (None, "", "hs_object_id"):
        located = {one: portal.records.resolve(name, one) for one in asked}
        return {one: found for one, found in located.items() if found is not None}
    if id_property not in portal.definitions(name):
        raise invalid(f"Property {id_property!r} does not exist")
    wanted = {one.lower(): one for one in asked}
    found: dict[str, str] = {}
    for record_id, row in portal.table(name).rows.items():
        value = row.get(str(id_property))
        if value is not None and value.lower() in wanted:
            found.setdefault(wanted[value.lower()], record_id)
    return found

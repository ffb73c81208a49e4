"""Associations: v4 reads, labels, and the short form inside list replies."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any, Final

from orchestration.emulator.hubspot.batches import failures, finished, spoilt
from orchestration.emulator.hubspot.catalog import singular
from orchestration.emulator.hubspot.endpoint import Call, Reply
from orchestration.emulator.hubspot.errors import HubSpotError, batch_error, invalid, not_found
from orchestration.emulator.hubspot.faults import ASSOCIATION_PAGING
from orchestration.emulator.hubspot.links import Link
from orchestration.emulator.hubspot.paging import link_to
from orchestration.emulator.hubspot.rendering import show_datetime
from orchestration.worlds.instants import format_instant

_BATCH_MAXIMUM: Final = 1_000
_PAGE_MAXIMUM: Final = 500
_LIST_MAXIMUM: Final = 100
_UNLABELED: Final = frozenset({279, 280, 341, 342})


def list_entries(
    call: Call, from_type: str, record_id: str, asked: Iterable[str]
) -> dict[str, Any]:
    """The `associations` of one record in a list reply: id and type name, a row per label."""
    found: dict[str, Any] = {}
    for spelling in asked:
        try:
            to_type = call.portal.object_name(spelling)
        except HubSpotError:
            continue
        links = _alive(call, from_type, record_id, to_type)
        if links:
            rows = [{"id": link.to_id, "type": _type_name(link)} for link in links]
            entry: dict[str, Any] = {"results": rows[:_LIST_MAXIMUM]}
            if len(rows) > _LIST_MAXIMUM:
                last = rows[_LIST_MAXIMUM - 1]["id"]
                entry["paging"] = _paging(call, from_type, record_id, to_type, last)
            found[to_type] = entry
    return found


def _type_name(link: Link) -> str:
    base = f"{singular(link.from_type)}_to_{singular(link.to_type)}"
    if link.category == "HUBSPOT_DEFINED":
        return f"{base}_unlabeled" if link.type_id in _UNLABELED else base
    return (link.label or base).lower().replace(" ", "_")


def read_associations(call: Call) -> Reply:
    """`GET /crm/v4/objects/{from}/{id}/associations/{to}`."""
    from_type, to_type = _types(call)
    record_id = call.portal.records.resolve(from_type, call.path["record_id"])
    if record_id is None:
        raise not_found()
    limit = call.limit(default=_PAGE_MAXIMUM, highest=_PAGE_MAXIMUM)
    targets, last = _targets(call, from_type, record_id, to_type, call.one("after"), limit)
    reply: dict[str, Any] = {"results": targets}
    if last is not None:
        reply["paging"] = _paging(call, from_type, record_id, to_type, last)
    return 200, reply


def batch_read_associations(call: Call) -> Reply:
    """`POST /crm/v4/associations/{from}/{to}/batch/read`.

    Records without any are errors, or left out, as the portal does it.
    """
    from_type, to_type = _types(call)
    inputs = call.body.get("inputs")
    if not isinstance(inputs, list):
        raise invalid("Some required fields were not set: [inputs]")
    if len(inputs) > _BATCH_MAXIMUM:
        raise invalid(f"No more than {_BATCH_MAXIMUM} inputs may be requested at once.")
    results: list[dict[str, Any]] = []
    errors: list[dict[str, Any]] = []
    failed = set(spoilt(call, [_asked(one) for one in inputs]))
    for one in inputs:
        asked = _asked(one)
        if asked in failed:
            continue
        record_id = call.portal.records.resolve(from_type, asked) or asked
        page = 1 if call.fault == ASSOCIATION_PAGING else _PAGE_MAXIMUM
        targets, last = _targets(call, from_type, record_id, to_type, one.get("after"), page)
        if not targets:
            if call.portal.names_absences:
                errors.append(_none_found(from_type, to_type, asked))
            continue
        entry: dict[str, Any] = {"from": {"id": record_id}, "to": targets}
        if last is not None:
            entry["paging"] = _paging(call, from_type, record_id, to_type, last)
        results.append(entry)
    now = show_datetime(format_instant(call.runtime.clock.now()))
    reply = {"status": "COMPLETE", "results": results, "startedAt": now, "completedAt": now}
    return finished(reply, [*failures(call, sorted(failed)), *errors])


def batch_read_v3(call: Call) -> Reply:
    """`POST /crm/v3/associations/{from}/{to}/batch/read`: ids and type names, no labels."""
    from_type, to_type = _types(call)
    inputs = call.body.get("inputs")
    if not isinstance(inputs, list):
        raise invalid("Some required fields were not set: [inputs]")
    results: list[dict[str, Any]] = []
    errors: list[dict[str, Any]] = []
    failed = set(spoilt(call, [_asked(one) for one in inputs]))
    for asked in dict.fromkeys(_asked(one) for one in inputs):
        record_id = call.portal.records.resolve(from_type, asked) or asked
        links = _alive(call, from_type, record_id, to_type)
        if links and asked not in failed:
            to = {link.to_id: {"id": link.to_id, "type": _type_name(link)} for link in links}
            results.append({"from": {"id": record_id}, "to": list(to.values())})
        elif asked not in failed:
            errors.append(_none_found(from_type, to_type, asked))
    now = show_datetime(format_instant(call.runtime.clock.now()))
    reply = {"status": "COMPLETE", "results": results, "startedAt": now, "completedAt": now}
    return finished(reply, [*failures(call, sorted(failed)), *errors])


def read_associations_v3(call: Call) -> Reply:
    """`GET /crm/v3/objects/{from}/{id}/associations/{to}`."""
    from_type, to_type = _types(call)
    record_id = call.portal.records.resolve(from_type, call.path["record_id"])
    if record_id is None:
        raise not_found()
    links = _alive(call, from_type, record_id, to_type)
    return 200, {"results": [{"id": link.to_id, "type": _type_name(link)} for link in links]}


def _asked(one: Any) -> str:
    if not isinstance(one, dict) or one.get("id") is None:
        raise invalid("Some required fields were not set: [id]")
    return str(one["id"])


def read_labels(call: Call) -> Reply:
    """`GET /crm/v4/associations/{from}/{to}/labels`: the types in use between two objects."""
    from_type, to_type = _types(call)
    seen = {
        (link.category, link.type_id): link.label
        for link in call.portal.records.links.between(from_type, to_type)
    }
    results = [
        {"category": category, "typeId": type_id, "label": label}
        for (category, type_id), label in sorted(seen.items())
    ]
    return 200, {"results": results}


def read_types_v3(call: Call) -> Reply:
    """`GET /crm/v3/associations/{from}/{to}/types`: those in use, by number and name."""
    links = call.portal.records.links.between(*_types(call))
    names = {link.type_id: _type_name(link) for link in links}
    return 200, {"results": [{"id": str(n), "name": name} for n, name in sorted(names.items())]}


def _types(call: Call) -> tuple[str, str]:
    portal = call.portal
    return portal.object_name(call.path["from_type"]), portal.object_name(call.path["to_type"])


def _alive(call: Call, from_type: str, record_id: str, to_type: str) -> list[Link]:
    links = call.portal.records.links.of(from_type, record_id, to_type)
    return [link for link in links if call.portal.is_alive(to_type, link.to_id)]


def _targets(
    call: Call, from_type: str, record_id: str, to_type: str, after: Any, limit: int
) -> tuple[list[dict[str, Any]], str | None]:
    """One page of associated records, and the cursor when there are more."""
    by_target: dict[str, list[dict[str, Any]]] = {}
    for link in _alive(call, from_type, record_id, to_type):
        kind = {"category": link.category, "typeId": link.type_id, "label": link.label}
        by_target.setdefault(link.to_id, []).append(kind)
    ids = list(by_target)
    start = ids.index(str(after)) + 1 if after is not None and str(after) in by_target else 0
    page = ids[start : start + limit]
    shown = [{"toObjectId": i, "associationTypes": by_target[i]} for i in page]
    has_more = len(ids) > start + limit
    return shown, page[-1] if has_more else None


def _paging(call: Call, from_type: str, record_id: str, to_type: str, after: str) -> dict[str, Any]:
    path = f"/crm/v4/objects/{from_type}/{record_id}/associations/{to_type}"
    return {"next": {"after": after, "link": link_to(call, path, after)}}


def _none_found(from_type: str, to_type: str, record_id: str) -> dict[str, Any]:
    message = f"No {singular(to_type)} is associated with {singular(from_type)} {record_id}."
    context = {
        "fromObjectId": [record_id],
        "fromObjectType": [singular(from_type)],
        "toObjectType": [singular(to_type)],
    }
    return batch_error(message, context, "crm.associations.NO_ASSOCIATIONS_FOUND")

"""Older HubSpot APIs that other clients still call: v1 and v2 of records, properties, pipelines.

The same records as v3 shows, in the shapes of their time: values with their timestamps, times in
epoch milliseconds, offsets for cursors.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Final, NamedTuple

from orchestration.emulator.hubspot.account import is_archived
from orchestration.emulator.hubspot.catalog import TYPE_IDS, complete_pipeline
from orchestration.emulator.hubspot.endpoint import Call, Handler, Reply
from orchestration.emulator.hubspot.errors import not_found
from orchestration.emulator.hubspot.rendering import Plan, read_instant
from orchestration.worlds.csv_table import Row

_PAGE_MAXIMUM: Final = 250


class _Shape(NamedTuple):
    """How v1 and v2 spell one object."""

    name: str
    id_key: str
    list_key: str
    more_key: str


_COMPANY: Final = _Shape("companies", "companyId", "companies", "has-more")
_DEAL: Final = _Shape("deals", "dealId", "deals", "hasMore")


def list_definitions(object_type: str | None = None) -> Handler:
    """`GET /properties/v1|v2/{type}/properties`: definitions as a bare list."""

    def answer(call: Call) -> Reply:
        asked = object_type or call.path["object_type"]
        name = "forms" if asked in ("form", "forms") else call.portal.object_name(asked)
        definitions = call.portal.definitions(name)
        return 200, [_definition(one) for one in definitions.values() if not one["archived"]]

    return answer


def _definition(definition: Mapping[str, Any]) -> dict[str, Any]:
    flags = (
        "deleted",
        "isCustomizedDefault",
        "searchableInGlobalSearch",
        "mutableDefinitionNotDeletable",
    )
    return {**definition, **dict.fromkeys(flags, False), "readOnlyValue": False}


def list_all(shape: _Shape) -> Handler:
    """`GET …/paged`: living records by id; the offset is the last id."""

    def answer(call: Call) -> Reply:
        call.portal.check_scope(shape.name)
        limit = call.limit(default=100, highest=_PAGE_MAXIMUM)
        behind = (call.one("offset") or "").removeprefix("0")
        ids = call.portal.ids(shape.name, archived=False).after(behind, limit + 1)
        shown = ids[:limit]
        records = [_record(call, shape, record_id) for record_id in shown]
        last = int(shown[-1]) if shown else 0
        return 200, {shape.list_key: records, shape.more_key: len(ids) > limit, "offset": last}

    return answer


def list_recent(shape: _Shape) -> Handler:
    """`GET …/recent/modified`: living records changed since an instant, the last one first."""

    def answer(call: Call) -> Reply:
        call.portal.check_scope(shape.name)
        stamps, rows = call.portal.stamps(shape.name), call.portal.table(shape.name).rows
        since = int(call.one("since") or 0)
        alive = [(i, stamps.updated_at(row)) for i, row in rows.items() if not is_archived(row)]
        changed = [(i, at) for i, at in alive if (milliseconds(at) or 0) >= since]
        changed.sort(key=lambda pair: pair[1], reverse=True)
        start = int(call.one("offset") or 0)
        stop = min(start + int(call.one("count") or 20), len(changed))
        records = [_record(call, shape, record_id) for record_id, _ in changed[start:stop]]
        more = stop < len(changed)
        return 200, {"results": records, "hasMore": more, "offset": stop, "total": len(changed)}

    return answer


def read_one(shape: _Shape) -> Handler:
    """`GET …/{id}`: one record with every property it has."""

    def answer(call: Call) -> Reply:
        call.portal.check_scope(shape.name)
        found = call.portal.records.resolve(shape.name, call.path["record_id"])
        if found is None:
            raise not_found()
        return 200, _record(call, shape, found, everything=True)

    return answer


def _record(
    call: Call, shape: _Shape, record_id: str, *, everything: bool = False
) -> dict[str, Any]:
    portal = call.portal
    row = portal.table(shape.name).rows[record_id]
    definitions = portal.definitions(shape.name)
    names = list(definitions) if everything or call.flag("includeAllProperties") else _asked(call)
    plan = portal.plan(shape.name, names or ["hs_object_id"])
    record: dict[str, Any] = {
        "portalId": portal.portal_id,
        shape.id_key: int(record_id),
        "isDeleted": is_archived(row),
        "properties": _values(plan, record_id, row),
    }
    if shape is _DEAL:
        record["associations"] = _links(call, shape.name, record_id)
    return record


def _asked(call: Call) -> list[str]:
    return [*call.query.get("properties", []), *call.query.get("propertiesWithHistory", [])]


def _values(plan: Plan, record_id: str, row: Row) -> dict[str, Any]:
    """Values with the time of the record's last change; dates in epoch milliseconds."""
    shown = plan.render(record_id, row)
    at = milliseconds(shown["updatedAt"])
    dates = {name for name, _ in plan.conversions} | {plan.stamps.created, plan.stamps.modified}
    values = {}
    for name, value in shown["properties"].items():
        if value is None:
            continue
        moment = milliseconds(value) if name in dates else None
        text = value if moment is None else str(moment)
        stamp = at if moment is None or name not in (plan.stamps.created,) else moment
        values[name] = {"value": text, "timestamp": stamp, "source": "CRM_UI", "sourceId": None}
    return values


def _links(call: Call, name: str, record_id: str) -> dict[str, list[int]]:
    keys = {
        "associatedVids": "contacts",
        "associatedCompanyIds": "companies",
        "associatedDealIds": "deals",
    }
    return {key: targets(call, name, record_id, to_type) for key, to_type in keys.items()}


def targets(call: Call, name: str, record_id: str, to_type: str) -> list[int]:
    """Ids of the living records that one is associated with."""
    links = call.portal.records.links.of(name, record_id, to_type)
    alive = [link.to_id for link in links if call.portal.is_alive(to_type, link.to_id)]
    return [int(one) for one in dict.fromkeys(alive) if one.isdigit()]


def milliseconds(text: str) -> int | None:
    """A time as epoch milliseconds; None when the text is none."""
    instant = read_instant(text)
    return None if instant is None else round(instant.timestamp() * 1000)


# ---- pipelines
def deal_pipelines(call: Call) -> Reply:
    """`GET /deals/v1/pipelines`: a bare list, in the first shape that pipelines had."""
    return 200, [_deal_pipeline(complete_pipeline(one)) for one in call.portal.pipelines("deals")]


def _deal_pipeline(pipeline: Mapping[str, Any]) -> dict[str, Any]:
    return {
        "pipelineId": pipeline["id"],
        "label": pipeline["label"],
        "active": not pipeline["archived"],
        "displayOrder": pipeline["displayOrder"],
        "staticDefault": pipeline["id"] == "default",
        "stages": [_deal_stage(one) for one in pipeline["stages"]],
    }


def _deal_stage(stage: Mapping[str, Any]) -> dict[str, Any]:
    probability = float(stage["metadata"].get("probability") or 0)
    return {
        "stageId": stage["id"],
        "label": stage["label"],
        "probability": probability,
        "active": not stage["archived"],
        "displayOrder": stage["displayOrder"],
        "closedWon": probability == 1,
    }


def list_pipelines(call: Call) -> Reply:
    """`GET /crm-pipelines/v1/pipelines/{type}`."""
    name = call.portal.object_name(call.path["object_type"])
    found = [_pipeline(complete_pipeline(one), name) for one in call.portal.pipelines(name)]
    return 200, {"results": found}


def _pipeline(pipeline: Mapping[str, Any], name: str) -> dict[str, Any]:
    common = _dated(pipeline)
    return {
        **common,
        "pipelineId": pipeline["id"],
        "objectType": name.upper().removesuffix("S"),
        "objectTypeId": TYPE_IDS.get(name, ""),
        "default": pipeline["id"] == "default",
        "stages": [
            {**_dated(one), "stageId": one["id"], "metadata": one["metadata"]}
            for one in pipeline["stages"]
        ],
    }


def _dated(entry: Mapping[str, Any]) -> dict[str, Any]:
    return {
        "label": entry["label"],
        "displayOrder": entry["displayOrder"],
        "active": not entry["archived"],
        "createdAt": milliseconds(entry["createdAt"]),
        "updatedAt": milliseconds(entry["updatedAt"]),
    }


PATHS: Final[tuple[tuple[str, str, Handler], ...]] = (
    ("GET", "/properties/v1/{object_type}/properties", list_definitions()),
    ("GET", "/properties/v2/{object_type}/properties", list_definitions()),
    ("GET", "/companies/v2/properties", list_definitions("companies")),
    ("GET", "/companies/v2/companies/paged", list_all(_COMPANY)),
    ("GET", "/companies/v2/companies/recent/modified", list_recent(_COMPANY)),
    ("GET", "/companies/v2/companies/{record_id}", read_one(_COMPANY)),
    ("GET", "/deals/v1/deal/paged", list_all(_DEAL)),
    ("GET", "/deals/v1/deal/recent/modified", list_recent(_DEAL)),
    ("GET", "/deals/v1/deal/{record_id}", read_one(_DEAL)),
    ("GET", "/deals/v1/pipelines", deal_pipelines),
    ("GET", "/crm-pipelines/v1/pipelines/{object_type}", list_pipelines),
)

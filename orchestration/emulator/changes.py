"""Changes to a running world: one JSON object each, from changes/*.jsonl or the control plane.

Their shapes are in change_shapes.py.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any, Final

from orchestration.emulator.hubspot.links import link_of
from orchestration.emulator.hubspot.records import HubSpotRecords
from orchestration.emulator.store import SalesforceRecords, Store
from orchestration.worlds.changes import complaint

Change = Mapping[str, Any]


class InvalidChangeError(ValueError):
    """A change has not the shape of its action, or names what is not there."""


def _values(change: Change) -> dict[str, str | None]:
    return {str(name): _cell(value) for name, value in change["values"].items()}


def _cell(value: Any) -> str | None:
    if value is None or value == "":
        return None
    return str(value).lower() if isinstance(value, bool) else str(value)


def _known(store: HubSpotRecords | SalesforceRecords, change: Change, key: str = "id") -> str:
    """The record a change is about.

    Raises:
        InvalidChangeError: there is no such record.
    """
    record_id = str(change[key])
    table = store.objects.get(change["object"])
    if table is None or record_id not in table.rows:
        raise InvalidChangeError(f"there is no {change['object']} {record_id}")
    return record_id


def _merge_hubspot(store: HubSpotRecords, change: Change) -> None:
    winner, loser = _known(store, change), _known(store, change, "merged")
    survivor = change.get("survivor_id")
    store.merge(change["object"], winner, loser, None if survivor is None else str(survivor))


_HUBSPOT: Final[Mapping[str, Callable[[HubSpotRecords, Change], None]]] = {
    "upsert": lambda s, c: s.upsert(c["object"], str(c["id"]), _values(c), c.get("modified")),
    "archive": lambda s, c: s.archive(c["object"], _known(s, c), c.get("modified")),
    "restore": lambda s, c: s.upsert(
        c["object"], _known(s, c), {"_archived_at": None}, c.get("modified")
    ),
    "purge": lambda s, c: s.purge(c["object"], _known(s, c)),
    "merge": _merge_hubspot,
    "associate": lambda s, c: s.associate(link_of(dict(c))),
    "dissociate": lambda s, c: s.dissociate(link_of(dict(c))),
    "define_property": lambda s, c: s.define_property(c["object"], c["definition"]),
    "hide_field": lambda s, c: s.hide(c["object"], c["field"]),
    "show_field": lambda s, c: s.show(c["object"], c["field"]),
    "hide_object": lambda s, c: s.hide(c["object"]),
    "show_object": lambda s, c: s.show(c["object"]),
}
_SALESFORCE: Final[Mapping[str, Callable[[SalesforceRecords, Change], None]]] = {
    "upsert": lambda s, c: s.upsert(c["object"], str(c["id"]), _values(c), c.get("modified")),
    "delete": lambda s, c: s.delete(c["object"], _known(s, c), c.get("modified")),
    "restore": lambda s, c: s.upsert(
        c["object"], _known(s, c), {"IsDeleted": "false"}, c.get("modified")
    ),
    "purge": lambda s, c: s.purge(c["object"], _known(s, c)),
    "merge": lambda s, c: s.merge(c["object"], _known(s, c), _known(s, c, "merged")),
    "describe": lambda s, c: s.redescribe(c["object"], c["fields"]),
    "define_field": lambda s, c: s.define_field(c["object"], c["definition"]),
    "drop_field": lambda s, c: s.drop_field(c["object"], c["field"]),
    "hide_field": lambda s, c: s.hide(c["object"], c["field"]),
    "show_field": lambda s, c: s.show(c["object"], c["field"]),
    "hide_object": lambda s, c: s.hide(c["object"]),
    "show_object": lambda s, c: s.show(c["object"]),
}


def apply_change(store: Store, change: Change) -> None:
    """Apply one change to live state, stamped with the emulator's clock.

    Raises:
        InvalidChangeError: the change is malformed, or its vendor is not in this world.
    """
    wrong = complaint(change)
    if wrong is not None:
        raise InvalidChangeError(f"{wrong[0]}: {wrong[1]}")
    with store.lock:
        if change["system"] == "hubspot" and store.hubspot is not None:
            _HUBSPOT[change["action"]](store.hubspot, change)
        elif change["system"] == "salesforce" and store.salesforce is not None:
            _SALESFORCE[change["action"]](store.salesforce, change)
        else:
            raise InvalidChangeError(f"this world has no system {change['system']!r}")

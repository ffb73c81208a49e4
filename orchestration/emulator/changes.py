"""Changes to a running world: one JSON object each, from changes/*.jsonl or the control plane.

Every change has ``system`` (hubspot or salesforce) and ``action``; in a world folder also ``at``.

| system | action | further keys |
|---|---|---|
| both | upsert | object, id, values |
| both | purge | object, id (gone without a trace) |
| both | merge | object, id (the winner), merged (the loser); HubSpot: optional survivor_id |
| hubspot | archive | object, id |
| hubspot | associate, dissociate | from_type, from_id, to_type, to_id, category, type_id, label |
| hubspot | define_property | object, definition (any keys of a property, ``name`` among them) |
| salesforce | delete | object, id (to the recycle bin) |
| salesforce | describe | object, fields (replaces the describe JSON's fields) |
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any, Final

from orchestration.emulator.hubspot.links import link_of
from orchestration.emulator.hubspot.state import HubSpotStore
from orchestration.emulator.store import SalesforceStore, Store

Change = Mapping[str, Any]


class InvalidChangeError(ValueError):
    """A change names no known system or action, or lacks a key."""


def _values(change: Change) -> dict[str, str | None]:
    return {
        str(name): None if value is None else str(value) for name, value in change["values"].items()
    }


def _merge_hubspot(store: HubSpotStore, change: Change) -> None:
    survivor = change.get("survivor_id")
    store.merge(change["object"], str(change["id"]), str(change["merged"]), survivor)


_HUBSPOT: Final[Mapping[str, Callable[[HubSpotStore, Change], None]]] = {
    "upsert": lambda s, c: s.upsert(c["object"], str(c["id"]), _values(c)),
    "archive": lambda s, c: s.archive(c["object"], str(c["id"])),
    "purge": lambda s, c: s.purge(c["object"], str(c["id"])),
    "merge": _merge_hubspot,
    "associate": lambda s, c: s.associate(link_of(dict(c))),
    "dissociate": lambda s, c: s.dissociate(link_of(dict(c))),
    "define_property": lambda s, c: s.define_property(c["object"], c["definition"]),
}


def _describe(store: SalesforceStore, change: Change) -> None:
    store.describe.setdefault(change["object"], {})["fields"] = list(change["fields"])
    store.table(change["object"]).version += 1


_SALESFORCE: Final[Mapping[str, Callable[[SalesforceStore, Change], None]]] = {
    "upsert": lambda s, c: s.upsert(c["object"], str(c["id"]), _values(c)),
    "delete": lambda s, c: s.delete(c["object"], str(c["id"])),
    "purge": lambda s, c: s.purge(c["object"], str(c["id"])),
    "merge": lambda s, c: s.merge(c["object"], str(c["id"]), str(c["merged"])),
    "describe": _describe,
}


def apply_change(store: Store, change: Change) -> None:
    """Apply one change to live state, stamped with the emulator's clock.

    Raises:
        InvalidChangeError: the change is malformed, or its vendor is not in this world.
    """
    system, action = change.get("system"), change.get("action")
    try:
        with store.lock:
            if system == "hubspot" and store.hubspot is not None:
                _HUBSPOT[str(action)](store.hubspot, change)
            elif system == "salesforce" and store.salesforce is not None:
                _SALESFORCE[str(action)](store.salesforce, change)
            else:
                raise InvalidChangeError(f"this world has no system {system!r}")
    except (KeyError, TypeError, AttributeError) as error:
        reason = f"change {action!r} of {system!r}: {type(error).__name__}: {error}"
        raise InvalidChangeError(reason) from error

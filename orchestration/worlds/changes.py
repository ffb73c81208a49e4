"""Changes to a running world: one JSON object each, from changes/*.jsonl or the control plane.

Every change has `system` and `action`; in a world folder also `at`. `modified` says when
the record was last changed, in place of now: an instant (a commit that comes late), or
`unchanged` (an edit that the vendor does not stamp). Each system's package states its own
actions beside those that all have:

| action | further keys |
|---|---|
| upsert | object, id, values; optional modified, by (who or what did it, as the vendor says) |
| purge | object, id (gone without a trace) |
| hide_field, show_field | object, field: the permission to read it goes or comes back |
| hide_object, show_object | object: likewise |
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any, Final, NamedTuple

from orchestration.worlds.instants import parse_instant

UNCHANGED: Final = "unchanged"
Change = Mapping[str, Any]
Keys = Mapping[str, tuple[Callable[[Any], bool], str]]


class InvalidChangeError(ValueError):
    """A change has not the shape of its action, or names what is not there."""


class Action(NamedTuple):
    """One kind of change.

    Attributes:
        keys: what it needs, and what each must be.
        apply: does it to a system's live records, stamped with the emulator's clock.
        says: what goes wrong for who reads; empty for one that never harms.
    """

    keys: Keys
    apply: Callable[[Any, Change], object]
    says: str = ""


def _is_instant(value: Any) -> bool:
    try:
        parse_instant(value)
    except (ValueError, TypeError):
        return False
    return True


def _is_text(value: Any) -> bool:
    return isinstance(value, str) and value != ""


def _is_id(value: Any) -> bool:
    return _is_text(value) or (isinstance(value, int) and not isinstance(value, bool))


def is_definition(value: Any) -> bool:
    """Whether it is an object with a text under `name`."""
    return isinstance(value, dict) and _is_text(value.get("name"))


def _is_values(value: Any) -> bool:
    return isinstance(value, dict) and all(
        one is None or isinstance(one, str | int | float) for one in value.values()
    )


TEXT: Final = (_is_text, "a text")
ID: Final = (_is_id, "an id")
OBJECT: Final[Keys] = {"object": TEXT}
RECORD: Final[Keys] = {**OBJECT, "id": ID}
FIELD: Final[Keys] = {**OBJECT, "field": TEXT}
DEFINITION: Final[Keys] = {
    **OBJECT,
    "definition": (is_definition, "an object with a text 'name'"),
}
MERGE: Final[Keys] = {**RECORD, "merged": ID}
_VALUES: Final = (_is_values, "an object of texts, numbers, booleans and nulls")


def known(records: Any, change: Change, key: str = "id") -> str:
    """The record a change is about.

    Raises:
        InvalidChangeError: there is no such record.
    """
    record_id = str(change[key])
    table = records.objects.get(change["object"])
    if table is None or record_id not in table.rows:
        raise InvalidChangeError(f"there is no {change['object']} {record_id}")
    return record_id


def restoring(values: Mapping[str, str | None]) -> Action:
    """A record's way back: these values say that it is alive."""
    says = "a record comes back; with modified: unchanged nothing tells of it"
    return Action(
        RECORD, lambda r, c: r.upsert(c["object"], known(r, c), values, c.get("modified")), says
    )


def _cells(values: Mapping[str, Any]) -> dict[str, str | None]:
    return {str(name): _cell(value) for name, value in values.items()}


def _cell(value: Any) -> str | None:
    if value is None or value == "":
        return None
    return str(value).lower() if isinstance(value, bool) else str(value)


COMMON_ACTIONS: Final[Mapping[str, Action]] = {
    "upsert": Action(
        {**RECORD, "values": _VALUES},
        lambda r, c: r.upsert(
            c["object"], str(c["id"]), _cells(c["values"]), c.get("modified"), c.get("by")
        ),
        "a record changes; with modified: an earlier instant the commit comes late",
    ),
    "purge": Action(
        RECORD, lambda r, c: r.purge(c["object"], known(r, c)), "a record is gone without a trace"
    ),
    "hide_field": Action(
        FIELD,
        lambda r, c: r.hide(c["object"], c["field"]),
        "the permission to read a field goes",
    ),
    "show_field": Action(FIELD, lambda r, c: r.show(c["object"], c["field"]), "and comes back"),
    "hide_object": Action(
        OBJECT, lambda r, c: r.hide(c["object"]), "the permission to read an object goes"
    ),
    "show_object": Action(OBJECT, lambda r, c: r.show(c["object"]), "and comes back"),
}


def complaint(
    change: Change, systems: Mapping[str, Mapping[str, Action]]
) -> tuple[str, str] | None:
    """Return (key, what is wrong with it), or None when the change has the right shape.

    Args:
        change: as read.
        systems: the actions of each system by name.
    """
    system, action = change.get("system"), change.get("action")
    if not isinstance(system, str) or system not in systems:
        return "system", f"{system!r} is none of {', '.join(sorted(systems))}"
    actions = systems[system]
    if not isinstance(action, str) or action not in actions:
        return "action", f"{action!r} is none of {', '.join(sorted(actions))}"
    for key, (check, expected) in actions[action].keys.items():
        if key not in change:
            return key, f"{action} needs {key}, {expected}"
        if not check(change[key]):
            return key, f"not {expected}"
    if not isinstance(change.get("by", ""), str):
        return "by", "not a text"
    modified = change.get("modified")
    if modified not in (None, UNCHANGED) and not _is_instant(modified):
        return "modified", f"not an ISO 8601 time or {UNCHANGED!r}"
    return None

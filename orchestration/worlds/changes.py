"""The shape of every change: which keys an action takes, and what each must be.

Every change has ``system`` (hubspot or salesforce) and ``action``; in a world folder also ``at``.
``modified`` says when the record was last changed, in place of now: an instant (a commit that
comes late), or ``unchanged`` (an edit that the vendor does not stamp).

| system | action | further keys |
|---|---|---|
| both | upsert | object, id, values; optional modified |
| both | purge | object, id (gone without a trace) |
| both | merge | object, id (the winner), merged (the loser); HubSpot: optional survivor_id |
| both | restore | object, id (from the archive or recycle bin); optional modified |
| both | hide_field, show_field | object, field: the permission to read it goes or comes back |
| both | hide_object, show_object | object: likewise |
| hubspot | archive | object, id; optional modified |
| hubspot | associate, dissociate | from_type, from_id, to_type, to_id, type_id; category, label |
| hubspot | define_property | object, definition (any keys of a property, ``name`` among them) |
| salesforce | delete | object, id (to the recycle bin); optional modified |
| salesforce | describe | object, fields (replaces the describe JSON's fields) |
| salesforce | define_field | object, definition (keys of a describe field, ``name`` among them) |
| salesforce | drop_field | object, field (gone with its values) |
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any, Final

from orchestration.worlds.instants import parse_instant

UNCHANGED: Final = "unchanged"
_Check = Callable[[Any], bool]
_Keys = Mapping[str, tuple[_Check, str]]


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


def _is_scalar(value: Any) -> bool:
    return value is None or isinstance(value, str | int | float)


def _is_definition(value: Any) -> bool:
    return isinstance(value, dict) and _is_text(value.get("name"))


def _is_values(value: Any) -> bool:
    return isinstance(value, dict) and all(map(_is_scalar, value.values()))


_TEXT: Final = (_is_text, "a text")
_ID: Final = (_is_id, "an id")
_OBJECT: Final[_Keys] = {"object": _TEXT}
_RECORD: Final[_Keys] = {**_OBJECT, "id": _ID}
_FIELD: Final[_Keys] = {**_OBJECT, "field": _TEXT}
_DEFINITION: Final[_Keys] = {
    **_OBJECT,
    "definition": (_is_definition, "an object with a text 'name'"),
}
_LINK: Final[_Keys] = {
    "from_type": _TEXT,
    "from_id": _ID,
    "to_type": _TEXT,
    "to_id": _ID,
    "type_id": (lambda value: str(value).isdigit(), "a whole number"),
}
_STAMP: Final[_Keys] = {
    "modified": (
        lambda value: value in (None, UNCHANGED) or _is_instant(value),
        f"an ISO 8601 time or {UNCHANGED!r}",
    )
}
_BOTH: Final[Mapping[str, _Keys]] = {
    "upsert": {
        **_RECORD,
        "values": (_is_values, "an object of texts, numbers, booleans and nulls"),
    },
    "purge": _RECORD,
    "merge": {**_RECORD, "merged": _ID},
    "restore": _RECORD,
    "hide_field": _FIELD,
    "show_field": _FIELD,
    "hide_object": _OBJECT,
    "show_object": _OBJECT,
}
_SHAPES: Final[Mapping[str, Mapping[str, _Keys]]] = {
    "hubspot": {
        **_BOTH,
        "archive": _RECORD,
        "associate": _LINK,
        "dissociate": _LINK,
        "define_property": _DEFINITION,
    },
    "salesforce": {
        **_BOTH,
        "delete": _RECORD,
        "describe": {
            **_OBJECT,
            "fields": (
                lambda value: isinstance(value, list) and all(map(_is_definition, value)),
                "a list of objects with a text 'name'",
            ),
        },
        "define_field": _DEFINITION,
        "drop_field": _FIELD,
    },
}


def actions(system: str) -> list[str]:
    """Every action a system knows."""
    return sorted(_SHAPES[system])


def complaint(change: Mapping[str, Any]) -> tuple[str, str] | None:
    """Return (key, what is wrong with it), or None when the change has the right shape."""
    system, action = change.get("system"), change.get("action")
    if not isinstance(system, str) or system not in _SHAPES:
        return "system", f"{system!r} is neither hubspot nor salesforce"
    if not isinstance(action, str) or action not in _SHAPES[system]:
        return "action", f"{action!r} is none of {', '.join(actions(system))}"
    for key, (check, expected) in _SHAPES[system][action].items():
        if key not in change:
            return key, f"{action} needs {key}, {expected}"
        if not check(change[key]):
            return key, f"not {expected}"
    stamp, expected = _STAMP["modified"]
    if not stamp(change.get("modified")):
        return "modified", f"not {expected}"
    return None

"""Which properties a form, a list or a workflow names: `0-1/email`, by type id of the object.

`*/email` is a property of an object that the place does not name. Better once too often than called
unused: a name in a workflow counts wherever it stands.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from typing import Any, Final

_ANY: Final = "*"
_CONTACTS: Final = "0-1"
_TOKEN: Final = re.compile(r"\{\{\s*[a-z0-9_]+\.([a-z0-9_]+)")


def of_form(form: Mapping[str, Any]) -> str | None:
    """The properties that a form asks for, those of fields that depend on others included."""
    return _listed(_asked_for(form.get("fieldGroups")))


def of_filters(branch: Any, object_type: str) -> str | None:
    """The properties that filter a list; a branch about associated records names theirs."""
    return _listed(_named(branch, object_type))


def of_flow(flow: Mapping[str, Any]) -> str | None:
    """The properties that a workflow reads or sets, in its triggers by object, else by name."""
    object_type = str(flow.get("objectTypeId") or _ANY)
    parts = {name: part for name, part in flow.items() if name != "actions"}
    return _listed([*_named(parts, object_type), *_named(flow.get("actions"), _ANY)])


def _asked_for(value: Any) -> Iterator[str]:
    if isinstance(value, list):
        for each in value:
            yield from _asked_for(each)
    elif isinstance(value, dict):
        if isinstance(value.get("name"), str) and "fieldType" in value:
            yield f"{value.get('objectTypeId') or _CONTACTS}/{value['name']}"
        for name in ("fields", "dependentFields", "dependentField"):
            yield from _asked_for(value.get(name))


def _named(value: Any, object_type: str, key: str = "") -> Iterator[str]:
    if isinstance(value, list):
        for each in value:
            yield from _named(each, object_type, key)
    elif isinstance(value, dict):
        inner = str(value.get("objectTypeId") or object_type)
        for name, each in value.items():
            yield from _named(each, inner, name)
    elif isinstance(value, str):
        if "property" in key.lower():
            yield f"{object_type}/{value}"
        for token in _TOKEN.findall(value):
            yield f"{_ANY}/{token}"


def _listed(names: Any) -> str | None:
    found = sorted({name.lower() for name in names if ";" not in name})
    return ";".join(found) or None

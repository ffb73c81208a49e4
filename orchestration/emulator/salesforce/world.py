"""What a world's salesforce folder holds, and how its records may change."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any, Final

from orchestration.worlds import changes as change
from orchestration.worlds.changes import Action, known
from orchestration.worlds.csv_table import CsvRules
from orchestration.worlds.shapes import BOOL, COUNT, TEXT, TEXTS, WHOLE, ZONE, Shape, is_text
from orchestration.worlds.system import Definitions, Layout, SystemWorld


@dataclass
class SalesforceWorld(SystemWorld):
    """One org.

    Attributes:
        describe: describe JSON by sObject; always has a list under `fields`.
    """

    describe: dict[str, dict[str, Any]] = field(default_factory=dict)


def _are_options(value: Any) -> bool:
    return isinstance(value, list) and all(
        is_text(entry) or (isinstance(entry, dict) and is_text(entry.get("value")))
        for entry in value
    )


_ORG: Final[Shape] = {
    "org_id": (lambda v: is_text(v) and len(v) in (15, 18), "not an id of 15 or 18 letters"),
    "time_zone": ZONE,
    "currency": TEXT,
    "daily_api_requests": COUNT,
    "name": TEXT,
    "edition": TEXT,
    "standard_fields": (lambda v: v in ("all", "stated"), "neither 'all' nor 'stated'"),
}
_FIELD: Final[Shape] = {
    **dict.fromkeys(("type", "label", "relationshipName"), TEXT),
    **dict.fromkeys(("nillable", "calculated", "filterable"), BOOL),
    **dict.fromkeys(("length", "precision", "scale"), WHOLE),
    "picklistValues": (_are_options, "not a list of texts or of objects with a text 'value'"),
    "referenceTo": TEXTS,
}
_FIELDS: Final = (
    lambda value: isinstance(value, list) and all(map(change.is_definition, value)),
    "a list of objects with a text 'name'",
)
_ACTIONS: Final[Mapping[str, Action]] = {
    **change.COMMON_ACTIONS,
    "merge": Action(
        change.MERGE,
        lambda r, c: r.merge(c["object"], known(r, c), known(r, c, "merged")),
        "two records become one",
    ),
    "delete": Action(
        change.RECORD,
        lambda r, c: r.delete(c["object"], known(r, c), c.get("modified")),
        "a record goes to the recycle bin",
    ),
    "restore": change.restoring({"IsDeleted": "false"}),
    "describe": Action(
        {**change.OBJECT, "fields": _FIELDS}, lambda r, c: r.redescribe(c["object"], c["fields"])
    ),
    "define_field": Action(
        change.DEFINITION,
        lambda r, c: r.define_field(c["object"], c["definition"]),
        "a field is added, renamed, retyped; options change",
    ),
    "drop_field": Action(
        change.FIELD,
        lambda r, c: r.drop_field(c["object"], c["field"]),
        "a field goes with its values",
    ),
}
LAYOUT: Final = Layout(
    objects=CsvRules(
        key="Id",
        instants=("CreatedDate", "LastModifiedDate", "SystemModstamp"),
        booleans=("IsDeleted",),
    ),
    sections={
        "component_dependencies": CsvRules(
            required=("component_type", "component_name", "object", "field"),
            filled=("component_type", "component_name", "object", "field"),
        )
    },
    definitions={"describe": Definitions("name", _FIELD, entries="fields", is_whole=True)},
    settings=_ORG,
    actions=_ACTIONS,
    make=SalesforceWorld,
)

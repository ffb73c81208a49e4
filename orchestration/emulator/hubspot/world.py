"""What a world's hubspot folder holds, and how its records may change."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any, Final

from orchestration.emulator.hubspot.links import link_of
from orchestration.worlds import changes as change
from orchestration.worlds.changes import Action, Change, Keys, known
from orchestration.worlds.csv_table import CsvRules
from orchestration.worlds.shapes import BOOL, COUNT, TEXT, TEXTS, ZONE, Shape, each_has, is_text
from orchestration.worlds.system import Definitions, Layout, SystemWorld


@dataclass
class HubSpotWorld(SystemWorld):
    """One portal.

    Attributes:
        properties, pipelines: definitions as the API returns them, by plural name.
    """

    properties: dict[str, list[dict[str, Any]]] = field(default_factory=dict)
    pipelines: dict[str, list[dict[str, Any]]] = field(default_factory=dict)


def _is_stage(value: dict[str, Any]) -> bool:
    return is_text(value.get("label", "")) and isinstance(value.get("metadata", {}), dict)


_PORTAL: Final[Shape] = {
    "portal_id": COUNT,
    "time_zone": ZONE,
    "currency": TEXT,
    "additional_currencies": TEXTS,
    "tier": TEXT,
    "names_absences": BOOL,
    "email_events_days": COUNT,
}
_PROPERTY: Final[Shape] = {
    **dict.fromkeys(("type", "fieldType", "label", "description", "groupName"), TEXT),
    "calculationFormula": TEXT,
    **dict.fromkeys(("archived", "calculated", "hidden", "externalOptions"), BOOL),
    "options": (each_has("value"), "not a list of objects with a text 'value'"),
}
_PIPELINE: Final[Shape] = {
    "label": TEXT,
    "stages": (
        lambda value: each_has("id")(value) and all(map(_is_stage, value)),
        "not a list of objects with a text 'id' and 'label' and an object 'metadata'",
    ),
}
_INSTANTS: Final = (
    "createdate",
    "lastmodifieddate",
    "hs_createdate",
    "hs_lastmodifieddate",
    "_created_at",
    "_updated_at",
    "_archived_at",
)
_LINK_COLUMNS: Final = ("from_type", "from_id", "to_type", "to_id", "type_id")
_SECTIONS: Final[dict[str, CsvRules]] = {
    "owners": CsvRules(key="id", booleans=("archived",), instants=("createdAt", "updatedAt")),
    "associations": CsvRules(required=_LINK_COLUMNS, filled=_LINK_COLUMNS, integers=("type_id",)),
    "history": CsvRules(
        required=("object_type", "object_id", "property", "value", "timestamp"),
        instants=("timestamp",),
        filled=("object_type", "object_id", "property", "timestamp"),
    ),
    "currencies": CsvRules(
        required=("currency", "rate", "effective_at"),
        instants=("effective_at",),
        booleans=("visible",),
        numbers=("rate",),
        filled=("currency", "rate", "effective_at"),
    ),
    "call_dispositions": CsvRules(key="id", required=("label",)),
    "campaigns": CsvRules(key="id", amounts=("hs_budget_items_sum_amount",)),
    "campaign_spend": CsvRules(required=("campaign_id", "amount"), amounts=("amount",)),
    "campaign_assets": CsvRules(
        required=("campaign_id", "asset_type", "asset_id"),
        filled=("campaign_id", "asset_type", "asset_id"),
    ),
    "campaign_reports": CsvRules(
        required=("campaign_id", "date"),
        filled=("campaign_id", "date"),
        instants=("date",),
        amounts=("revenue_amount", "deal_amount"),
        integers=(
            *("sessions", "new_contacts_first_touch", "new_contacts_last_touch"),
            *("influenced_contacts", "contacts", "deals"),
        ),
    ),
    "marketing_emails": CsvRules(
        key="id",
        instants=("created_at", "updated_at", "publishDate"),
        integers=("sent", "delivered", "open", "click", "reply", "bounce", "unsubscribed"),
        booleans=("archived",),
    ),
    "email_events": CsvRules(
        required=("id", "created", "type"),
        filled=("id", "created", "type"),
        instants=("created", "sent_at"),
        integers=("campaign_id",),
        booleans=("filtered",),
    ),
    "page_views": CsvRules(
        required=("id", "contact_id", "occurred_at"),
        filled=("id", "contact_id", "occurred_at"),
        instants=("occurred_at", "known_at"),
    ),
    "subscription_types": CsvRules(
        key="id",
        instants=("created_at", "updated_at"),
        booleans=("is_active", "is_default", "is_internal"),
    ),
    "forms": CsvRules(key="id", instants=("created_at", "updated_at"), booleans=("archived",)),
    "form_submissions": CsvRules(
        required=("form_id",), filled=("form_id",), instants=("submitted_at",)
    ),
    "form_fields": CsvRules(required=("form_id", "name"), filled=("form_id", "name")),
    "workflows": CsvRules(key="id", instants=("created_at", "updated_at"), booleans=("enabled",)),
    "workflow_uses": CsvRules(
        required=("workflow_id", "property"), filled=("workflow_id", "property")
    ),
    "list_filters": CsvRules(required=("list_id", "property"), filled=("list_id", "property")),
    "lists": CsvRules(instants=("created_at", "updated_at")),
    "list_memberships": CsvRules(instants=("added_at",)),
}
_LINK: Final[Keys] = {
    "from_type": change.TEXT,
    "from_id": change.ID,
    "to_type": change.TEXT,
    "to_id": change.ID,
    "type_id": (lambda value: str(value).isdigit(), "a whole number"),
}


def _merge(records: Any, asked: Change) -> None:
    winner, loser = known(records, asked), known(records, asked, "merged")
    survivor = asked.get("survivor_id")
    records.merge(asked["object"], winner, loser, None if survivor is None else str(survivor))


#: Beside the keys named, `merge` may give `survivor_id`, and a link its `category` and `label`.
_ACTIONS: Final[Mapping[str, Action]] = {
    **change.COMMON_ACTIONS,
    "merge": Action(change.MERGE, _merge, "two records become one"),
    "archive": Action(
        change.RECORD,
        lambda r, c: r.archive(c["object"], known(r, c), c.get("modified")),
        "a record leaves the default list",
    ),
    "restore": change.restoring({"_archived_at": None}),
    "associate": Action(_LINK, lambda r, c: r.associate(link_of(dict(c)))),
    "dissociate": Action(
        _LINK,
        lambda r, c: r.dissociate(link_of(dict(c))),
        "an association goes; its records keep their stamps",
    ),
    "define_property": Action(
        change.DEFINITION,
        lambda r, c: r.define_property(c["object"], c["definition"]),
        "a property is added, renamed, retyped, archived; options change",
    ),
}
LAYOUT: Final = Layout(
    objects=CsvRules(key="id", instants=_INSTANTS),
    sections=_SECTIONS,
    definitions={
        "properties": Definitions("name", _PROPERTY),
        "pipelines": Definitions("id", _PIPELINE),
    },
    settings=_PORTAL,
    actions=_ACTIONS,
    make=HubSpotWorld,
)

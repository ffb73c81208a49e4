"""What a describe says of an object as a whole: which calls and operations it takes."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from orchestration.emulator.salesforce.field_order import NEVER_DELETED
from orchestration.emulator.salesforce.schema import SObject

_NOT_REPLICATED = frozenset({"Organization", "SetupAuditTrail", "CampaignInfluenceModel"})
_READ_ONLY = NEVER_DELETED | {"CampaignInfluenceModel"}
_MERGEABLE = frozenset({"Account", "Contact", "Lead", "Case"})


def is_replicateable(sobject: SObject) -> bool:
    """Whether /deleted and /updated answer for this object."""
    return bool(sobject.described.get("replicateable", sobject.name not in _NOT_REPLICATED))


def flags_of(sobject: SObject) -> dict[str, Any]:
    """Return what a describe says of an object besides its fields."""
    can_change = sobject.name not in _READ_ONLY and not sobject.name.endswith("History")
    flags: dict[str, Any] = {
        "activateable": False,
        "compactLayoutable": can_change,
        "createable": can_change,
        "custom": sobject.custom,
        "customSetting": False,
        "deepCloneable": False,
        "deletable": can_change,
        "deprecatedAndHidden": False,
        "feedEnabled": can_change,
        "hasSubtypes": False,
        "idEnabled": True,
        "isInterface": False,
        "isSubtype": False,
        "keyPrefix": sobject.key_prefix,
        "label": sobject.label,
        "labelPlural": sobject.plural,
        "layoutable": can_change,
        "listviewable": False,
        "lookupLayoutable": False,
        "mergeable": sobject.name in _MERGEABLE,
        "mruEnabled": can_change,
        "name": sobject.name,
        "queryable": True,
        "replicateable": is_replicateable(sobject),
        "retrieveable": True,
        "searchLayoutable": can_change,
        "searchable": can_change,
        "triggerable": can_change,
        "undeletable": can_change,
        "updateable": can_change or sobject.name == "User",
    }
    return {**flags, **_said(sobject.described, flags)}


def _said(described: Mapping[str, Any], known: Mapping[str, Any]) -> dict[str, Any]:
    return {key: value for key, value in described.items() if key in known}


LISTED_FLAGS = frozenset(
    {
        "activateable", "createable", "custom", "customSetting", "deepCloneable", "deletable",
        "deprecatedAndHidden", "feedEnabled", "hasSubtypes", "isInterface", "isSubtype",
        "keyPrefix", "label", "labelPlural", "layoutable", "mergeable", "mruEnabled", "name",
        "queryable", "replicateable", "retrieveable", "searchable", "triggerable", "undeletable",
        "updateable",
    }
)  # fmt: skip

"""The kinds of mail that contacts can be subscribed to, as subscription_types.csv states them."""

from __future__ import annotations

from typing import Any, Final

from orchestration.emulator.hubspot.endpoint import Call, Handler, Reply
from orchestration.emulator.hubspot.errors import invalid
from orchestration.emulator.hubspot.reference_lists import section_rows, stated_at
from orchestration.worlds.csv_table import Row

_ASKED: Final = frozenset(("businessUnitId", "includeTranslations"))


def list_definitions(call: Call) -> Reply:
    """`GET /communication-preferences/v3/definitions`: all of them at once.

    Raises:
        HubSpotError: 400, a parameter that is none; 403, not granted.
    """
    unknown = sorted(call.query.keys() - _ASKED)
    if unknown:
        raise invalid(f"Unknown query parameter: {unknown[0]}")
    rows = section_rows(call, "subscription_types")
    return 200, {"subscriptionDefinitions": [_definition(call, row) for row in rows]}


def _definition(call: Call, row: Row) -> dict[str, Any]:
    created = stated_at(call, row.get("created_at"))
    return {
        "id": row["id"],
        "name": row.get("name") or "",
        "description": row.get("description") or "",
        "purpose": row.get("purpose") or "Marketing",
        "communicationMethod": row.get("communication_method") or "Email",
        "isActive": row.get("is_active") != "false",
        "isDefault": row.get("is_default") == "true",
        "isInternal": row.get("is_internal") == "true",
        "businessUnitId": 0,
        "subscriptionTranslations": [],
        "createdAt": created,
        "updatedAt": stated_at(call, row.get("updated_at"), created),
    }


PATHS: Final[tuple[tuple[str, str, Handler], ...]] = (
    ("GET", "/communication-preferences/v3/definitions", list_definitions),
)

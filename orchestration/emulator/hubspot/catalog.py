"""Which objects HubSpot has: names, type ids, default properties, default sales pipeline."""

from __future__ import annotations

from typing import Any, Final

TYPE_IDS: Final[dict[str, str]] = {
    "contacts": "0-1",
    "companies": "0-2",
    "deals": "0-3",
    "tickets": "0-5",
    "products": "0-7",
    "line_items": "0-8",
    "quotes": "0-14",
    "tasks": "0-27",
    "campaigns": "0-35",
    "notes": "0-46",
    "meetings": "0-47",
    "calls": "0-48",
    "emails": "0-49",
    "communications": "0-18",
    "feedback_submissions": "0-19",
    "goal_targets": "0-74",
    "postal_mail": "0-116",
    "leads": "0-136",
    "invoices": "0-53",
    "subscriptions": "0-69",
    "deal_splits": "0-72",
    "discounts": "0-84",
    "fees": "0-85",
    "taxes": "0-86",
    "commerce_payments": "0-101",
    "users": "0-115",
    "orders": "0-123",
    "carts": "0-142",
}
_BY_TYPE_ID: Final = {type_id: name for name, type_id in TYPE_IDS.items()}
_IRREGULAR_SINGULARS: Final = {"companies": "company", "emails": "email"}
DEFAULT_PROPERTIES: Final[dict[str, tuple[str, ...]]] = {
    "contacts": ("firstname", "lastname", "email"),
    "companies": ("name", "domain"),
    "deals": ("dealname", "amount", "closedate", "pipeline", "dealstage"),
    "products": ("name", "description", "price"),
    "tickets": (
        "content",
        "hs_pipeline",
        "hs_pipeline_stage",
        "hs_ticket_category",
        "hs_ticket_priority",
        "subject",
    ),
    "quotes": ("hs_title", "hs_status", "hs_expiration_date", "hs_public_url_key", "hs_createdate"),
    "campaigns": ("hs_name",),
}
_DEAL_STAGES: Final = (
    ("appointmentscheduled", "Appointment Scheduled", "0.2"),
    ("qualifiedtobuy", "Qualified To Buy", "0.4"),
    ("presentationscheduled", "Presentation Scheduled", "0.6"),
    ("decisionmakerboughtin", "Decision Maker Bought-In", "0.8"),
    ("contractsent", "Contract Sent", "0.9"),
    ("closedwon", "Closed Won", "1.0"),
    ("closedlost", "Closed Lost", "0.0"),
)
_LEAD_STAGES: Final = (
    ("new-stage-id", "New", "false"),
    ("attempting-stage-id", "Attempting", "false"),
    ("connected-stage-id", "Connected", "false"),
    ("qualified-stage-id", "Qualified", "true"),
    ("unqualified-stage-id", "Disqualified", "true"),
)
_DEFINED_AT: Final = "2019-10-30T03:30:17.883Z"


def singular(object_type: str) -> str:
    """Contact for contacts, company for companies; used in association names."""
    if object_type in _IRREGULAR_SINGULARS:
        return _IRREGULAR_SINGULARS[object_type]
    return object_type.removesuffix("s")


def standard_name(name: str) -> str | None:
    """The plural of a standard object for a plural, a singular or a type id, else None."""
    if name in TYPE_IDS:
        return name
    if name in _BY_TYPE_ID:
        return _BY_TYPE_ID[name]
    plural = "companies" if name == "company" else f"{name}s"
    return plural if plural in TYPE_IDS else None


def default_deal_pipeline() -> list[dict[str, Any]]:
    """The sales pipeline every new portal has."""
    stages = [
        stage(stage_id, label, order, probability)
        for order, (stage_id, label, probability) in enumerate(_DEAL_STAGES)
    ]
    return [{"id": "default", "label": "Sales Pipeline", "displayOrder": 0, "stages": stages}]


def default_lead_pipeline() -> list[dict[str, Any]]:
    """The pipeline of leads that every portal with leads has."""
    stages = [
        {"id": stage_id, "label": label, "displayOrder": order, "metadata": {"isClosed": is_closed}}
        for order, (stage_id, label, is_closed) in enumerate(_LEAD_STAGES)
    ]
    pipeline = {"label": "Lead pipeline", "displayOrder": 0, "stages": stages}
    return [{"id": "lead-pipeline-id", **pipeline}]


def default_pipelines(object_type: str) -> list[dict[str, Any]]:
    """The pipelines that an object has before anybody makes one."""
    made = {"deals": default_deal_pipeline, "leads": default_lead_pipeline}
    return made[object_type]() if object_type in made else []


def stage(stage_id: str, label: str, order: int, probability: str) -> dict[str, Any]:
    """One pipeline stage as the API shows it; metadata values are text."""
    closed = probability in {"0.0", "1.0"}
    return {
        "id": stage_id,
        "label": label,
        "displayOrder": order,
        "metadata": {"isClosed": "true" if closed else "false", "probability": probability},
    }


def complete_pipeline(pipeline: dict[str, Any]) -> dict[str, Any]:
    """A pipeline with every key the API always sends."""
    stages = [
        {
            **_dated(order),
            "metadata": {},
            "writePermissions": "CRM_PERMISSIONS_ENFORCEMENT",
            **entry,
        }
        for order, entry in enumerate(pipeline.get("stages") or [])
    ]
    return {**_dated(0), **pipeline, "stages": stages}


def _dated(order: int) -> dict[str, Any]:
    return {
        "label": "",
        "displayOrder": order,
        "archived": False,
        "createdAt": _DEFINED_AT,
        "updatedAt": _DEFINED_AT,
    }

"""HubSpot's faults by name, for the shared fault book."""

from __future__ import annotations

from typing import Final

from orchestration.emulator.faults import Fault, FaultFlag, FaultReply
from orchestration.emulator.gateway import URI_TOO_LONG
from orchestration.emulator.hubspot.refusals import error_body, limit_body, missing_scopes

SHORT_PAGE: Final = "hubspot.short_page"
EMPTY_PAGE: Final = "hubspot.empty_page"
TOTAL_DRIFT: Final = "hubspot.total_drift"
ASSOCIATION_PAGING: Final = "hubspot.association_paging"


def _html(status: int, title: str) -> FaultReply:
    page = f"<html><head><title>{title}</title></head><body><h1>{title}</h1></body></html>"
    return FaultReply(status, page)


FAULTS: Final[dict[str, Fault]] = {
    "hubspot.ten_secondly": FaultReply(429, limit_body("TEN_SECONDLY_ROLLING")),
    "hubspot.ten_secondly_retry_after": FaultReply(
        429, limit_body("TEN_SECONDLY_ROLLING"), {"Retry-After": "1"}
    ),
    "hubspot.secondly": FaultReply(429, limit_body("SECONDLY")),
    "hubspot.daily": FaultReply(429, limit_body("DAILY")),
    "hubspot.unauthorized": FaultReply(
        401,
        error_body(
            "INVALID_AUTHENTICATION",
            "Authentication credentials not found. This API supports OAuth 2.0 authentication.",
        ),
    ),
    "hubspot.missing_scopes": FaultReply(403, missing_scopes("crm.objects.contacts.read").body),
    "hubspot.uri_too_long": FaultReply(414, URI_TOO_LONG),
    "hubspot.locked": FaultReply(423, error_body("LOCKED", "The resource is locked.")),
    "hubspot.migrating": FaultReply(
        477,
        error_body("MIGRATION_IN_PROGRESS", "This portal is moving to another data centre."),
        {"Retry-After": "86400"},
    ),
    "hubspot.internal_error": FaultReply(500, error_body("INTERNAL_ERROR", "internal error")),
    "hubspot.bad_gateway": _html(502, "502 Bad Gateway"),
    "hubspot.unavailable": _html(503, "503 Service Unavailable"),
    "hubspot.gateway_timeout": _html(504, "504 Gateway Time-out"),
    SHORT_PAGE: FaultFlag(),
    EMPTY_PAGE: FaultFlag(),
    TOTAL_DRIFT: FaultFlag(),
    ASSOCIATION_PAGING: FaultFlag(),
}

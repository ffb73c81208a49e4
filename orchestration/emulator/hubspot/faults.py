"""HubSpot's faults by name, for the shared fault book."""

from __future__ import annotations

from typing import Any, Final

from orchestration.emulator.faults import URI_TOO_LONG, Fault, FaultFlag, FaultReply
from orchestration.emulator.hubspot.errors import error_body, limit_body, missing_scopes

SHORT_PAGE: Final = "hubspot.short_page"
EMPTY_PAGE: Final = "hubspot.empty_page"
TOTAL_DRIFT: Final = "hubspot.total_drift"
ASSOCIATION_PAGING: Final = "hubspot.association_paging"
STUCK_CURSOR: Final = "hubspot.stuck_cursor"
LOST_CURSOR: Final = "hubspot.lost_cursor"
STALE_INDEX: Final = "hubspot.stale_index"
BATCH_ERRORS: Final = "hubspot.batch_errors"
BATCH_SILENT: Final = "hubspot.batch_silent"

PAGED: Final = ("/crm/v3/objects/*", "/crm/objects/*")
SEARCHES: Final = ("/crm/v3/objects/*/search", "/crm/objects/*/search")
ASSOCIATION_READS: Final = ("/crm/v4/associations/*/batch/read",)
BATCHES: Final = (*ASSOCIATION_READS, "/crm/v3/objects/*/batch/read")


def _html(status: int, title: str) -> FaultReply:
    page = f"<html><head><title>{title}</title></head><body><h1>{title}</h1></body></html>"
    return FaultReply(status, page, says=title)


def _reply(status: int, category: str, message: str, **more: Any) -> FaultReply:
    return FaultReply(status, error_body(category, message), says=message, **more)


_LIMITS: Final[dict[str, Fault]] = {
    "hubspot.ten_secondly": FaultReply(
        429, limit_body("TEN_SECONDLY_ROLLING"), says="too many calls in ten seconds"
    ),
    "hubspot.ten_secondly_retry_after": FaultReply(
        429, limit_body("TEN_SECONDLY_ROLLING"), {"Retry-After": "1"}, says="the same, with a wait"
    ),
    "hubspot.secondly": FaultReply(
        429, limit_body("SECONDLY"), paths=SEARCHES, says="too many searches in a second"
    ),
    "hubspot.daily": FaultReply(429, limit_body("DAILY"), says="the day's calls are spent"),
}
_REFUSALS: Final[dict[str, Fault]] = {
    "hubspot.unauthorized": _reply(
        401,
        "INVALID_AUTHENTICATION",
        "Authentication credentials not found. This API supports OAuth 2.0 authentication.",
    ),
    "hubspot.token_expired": _reply(
        401, "EXPIRED_AUTHENTICATION", "The OAuth token used to make this call expired."
    ),
    "hubspot.missing_scopes": FaultReply(
        403, missing_scopes("crm.objects.contacts.read").body, says="the scope was not granted"
    ),
    "hubspot.not_found": _reply(404, "OBJECT_NOT_FOUND", "resource not found"),
    "hubspot.validation_error": _reply(400, "VALIDATION_ERROR", "Invalid request"),
    "hubspot.uri_too_long": FaultReply(414, URI_TOO_LONG, says="the address is too long"),
    "hubspot.locked": _reply(423, "LOCKED", "The resource is locked."),
    "hubspot.migrating": _reply(
        477,
        "MIGRATION_IN_PROGRESS",
        "This portal is moving to another data centre.",
        headers={"Retry-After": "86400"},
    ),
    "hubspot.internal_error": _reply(500, "INTERNAL_ERROR", "internal error"),
    "hubspot.bad_gateway": _html(502, "502 Bad Gateway"),
    "hubspot.unavailable": _html(503, "503 Service Unavailable"),
    "hubspot.gateway_timeout": _html(504, "504 Gateway Time-out"),
    "hubspot.web_server_down": _html(521, "521 Web server is down"),
    "hubspot.origin_timeout": _html(524, "524 A timeout occurred"),
}
FAULTS: Final[dict[str, Fault]] = {
    **_LIMITS,
    **_REFUSALS,
    SHORT_PAGE: FaultFlag(PAGED, "a page with fewer rows than asked for, and a cursor"),
    EMPTY_PAGE: FaultFlag(PAGED, "a page without rows, and a cursor"),
    STUCK_CURSOR: FaultFlag(PAGED, "the next cursor is the one that was asked for"),
    LOST_CURSOR: FaultFlag(PAGED, "the cursor is missing though more rows follow"),
    TOTAL_DRIFT: FaultFlag(SEARCHES, "the total counts one more than there is"),
    STALE_INDEX: FaultFlag(SEARCHES, "the search index is an hour behind"),
    ASSOCIATION_PAGING: FaultFlag(ASSOCIATION_READS, "associations come one by one"),
    BATCH_ERRORS: FaultFlag(BATCHES, "207: half of the ids end in INTERNAL_ERROR"),
    BATCH_SILENT: FaultFlag(BATCHES, "200: half of the ids are answered by nothing"),
}

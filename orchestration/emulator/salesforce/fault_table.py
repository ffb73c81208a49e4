"""The faults Salesforce can be told to show, by name. How they are armed: the package's faults.py.

A FaultReply answers instead of the endpoint. A FaultFlag is acted out by the endpoint that reads
it: sessions end, a bulk job fails or stands still, a result page is cut short.
"""

from __future__ import annotations

from typing import Any, Final

from orchestration.emulator.faults import Fault, FaultFlag, FaultReply

_HTML: Final = "<html><head><title>Error</title></head><body>Service Unavailable</body></html>"


def _error(status: int, code: str, message: str) -> FaultReply:
    body: list[dict[str, Any]] = [{"message": message, "errorCode": code}]
    return FaultReply(status, body)


FAULTS: Final[dict[str, Fault]] = {
    "salesforce.request_limit": _error(
        403, "REQUEST_LIMIT_EXCEEDED", "TotalRequests Limit exceeded."
    ),
    "salesforce.concurrent_limit": _error(
        403,
        "REQUEST_LIMIT_EXCEEDED",
        "ConcurrentRequests (Concurrent API Requests) Limit exceeded.",
    ),
    "salesforce.forbidden": _error(
        403, "API_DISABLED_FOR_ORG", "API is not enabled for this Organization or Partner"
    ),
    "salesforce.query_timeout": _error(
        400, "QUERY_TIMEOUT", "Your query request was running for too long."
    ),
    "salesforce.invalid_query_locator": _error(
        400, "INVALID_QUERY_LOCATOR", "invalid query locator"
    ),
    "salesforce.bulk_unsupported": _error(
        400, "INVALIDENTITY", "Entity is not supported by the Bulk API."
    ),
    "salesforce.server_unavailable": _error(
        503, "SERVER_UNAVAILABLE", "Server too busy to process this request."
    ),
    "salesforce.unknown_exception": _error(
        500,
        "UNKNOWN_EXCEPTION",
        "An unexpected error occurred. Please include this ErrorId if you contact support: 1-1 (1)",
    ),
    "salesforce.api_retired": _error(
        410, "UNSUPPORTED_API_VERSION", "The requested API version is no longer available."
    ),
    "salesforce.routing_not_ready": FaultReply(420, ""),
    "salesforce.not_acceptable": FaultReply(406, ""),
    "salesforce.html": FaultReply(502, _HTML),
    "salesforce.session_expired": FaultFlag(),
    "salesforce.limit_near": FaultFlag(),
    "salesforce.replication_gap": FaultFlag(),
    "salesforce.small_pages": FaultFlag(),
    "salesforce.bulk_failed": FaultFlag(),
    "salesforce.bulk_aborted": FaultFlag(),
    "salesforce.bulk_stuck": FaultFlag(),
    "salesforce.bulk_slow": FaultFlag(),
    "salesforce.results_no_content": FaultFlag(),
    "salesforce.truncated_results": FaultFlag(),
}

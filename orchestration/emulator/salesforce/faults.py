"""The faults Salesforce can be told to show, by name. How they are armed: the package's faults.py.

A FaultReply answers instead of the endpoint. A FaultFlag is acted out by the endpoint that reads
it: sessions end, a bulk job fails or stands still, a result page is cut short.
"""

from __future__ import annotations

from typing import Any, Final

from orchestration.emulator.faults import Fault, FaultFlag, FaultReply

_HTML: Final = "<html><head><title>Error</title></head><body>Service Unavailable</body></html>"


QUERIES: Final = ("/services/data/*/query*",)
NEXT_PAGES: Final = ("/services/data/*/query/01g*", "/services/data/*/queryAll/01g*")
JOBS: Final = ("/services/data/*/jobs/query*",)
RESULTS: Final = ("/services/data/*/jobs/query/*/results",)
_EVERYWHERE: Final = ("/services/data",)


def _error(
    status: int, code: str, message: str, paths: tuple[str, ...] = _EVERYWHERE
) -> FaultReply:
    body: list[dict[str, Any]] = [{"message": message, "errorCode": code}]
    return FaultReply(status, body, paths=paths, says=message)


def _plain(status: int, body: str, says: str) -> FaultReply:
    return FaultReply(status, body, paths=_EVERYWHERE, says=says)


_REPLIES: Final[dict[str, Fault]] = {
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
    "salesforce.insufficient_access": _error(
        403, "INSUFFICIENT_ACCESS", "insufficient access rights on cross-reference id"
    ),
    "salesforce.not_found": _error(404, "NOT_FOUND", "The requested resource does not exist"),
    "salesforce.invalid_field": _error(
        400, "INVALID_FIELD", "No such column 'Name' on entity 'Lead'.", (*QUERIES, *JOBS)
    ),
    "salesforce.invalid_type": _error(
        400, "INVALID_TYPE", "sObject type 'Lead' is not supported.", (*QUERIES, *JOBS)
    ),
    "salesforce.query_timeout": _error(
        400, "QUERY_TIMEOUT", "Your query request was running for too long.", QUERIES
    ),
    "salesforce.query_too_complicated": _error(
        400, "QUERY_TOO_COMPLICATED", "Query is too complicated", QUERIES
    ),
    "salesforce.exceeded_id_limit": _error(
        400,
        "EXCEEDED_ID_LIMIT",
        "Exceeded the maximum of 600000 ids",
        ("/services/data/*/deleted", "/services/data/*/updated"),
    ),
    "salesforce.invalid_query_locator": _error(
        400, "INVALID_QUERY_LOCATOR", "invalid query locator", (*NEXT_PAGES, *RESULTS)
    ),
    "salesforce.bulk_unsupported": _error(
        400, "INVALIDENTITY", "Entity is not supported by the Bulk API.", JOBS
    ),
    "salesforce.bulk_quota": _error(
        400, "LIMIT_EXCEEDED", "Max number of query jobs per 24 hours exceeded.", JOBS
    ),
    "salesforce.version_mismatch": _error(
        409, "API_VERSION_MISMATCH", "The API version of the request must be that of the job", JOBS
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
    "salesforce.routing_not_ready": _plain(420, "", "the edge has no route yet"),
    "salesforce.not_acceptable": _plain(406, "", "406 without a body"),
    "salesforce.html": _plain(502, _HTML, "a gateway's page"),
    "salesforce.maintenance": _plain(503, _HTML, "a maintenance page"),
    "salesforce.uri_too_long": _plain(414, _HTML, "the address is too long"),
    "salesforce.headers_too_long": _plain(431, _HTML, "address and headers are too long"),
    "salesforce.login_refused": FaultReply(
        400,
        {"error": "invalid_grant", "error_description": "authentication failure"},
        paths=("/services/oauth2/token",),
        says="log-in refused",
    ),
}
FAULTS: Final[dict[str, Fault]] = {
    **_REPLIES,
    "salesforce.session_expired": FaultFlag(_EVERYWHERE, "all sessions end"),
    "salesforce.limit_near": FaultFlag(_EVERYWHERE, "one call of the day's allowance is left"),
    "salesforce.replication_gap": FaultFlag(
        ("/services/data/*/deleted",), "the log of deletions begins later than asked"
    ),
    "salesforce.small_pages": FaultFlag(QUERIES, "a page with fewer rows than asked for"),
    "salesforce.total_drift": FaultFlag(QUERIES, "totalSize counts one more than there is"),
    "salesforce.done_early": FaultFlag(QUERIES, "the first page says done though rows follow"),
    "salesforce.stuck_locator": FaultFlag(
        (*QUERIES, *RESULTS), "the next page is the one that was asked for"
    ),
    "salesforce.bulk_failed": FaultFlag(JOBS, "the job ends as Failed"),
    "salesforce.bulk_aborted": FaultFlag(JOBS, "an administrator aborts the job"),
    "salesforce.bulk_stuck": FaultFlag(JOBS, "the job stays InProgress for ever"),
    "salesforce.bulk_slow": FaultFlag(JOBS, "the job is InProgress for a few looks"),
    "salesforce.job_dropped": FaultFlag(
        ("/services/data/*/jobs/query/*",), "the job is deleted while it is read"
    ),
    "salesforce.results_no_content": FaultFlag(RESULTS, "204 while the job runs"),
    "salesforce.truncated_results": FaultFlag(RESULTS, "half of the promised rows come"),
    "salesforce.lost_locator": FaultFlag(RESULTS, "the locator is null though rows follow"),
    "salesforce.nul_bytes": FaultFlag(RESULTS, "NUL bytes in the CSV"),
}

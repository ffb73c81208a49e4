"""HubSpot's error bodies, and the exception an endpoint raises to send one."""

from __future__ import annotations

import itertools
import uuid
from collections.abc import Mapping, Sequence
from typing import Any

_correlation = itertools.count(1)


def correlation_id() -> str:
    """A fresh id in the shape of a UUID; a counter, so that a run repeats exactly."""
    return str(uuid.UUID(int=next(_correlation), version=4))


class HubSpotError(Exception):
    """Ends a request with one of HubSpot's error bodies.

    Args:
        status: HTTP status.
        category: e.g. VALIDATION_ERROR.
        message: HubSpot's wording.
        extra: further keys of the body.
        headers: further response headers.
    """

    def __init__(
        self,
        status: int,
        category: str,
        message: str,
        *,
        extra: Mapping[str, Any] | None = None,
        headers: Mapping[str, str] | None = None,
    ) -> None:
        super().__init__(message)
        self.status = status
        self.headers = dict(headers or {})
        self.body = error_body(category, message, **dict(extra or {}))


def error_body(category: str, message: str, **extra: Any) -> dict[str, Any]:
    """The common error shape: status, message, correlationId, category."""
    return {
        "status": "error",
        "message": message,
        "correlationId": correlation_id(),
        "category": category,
        **extra,
    }


def invalid(message: str, errors: Sequence[Mapping[str, Any]] = ()) -> HubSpotError:
    """A 400 VALIDATION_ERROR."""
    return HubSpotError(400, "VALIDATION_ERROR", message, extra={"errors": list(errors)})


def not_found() -> HubSpotError:
    """The 404 of an unknown record or path."""
    return HubSpotError(404, "OBJECT_NOT_FOUND", "resource not found")


def missing_scopes(scope: str) -> HubSpotError:
    """The 403 of a call whose scope was not granted."""
    scopes = "https://developers.hubspot.com/scopes"
    message = (
        "This app hasn't been granted all required scopes to make this call. "
        f"Read more about required scopes here: {scopes}."
    )
    needed = {
        "message": "One or more of the following scopes are required.",
        "context": {"requiredGranularScopes": [scope]},
    }
    extra = {"errors": [needed], "links": {"scopes": scopes}}
    return HubSpotError(403, "MISSING_SCOPES", message, extra=extra)


def limit_body(policy: str) -> dict[str, Any]:
    """The body of a 429 for a policy: TEN_SECONDLY_ROLLING, SECONDLY or DAILY."""
    wording = f"You have reached your {policy.lower()} limit."
    return {
        "status": "error",
        "message": wording,
        "errorType": "RATE_LIMIT",
        "correlationId": correlation_id(),
        "policyName": policy,
        "requestId": correlation_id(),
    }


def batch_error(
    message: str,
    context: Mapping[str, list[str]],
    sub_category: str | None = None,
    *,
    category: str = "OBJECT_NOT_FOUND",
) -> dict[str, Any]:
    """One entry of a 207's `errors`: records that were not found, or not answered."""
    entry: dict[str, Any] = {
        "status": "error",
        "category": category,
        "message": message,
        "context": dict(context),
        "errors": [],
        "links": {},
    }
    return entry if sub_category is None else {**entry, "subCategory": sub_category}

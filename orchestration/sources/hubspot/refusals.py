"""What HubSpot means by an answer outside 2xx, as our errors.

Source: HubSpot's error handling and usage guidelines; see README.md.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any, Final

import orjson

from orchestration.errors import (
    CredentialsError,
    QuotaExhaustedError,
    SourceError,
    StreamUnavailableError,
    TransientSourceError,
)
from orchestration.sources.http.retry import retry_after_s
from orchestration.sources.http.status import Verdict, verdict
from orchestration.sources.redaction import redact


class UriTooLongError(SourceError):
    """414: a signal between files of this folder, answered by asking in smaller pieces."""


class NothingThereError(StreamUnavailableError):
    """404: a signal between files of this folder, where one record is asked for by its path."""


def refusal(status: int, headers: Mapping[str, str], body: bytes, path: str) -> SourceError:
    """Our error. `body` may be JSON, HTML or nothing."""
    detail = _json_object(body)
    message = redact(str(detail.get("message") or ""))
    if status == 429:
        return _limit_reached(headers, detail)
    found = verdict(status)
    if status == 404:
        unavailable = _not_ours(path, message)
        return NothingThereError(unavailable.message, next_step=unavailable.next_step)
    if found in _FINAL:
        return _FINAL[found](path, message)
    if found is Verdict.PASSING:
        asked_s = retry_after_s(headers)
        floor_s = 2.0 if status == 423 else None
        return passing(f"HubSpot answered {path} with {status}. {message}", asked_s or floor_s)
    category = redact(str(detail.get("category") or ""), limit=60)
    return SourceError(
        f"HubSpot refused {path} with {status} {category}: {message}",
        next_step="The request is ours: report it with this message.",
    )


def passing(message: str, retry_after: float | None = None) -> TransientSourceError:
    """A fault that may pass."""
    return TransientSourceError(
        message.strip(), next_step="Run again in a while; it resumes.", retry_after_s=retry_after
    )


def _limit_reached(headers: Mapping[str, str], detail: Mapping[str, Any]) -> SourceError:
    policy = redact(str(detail.get("policyName") or ""), limit=40).upper()
    if policy == "DAILY":
        return QuotaExhaustedError(
            "HubSpot's daily allowance of calls is spent.",
            next_step="Run again after midnight in the portal's time zone; it resumes.",
        )
    asked_s = retry_after_s(headers)
    floor_s = 1.0 if policy == "SECONDLY" else 10.0
    return passing(
        f"HubSpot's limit {policy or 'of calls'} was reached.",
        floor_s if asked_s is None else asked_s,
    )


def _unauthorised(path: str, message: str) -> SourceError:
    return CredentialsError(
        f"HubSpot refused the access token at {path}. {message}",
        next_step="Check HYMNSHEET_HUBSPOT_ACCESS_TOKEN; create a new token if it was revoked.",
    )


def _not_ours(path: str, message: str) -> SourceError:
    return StreamUnavailableError(
        f"HubSpot does not let this app read {path}, or has nothing there. {message}".strip(),
        next_step="Add the object's read scope to the private app, if the portal's edition has it.",
    )


def _too_long(path: str, _: str) -> SourceError:
    return UriTooLongError(
        f"HubSpot found the request to {path} too long.", next_step="Report this; it is ours."
    )


def _retired(path: str, _: str) -> SourceError:
    return SourceError(
        f"HubSpot has retired {path}.", next_step="Update Hymnsheet to a newer version."
    )


def _elsewhere(path: str, _: str) -> SourceError:
    return SourceError(
        f"HubSpot's {path} redirects to another place; the token was not sent there.",
        next_step="Correct HYMNSHEET_HUBSPOT_BASE_URL, or look for a proxy in between.",
    )


_FINAL: Final[Mapping[Verdict, Callable[[str, str], SourceError]]] = {
    Verdict.LOGIN: _unauthorised,
    Verdict.NOT_OURS: _not_ours,
    Verdict.TOO_LONG: _too_long,
    Verdict.RETIRED: _retired,
    Verdict.ELSEWHERE: _elsewhere,
}


def _json_object(body: bytes) -> Mapping[str, Any]:
    try:
        parsed = orjson.loads(body)
    except orjson.JSONDecodeError:
        return {}
    return parsed if isinstance(parsed, dict) else {}

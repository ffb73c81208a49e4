"""One HubSpot call: paced, retried, and its refusals turned into our errors.

Which calls are made lives in the other files of this folder.
"""

from __future__ import annotations

import threading
from collections.abc import Mapping, Sequence
from typing import Any, Final

import orjson
import urllib3
from hubspot.crm.objects.exceptions import ApiException

from orchestration.errors import (
    CredentialsError,
    QuotaExhaustedError,
    SourceError,
    StreamUnavailableError,
    TransientSourceError,
)
from orchestration.sources.http import (
    CONNECT_TIMEOUT_S,
    READ_TIMEOUT_S,
    Pacing,
    RateBudget,
    Retrier,
    redact,
    retry_after_s,
    transport_error,
)
from orchestration.sources.hubspot.auth import HubSpotConfig, open_api
from orchestration.sources.spec import CallStats

MAX_URI_CHARS: Final = 6_000
_SMALLEST_TIER_PER_WINDOW: Final = 100
_WINDOW_S: Final = 10.0
_SEARCHES_PER_S: Final = 5

Query = Sequence[tuple[str, str]]


class UriTooLongError(SourceError):
    """414: a signal between files of this folder, answered by asking in smaller pieces."""


class HubSpotTransport:
    """Calls to one portal. Safe across threads."""

    def __init__(self, config: HubSpotConfig, stats: CallStats, pacing: Pacing) -> None:
        self._host = config.host
        self._api = open_api(config)
        self._stats = stats
        self._lock = threading.Lock()
        self._retrier = Retrier(stats, pacing)
        self._general = RateBudget(_SMALLEST_TIER_PER_WINDOW, _WINDOW_S, pacing, stats)
        self._search = RateBudget(_SEARCHES_PER_S, 1.0, pacing, stats)
        self._contacted = False

    def get(self, path: str, query: Query = ()) -> bytes:
        """The JSON body of a GET.

        Raises:
            CredentialsError, QuotaExhaustedError, StreamUnavailableError, UnreachableError,
            TransientSourceError: see `refusal`.
            UriTooLongError: ask in smaller pieces.
        """
        return self._call("GET", path, query, None)

    def post(self, path: str, body: Mapping[str, Any], query: Query = ()) -> bytes:
        """The JSON body of a POST that reads (search, batch read). Raises as `get` does."""
        return self._call("POST", path, query, body)

    def wait(self, seconds: float) -> None:
        """Wait before something is asked again."""
        self._retrier.wait(seconds)

    def close(self) -> None:
        """Give back sockets."""
        self._api.rest_client.pool_manager.clear()

    def _call(self, method: str, path: str, query: Query, body: Mapping[str, Any] | None) -> bytes:
        budget = self._search if path.endswith("/search") else self._general
        return self._retrier.run(
            lambda: budget.spend(lambda: self._send(method, path, query, body))
        )

    def _send(self, method: str, path: str, query: Query, body: Mapping[str, Any] | None) -> bytes:
        with self._lock:
            self._stats.calls += 1
        try:
            answer = self._api.call_api(
                path,
                method,
                query_params=list(query),
                header_params={"Accept": "application/json"},
                body=body,
                auth_settings=["oauth2"],
                _preload_content=False,
                _request_timeout=(CONNECT_TIMEOUT_S, READ_TIMEOUT_S),
            )
            data: bytes = answer.data
        except ApiException as fault:
            if not fault.status:  # the SDK wraps TLS faults so
                raise self._broken(fault) from None
            self._contacted = True
            raise refusal(fault.status, fault.headers or {}, fault.body, path) from None
        except urllib3.exceptions.HTTPError as fault:
            raise self._broken(fault) from None
        except UnicodeDecodeError:  # the SDK decodes error bodies as UTF-8, whatever they are
            raise _passing(f"HubSpot answered {path} with an unreadable error page.") from None
        return self._accept(answer.headers, data, path)

    def _accept(self, headers: Mapping[str, str], data: bytes, path: str) -> bytes:
        self._contacted = True
        with self._lock:
            self._stats.bytes_read += len(data)
        declared = headers.get("X-HubSpot-RateLimit-Max", "")
        if declared.isdigit() and int(declared) > 0:
            self._general.learn(int(declared))
        if "json" not in headers.get("Content-Type", "json"):
            raise _passing(f"HubSpot answered {path} with a page instead of JSON.")
        return data

    def _broken(self, fault: BaseException) -> SourceError:
        return transport_error(fault, host=self._host, contacted=self._contacted)


def refusal(status: int, headers: Mapping[str, str], body: str | None, path: str) -> SourceError:
    """Our error for an answer outside 2xx. `body` may be JSON, HTML or nothing.

    Source: HubSpot's error handling and usage guidelines; see README.md.
    """
    detail = _json_object(body)
    message = redact(str(detail.get("message") or ""))
    if status == 429:
        return _limit_reached(headers, detail)
    if status in _FINAL:
        return _FINAL[status](path, message)
    if status in (423, 477, 408) or status >= 500:
        asked_s = retry_after_s(headers.get("Retry-After"))
        floor_s = 2.0 if status == 423 else None
        return _passing(f"HubSpot answered {path} with {status}. {message}", asked_s or floor_s)
    return SourceError(
        f"HubSpot refused {path} with {status} {detail.get('category', '')}: {message}",
        next_step="The request is ours: report it with this message.",
    )


def _limit_reached(headers: Mapping[str, str], detail: Mapping[str, Any]) -> SourceError:
    policy = str(detail.get("policyName") or "").upper()
    if policy == "DAILY":
        return QuotaExhaustedError(
            "HubSpot's daily allowance of calls is spent.",
            next_step="Run again after midnight in the portal's time zone; it resumes.",
        )
    asked_s = retry_after_s(headers.get("Retry-After"))
    floor_s = 1.0 if policy == "SECONDLY" else 10.0
    return _passing(
        f"HubSpot's limit {policy or 'of calls'} was reached.",
        floor_s if asked_s is None else asked_s,
    )


def _passing(message: str, retry_after: float | None = None) -> TransientSourceError:
    return TransientSourceError(
        message.strip(), next_step="Run again in a while; it resumes.", retry_after_s=retry_after
    )


def _unauthorised(path: str, message: str) -> SourceError:
    return CredentialsError(
        f"HubSpot refused the access token at {path}. {message}",
        next_step="Check HYMNSHEET_HUBSPOT_ACCESS_TOKEN; create a new token if it was revoked.",
    )


def _forbidden(path: str, message: str) -> SourceError:
    return StreamUnavailableError(
        f"HubSpot does not let this app read {path}. {message}",
        next_step="Add the read scope listed in the connector's README to the private app.",
    )


def _not_found(path: str, _: str) -> SourceError:
    return StreamUnavailableError(
        f"HubSpot has nothing at {path}.",
        next_step="The portal's edition may not have this object; nothing to do if so.",
    )


def _too_long(path: str, _: str) -> SourceError:
    return UriTooLongError(
        f"HubSpot found the request to {path} too long.", next_step="Report this; it is ours."
    )


_FINAL: Final = {401: _unauthorised, 403: _forbidden, 404: _not_found, 414: _too_long}


def _json_object(body: str | None) -> Mapping[str, Any]:
    try:
        parsed = orjson.loads(body or "")
    except orjson.JSONDecodeError:
        return {}
    return parsed if isinstance(parsed, dict) else {}

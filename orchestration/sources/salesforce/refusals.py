"""What Salesforce means by an answer outside 2xx, as our errors.

Bodies are a JSON list of {errorCode, message}, or HTML, or nothing. The signals below are for other
files of this folder, which answer them by asking differently.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Final

import orjson

from orchestration.errors import (
    ConfigError,
    CredentialsError,
    HymnsheetError,
    QuotaExhaustedError,
    SourceError,
    StreamUnavailableError,
    TransientSourceError,
)
from orchestration.sources.http.retry import retry_after_s
from orchestration.sources.http.status import Verdict, verdict
from orchestration.sources.redaction import redact


class Signal(SourceError):  # noqa: N818 - answered here, never told
    """For a file of this folder that asks in another way then; elsewhere a passing fault."""


class SessionExpiredError(SourceError):
    """Log in again, then repeat the call."""


class FieldGoneError(Signal):
    """A field named in the query is deleted or hidden now: describe again, or do without.

    `column` is the field's API name, blank if Salesforce did not say.
    """

    column = ""


class TooBigForRestError(Signal):
    """The query is too long or too slow for REST: use Bulk."""


class NotForBulkError(Signal):
    """Bulk cannot read this object or field: use REST."""


class LocatorLostError(Signal):
    """The page cursor is no longer known: start again from the last row seen."""


class JobLostError(Signal):
    """The bulk job is no longer known: create it again."""


_AGAIN: Final = "Run again in a while; it resumes."
_SIGNALS: Final[Mapping[str, type[SourceError]]] = {
    "INVALID_SESSION_ID": SessionExpiredError,
    "INVALID_FIELD": FieldGoneError,
    "QUERY_TIMEOUT": TooBigForRestError,
    "QUERY_TOO_COMPLICATED": TooBigForRestError,
    "INVALIDENTITY": NotForBulkError,
    "INVALID_QUERY_LOCATOR": LocatorLostError,
}
_UNAVAILABLE: Final = frozenset(
    {"INVALID_TYPE", "NOT_FOUND", "INSUFFICIENT_ACCESS", "INSUFFICIENT_ACCESS_OR_READONLY"}
)
_BULK_LIMITS: Final = ("compound data", "Implementation restriction")
_JOB: Final = "jobs/query/"
_NO_COLUMN: Final = re.compile(r"No such column '([A-Za-z][A-Za-z0-9_]*)' on")


def refusal(status: int, headers: Mapping[str, str], body: bytes, what: str) -> HymnsheetError:
    """Our error.

    Args:
        status: HTTP status outside 200-299, or 204 where content was expected.
        headers: of the answer.
        body: of the answer.
        what: path or object asked for, for the message.
    """
    code, text = _first_error(body)
    message = redact(text)
    if code in _SIGNALS:
        signal = _SIGNALS[code](f"Salesforce: {code} at {what}. {message}", next_step=_AGAIN)
        named = _NO_COLUMN.search(text)
        if isinstance(signal, FieldGoneError) and named:
            signal.column = named[1]
        return signal
    if status == 404 and what.startswith(_JOB):
        return JobLostError("Salesforce no longer knows the bulk job.", next_step=_AGAIN)
    if any(limit in text for limit in _BULK_LIMITS):
        return NotForBulkError(f"Bulk cannot read {what}: {message}", next_step=_AGAIN)
    if code in ("REQUEST_LIMIT_EXCEEDED", "LIMIT_EXCEEDED"):
        return _limit_reached(code, message)
    found = verdict(status)
    if found is Verdict.TOO_LONG:
        return TooBigForRestError(f"The query for {what} is too long.", next_step=_AGAIN)
    if status == 204 or found is Verdict.PASSING or code == "UNABLE_TO_LOCK_ROW":
        return TransientSourceError(
            f"Salesforce answered {what} with {status} {code}.".replace(" .", "."),
            next_step=_AGAIN,
            retry_after_s=retry_after_s(headers),
        )
    return _final(found, code or str(status), message, what)


def _limit_reached(code: str, message: str) -> HymnsheetError:
    if code == "REQUEST_LIMIT_EXCEEDED" and "Concurrent" in message:
        return TransientSourceError(
            "Too many long requests run in this org at once.",
            next_step="Run again when the other integrations are done.",
            retry_after_s=5.0,
        )
    return QuotaExhaustedError(
        f"Salesforce's allowance for 24 hours is spent: {message}",
        next_step="Run again when calls have become free; it resumes from the last cursor.",
    )


def _final(found: Verdict, code: str, message: str, what: str) -> HymnsheetError:
    if found is Verdict.LOGIN or code == "API_DISABLED_FOR_ORG":
        return CredentialsError(
            f"Salesforce does not let this user use the API ({code}): {message}",
            next_step="Give the run-as user the permission 'API Enabled' and check the app.",
        )
    if found is Verdict.NOT_OURS or code in _UNAVAILABLE:
        return StreamUnavailableError(
            f"Salesforce does not show {what} to this user ({code}).",
            next_step="Grant the run-as user read access to the object if the org has it.",
        )
    if found is Verdict.RETIRED:
        return ConfigError(
            "Salesforce has retired this API version.",
            next_step="Set HYMNSHEET_SALESFORCE_API_VERSION to one listed at /services/data.",
        )
    if found is Verdict.ELSEWHERE:
        return SourceError(
            f"Salesforce's {what} redirects to another place; the token was not sent there.",
            next_step="Correct HYMNSHEET_SALESFORCE_LOGIN_URL, or look for a proxy in between.",
        )
    return SourceError(
        f"Salesforce refused {what} with {code}: {message}",
        next_step="The request is ours: report it with this message.",
    )


def _first_error(body: bytes) -> tuple[str, str]:
    """(errorCode, message) of the first error; blanks if the body is not Salesforce's JSON."""
    try:
        parsed = orjson.loads(body)
    except orjson.JSONDecodeError:
        return "", ""
    first = parsed[0] if isinstance(parsed, list) and parsed else parsed
    if not isinstance(first, dict):
        return "", ""
    code = redact(str(first.get("errorCode") or ""), limit=60)
    return code, str(first.get("message") or "")

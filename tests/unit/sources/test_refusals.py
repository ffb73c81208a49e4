"""What each vendor's refusals become: by code and policy, never by message text alone."""

from __future__ import annotations

import json

import pytest

from orchestration.errors import (
    ConfigError,
    CredentialsError,
    HymnsheetError,
    QuotaExhaustedError,
    SourceError,
    StreamUnavailableError,
    TransientSourceError,
)
from orchestration.sources.http.status import Verdict, verdict
from orchestration.sources.hubspot import refusals as hubspot
from orchestration.sources.salesforce import refusals as salesforce

HTML = "<html><head><title>502 Bad Gateway</title></head></html>"


@pytest.mark.parametrize(
    ("status", "body", "error"),
    [
        (400, '{"category":"VALIDATION_ERROR","message":"bad"}', SourceError),
        (401, "{}", CredentialsError),
        (403, '{"category":"MISSING_SCOPES"}', StreamUnavailableError),
        (404, "", hubspot.NothingThereError),
        (414, HTML, hubspot.UriTooLongError),
        (423, None, TransientSourceError),
        (429, '{"policyName":"DAILY"}', QuotaExhaustedError),
        (429, HTML, TransientSourceError),
        (502, HTML, TransientSourceError),
        (524, "[]", TransientSourceError),
        (302, "", SourceError),
        (410, "", SourceError),
        (418, "", SourceError),
    ],
)
def test_hubspot_refusals(status: int, body: str | None, error: type[HymnsheetError]) -> None:
    assert type(hubspot.refusal(status, {}, (body or "").encode(), "/crm")) is error


@pytest.mark.parametrize(
    ("policy", "headers", "seconds"),
    [
        ("TEN_SECONDLY_ROLLING", {}, 10.0),
        ("SECONDLY", {}, 1.0),
        ("TEN_SECONDLY_ROLLING", {"Retry-After": "3"}, 3.0),
    ],
)
def test_hubspot_limits_say_how_long_to_wait(
    policy: str, headers: dict[str, str], seconds: float
) -> None:
    error = hubspot.refusal(429, headers, json.dumps({"policyName": policy}).encode(), "/crm")
    assert isinstance(error, TransientSourceError)
    assert error.retry_after_s == seconds


def _salesforce(status: int, code: str, message: str = "") -> HymnsheetError:
    body = json.dumps([{"errorCode": code, "message": message}]).encode()
    return salesforce.refusal(status, {}, body, "Lead")


@pytest.mark.parametrize(
    ("status", "code", "message", "error"),
    [
        (401, "INVALID_SESSION_ID", "", salesforce.SessionExpiredError),
        (403, "REQUEST_LIMIT_EXCEEDED", "TotalRequests Limit exceeded.", QuotaExhaustedError),
        (403, "REQUEST_LIMIT_EXCEEDED", "ConcurrentRequests exceeded.", TransientSourceError),
        (400, "LIMIT_EXCEEDED", "daily jobs", QuotaExhaustedError),
        (403, "API_DISABLED_FOR_ORG", "", CredentialsError),
        (403, "INSUFFICIENT_ACCESS", "", StreamUnavailableError),
        (400, "INVALID_FIELD", "No such column", salesforce.FieldGoneError),
        (400, "INVALID_TYPE", "", StreamUnavailableError),
        (404, "NOT_FOUND", "", StreamUnavailableError),
        (400, "INVALIDENTITY", "", salesforce.NotForBulkError),
        (400, "API_ERROR", "Implementation restriction", salesforce.NotForBulkError),
        (400, "QUERY_TIMEOUT", "", salesforce.TooBigForRestError),
        (400, "INVALID_QUERY_LOCATOR", "", salesforce.LocatorLostError),
        (400, "MALFORMED_QUERY", "unexpected token", SourceError),
        (410, "UNSUPPORTED_API_VERSION", "", ConfigError),
        (500, "UNKNOWN_EXCEPTION", "", TransientSourceError),
    ],
)
def test_salesforce_refusals(
    status: int, code: str, message: str, error: type[HymnsheetError]
) -> None:
    assert type(_salesforce(status, code, message)) is error


@pytest.mark.parametrize("status", [406, 412, 420, 429, 502, 503])
def test_salesforce_answers_without_json_are_passing_faults(status: int) -> None:
    error = salesforce.refusal(status, {}, HTML.encode(), "Lead")
    assert type(error) is TransientSourceError


def test_a_uri_too_long_for_salesforce_goes_to_bulk() -> None:
    error = salesforce.refusal(414, {}, HTML.encode(), "Lead")
    assert isinstance(error, salesforce.TooBigForRestError)


def test_no_refusal_repeats_an_address_of_a_person() -> None:
    error = _salesforce(400, "MALFORMED_QUERY", "near 'ada@acme.test'")
    assert "ada@acme.test" not in str(error)


def test_a_bulk_job_that_vanished_is_never_a_missing_permission() -> None:
    body = b'[{"errorCode":"NOT_FOUND","message":"The requested resource does not exist"}]'
    for what in ("jobs/query/750000000000001AAA", "jobs/query/750000000000001AAA/results"):
        assert isinstance(salesforce.refusal(404, {}, body, what), salesforce.JobLostError)


#: One table for both vendors: what a status means, whatever body comes with it.
STATUSES = {
    200: Verdict.GOOD,
    207: Verdict.GOOD,
    301: Verdict.ELSEWHERE,
    302: Verdict.ELSEWHERE,
    304: Verdict.ELSEWHERE,
    308: Verdict.ELSEWHERE,
    400: Verdict.OUR_FAULT,
    401: Verdict.LOGIN,
    403: Verdict.NOT_OURS,
    404: Verdict.NOT_OURS,
    405: Verdict.OUR_FAULT,
    406: Verdict.PASSING,
    408: Verdict.PASSING,
    409: Verdict.OUR_FAULT,
    410: Verdict.RETIRED,
    412: Verdict.PASSING,
    414: Verdict.TOO_LONG,
    415: Verdict.OUR_FAULT,
    420: Verdict.PASSING,
    423: Verdict.PASSING,
    425: Verdict.PASSING,
    429: Verdict.PASSING,
    431: Verdict.TOO_LONG,
    477: Verdict.PASSING,
    499: Verdict.OUR_FAULT,
    500: Verdict.PASSING,
    501: Verdict.PASSING,
    502: Verdict.PASSING,
    503: Verdict.PASSING,
    504: Verdict.PASSING,
    521: Verdict.PASSING,
    526: Verdict.PASSING,
    599: Verdict.PASSING,
}


@pytest.mark.parametrize(("status", "meaning"), STATUSES.items())
def test_a_status_means_the_same_at_both_vendors(status: int, meaning: Verdict) -> None:
    assert verdict(status) is meaning
    if meaning is Verdict.GOOD:
        return
    is_passing = {
        isinstance(refuse(status, {}, body, "/x"), TransientSourceError)
        for refuse in (hubspot.refusal, salesforce.refusal)
        for body in (b"", HTML.encode(), b"{}", b"[]", b"[null]", b"null", b"\xff", b"[[]]")
    }
    assert is_passing == {meaning is Verdict.PASSING}


def test_no_refusal_moves_a_terminal() -> None:
    nasty = "\x1b[2Jdone \u202e"
    errors = [
        _salesforce(400, nasty, nasty),
        hubspot.refusal(400, {}, json.dumps({"message": nasty, "category": nasty}).encode(), "/x"),
    ]
    for error in errors:
        assert str(error).isprintable()

"""A vendor that repeats our secrets in what it says of an error tells nobody of them."""

from __future__ import annotations

import json
import logging
from contextlib import closing
from types import SimpleNamespace
from typing import Any

import pytest
from pydantic import SecretStr

from orchestration.errors import HymnsheetError
from orchestration.sources.connector import Connector
from orchestration.sources.redaction import without
from orchestration.sources.registry import connect
from orchestration.sources.salesforce.transport import Answer
from tests.support.sources.fake_time import FakeTime

SECRET = "q8/Zk+s3cret=token"
SPELT = (SECRET, "q8%2FZk%2Bs3cret%3Dtoken")
SAID = [{"message": f"Token {each} is not good."} for each in SPELT] + [
    {"category": SECRET},
    {"policyName": SECRET, "message": SECRET},
    {"errorCode": SECRET, "message": SECRET},
    [{"errorCode": SECRET, "message": f"Bearer {SECRET}"}],
]


def _answering(status: int, body: bytes) -> Connector:
    """A connector whose every call is answered so."""

    class _Reply:
        def __init__(self) -> None:
            self.status, self.headers = status, dict[str, str]()

        def stream(self, *_: object, **__: object) -> list[bytes]:
            return [body]

        def release_conn(self) -> None: ...

        def close(self) -> None: ...

    config = {"access_token": SecretStr(SECRET), "base_url": "https://crm.test"}
    connector = connect("hubspot", config, timing=FakeTime().timing())
    pool = connector.session.transport._api.rest_client.pool_manager  # type: ignore[attr-defined]
    pool.request = lambda *_, **__: _Reply()
    return connector


@pytest.mark.parametrize("status", [302, 400, 401, 403, 404, 410, 429, 503])
@pytest.mark.parametrize("said", SAID)
def test_an_error_of_hubspot_repeats_no_token(
    status: int, said: Any, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.DEBUG)
    connector = _answering(status, json.dumps(said).encode())
    with closing(connector), pytest.raises(HymnsheetError) as caught:
        connector.check()
    told = f"{caught.value!r} {caught.value} {caught.value.__cause__} {caplog.text}"
    assert not [each for each in SPELT if each in told]


@pytest.mark.parametrize("status", [302, 400, 401, 403, 404, 410, 503])
@pytest.mark.parametrize("said", SAID)
def test_an_error_of_salesforce_repeats_neither_key_nor_session(
    status: int, said: Any, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.DEBUG)
    config = {
        "login_url": "https://org.test",
        "consumer_key": SecretStr(SECRET),
        "consumer_secret": SecretStr("another-secret"),
    }
    connector = connect("salesforce", config, timing=FakeTime().timing())
    body = json.dumps(said).replace("Token", "another-secret s3ss10n!").encode()
    transport = connector.session.transport  # type: ignore[attr-defined]
    transport._exchange = lambda *_: (status, Answer({}, body))
    transport._logged_in = lambda **_: SimpleNamespace(headers={"Authorization": "Bearer s3ss10n!"})
    with closing(connector), pytest.raises(HymnsheetError) as caught:
        connector.check()
    told = f"{caught.value!r} {caught.value} {caught.value.__cause__} {caplog.text}"
    assert not [each for each in (*SPELT, "another-secret", "s3ss10n!") if each in told]


def test_what_is_not_text_is_read_as_far_as_it_is() -> None:
    assert without(b"\xff" + SECRET.encode(), [SECRET]) == "\ufffd***".encode()

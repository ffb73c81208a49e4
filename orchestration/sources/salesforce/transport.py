"""One Salesforce call: retried, logged in again when the session ends, refusals made our errors.

Which calls are made lives in rest.py, bulk.py and metadata.py.
"""

from __future__ import annotations

import threading
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any, Final, TypeVar

import orjson
import requests
from simple_salesforce.api import Salesforce

from orchestration.errors import CredentialsError, TransientSourceError
from orchestration.sources.http import (
    CONNECT_TIMEOUT_S,
    READ_TIMEOUT_S,
    Pacing,
    Retrier,
    transport_error,
)
from orchestration.sources.salesforce.auth import SalesforceConfig, log_in, open_session
from orchestration.sources.salesforce.refusals import SessionExpiredError, refusal
from orchestration.sources.spec import CallStats

T = TypeVar("T")
_CHUNK: Final = 256 * 1024


@dataclass(frozen=True)
class Answer:
    """A whole answer inside 2xx; the body is decoded from gzip and free of NUL bytes."""

    headers: Mapping[str, str]
    body: bytes


class SalesforceTransport:
    """Calls to one org. Logs in at the first call. Safe across threads."""

    def __init__(self, config: SalesforceConfig, stats: CallStats, pacing: Pacing) -> None:
        self._config = config
        self._session = open_session(config)
        self._stats = stats
        self._pacing = pacing
        self._retrier = Retrier(stats, pacing)
        self._lock = threading.Lock()
        self._client: Salesforce | None = None
        self._contacted = False

    def get_json(self, path: str, params: Mapping[str, str] | None = None) -> Any:
        """A GET's JSON, retried. `path` is below /services/data/vXX/, or absolute.

        Raises:
            HymnsheetError: as refusals.py tells them apart.
        """
        return self.retrying(lambda: json_of(self.once("GET", path, params=params)))

    def retrying(self, send: Callable[[], T]) -> T:
        """`send`, repeated after passing faults."""
        return self._retrier.run(send)

    def pause(self, seconds: float) -> None:
        """Wait for the vendor to get on with something."""
        with self._lock:
            self._stats.waited_s += seconds
        self._pacing.sleep(seconds)

    def once(
        self,
        method: str,
        path: str,
        *,
        params: Mapping[str, str] | None = None,
        payload: Mapping[str, Any] | None = None,
        accept: str = "application/json",
    ) -> Answer:
        """One call, with one new log-in if the session has ended; not retried otherwise."""
        client = self._logged_in()
        try:
            return self._send(client, method, path, params, payload, accept)
        except SessionExpiredError:
            client = self._logged_in(instead_of=client)
        try:
            return self._send(client, method, path, params, payload, accept)
        except SessionExpiredError:
            raise CredentialsError(
                "Salesforce ends every session at once.",
                next_step="Check the session settings and login IP ranges of the run-as user.",
            ) from None

    def instance_url(self) -> str:
        """The org's own address, where its API and its pages are; logs in if need be."""
        return f"https://{self._logged_in().sf_instance}"

    def close(self) -> None:
        """Give back sockets."""
        self._session.close()

    def _logged_in(self, *, instead_of: Salesforce | None = None) -> Salesforce:
        """The current client; a new one if there is none or the current one is `instead_of`."""
        with self._lock:
            if self._client is None or self._client is instead_of:
                self._stats.calls += 1
                try:
                    self._client = log_in(self._session, self._config)
                except requests.RequestException as fault:
                    raise self._broken(fault, self._config.host) from None
                self._contacted = True
            return self._client

    def _send(
        self,
        client: Salesforce,
        method: str,
        path: str,
        params: Mapping[str, str] | None,
        payload: Mapping[str, Any] | None,
        accept: str,
    ) -> Answer:
        with self._lock:
            self._stats.calls += 1
        url = f"https://{client.sf_instance}{path}" if path[0] == "/" else client.base_url + path
        headers = {"Authorization": client.headers["Authorization"], "Accept": accept}
        try:
            with self._session.request(
                method,
                url,
                params=params,
                json=payload,
                headers=headers,
                timeout=(CONNECT_TIMEOUT_S, READ_TIMEOUT_S),
                allow_redirects=False,
                stream=True,
            ) as answer:
                body = self._body(answer)
        except requests.RequestException as fault:
            raise self._broken(fault, client.sf_instance) from None
        if not 200 <= answer.status_code <= 299:
            raise refusal(answer.status_code, answer.headers, body, _plain(path))
        return Answer(answer.headers, body)

    def _body(self, answer: requests.Response) -> bytes:
        whole = bytearray()
        for chunk in answer.iter_content(_CHUNK):
            whole += chunk.replace(b"\x00", b"") if b"\x00" in chunk else chunk
        with self._lock:
            self._stats.bytes_read += len(whole)
        return bytes(whole)

    def _broken(self, fault: BaseException, host: str) -> Exception:
        return transport_error(fault, host=host, contacted=self._contacted)


def json_of(answer: Answer) -> Any:
    """The JSON of an answer.

    Raises:
        TransientSourceError: it is something else, as when a maintenance page answers.
    """
    try:
        return orjson.loads(answer.body)
    except orjson.JSONDecodeError:
        raise TransientSourceError(
            "Salesforce answered with a page instead of JSON.",
            next_step="Run again; if it repeats, look for a proxy between here and Salesforce.",
        ) from None


def _plain(path: str) -> str:
    return path.partition("?")[0]

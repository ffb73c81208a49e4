"""One Salesforce call: retried, bounded, logged in again when the session ends.

What an answer must look like is in answers.py, what a refusal means in refusals.py; which calls
are made lives in rest.py, bulk.py and metadata.py.
"""

from __future__ import annotations

import threading
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final, TypeVar

import requests

from orchestration.errors import CredentialsError, TransientSourceError
from orchestration.sources.http.body import CHUNK, Body, Bounds, watched
from orchestration.sources.http.connection import CONNECT_TIMEOUT_S, READ_TIMEOUT_S, transport_error
from orchestration.sources.http.retry import DoubtedError, Retrier
from orchestration.sources.http.timing import Timing
from orchestration.sources.redaction import without
from orchestration.sources.salesforce.answers import parsed
from orchestration.sources.salesforce.auth import SalesforceConfig, log_in, open_session
from orchestration.sources.salesforce.refusals import SessionExpiredError, Signal, refusal
from orchestration.sources.spec import CallStats

if TYPE_CHECKING:
    from simple_salesforce.api import Salesforce

T = TypeVar("T")
_REFUSED: Final = (403, 404)


@dataclass(frozen=True)
class Answer:
    """A whole answer inside 2xx; the body is decoded from gzip and free of NUL bytes."""

    headers: Mapping[str, str]
    body: bytes


@dataclass(frozen=True)
class _Call:
    """What to send. `what` names it in messages."""

    method: str
    path: str
    what: str
    params: Mapping[str, str] | None
    payload: Mapping[str, Any] | None
    accept: str


class SalesforceTransport:
    """Calls to one org. Logs in at the first call. Safe across threads."""

    def __init__(
        self,
        config: SalesforceConfig,
        stats: CallStats,
        timing: Timing,
        bounds: Bounds | None = None,
    ) -> None:
        self._config = config
        self._session = open_session(config)
        self._stats = stats
        self._timing = timing
        self._retrier = Retrier(stats, timing)
        self._bounds = bounds or Bounds()
        self._lock = threading.Lock()
        self._answered: set[str] = set()
        self._client: Salesforce | None = None
        self._contacted = False

    @property
    def host(self) -> str:
        """Host and port of the org, where it has told us."""
        return self._config.host if self._client is None else str(self._client.sf_instance)

    @property
    def version_path(self) -> str:
        """Where this version of the API begins: /services/data/vXX."""
        return f"/services/data/v{self._config.api_version}"

    def ask(
        self,
        path: str,
        read: Callable[[Any], T],
        *,
        what: str | None = None,
        params: Mapping[str, str] | None = None,
        payload: Mapping[str, Any] | None = None,
        signals: tuple[type[Signal], ...] = (),
    ) -> T:
        """What `read` makes of an answer's JSON; asked again if it finds no answer in it.

        Args:
            path: below /services/data/vXX/, or absolute.
            read: validates and takes apart.
            what: for messages, and to know it by; the path if None.
            params: of the URI.
            payload: of a POST that reads; None means GET.
            signals: what the caller has an answer to; any other is a passing fault.

        Raises:
            HymnsheetError: as refusals.py tells them apart.
        """
        method = "GET" if payload is None else "POST"

        def send() -> T:
            answer = self.once(method, path, what=what, params=params, payload=payload)
            found = read(parsed(answer.body, f"Salesforce's {what or plain(path)}"))
            self._answered.add(what or path)
            return found

        return self.retrying(send, signals)

    def retrying(self, send: Callable[[], T], signals: tuple[type[Signal], ...] = ()) -> T:
        """`send`, repeated after passing faults; `signals` as for `ask`."""

        def known() -> T:
            try:
                return send()
            except Signal as signal:
                if isinstance(signal, signals):
                    raise
                raise TransientSourceError(signal.message, next_step=signal.next_step) from None

        return self._retrier.run(known)

    def pause(self, seconds: float) -> None:
        """Wait for the vendor to get on with something."""
        with self._lock:
            self._stats.waited_s += seconds
        self._timing.sleep(seconds)

    def once(
        self,
        method: str,
        path: str,
        *,
        what: str | None = None,
        params: Mapping[str, str] | None = None,
        payload: Mapping[str, Any] | None = None,
        accept: str = "application/json",
    ) -> Answer:
        """One call, with one new log-in if the session has ended; not retried otherwise."""
        client = self._logged_in()
        call = _Call(method, path, what or plain(path), params, payload, accept)
        try:
            return self._send(client, call)
        except SessionExpiredError:
            client = self._logged_in(instead_of=client)
        try:
            return self._send(client, call)
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
                    self._client = log_in(self._session, self._config, self._bounds)
                except requests.RequestException as fault:
                    raise self._broken(fault, self._config.host) from None
                self._contacted = True
            return self._client

    def _send(self, client: Salesforce, call: _Call) -> Answer:
        def one(whole: Body) -> tuple[int, Answer]:
            return self._exchange(client, call, whole)

        status, answer = watched(one, f"Salesforce's {call.what}", self._bounds)
        if 200 <= status <= 299:
            return answer
        error = refusal(
            status, answer.headers, without(answer.body, self._secrets(client)), call.what
        )
        if status in _REFUSED and call.what in self._answered:
            raise DoubtedError(
                f"Salesforce answered {call.what} before in this run, and with {status} now.",
                next_step=error.next_step,
            )
        raise error

    def _secrets(self, client: Salesforce) -> list[str]:
        config = self._config
        return [
            str(client.headers["Authorization"]).rpartition(" ")[2],
            config.consumer_key.get_secret_value(),
            config.consumer_secret.get_secret_value(),
        ]

    def _exchange(self, client: Salesforce, call: _Call, whole: Body) -> tuple[int, Answer]:
        with self._lock:
            self._stats.calls += 1
        base = f"https://{client.sf_instance}"
        url = base + call.path if call.path[0] == "/" else client.base_url + call.path
        headers = {"Authorization": client.headers["Authorization"], "Accept": call.accept}
        try:
            with self._session.request(
                call.method,
                url,
                params=call.params,
                json=call.payload,
                headers=headers,
                timeout=(CONNECT_TIMEOUT_S, READ_TIMEOUT_S),
                allow_redirects=False,
                stream=True,
            ) as answer:
                body = whole.read(answer.iter_content(CHUNK))
        except requests.RequestException as fault:
            raise self._broken(fault, client.sf_instance) from None
        with self._lock:
            self._stats.bytes_read += len(body)
        return answer.status_code, Answer(answer.headers, body)

    def _broken(self, fault: BaseException, host: str) -> Exception:
        return transport_error(fault, host=host, contacted=self._contacted)


def plain(path: str) -> str:
    """A path without its query."""
    return path.partition("?")[0]

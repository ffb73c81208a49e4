"""One HubSpot call: paced, retried, bounded, and its refusals turned into our errors.

What an answer must look like is in answers.py, what a refusal means in refusals.py; which calls
are made lives in the other files of this folder.
"""

from __future__ import annotations

import threading
from collections.abc import Callable, Mapping, Sequence
from typing import Any, Final, TypeVar
from urllib.parse import urlencode

import orjson
import urllib3

from orchestration.errors import TransientSourceError
from orchestration.sources.http.body import CHUNK, Body, Bounds, watched
from orchestration.sources.http.connection import CONNECT_TIMEOUT_S, READ_TIMEOUT_S, transport_error
from orchestration.sources.http.rate_limit import RateLimiter
from orchestration.sources.http.retry import DoubtedError, Retrier
from orchestration.sources.http.status import Verdict, verdict
from orchestration.sources.http.timing import Timing
from orchestration.sources.hubspot.auth import HubSpotConfig, open_api
from orchestration.sources.hubspot.refusals import UriTooLongError, refusal
from orchestration.sources.redaction import without
from orchestration.sources.spec import CallStats

T = TypeVar("T")
MAX_URI_CHARS: Final = 6_000
_SMALLEST_TIER_PER_WINDOW: Final = 100
_WINDOW_S: Final = 10.0
_SEARCHES_PER_S: Final = 5

Query = Sequence[tuple[str, str]]


class HubSpotTransport:
    """Calls to one portal. Safe across threads."""

    def __init__(
        self, config: HubSpotConfig, stats: CallStats, timing: Timing, bounds: Bounds | None = None
    ) -> None:
        self.host = config.host
        self._token = config.access_token.get_secret_value()
        self._api = open_api(config)
        self._stats = stats
        self._bounds = bounds or Bounds()
        self._lock = threading.Lock()
        self._retrier = Retrier(stats, timing)
        self._general = RateLimiter(_SMALLEST_TIER_PER_WINDOW, _WINDOW_S, timing, stats)
        self._search = RateLimiter(_SEARCHES_PER_S, 1.0, timing, stats)
        self._contacted = False
        self._answered: set[str] = set()

    def get(
        self, path: str, read: Callable[[bytes], T], query: Query = (), *, splits: bool = False
    ) -> T:
        """What `read` makes of the body of a GET; asked again if it finds no answer in it.

        Args:
            path: below the base URL.
            read: validates and takes apart.
            query: of the URI.
            splits: the caller can ask in smaller pieces; else "too long" is a passing fault.

        Raises:
            CredentialsError, QuotaExhaustedError, StreamUnavailableError, UnreachableError,
            TransientSourceError: see refusals.py.
            UriTooLongError: ask in smaller pieces.
        """
        return self._call("GET", path, read, query, None, splits=splits)

    def post(
        self, path: str, body: Mapping[str, Any], read: Callable[[bytes], T], query: Query = ()
    ) -> T:
        """The same of a POST that reads (search, batch read). Raises as `get` does."""
        return self._call("POST", path, read, query, body)

    def wait(self, seconds: float) -> None:
        """Wait before something is asked again."""
        self._retrier.wait(seconds)

    def close(self) -> None:
        """Give back sockets."""
        self._api.rest_client.pool_manager.clear()

    def _call(
        self,
        method: str,
        path: str,
        read: Callable[[bytes], T],
        query: Query,
        body: Mapping[str, Any] | None,
        *,
        splits: bool = False,
    ) -> T:
        limiter = self._search if path.endswith("/search") else self._general
        url = self._url(path, query)

        def send() -> T:
            def one(whole: Body) -> bytes:
                return self._send(method, url, path, body, whole)

            try:
                with limiter.acquire():
                    data = watched(one, f"HubSpot's {path}", self._bounds)
            except UriTooLongError as error:
                if splits:
                    raise
                raise TransientSourceError(error.message, next_step=error.next_step) from None
            found = read(data)
            self._answered.add(path)
            return found

        return self._retrier.run(send)

    def _url(self, path: str, query: Query) -> str:
        base = str(self._api.configuration.host) + path
        return f"{base}?{urlencode(query)}" if query else base

    def _send(
        self, method: str, url: str, path: str, body: Mapping[str, Any] | None, whole: Body
    ) -> bytes:
        headers = {**self._api.default_headers, "Accept": "application/json"}
        self._api.update_params_for_auth(headers, [], ["oauth2"])
        if body is not None:
            headers["Content-Type"] = "application/json"
        with self._lock:
            self._stats.calls += 1
        try:
            answer = self._api.rest_client.pool_manager.request(
                method,
                url,
                body=None if body is None else orjson.dumps(body),
                headers=headers,
                preload_content=False,
                redirect=False,
                timeout=urllib3.Timeout(connect=CONNECT_TIMEOUT_S, read=READ_TIMEOUT_S),
            )
            try:
                data = whole.read(answer.stream(CHUNK, decode_content=True))
            except BaseException:
                answer.close()  # the rest of it must not be taken for the next answer
                raise
            answer.release_conn()
        except urllib3.exceptions.HTTPError as fault:
            raise transport_error(fault, host=self.host, contacted=self._contacted) from None
        return self._accept(answer.status, answer.headers, data, path)

    def _accept(self, status: int, headers: Mapping[str, str], data: bytes, path: str) -> bytes:
        self._contacted = True
        with self._lock:
            self._stats.bytes_read += len(data)
        found = verdict(status)
        if found is Verdict.NOT_OURS and path in self._answered:
            raise DoubtedError(
                f"HubSpot answered {path} before in this run, and with {status} now.",
                next_step="Run again; if it repeats, look at the scopes of the private app.",
            )
        if found is not Verdict.GOOD:
            raise refusal(status, headers, without(data, [self._token]), path)
        declared = headers.get("X-HubSpot-RateLimit-Max", "")
        if declared.isdecimal() and int(declared[:9]) > 0:
            self._general.set_limit(int(declared[:9]))
        return data

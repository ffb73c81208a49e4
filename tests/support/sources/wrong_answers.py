"""Answers that no vendor should give, and where to put them: a tap in a connector's transport."""

from __future__ import annotations

import gzip
import json
from collections.abc import Iterator
from copy import deepcopy
from typing import Any

from orchestration.sources.connector import Connector
from orchestration.sources.http.retry import RetryPolicy

DEEP = "[" * 3_000 + "]" * 3_000

#: Put in the place of every value of an answer, one at a time.
STRANGERS: tuple[Any, ...] = (
    None, {}, [], "", " ", "x", "7", 0, -1, 7, 10**400, 1.5, 1e308, True, False, [None], [[]], [{}],
    ["x"], {"": None}, {"results": []}, {"next": {}}, {"after": None}, "\u202e\x1b[2J", "x" * 5_000,
    "2024-13-45T99:99:99Z", "https://evil.test/next", {"link": "https://evil.test", "after": "1"},
)  # fmt: skip
#: In the place of the whole body.
BODIES: tuple[bytes, ...] = (
    b"", b" ", b"null", b"true", b"7", b'"x"', b"{}", b"[]", b"[null]", b"[{}]", b"{", b"[",
    b"\xff\xfe", b"\x00", b"<html><body>busy</body></html>", b"NaN",
    b'{"results":NaN}', b'{"results":Infinity}',
    b'{"results":null}', b'{"results":{}}', b'{"results":[null]}', b'{"results":[{}]}',
    b'{"results":[[]]}', b'{"results":"x"}', b'{"results":[],"total":7}',
    b'{"results":[],"total":"7"}',
    b'{"results":[],"total":1e999}', b'{"results":[],"paging":{"next":{"after":""}}}',
    b'{"results":[],"paging":{"next":{"link":"https://evil.test"}}}', b'{"results":[],"paging":[]}',
    b'{"status":"error"}', b'{"status":"error","message":"\\u001b[2J"}',
    b'[{"errorCode":"X","message":"y"}]', b'{"records":[],"done":true,"totalSize":7}',
    b'{"records":[],"done":false,"totalSize":0}', b'{"records":[{}],"done":true,"totalSize":1}',
    b'{"records":null,"done":true,"totalSize":0}', b'{"records":[],"done":"true","totalSize":0}',
    b'{"records":[],"done":false,"totalSize":9,"nextRecordsUrl":"https://evil.test/services/data/x"}',
    b'{"records":[],"done":false,"totalSize":9,"nextRecordsUrl":"/services/data/../../x"}',
    b'{"records":[{"Id":{"a":1}}],"done":true,"totalSize":1}', DEEP.encode(),
    b'{"results":' + DEEP.encode() + b"}", b'"Id"\n"1","2"\n', b'"Nope"\n"1"\n', b"Id\n1\n",
    b'"Id","Id"\n"1","1"\n', gzip.compress(b"{}", mtime=0), b"\xef\xbb\xbf{}",
    b'{"a":1}{"b":2}', b"{'a':1}",
)  # fmt: skip


def _places(value: Any, path: tuple[Any, ...] = ()) -> Iterator[tuple[Any, ...]]:
    """Every place of a JSON value; of a list, its first item only."""
    yield path
    if isinstance(value, dict):
        for key, item in list(value.items())[:14]:
            yield from _places(item, (*path, key))
    elif isinstance(value, list) and value:
        yield from _places(value[0], (*path, 0))


def _with(value: Any, place: tuple[Any, ...], stranger: Any) -> Any:
    if not place:
        return stranger
    changed = deepcopy(value)
    inside = changed
    for key in place[:-1]:
        inside = inside[key]
    inside[place[-1]] = stranger
    return changed


def _without(value: Any, place: tuple[Any, ...]) -> Any:
    changed = deepcopy(value)
    inside = changed
    for key in place[:-1]:
        inside = inside[key]
    del inside[place[-1]]
    return changed


def wrong_answers(body: bytes) -> Iterator[bytes]:
    """Everything that may come instead of `body`."""
    yield from BODIES
    yield from (body[:cut] for cut in (1, len(body) // 2, max(0, len(body) - 1)))
    yield body + body
    try:
        value = json.loads(body)
    except ValueError:
        text = body.decode()
        yield from (
            text.replace(old, new).encode()
            for old, new in (
                ('"\n', '",""\n'),
                ('"Id"', '"id"'),
                ('"Id",', ""),
                ('",', '"'),
                (",", ";"),
                ('"', ""),
                ("\n", "\r"),
                ("2024", "20x4"),
                ('"', '\ud83d"'.encode("utf-8", "replace").decode()),
            )
        )
        return
    for place in _places(value):
        if place:
            yield json.dumps(_without(value, place)).encode()
        for stranger in STRANGERS:
            yield json.dumps(_with(value, place, stranger)).encode()


class Tap:
    """Stands in a connector's transport: what passes through can be exchanged, once or always."""

    def __init__(self, connector: Connector) -> None:
        self.path = "nowhere"
        self.wrong: bytes | None = None
        self.always = True
        self.good: list[bytes] = []
        transport = connector.session.transport  # type: ignore[attr-defined]
        transport._retrier._policy = RetryPolicy(attempts=2)
        if connector.name == "hubspot":
            send = transport._send
            transport._send = lambda method, url, path, body, whole: self._pass(
                url, send(method, url, path, body, whole)
            )
        else:
            exchange = transport._exchange
            transport._exchange = lambda client, call, whole: self._answer(
                call.path, exchange(client, call, whole)
            )

    def _answer(self, path: str, answer: tuple[int, Any]) -> tuple[int, Any]:
        status, found = answer
        return status, type(found)(found.headers, self._pass(path, found.body))

    def _pass(self, path: str, body: bytes) -> bytes:
        if self.path not in path:
            return body
        if self.wrong is None:
            self.good.append(body)
            return body
        wrong = self.wrong
        if not self.always:
            self.wrong = None
        return wrong

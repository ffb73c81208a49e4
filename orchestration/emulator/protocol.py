"""HTTP as the vendors put it on the wire: header names in title case, a date of their own.

uvicorn writes names in lower case, which some clients cannot read; this rewrites the head of each
answer on its way out. It also lets an application drop the connection without any answer.
"""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from functools import lru_cache
from typing import Any, Final

from starlette.types import Scope
from uvicorn.protocols.http.httptools_impl import HttpToolsProtocol

_DROP: Final = "hymnsheet.drop"
#: Names that title case misspells; those of HTTP itself, and what vendors add.
_spellings: dict[bytes, bytes] = {b"etag": b"ETag", b"www-authenticate": b"WWW-Authenticate"}


def spell(*names: str) -> None:
    """Write these header names just so, wherever they occur from now on."""
    _spellings.update({name.lower().encode(): name.encode() for name in names})


async def drop(scope: Scope) -> None:
    """Close the connection of a request without an answer."""
    abort: Callable[[], None] = scope["extensions"][_DROP]["abort"]
    abort()
    await asyncio.sleep(0.01)  # until the server has noticed


class VendorProtocol(HttpToolsProtocol):
    """uvicorn's HTTP/1.1, spelt as the vendors spell it."""

    def on_headers_complete(self) -> None:
        """Begin a request; its answer's first bytes are the head."""
        self.scope["extensions"] = {_DROP: {"abort": self.transport.abort}}
        super().on_headers_complete()
        self.cycle.transport = _TitleCase(self.cycle.transport)  # type: ignore[assignment]


class _TitleCase:
    """A transport for one answer: its head in title case, its body as it is."""

    def __init__(self, transport: asyncio.Transport) -> None:
        self._transport = transport
        self._is_past_head = False

    def write(self, data: bytes) -> None:
        """Write a piece of the answer."""
        if not self._is_past_head and not data.startswith(b"HTTP/1.1 100"):
            self._is_past_head = True
            data = _titled(data)
        self._transport.write(data)

    def __getattr__(self, name: str) -> Any:
        return getattr(self._transport, name)


def _titled(head: bytes) -> bytes:
    first, *lines = head.split(b"\r\n")
    spelt = [b"%s:%s" % (_spelling(name), rest) for name, _, rest in map(_parts, lines) if name]
    return b"\r\n".join([first, *spelt, b"", b""])


def _parts(line: bytes) -> tuple[bytes, bytes, bytes]:
    return line.partition(b":")


@lru_cache(maxsize=256)
def _spelling(name: bytes) -> bytes:
    return _spellings.get(name) or b"-".join(part.capitalize() for part in name.split(b"-"))

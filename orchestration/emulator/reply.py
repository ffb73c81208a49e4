"""A vendor's reply that came whole, and how that vendor's lists go on: what wire faults spoil."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from typing import Any

import orjson
from starlette.types import Scope


@dataclass(frozen=True)
class Reply:
    """A whole reply, unpacked.

    Attributes:
        scope: of the request.
        status: HTTP status.
        headers: by lower-case name, without content-length.
        body: as the endpoint made it.
    """

    scope: Scope
    status: int
    headers: dict[str, str]
    body: bytes

    def json(self) -> dict[str, Any] | None:
        """The body as a JSON object; None when it is something else."""
        try:
            found = orjson.loads(self.body)
        except orjson.JSONDecodeError:
            return None
        return found if isinstance(found, dict) else None

    def saying(self, content: Any, status: int | None = None) -> Reply:
        """This reply with another body: text, bytes, or a JSON value."""
        is_text = isinstance(content, str | bytes)
        text = content.encode() if isinstance(content, str) else content
        body: bytes = text if is_text else orjson.dumps(content)
        kind = {} if not is_text else {"content-type": "text/html"}
        return replace(
            self, status=status or self.status, body=body, headers={**self.headers, **kind}
        )


def _ends(reply: Reply, host: str | None, number: int) -> Reply:  # noqa: ARG001
    return reply


@dataclass(frozen=True)
class Paging:
    """How a vendor's lists go on.

    Attributes:
        lists: prefixes of the paths that answer with lists.
        rows: keys under which a reply holds its rows.
        cursors: parameters that ask for a later page.
        onward: makes a reply say that another page follows. Its arguments: the reply; another
            host for that page, or None for one of our own; a number that no page had before.
    """

    lists: tuple[str, ...] = ()
    rows: tuple[str, ...] = ("results",)
    cursors: tuple[str, ...] = ("after",)
    onward: Callable[[Reply, str | None, int], Reply] = _ends

"""Walks over HubSpot's lists, each to its proved end.

A list says where its next page is until there is none. An empty page in the middle is gone over; a
first page without anything is asked for twice, as is one that names itself as the next; a total
that the list itself states must be reached.
"""

from __future__ import annotations

from collections.abc import Callable, Generator, Sequence
from typing import Any, Final, Protocol, TypeVar

from orchestration.errors import AnswerError
from orchestration.sources.http.pagination import PageGuard
from orchestration.sources.hubspot.answers import Listing, listing
from orchestration.sources.hubspot.transport import HubSpotTransport, Query
from orchestration.sources.shapes import Shape

ROUNDS: Final = 3
PAUSE_S: Final = 2.0


class OnePage(Protocol):
    """What a walk needs of a page."""

    @property
    def after(self) -> str | None:
        """Cursor of the next page."""
        ...

    @property
    def total(self) -> int | None:
        """Results in all, if the vendor says."""
        ...

    @property
    def ids(self) -> Sequence[str]:
        """Ids of the results."""
        ...


P = TypeVar("P", bound=OnePage)


def pages_of(
    transport: HubSpotTransport,
    path: str,
    read: Callable[[bytes], P],
    query: Query,
    *,
    splits: bool = False,
) -> Generator[P, None, None]:
    """Every page of a list. `splits`: see `HubSpotTransport.get`.

    Raises:
        AnswerError: the list states a total that it does not reach.
        SourceError: the walk would not end.
    """
    guard = PageGuard(f"HubSpot's list {path}")
    after: str | None = None
    seen = 0
    while True:
        asked = query if after is None else [*query, ("after", after)]
        page = transport.get(path, read, asked, splits=splits)
        is_empty = after is None and not page.ids and page.after is None
        is_stuck = page.after is not None and page.after == after and bool(page.ids)
        if is_empty or is_stuck:
            page = transport.get(path, read, asked, splits=splits)
        ids = page.ids
        seen += len(ids)
        yield page
        if page.after is None:
            break
        after = guard.check(page.after, mark=ids[0] if ids else None)
    if page.total is not None and seen < page.total:
        raise AnswerError(f"HubSpot's list {path} held {seen} results of {page.total}.")


def results_of(
    transport: HubSpotTransport, path: str, item: Shape, query: Query
) -> list[dict[str, Any]]:
    """All results of a short list; read again from the start where it was not whole.

    One that names a result twice is not: what stood in its place is missing.

    Raises:
        AnswerError: it never was.
    """
    read = listing(item, f"HubSpot's {path}", transport.host)
    for attempt in range(ROUNDS):
        try:
            found: list[Listing] = list(pages_of(transport, path, read, query))
            _require_once([name for page in found for name in page.ids], path)
        except AnswerError:
            if attempt == ROUNDS - 1:
                raise
            transport.wait(PAUSE_S * (attempt + 1))
            continue
        return [result for page in found for result in page.results]
    raise AssertionError("unreachable")


def _require_once(names: Sequence[str], path: str) -> None:
    if len(set(names)) < len(names):
        raise AnswerError(f"HubSpot's list {path} names one of its {len(names)} results twice.")

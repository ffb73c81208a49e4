"""Walks over pages that end: cursors that are new, pages that bring something, the same host."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Final
from urllib.parse import urlsplit

from orchestration.errors import SourceError
from orchestration.sources.redaction import redact

MOST_PAGES: Final = 1_000_000
_NEXT_STEP: Final = "Run again; if it repeats, report it to the vendor with the time."


@dataclass
class PageGuard:
    """Stops a walk that would never end.

    A cursor that comes back ends it, as do many pages in a row that bring nothing new, and an
    absurd number of pages.

    Args:
        where: vendor and path, for the message.
        most_pages: more than anybody has.
        idle_most: pages in a row that may bring nothing new.
    """

    where: str
    most_pages: int = MOST_PAGES
    idle_most: int = 10
    _cursors: set[str] = field(default_factory=set)
    _marks: set[str] = field(default_factory=set)
    _pages: int = 0
    _idle: int = 0

    def check(self, cursor: str, *, mark: str | None) -> str:
        """The cursor itself, if the walk may go on to it.

        Args:
            cursor: of the next page.
            mark: what tells the page just read from others, as its first id; None if it is empty.
                An empty page may name its own place a few times.

        Raises:
            SourceError: the walk would not end.
        """
        self._pages += 1
        is_idle = mark is None or mark in self._marks
        self._idle = self._idle + 1 if is_idle else 0
        if mark is not None:
            self._marks.add(mark)
        if self._pages >= self.most_pages:
            raise self._endless(f"more than {self.most_pages:,} pages")
        if self._idle > self.idle_most:
            raise self._endless(f"{self._idle} pages in a row without anything new")
        if cursor in self._cursors and mark is not None:
            raise self._endless("the same page cursor twice")
        self._cursors.add(cursor)
        return cursor

    def _endless(self, what: str) -> SourceError:
        return SourceError(
            f"{self.where} handed out {what}, so its paging never ends.", next_step=_NEXT_STEP
        )


def refuse_elsewhere(link: str, host: str, where: str, *, friends: tuple[str, ...] = ()) -> None:
    """Do nothing if a link leads to the host that it came from, or names none.

    Args:
        link: a URL or a path.
        host: where it came from, host and port.
        where: vendor and path, for the message.
        friends: domains that are the same vendor's.

    Raises:
        SourceError: it leads to another host; no token is ever sent there.
    """
    try:
        parts = urlsplit(link)
        name = parts.hostname or ""
    except ValueError:
        parts, name = urlsplit("?://?"), ""
    if (link.startswith("/") and not parts.netloc and "\\" not in link) or not link:
        return
    if parts.scheme == "https" and parts.netloc.lower() == host.lower():
        return
    if any(name == friend or name.endswith(f".{friend}") for friend in friends):
        return
    named = redact(parts.netloc or link, limit=80)
    raise SourceError(
        f"{where} points to another host ({named}); nothing was sent there.",
        next_step="Look for a proxy or an attacker between here and the vendor.",
    )

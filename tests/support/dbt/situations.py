"""Records that share a domain, a mailbox or an id, and the groups that they really make."""

from __future__ import annotations

from typing import NamedTuple

Groups = frozenset[frozenset[str]]


class Situation(NamedTuple):
    """Records by short name, and the groups they make; the groups name every record once."""

    title: str
    records: dict[str, tuple[str, ...]]
    groups: str

    def wanted(self) -> Groups:
        return frozenset(frozenset(group.split()) for group in self.groups.split("|"))


def apart(title: str, *records: tuple[str, ...]) -> Situation:
    """Each of the records is somebody of their own."""
    named = dict(zip("abcdefghijklmnopqrstuvwxyz", records, strict=False))
    return Situation(title, named, "|".join(named))


def one(title: str, *records: tuple[str, ...]) -> Situation:
    """All of the records are one."""
    return apart(title, *records)._replace(groups=" ".join("abcdefgh"[: len(records)]))

"""Whom a portal pays for in vain: as the tables tell it, and as a generated company has it."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Callable
from pathlib import Path
from typing import Any, Final

from tests.support.answers import answers

Rows = Callable[[str], list[Any]]
REASONS: Final = (
    *("has_no_address", "has_bounced", "has_opted_out", "has_opted_out_elsewhere", "is_junk"),
    "has_opted_out_of_some",
)


def differences(world: Path, rows: Rows) -> list[Any]:
    """Contacts, and people with more than one, of whom more or less is told than is so."""
    wanted, told = _planted(world), _told(rows)
    wrong: list[Any] = [
        (contact, told.get(contact), wanted.get(contact))
        for contact in sorted(wanted.keys() | told.keys())
        if told.get(contact) != wanted.get(contact)
    ]
    once_more = _paid_again(world)
    found = _duplicates(world, rows)
    return wrong + [
        (who, found[who], once_more[who])
        for who in once_more | found
        if found[who] != once_more[who]
    ]


def reasons_planted(world: Path) -> Counter[str]:
    """How many contacts are paid for, and for how many of them each reason speaks."""
    rows = answers(world, "audience")
    counts = Counter({name: sum(row[name] == "true" for row in rows) for name in REASONS})
    counts["paid_for"] = len(rows)
    counts["is_duplicate"] = _paid_again(world).total()
    return counts


def _planted(world: Path) -> dict[str, tuple[bool, ...]]:
    return {
        row["contact_id"]: tuple(row[name] == "true" for name in REASONS)
        for row in answers(world, "audience")
    }


def _told(rows: Rows) -> dict[str, tuple[bool, ...]]:
    asked = f"select source_id, {', '.join(REASONS)} from marts.fct_marketing_contact"
    return {row[0]: tuple(row[1:]) for row in rows(asked)}


def _paid_again(world: Path) -> Counter[str]:
    """Of how many more records of one person than one the portal is paid for."""
    paid = Counter(row["person_id"] for row in answers(world, "audience"))
    return Counter({person: count - 1 for person, count in paid.items() if count > 1})


def _duplicates(world: Path, rows: Rows) -> Counter[str]:
    """How many records of each person are told to be one too many; one of each is left."""
    people = {row["contact_id"]: row["person_id"] for row in answers(world, "audience")}
    asked = rows("select source_id, is_duplicate from marts.fct_marketing_contact")
    found, left = Counter[str](), defaultdict[str, int](int)
    for contact, is_duplicate in asked:
        who = people.get(contact, contact)
        found[who] += bool(is_duplicate)
        left[who] += not is_duplicate
    assert all(left[who] for who in found), "of somebody no record is left"
    return Counter({who: count for who, count in found.items() if count})

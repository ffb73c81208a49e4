"""Cases of identity that nobody decided, in words: what kind they are, and how many."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from orchestration.report import format as words

#: By kind: the question, one case, several of them.
_KINDS: Final = {
    "account": (
        "Are these one company?",
        "possible pair of accounts",
        "possible pairs of accounts",
    ),
    "person": ("Are these one person?", "possible pair of people", "possible pairs of people"),
    "link": ("Where should this link lead?", "link that leads nowhere", "links that lead nowhere"),
}


@dataclass(frozen=True)
class KindCount:
    """Undecided cases of one kind: 'account', 'person' or 'link'."""

    kind: str
    cases: int


def question(kind: str) -> str:
    """What somebody has to answer."""
    return _words(kind)[0]


def undecided_words(counts: Sequence[KindCount]) -> str:
    """`12 possible pairs of accounts, 3 links that lead nowhere`."""
    return ", ".join(words.plural(row.cases, *_words(row.kind)[1:]) for row in counts)


def _words(kind: str) -> tuple[str, str, str]:
    return _KINDS.get(kind, (kind, f"{kind} case", f"{kind} cases"))

"""What a published table says and promises: words for people, NOT NULL and keys for the engine."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from orchestration.warehouse.contents import Place


@dataclass(frozen=True)
class Described:
    """One table, as its comments and constraints tell it.

    Attributes:
        words: what one row is.
        columns: the meaning of each column.
        not_null: columns that are filled in every row.
        keys: columns that together name a row; there may be several such groups.
    """

    words: str
    columns: Mapping[str, str]
    not_null: frozenset[str] = frozenset()
    keys: tuple[tuple[str, ...], ...] = ()

    @property
    def primary_key(self) -> tuple[str, ...] | None:
        """The first key that is always filled: no engine takes another as its primary one."""
        return next((key for key in self.keys if self.not_null.issuperset(key)), None)


#: Of a table about which nothing is known; of all tables, where nothing is.
UNDESCRIBED = Described("", {})
NOTHING_SAID: Mapping[Place, Described] = {}

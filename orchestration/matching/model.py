"""What two records are compared by, in the terms of Fellegi and Sunter, as plain data.

The weights are fixed, not trained: m and u of a level say how often pairs that are one, and pairs
that are not, come out there. So the score of a pair depends on its two records alone: another
record in the database changes no score, small databases are scored like large ones, and the same
rows give the same scores on every warehouse (docs/adr/0011).
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

#: Of two people, or companies, picked at random one pair in so many is one: as in a company that
#: knows a hundred thousand, each of them about once.
PRIOR: Final = 1e-5


@dataclass(frozen=True)
class Level:
    """One outcome of a comparison.

    Attributes:
        code: a word for it; levels may share one.
        told: in a person's words, for `why`; blank where it says nothing.
        when: a condition of DuckDB over the columns of both records, `<column>_l` and `<column>_r`.
        m: share of the pairs that are one which come out here.
        u: share of all others; below the share in chance encounters where what is compared goes
            together in families and firms.
    """

    code: str
    told: str
    when: str
    m: float
    u: float


@dataclass(frozen=True)
class Comparison:
    """One question about two records: the first level whose condition holds is the answer.

    Attributes:
        name: of the column that holds the answer.
        unknown: a condition under which there is nothing to compare.
        levels: the answers, surest first.
        otherwise: the answer where none of them holds; its condition is blank.
    """

    name: str
    unknown: str
    levels: tuple[Level, ...]
    otherwise: Level


@dataclass(frozen=True)
class Model:
    """Everything about one kind of record.

    Attributes:
        kind: person or account.
        table: of the records to compare, in the intermediate layer.
        columns: of that table, beside what names a record and its group.
        comparisons: the first is that of names.
        blocking: conditions over `l` and `r`; only pairs that meet one are compared.
    """

    kind: str
    table: str
    columns: tuple[str, ...]
    comparisons: tuple[Comparison, ...]
    blocking: tuple[str, ...]


def similar(column: str, other: str | None = None, *, least: float = 0.88) -> str:
    """Two texts that differ by a slip of the pen: Jaro and Winkler's measure, or one edit."""
    left, right = f"{column}_l", f"{other or column}_r"
    return (
        f"(jaro_winkler_similarity({left}, {right}) >= {least}"
        f" or damerau_levenshtein({left}, {right}) <= 1)"
    )


def equal(*columns: str) -> str:
    """A condition of blocking: the columns are equal, and known."""
    return " and ".join(f"l.{column} = r.{column}" for column in columns)

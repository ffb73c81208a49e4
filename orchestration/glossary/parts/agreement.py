"""What each team owes the other, per week or month, and who signed it.

A signature is of the words and numbers that stood there: once one of them changes, it is no more.
"""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from datetime import date
from typing import ClassVar, Literal, Self

from pydantic import Field, model_validator

from orchestration.glossary.entry import NOBODY, Code, Row, Table, Text, known, unique
from orchestration.glossary.parts.teams import Teams


class Signature(Row):
    """Somebody's signature under a clause.

    Attributes:
        of: what was signed: `Clause.fingerprint` at that time.
    """

    team: Code
    by: Text
    on: date
    of: Text

    @model_validator(mode="after")
    def _is_of_somebody(self) -> Self:
        if self.by.strip().lower() in ("default", "nobody", NOBODY):
            raise ValueError(f"by: {self.by!r} signs nothing; leave the signature out")
        return self


class Clause(Row):
    """One promise of a team to another: a metric, per period, that is at least or at most so much.

    It counts once both teams signed it as it stands.

    Attributes:
        lead_type: for leads of this kind only; the metric is then one of hand-overs.
    """

    WORKED_OUT: ClassVar[Mapping[str, str]] = {
        "fingerprint": "text",
        "signed_by": "text",
        "is_signed": "boolean",
    }
    NO_COLUMNS: ClassVar[frozenset[str]] = frozenset({"signed"})

    id: Code
    owed_by: Code
    owed_to: Code
    metric: Code
    period: Literal["week", "month"]
    at_least: float | None = Field(default=None, allow_inf_nan=False)
    at_most: float | None = Field(default=None, allow_inf_nan=False)
    lead_type: Code | None = None
    definition: Text
    signed: list[Signature] = Field(default_factory=list)

    @model_validator(mode="after")
    def _says_how_much_to_whom(self) -> Self:
        if (self.at_least is None) is (self.at_most is None):
            raise ValueError(f"{self.id}: say one of at_least and at_most")
        if self.owed_by == self.owed_to:
            raise ValueError(f"{self.id}: a team owes itself nothing")
        parties = (self.owed_by, self.owed_to)
        for signature in self.signed:
            if signature.team not in parties:
                raise ValueError(
                    f"{self.id}: {signature.team} is no party of it; {' and '.join(parties)} sign"
                )
        return self

    @property
    def fingerprint(self) -> str:
        """Of all that is promised: another one of any other promise."""
        promised = (
            *(self.id, self.owed_by, self.owed_to, self.metric, self.period),
            *(repr(self.at_least), repr(self.at_most), " ".join(self.definition.split())),
            *([self.lead_type] if self.lead_type else []),
        )
        return hashlib.sha256("\n".join(promised).encode()).hexdigest()[:12]

    @property
    def standing(self) -> dict[str, Signature]:
        """The last signature of each team that is of what stands here now."""
        return {one.team: one for one in self.signed if one.of == self.fingerprint}

    @property
    def is_signed(self) -> bool:
        """Whether both teams signed it as it stands."""
        return self.standing.keys() == {self.owed_by, self.owed_to}

    @property
    def signed_by(self) -> str | None:
        """Who signed it as it stands, and when; None if nobody did."""
        names = [f"{one.by} ({team}, {one.on})" for team, one in sorted(self.standing.items())]
        return "; ".join(names) or None


class AgreementPart(Teams):
    """The clauses between the teams."""

    agreement: Table[Clause]

    def check(self) -> None:
        """Ids are unique, and both parties are teams that are defined."""
        clauses = self.agreement.rows
        unique("agreement", (clause.id for clause in clauses))
        teams = {row.code for row in self.teams.rows}
        parties = (team for clause in clauses for team in (clause.owed_by, clause.owed_to))
        known("agreement", "team", parties, teams)

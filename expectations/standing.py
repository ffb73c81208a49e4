"""Where rules and streams stand against the last publication, in words: better or worse."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Final, Literal

from sqlalchemy.engine import Engine

from expectations.tables import Tables
from orchestration.rules import Severity

Outcome = Literal["found", "passed", "nothing_to_judge", "could_not_see"]

_STANDINGS: Final = """
select results.rule_id, results.severity, results.outcome, results.could_not_see,
       results.population, results.failed, results.failed_waived as waived,
       since.outcome_before, since.failed_before, since.appeared
from {quality.rule_result} as results
inner join {intermediate.int_quality__since_publication} as since
    on results.rule_id = since.rule_id
order by results.rule_id
"""
_STREAMS: Final = """
select source_system || '.' || stream as stream, is_whole, is_worse
from {intermediate.int_quality__streams_since_publication}
order by 1
"""


@dataclass(frozen=True)
class StreamStanding:
    """The streams that are read, now and when readers last saw them.

    Attributes:
        read: how many there are.
        lacking: those of which not all came.
        worse: those of them that lacked nothing before.
    """

    read: int
    lacking: tuple[str, ...]
    worse: tuple[str, ...]

    @property
    def words(self) -> str:
        """The same for people, in one line."""
        if not self.lacking:
            return f"All of {self.read:,} streams is here."
        news = ", ".join(self.worse) if self.worse else "nothing new"
        return f"{len(self.lacking):,} of {self.read:,} streams lack something; {news}."


@dataclass(frozen=True)
class Standing:
    """One rule, now and when readers last saw it.

    Attributes:
        rule_id: the rule.
        severity: minor, major or critical.
        outcome: as quality.rule_result has it.
        could_not_see: what it could not see, or None.
        population: how many it judged.
        failed: how many it found.
        waived: how many of these the company waives.
        outcome_before: its outcome in the last publication; None if it was not judged in this
            version there.
        failed_before: how many it found there; likewise.
        appeared: how many of those found readers have not seen open; likewise. What is waived is
            no news.
    """

    rule_id: str
    severity: Severity
    outcome: Outcome
    could_not_see: str | None
    population: int
    failed: int
    waived: int
    outcome_before: str | None
    failed_before: int | None
    appeared: int | None

    @property
    def is_worse(self) -> bool:
        """Whether there is something that no reader has seen yet: a failure, or blindness."""
        if self.outcome == "found":
            return self.failed > self.waived if self.appeared is None else self.appeared > 0
        return self.outcome == "could_not_see" and self.outcome_before != "could_not_see"

    @property
    def words(self) -> str:
        """The same for people, in one line."""
        said = [self._found()]
        if self.could_not_see is not None:
            said.append(f"Could not see {self.could_not_see}.")
        return " ".join(said)

    def _found(self) -> str:
        if self.outcome == "nothing_to_judge":
            return "Nothing to judge: there is no such record."
        now = f"{self.failed:,} of {self.population:,} now"
        if self.waived:
            now = f"{now} ({self.waived:,} waived)"
        if self.outcome == "could_not_see":
            now = f"{now}, in what could be seen"
        if self.failed_before is None or self.appeared is None:
            return f"{now}; not judged before."
        news = f"{self.appeared:,} new" if self.appeared else "nothing new"
        return f"{now}, {self.failed_before:,} in the last publication; {news}."


def read_standings(engine: Engine, schema_of: Callable[[str], str]) -> dict[str, Standing]:
    """The standing of each rule, by its id.

    Args:
        engine: the build side of the warehouse.
        schema_of: where a layer stands there.

    Raises:
        WarehouseError: a table is missing or cannot be read.
    """
    with engine.connect() as connection:
        rows = Tables(connection, schema_of).rows(_STANDINGS)
    return {row["rule_id"]: Standing(**row) for row in rows}


def read_stream_standing(engine: Engine, schema_of: Callable[[str], str]) -> StreamStanding:
    """How the streams stand.

    Args:
        engine: the build side of the warehouse.
        schema_of: where a layer stands there.

    Raises:
        WarehouseError: a table is missing or cannot be read.
    """
    with engine.connect() as connection:
        rows = Tables(connection, schema_of).rows(_STREAMS)
    return StreamStanding(
        read=len(rows),
        lacking=tuple(row["stream"] for row in rows if not row["is_whole"]),
        worse=tuple(row["stream"] for row in rows if row["is_worse"]),
    )

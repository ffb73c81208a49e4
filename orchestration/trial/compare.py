"""A stage by two definitions: how many reach it, what becomes of them, and who they are."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from importlib.resources import files
from typing import Any, Final

import sqlalchemy as sa
from sqlalchemy import Connection

from orchestration.report.statements import statements_of
from orchestration.warehouse import Warehouse

STATEMENTS: Final = statements_of(
    files(__package__).joinpath("compare.sql").read_text(encoding="utf-8")
)


@dataclass(frozen=True)
class Share:
    """So many of so many; `ratio` is None of none."""

    part: int
    whole: int

    @property
    def ratio(self) -> float | None:
        """Part by whole."""
        return self.part / self.whole if self.whole else None

    @property
    def document(self) -> dict[str, object]:
        """For JSON."""
        return {"part": self.part, "whole": self.whole, "ratio": self.ratio}


@dataclass(frozen=True)
class Outcome:
    """A stage by one definition.

    Attributes:
        volume: cycles that entered it, by month, imputed ones left out.
        persons: keys of those who entered it.
        conversion: by later stage, how many of the cycles reached it, by whatever way.
        precision: of the cycles that entered it and are decided, or had time enough to be, those
            that were won after.
        recall: of all cycles that were won, those that had entered it by then.
    """

    volume: Mapping[date, int]
    persons: frozenset[str]
    conversion: Mapping[str, Share]
    precision: Share
    recall: Share

    @property
    def cycles(self) -> int:
        """All that entered it."""
        return sum(self.volume.values())


@dataclass(frozen=True)
class Comparison:
    """A stage as published and by the trial.

    Attributes:
        records: by key of a person, its records as `system object id`.
    """

    stage: str
    now: Outcome
    trial: Outcome
    records: Mapping[str, tuple[str, ...]]

    @property
    def gained(self) -> tuple[str, ...]:
        """Keys of the persons who entered the stage by the trial alone."""
        return tuple(sorted(self.trial.persons - self.now.persons))

    @property
    def lost(self) -> tuple[str, ...]:
        """Keys of those who entered it as published, and by the trial do not."""
        return tuple(sorted(self.now.persons - self.trial.persons))


def compare(published: Warehouse, trial: Warehouse, stage: str, mature_until: date) -> Comparison:
    """Put both side by side.

    Args:
        published: as readers see it.
        trial: the build side holds the trial.
        stage: its code.
        mature_until: who entered it up to this day had time enough to be won.

    Raises:
        WarehouseError: nothing was published yet.
    """
    with published.published_engine().connect() as connection:
        now = _outcome(connection, "marts", stage, mature_until)
        records: dict[str, tuple[str, ...]] = {}
        for key, *record in _rows(connection, "records", marts="marts"):
            records[key] = (*records.get(key, ()), " ".join(map(str, record)))
    with trial.engine().connect() as connection:
        then = _outcome(connection, trial.schema("marts"), stage, mature_until)
    return Comparison(stage, now, then, records)


def pieces_of_evidence(trial: Warehouse) -> Mapping[tuple[str, str], int]:
    """How many pieces of evidence there are of each kind, by system and source."""
    found: dict[tuple[str, str], int] = {}
    schema = trial.schema("intermediate")
    with trial.engine().connect() as connection:
        for source, system, pieces in _rows(connection, "proofs", intermediate=schema):
            kind = (system, source.removesuffix(" (first seen)"))
            found[kind] = found.get(kind, 0) + pieces
    return found


def _outcome(connection: Connection, marts: str, stage: str, mature_until: date) -> Outcome:
    asked = {"stage": stage, "mature_until": mature_until}
    [(decided, won, all_won)] = _rows(connection, "won", asked, marts=marts)
    return Outcome(
        volume=_by_month(_rows(connection, "volume", asked, marts=marts)),
        persons=frozenset(key for (key,) in _rows(connection, "persons", asked, marts=marts)),
        conversion={
            later: Share(reached, cycles)
            for later, _, cycles, reached in _rows(connection, "conversion", asked, marts=marts)
        },
        precision=Share(won, decided),
        recall=Share(won, all_won),
    )


def _by_month(rows: list[Any]) -> dict[date, int]:
    return {row.month: row.cycles for row in rows}


def _rows(
    connection: Connection, name: str, asked: Mapping[str, Any] | None = None, **schemas: str
) -> list[Any]:
    statement = sa.text(STATEMENTS[name].format_map(schemas))
    wanted = {key: value for key, value in (asked or {}).items() if f":{key}" in statement.text}
    return list(connection.execute(statement, wanted))

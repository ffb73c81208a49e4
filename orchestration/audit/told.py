"""What a ledger tells, as rows: the statements of told.sql, with the project's own macros."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from importlib.resources import files
from itertools import groupby
from typing import Any, Final

from orchestration.audit.ledger import Ledger

#: Of a field: system, object and column.
Place = tuple[str, str, str]
_NAME: Final = re.compile(r"^-- name: (\w+)$", re.MULTILINE)


@dataclass(frozen=True)
class FieldRow:
    """One field of one table; see quality.field_profile, where its columns are described."""

    source_system: str
    source_object: str
    name: str
    field: str
    data_type: str
    records: int
    filled_raw: int
    fill_ratio_raw: float | None
    filled: int
    fill_ratio: float | None
    placeholder_records: int
    placeholders: str | None
    placeholder_candidates: str | None
    misfits: int
    misfit_examples: str | None
    distinct_values: int
    top_value_ratio: float | None
    last_filled: date | None
    verdict: str
    verdict_label: str
    is_near_constant: bool
    is_constant: bool
    field_kind: str


@dataclass(frozen=True)
class Totals:
    """How many fields there are, and of which verdict."""

    fields: int
    never_populated: int
    abandoned: int
    constant: int
    near_constant: int
    too_few: int
    with_placeholders: int
    placeholder_values: int
    with_misfits: int
    misfits: int


@dataclass(frozen=True)
class CohortRow:
    """How much of one field the records fill that were made in one quarter."""

    source_system: str
    source_object: str
    field: str
    cohort: str
    records: int
    filled: int
    fill_ratio: float


@dataclass(frozen=True)
class OwnersRow:
    """How much of one field is filled on the records of the owners who fill it least and most."""

    source_system: str
    source_object: str
    field: str
    owners: int
    least_ratio: float
    most_ratio: float


class Told:
    """The rows that a ledger tells, each statement run once."""

    def __init__(self, ledger: Ledger) -> None:
        self._ledger = ledger

    @cached_property
    def fields(self) -> tuple[FieldRow, ...]:
        """Every field, the worst verdict first."""
        return tuple(FieldRow(**row) for row in self._rows("fields"))

    @cached_property
    def totals(self) -> Totals:
        """Of all fields."""
        return Totals(**self._rows("totals")[0])

    @cached_property
    def cohorts(self) -> Mapping[Place, tuple[CohortRow, ...]]:
        """By field, the oldest first; of no field of a table that does not say when it was made."""
        rows = (CohortRow(**row) for row in self._rows("cohorts"))
        return {place: tuple(own) for place, own in groupby(rows, _place)}

    @cached_property
    def owners(self) -> Mapping[Place, OwnersRow]:
        """By field; of no field of a table that does not say whose its records are."""
        return {_place(row): row for row in (OwnersRow(**row) for row in self._rows("owners"))}

    @cached_property
    def placeholders(self) -> list[dict[str, Any]]:
        """Values that stand where nothing was chosen."""
        return self._rows("placeholders")

    @cached_property
    def misfits(self) -> list[dict[str, Any]]:
        """Values that the kind of their column does not fit."""
        return self._rows("misfits")

    def _rows(self, name: str) -> list[dict[str, Any]]:
        models = self._ledger.models
        answer = models.query(models.library.rendered(_statements()[name]))
        return [dict(zip(answer.names, row, strict=True)) for row in answer.rows]


def _place(row: CohortRow | OwnersRow) -> Place:
    return row.source_system, row.source_object, row.field


def _statements() -> Mapping[str, str]:
    parts = _NAME.split(files("orchestration.audit").joinpath("told.sql").read_text("utf-8"))
    return dict(zip(parts[1::2], parts[2::2], strict=True))

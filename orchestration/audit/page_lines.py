"""What stands on the page of an audit, in words."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class TableLine:
    """A table that was read."""

    name: str
    file: str
    known: str
    records: str
    deleted: str
    columns: str
    facts: str


@dataclass(frozen=True)
class FaultLine:
    """What was broken or mended, in one file."""

    told: str
    kind: str
    code: str
    place: str
    times: str
    lines: str


@dataclass(frozen=True)
class RuleLine:
    """A rule that found something."""

    name: str
    rule_id: str
    severity: str
    why: str
    fix: str
    failed: str
    population: str
    places: tuple[str, ...]


@dataclass(frozen=True)
class JoinLine:
    """A column that names records of another file."""

    column: str
    target: str
    values: str
    lost: str
    line: str


@dataclass(frozen=True)
class CohortLine:
    """Records of a quarter."""

    cohort: str
    filled: str
    title: str


@dataclass(frozen=True)
class FieldLine:
    """A field."""

    name: str
    code: str
    verdict: str
    system: str
    table: str
    data_type: str
    filled: str
    width: int
    title: str
    raw: str
    raw_width: int
    raw_title: str
    distinct: str
    top_share: str
    tops: tuple[str, ...]
    last_filled: str
    cohorts: tuple[CohortLine, ...]
    by_cohort: str
    by_owner: str
    oddities: tuple[str, ...]


@dataclass(frozen=True)
class TallyLine:
    """How many fields have a verdict."""

    code: str
    verdict: str
    count: str


@dataclass(frozen=True)
class PageView:
    """Everything on the page, in words."""

    subject: str
    as_of: str
    as_of_machine: str
    headline: str
    told: str
    tables: tuple[TableLine, ...]
    refused: tuple[str, ...]
    faults: tuple[FaultLine, ...]
    rules: tuple[RuleLine, ...]
    rules_told: str
    unjudged: str
    joins: tuple[JoinLine, ...]
    tally: tuple[TallyLine, ...]
    fields: tuple[FieldLine, ...]
    has_cohorts: bool
    has_owners: bool
    left_out: str
    clock: str
    is_redacted: bool

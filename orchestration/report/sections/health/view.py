"""Every object that has a score or a finding."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Final

from orchestration.report import format as words
from orchestration.report.context import RenderContext
from orchestration.report.csv_files import CsvTable
from orchestration.report.names import object_title, rule_anchor
from orchestration.report.section import Section


@dataclass(frozen=True)
class ObjectRow:
    """One object; `health` is None where nothing could be judged, which `outcome` explains."""

    source_system: str
    source_object: str
    records: int | None
    health: float | None
    outcome: str | None
    rules_failed: int


@dataclass(frozen=True)
class ObjectRuleRow:
    """Records of one object that fail one rule; `left_out` more rules are not among the rows."""

    source_system: str
    source_object: str
    rule_id: str
    name: str
    records: int
    is_told: bool
    left_out: int


@dataclass(frozen=True)
class Rows:
    """What is read."""

    objects: tuple[ObjectRow, ...]
    rules: tuple[ObjectRuleRow, ...]


@dataclass(frozen=True)
class RuleChip:
    """One rule that some records of the object fail."""

    href: str
    rule_id: str
    name: str
    records: str


@dataclass(frozen=True)
class HealthLine:
    """One object."""

    title: str
    score: str
    width: int
    is_judged: bool
    records: str
    chips: tuple[RuleChip, ...]
    more: int


@dataclass(frozen=True)
class HealthView:
    """Objects with a finding, worst first, and the titles of those without any."""

    lines: tuple[HealthLine, ...]
    flawless: tuple[str, ...]
    unjudged: tuple[str, ...]
    unseen: tuple[str, ...]
    csv: str


def view(rows: Rows, context: RenderContext) -> HealthView:
    """Objects without a finding are named in one line."""
    clean = [row for row in rows.objects if not row.rules_failed]
    return HealthView(
        lines=tuple(_line(row, rows.rules, context) for row in rows.objects if row.rules_failed),
        flawless=_titles(row for row in clean if row.health is not None),
        unjudged=_titles(
            row for row in clean if row.health is None and row.outcome != "could_not_see"
        ),
        unseen=_titles(row for row in clean if row.outcome == "could_not_see"),
        csv=context.csv("objects"),
    )


def _titles(rows: Iterable[ObjectRow]) -> tuple[str, ...]:
    return tuple(object_title(row.source_system, row.source_object) for row in rows)


def _line(row: ObjectRow, rules: Sequence[ObjectRuleRow], context: RenderContext) -> HealthLine:
    place = row.source_system, row.source_object
    own = [rule for rule in rules if (rule.source_system, rule.source_object) == place]
    return HealthLine(
        title=object_title(*place),
        score="not judged" if row.health is None else words.percent(row.health),
        width=words.width(row.health),
        is_judged=row.health is not None,
        records="" if row.records is None else words.plural(row.records, "record"),
        chips=tuple(
            RuleChip(
                href=context.href("problems", rule_anchor(rule.rule_id)) if rule.is_told else "",
                rule_id=rule.rule_id,
                name=rule.name,
                records=words.count(rule.records),
            )
            for rule in own
        ),
        more=own[0].left_out if own else 0,
    )


SECTION: Final = Section(
    title="Record health",
    page="problems",
    order=40,
    rows=Rows,
    view=view,
    tables=(CsvTable("objects"),),
)

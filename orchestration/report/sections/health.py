"""Section 5: record health, one figure per object and never one for all."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from orchestration.report import format as words
from orchestration.report.finding_rows import ObjectRuleCount, RuleRow
from orchestration.report.names import (
    object_name,
    object_title,
    severity_rank,
    system_name,
)
from orchestration.report.rows import Published, ScoreRow
from orchestration.report.sections.problems import anchor
from orchestration.sources.registry import VENDORS

RULES_PER_OBJECT: Final = 8


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


def health_view(data: Published) -> HealthView:
    """Every object that has a score or a finding."""
    records: dict[tuple[str, str], int] = {}
    for field in data.fields:
        key = (field.source_system, field.source_object)
        records[key] = max(records.get(key, 0), field.records or 0)
    failing = {(row.source_system, row.source_object) for row in data.object_rules}
    streams = {(row.source_system, row.stream) for row in data.sync}
    known = set(records) | failing | streams
    scores = {
        _key(row.scope, known): row
        for row in data.scores
        if row.metric == "record_health" and row.scope != "(all)"
    }
    rules = {row.rule_id: row for row in data.rules}
    clean = sorted(set(scores) - failing, key=_by_name)
    return HealthView(
        lines=tuple(
            _line(
                key, scores.get(key), records.get(key), _own(data.object_rules, key, rules), rules
            )
            for key in sorted(
                failing, key=lambda key: (_worst_first(scores.get(key)), _by_name(key))
            )
        ),
        flawless=tuple(_title(key) for key in clean if scores[key].value is not None),
        unjudged=tuple(_title(key) for key in clean if scores[key].value is None),
    )


def _worst_first(score: ScoreRow | None) -> float:
    return 2.0 if score is None or score.value is None else score.value


def _by_name(key: tuple[str, str]) -> tuple[str, str]:
    return system_name(key[0]), object_name(*key)


def _title(key: tuple[str, str]) -> str:
    return object_title(*key) if key[0] else object_name(*key)


def _key(scope: str, known: set[tuple[str, str]]) -> tuple[str, str]:
    """The object a score is about: `salesforce.lead`, `salesforce:lead` or plain `lead`."""
    for system in VENDORS:
        for mark in (".", ":", "/", " "):
            if scope.startswith(f"{system}{mark}"):
                return system, scope[len(system) + 1 :]
    return next((key for key in sorted(known) if key[1] == scope), ("", scope))


def _own(
    rows: Sequence[ObjectRuleCount], key: tuple[str, str], rules: dict[str, RuleRow]
) -> list[ObjectRuleCount]:
    own = [row for row in rows if (row.source_system, row.source_object) == key]
    return sorted(
        own,
        key=lambda row: (
            -severity_rank(rules[row.rule_id].severity if row.rule_id in rules else ""),
            -row.records,
            row.rule_id,
        ),
    )


def _line(
    key: tuple[str, str],
    score: ScoreRow | None,
    records: int | None,
    own: Sequence[ObjectRuleCount],
    rules: dict[str, RuleRow],
) -> HealthLine:
    value = score.value if score else None
    chips = tuple(
        RuleChip(
            href=f"#{anchor(row.rule_id)}",
            rule_id=row.rule_id,
            name=rules[row.rule_id].name if row.rule_id in rules else row.rule_id,
            records=words.count(row.records),
        )
        for row in own[:RULES_PER_OBJECT]
    )
    return HealthLine(
        title=_title(key),
        score=words.percent(value) if value is not None else "not judged",
        width=0 if value is None else round(max(0.0, min(1.0, value)) * 100),
        is_judged=value is not None,
        records="" if records is None else words.plural(records, "record"),
        chips=chips,
        more=len(own) - len(chips),
    )

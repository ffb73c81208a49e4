"""Section 3: the problems, most money first, with what to do about each."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Final

from orchestration.report import format as words
from orchestration.report.format import Money
from orchestration.report.names import Voice, severity_rank, severity_word
from orchestration.report.rows import Published, RuleOwnerCount, RuleRow, RuleStatusCount
from orchestration.report.sections.records import RecordLine, record_line

_NOT_ANCHOR: Final = re.compile(r"[^A-Za-z0-9_-]")
_UNITS: Final = {"field": "field", "record": "record", "pair": "pair"}


@dataclass(frozen=True)
class Problem:
    """One rule that found something."""

    anchor: str
    rule_id: str
    version: str
    name: str
    severity: str
    found: str
    of_population: str
    amount: Money | None
    share: str
    bar: int
    changes: tuple[str, ...]
    owners: str
    why: str
    fix: str
    examples: tuple[RecordLine, ...]
    more: str
    is_about_fields: bool

    @property
    def has_amounts(self) -> bool:
        """Whether any example touches open pipeline."""
        return any(example.amount.short != words.MISSING for example in self.examples)


@dataclass(frozen=True)
class ProblemsView:
    """The list, and how many rules found nothing."""

    problems: tuple[Problem, ...]
    rules: int
    quiet: int


def problems_view(data: Published, voice: Voice) -> ProblemsView:
    """Money touched first, then count. Amounts overlap between problems and are never added."""
    open_amount = sum((row.amount or Decimal(0) for row in data.trust), Decimal(0))
    found = sorted(
        (row for row in data.rules if row.failed > 0),
        key=lambda row: (
            -(row.open_amount or Decimal(0)),
            -row.failed,
            -severity_rank(row.severity),
            row.rule_id,
        ),
    )
    labels = {(row.system, row.object, row.field): row.label or row.field for row in data.fields}
    return ProblemsView(
        problems=tuple(_problem(row, data, labels, open_amount, voice) for row in found),
        rules=len(data.rules),
        quiet=len(data.rules) - len(found),
    )


def anchor(rule_id: str) -> str:
    """`rule-D001`: stable, so that a link sent in a meeting keeps working."""
    return f"rule-{_NOT_ANCHOR.sub('-', rule_id)}"


def _problem(
    row: RuleRow,
    data: Published,
    labels: dict[tuple[str, str, str], str],
    open_amount: Decimal,
    voice: Voice,
) -> Problem:
    share = words.ratio(row.open_amount, open_amount)
    examples = tuple(
        record_line(example, labels, voice)
        for example in data.examples
        if example.rule_id == row.rule_id
    )
    unit = _UNITS.get(row.level, "record")
    return Problem(
        anchor=anchor(row.rule_id),
        rule_id=row.rule_id,
        version=row.rule_version or "",
        name=row.name,
        severity=severity_word(row.severity),
        found=words.plural(row.failed, unit),
        of_population=_of_population(row),
        amount=voice.money(row.open_amount) if row.open_amount else None,
        share=words.percent(share) if row.open_amount else "",
        bar=0 if not share else min(100, max(1, round(share * 100))),
        changes=_changes(row.rule_id, data.statuses),
        owners=_owners([owner for owner in data.owners if owner.rule_id == row.rule_id], voice),
        why=row.why_it_matters or "",
        fix=row.how_to_fix or "",
        examples=examples,
        is_about_fields=row.level == "field",
        more=f"{row.failed - len(examples):,}" if row.failed > len(examples) else "",
    )


def _of_population(row: RuleRow) -> str:
    if not row.population:
        return ""
    if row.is_judged and row.fail_ratio is not None:
        return f"{words.percent(row.fail_ratio)} of {row.population:,}"
    return f"of {row.population:,}, too few to judge a share"


def _changes(rule_id: str, rows: Sequence[RuleStatusCount]) -> tuple[str, ...]:
    # On the first run everything is new, which tells nothing.
    if all(row.status == "new" for row in rows):
        return ()
    counts = {row.status: row.findings for row in rows if row.rule_id == rule_id}
    return tuple(
        f"{counts[state]:,} {state}" for state in ("new", "reappeared") if counts.get(state)
    )


def _owners(rows: Sequence[RuleOwnerCount], voice: Voice) -> str:
    named = []
    for row in rows:
        name = None if voice.is_redacted else row.owner_name
        named.append(f"{words.clip(name or 'owner ' + row.owner_key[:8], 40)} ({row.findings:,})")
    return ", ".join(named)

"""Section 3: the problems, worst first: what to do about each, who can, and the whole lists."""

from __future__ import annotations

import math
import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from orchestration.report import format as words
from orchestration.report.finding_rows import (
    OwnerTotal,
    RuleRow,
    RuleStatusCount,
)
from orchestration.report.format import Money
from orchestration.report.lists import FIXED, OWNER_INDEX, href, owner_file, problem_file
from orchestration.report.names import Voice, owner_label, severity_word
from orchestration.report.rows import Published
from orchestration.report.sections.records import RecordLine, record_line

OWNERS_SHOWN: Final = 12
_NOT_ANCHOR: Final = re.compile(r"[^A-Za-z0-9_-]")
_UNITS: Final = {"field": "field", "record": "record", "pair": "pair"}
_CHANGES: Final = ("new", "reappeared", "fixed")


@dataclass(frozen=True)
class OwnerLink:
    """One of the owners with most findings, and the list of all that is theirs."""

    label: str
    href: str
    count: str


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
    estimated: Money | None
    share: str
    bar: int
    changes: tuple[str, ...]
    owners: tuple[OwnerLink, ...]
    why: str
    fix: str
    examples: tuple[RecordLine, ...]
    total: str
    list_href: str
    is_about_fields: bool

    @property
    def has_amounts(self) -> bool:
        """Whether any example touches open pipeline."""
        return any(example.amount.short != words.MISSING for example in self.examples)

    @property
    def is_whole(self) -> bool:
        """Whether the page itself shows all of it."""
        return self.total == words.count(len(self.examples))


@dataclass(frozen=True)
class OwnerLine:
    """What stands on the records of one owner."""

    label: str
    is_known: bool
    href: str
    records: str
    findings: str
    critical: str
    major: str
    recent: str


@dataclass(frozen=True)
class FixedLine:
    """A rule of which something was fixed in the reader's last week."""

    rule_id: str
    name: str
    count: str


@dataclass(frozen=True)
class ProblemsView:
    """The list, who can work on it, what was fixed, and how many rules found nothing."""

    problems: tuple[Problem, ...]
    rules: int
    quiet: int
    unjudged: str
    unseen: str
    owners: tuple[OwnerLine, ...]
    owners_left_out: int
    owners_href: str
    fixed: tuple[FixedLine, ...]
    fixed_href: str


def problems_view(data: Published, voice: Voice) -> ProblemsView:
    """Severity first, then money touched, then count. Amounts overlap and are never added."""
    found = sorted((row for row in data.rules if row.failed > 0), key=worst_first)
    labels = {
        (row.source_system, row.source_object, row.field): row.label or row.field
        for row in data.fields
    }
    return ProblemsView(
        problems=tuple(_problem(row, data, labels, voice) for row in found),
        rules=len(data.rules),
        quiet=sum(row.outcome == "passed" for row in data.rules),
        unjudged=_named(data.rules, "nothing_to_judge"),
        unseen=_named(data.rules, "could_not_see"),
        owners=tuple(_owner_line(row, voice) for row in data.owner_totals[:OWNERS_SHOWN]),
        owners_left_out=max(0, len(data.owner_totals) - OWNERS_SHOWN),
        owners_href=href(voice.lists, OWNER_INDEX),
        fixed=_fixed(data.rules, data.statuses),
        fixed_href=href(voice.lists, FIXED),
    )


def worst_first(row: RuleRow) -> tuple[float, str]:
    """The order of problems wherever they are listed: as published."""
    return math.inf if row.problem_rank is None else row.problem_rank, row.rule_id


def _named(rules: Sequence[RuleRow], outcome: str) -> str:
    """`No owner (D003); No rate (D009)`: the rules with this outcome."""
    return "; ".join(f"{row.name} ({row.rule_id})" for row in rules if row.outcome == outcome)


def anchor(rule_id: str) -> str:
    """`rule-D001`: stable, so that a link sent in a meeting keeps working."""
    return f"rule-{_NOT_ANCHOR.sub('-', rule_id)}"


def _problem(
    row: RuleRow,
    data: Published,
    labels: dict[tuple[str, str, str], str],
    voice: Voice,
) -> Problem:
    examples = tuple(
        record_line(example, labels, voice)
        for example in data.examples
        if example.rule_id == row.rule_id
    )
    return Problem(
        anchor=anchor(row.rule_id),
        rule_id=row.rule_id,
        version=row.rule_version or "",
        name=row.name,
        severity=severity_word(row.severity),
        found=words.plural(row.failed, _UNITS.get(row.level, "record")),
        of_population=_of_population(row),
        amount=voice.money(row.open_amount) if row.open_amount else None,
        estimated=voice.money(row.estimated_amount) if row.estimated_amount else None,
        share=words.percent(row.open_share) if row.open_amount else "",
        bar=words.width(row.open_share),
        changes=_changes(row.rule_id, data.statuses),
        owners=tuple(
            OwnerLink(
                label=words.clip(owner_label(owner, voice), 40),
                href=href(voice.lists, owner_file(owner, voice)),
                count=words.count(owner.findings),
            )
            for owner in data.owners
            if owner.rule_id == row.rule_id
        ),
        why=row.why_it_matters or "",
        fix=row.how_to_fix or "",
        examples=examples,
        total=words.count(row.failed),
        list_href=href(voice.lists, problem_file(row.rule_id)),
        is_about_fields=row.level == "field",
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
    return tuple(f"{counts[state]:,} {state}" for state in _CHANGES if counts.get(state))


def _fixed(rules: Sequence[RuleRow], rows: Sequence[RuleStatusCount]) -> tuple[FixedLine, ...]:
    counts = {row.rule_id: row.findings for row in rows if row.status == "fixed"}
    return tuple(
        FixedLine(row.rule_id, row.name, words.count(counts[row.rule_id]))
        for row in sorted(rules, key=worst_first)
        if row.rule_id in counts
    )


def _owner_line(row: OwnerTotal, voice: Voice) -> OwnerLine:
    return OwnerLine(
        label=words.clip(owner_label(row, voice), 60),
        is_known=row.owner_key is not None,
        href=href(voice.lists, owner_file(row, voice)),
        records=words.count(row.records),
        findings=words.count(row.findings),
        critical=words.count(row.critical),
        major=words.count(row.major),
        recent=words.count(row.recent),
    )

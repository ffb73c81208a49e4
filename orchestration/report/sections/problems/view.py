"""One article per rule that found something, with its examples and its list."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Final

from sqlalchemy import Connection

from orchestration.report import format as words
from orchestration.report.context import RenderContext
from orchestration.report.csv_files import CsvFile, CsvTable, grouped
from orchestration.report.csv_names import file_name
from orchestration.report.findings import (
    FindingRow,
    RecordLine,
    findings_file,
    read_findings,
    record_line,
    together,
)
from orchestration.report.format import Money
from orchestration.report.names import definition_anchor, fix_anchor, rule_anchor
from orchestration.report.owners import Owner, owner_href, owner_label
from orchestration.report.section import Section

_UNITS: Final = {"field": "field", "record": "record", "pair": "pair", "break": "break"}


@dataclass(frozen=True)
class ProblemRow:
    """One rule and what of its findings is open; amounts are of open opportunities it touches."""

    rule_id: str
    name: str
    severity: str
    level: str
    population: int | None
    failed: int
    waived: int
    fail_ratio: float | None
    open_amount: Decimal | None
    open_share: float | None
    estimated_amount: Decimal | None
    unrated_amounts: str | None
    is_judged: bool | None
    why_it_matters: str | None
    how_to_fix: str | None


@dataclass(frozen=True)
class OutcomeRow:
    """How many rules there are, how many found nothing, and how many only what is waived."""

    rules: int
    quiet: int
    all_waived: int


@dataclass(frozen=True)
class UnjudgedRow:
    """A rule that could not say anything."""

    rule_id: str
    name: str
    outcome: str


@dataclass(frozen=True)
class ChangeRow:
    """Findings of one rule that came, came back or went in the last week."""

    rule_id: str
    status: str
    findings: int


@dataclass(frozen=True)
class RuleOwnerRow(Owner):
    """One of the owners with most findings of a rule."""

    rule_id: str
    findings: int


@dataclass(frozen=True)
class FixRow:
    """A rule of which right values are known, and how many of them a file writes."""

    rule_id: str
    records: int
    in_files: int


@dataclass(frozen=True)
class Rows:
    """What is read."""

    problems: tuple[ProblemRow, ...]
    outcomes: OutcomeRow
    unjudged: tuple[UnjudgedRow, ...]
    changes: tuple[ChangeRow, ...]
    owners: tuple[RuleOwnerRow, ...]
    fixes: tuple[FixRow, ...]
    examples: tuple[FindingRow, ...]


@dataclass(frozen=True)
class OwnerLink:
    """One of the owners with most findings, and the list of all that is theirs."""

    label: str
    href: str
    count: str


@dataclass(frozen=True)
class Problem:
    """One rule that found something.

    `is_whole`: the page itself shows all of it. `judged_by` leads to what it judges, and its SQL.
    """

    anchor: str
    judged_by: str
    rule_id: str
    name: str
    severity: str
    found: str
    of_population: str
    waived: str
    amount: Money | None
    estimated: Money | None
    unrated: str
    share: str
    bar: int
    changes: tuple[str, ...]
    owners: tuple[OwnerLink, ...]
    why: str
    fix: str
    fixes: str
    fixes_href: str
    examples: tuple[RecordLine, ...]
    has_amounts: bool
    total: str
    shown: str
    is_whole: bool
    csv: str
    is_about_fields: bool
    is_money_known: bool


@dataclass(frozen=True)
class ProblemsView:
    """The list, and how many rules found nothing or could not look."""

    problems: tuple[Problem, ...]
    rules: int
    quiet: int
    all_waived: int
    unjudged: str
    unseen: str
    csv: str


def view(rows: Rows, context: RenderContext) -> ProblemsView:
    """In the published order. Amounts overlap and are never added."""
    return ProblemsView(
        problems=tuple(_problem(row, rows, context) for row in rows.problems),
        rules=rows.outcomes.rules,
        quiet=rows.outcomes.quiet,
        all_waived=rows.outcomes.all_waived,
        unjudged=_named(rows.unjudged, "nothing_to_judge"),
        unseen=_named(rows.unjudged, "could_not_see"),
        csv=context.csv("problems"),
    )


def _named(rules: Sequence[UnjudgedRow], outcome: str) -> str:
    """`No owner (D003); No rate (D009)`: the rules with this outcome."""
    return "; ".join(f"{row.name} ({row.rule_id})" for row in rules if row.outcome == outcome)


def _problem(row: ProblemRow, rows: Rows, context: RenderContext) -> Problem:
    own = tuple(example for example in rows.examples if example.rule_id == row.rule_id)
    examples = tuple(record_line(finding, context) for finding in together(own))
    fixes = next((fix for fix in rows.fixes if fix.rule_id == row.rule_id), None)
    return Problem(
        anchor=rule_anchor(row.rule_id),
        judged_by=context.href("rules", definition_anchor(row.rule_id)),
        rule_id=row.rule_id,
        name=row.name,
        severity=row.severity,
        found=words.plural(row.failed, _UNITS.get(row.level, "record")),
        of_population=_of_population(row),
        waived=words.count(row.waived) if row.waived else "",
        amount=context.money(row.open_amount) if row.open_amount else None,
        estimated=context.money(row.estimated_amount) if row.estimated_amount else None,
        unrated=row.unrated_amounts or "",
        share=words.percent(row.open_share) if row.open_amount else "",
        bar=words.width(row.open_share),
        changes=tuple(
            f"{change.findings:,} {change.status}"
            for change in rows.changes
            if change.rule_id == row.rule_id
        ),
        owners=tuple(
            OwnerLink(
                label=words.clip(owner_label(owner, context), 40),
                href=owner_href(owner, context),
                count=words.count(owner.findings),
            )
            for owner in rows.owners
            if owner.rule_id == row.rule_id
        ),
        why=row.why_it_matters or "",
        fix=row.how_to_fix or "",
        fixes=_fixes(fixes),
        fixes_href=context.href("fix_files", fix_anchor(row.rule_id)) if fixes else "",
        examples=examples,
        has_amounts=any(example.amount or example.estimated for example in examples),
        total=words.count(row.failed),
        shown=words.count(own[-1].rule_rank) if own else "",
        is_whole=bool(own) and own[-1].rule_rank == row.failed,
        csv=context.csv("problems", row.rule_id),
        is_about_fields=row.level in ("field", "break"),
        is_money_known=row.level != "field"
        and (row.level != "break" or row.open_amount is not None),
    )


def _fixes(row: FixRow | None) -> str:
    """`12 of them from a file`."""
    if row is None:
        return ""
    if row.in_files:
        return f"{words.plural(row.in_files, 'value')} from a file"
    return f"{words.plural(row.records, 'value')} known, none from a file"


def _of_population(row: ProblemRow) -> str:
    if not row.population:
        return ""
    if row.is_judged and row.fail_ratio is not None:
        return f"{words.percent(row.fail_ratio)} of {row.population:,}"
    return f"of {row.population:,}, too few to judge a share"


def _files(
    statements: Mapping[str, str], connection: Connection, context: RenderContext
) -> Iterator[CsvFile]:
    """One list per problem."""
    rows = read_findings(connection, statements["findings"])
    for first, own in grouped(rows, lambda row: row.rule_id):
        yield findings_file(file_name("problems", "problems", first.rule_id), own, context)


SECTION: Final = Section(
    title="What is wrong, worst first",
    page="problems",
    order=10,
    rows=Rows,
    view=view,
    tables=(CsvTable("all_problems", "problems", public=frozenset({"name"})),),
    files=_files,
)

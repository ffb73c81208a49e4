"""Section 7: rules, versions, populations and definitions, so that every number can be argued."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from orchestration.report import format as words
from orchestration.report.finding_rows import RuleRow
from orchestration.report.names import severity_word
from orchestration.report.rows import CheckCount, DefinitionRow, StageRow
from orchestration.report.sections.problems import anchor


@dataclass(frozen=True)
class RuleLine:
    """One rule, whether it found something or not."""

    href: str
    rule_id: str
    version: str
    name: str
    severity: str
    level: str
    population: str
    failed: str


@dataclass(frozen=True)
class DefinitionLine:
    """One stage, as the glossary defines it."""

    code: str
    label: str
    team: str
    definition: str


@dataclass(frozen=True)
class SettingLine:
    """One definition of the glossary and who agreed to it."""

    name: str
    definition: str
    value: str
    team: str
    signed: str
    is_signed: bool


@dataclass(frozen=True)
class CheckLine:
    """One suite of table checks."""

    suite: str
    passed: str
    is_clean: bool


@dataclass(frozen=True)
class MethodView:
    """Rules, stage definitions and table checks."""

    rules: tuple[RuleLine, ...]
    stages: tuple[DefinitionLine, ...]
    settings: tuple[SettingLine, ...]
    unsigned: int
    checks: tuple[CheckLine, ...]


def method_view(
    rules: Sequence[RuleRow],
    stages: Sequence[StageRow],
    definitions: Sequence[DefinitionRow],
    checks: Sequence[CheckCount],
) -> MethodView:
    """In the order of rule ids and stage ranks."""
    return MethodView(
        rules=tuple(_rule(row) for row in rules),
        stages=tuple(
            DefinitionLine(
                code=row.stage_code,
                label=row.stage_label or row.stage_code,
                team=row.owner_team or words.MISSING,
                definition=row.definition or words.MISSING,
            )
            for row in stages
        ),
        settings=tuple(_setting(row) for row in definitions),
        unsigned=sum(not row.is_signed for row in definitions),
        checks=tuple(
            CheckLine(
                suite=row.suite,
                passed=f"{row.passed:,} of {row.checks:,}",
                is_clean=row.passed == row.checks,
            )
            for row in checks
        ),
    )


def _setting(row: DefinitionRow) -> SettingLine:
    value = " ".join(part for part in (row.value, row.unit) if part)
    by = f"{row.agreed_marketing} and {row.agreed_sales}"
    return SettingLine(
        name=row.definition_id.replace("_", " "),
        definition=row.definition or words.MISSING,
        value=words.clip(value, 80) or words.MISSING,
        team=row.owner_team or words.MISSING,
        signed=f"{by}, {row.agreed_on}" if row.is_signed else "unsigned",
        is_signed=row.is_signed,
    )


def _rule(row: RuleRow) -> RuleLine:
    return RuleLine(
        href=f"#{anchor(row.rule_id)}" if row.failed else "",
        rule_id=row.rule_id,
        version=row.rule_version or words.MISSING,
        name=row.name,
        severity=severity_word(row.severity),
        level=row.level,
        population=words.count(row.population),
        failed=words.count(row.failed),
    )

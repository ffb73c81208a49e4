"""What a terminal says of the findings, read from the published tables."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

import sqlalchemy as sa

from orchestration.cli.output import money
from orchestration.settings import Settings
from orchestration.warehouse import open_warehouse

Severity = Literal["minor", "major", "critical"]
_ORDER: tuple[Severity, ...] = ("minor", "major", "critical")

_FAILED = sa.text(
    """
    select rule_id, name, severity, failed, open_amount_touched
    from quality.rule_result
    where failed > 0
    order by problem_rank, rule_id
    """
)
_CURRENCY = sa.text(
    "select case when count(distinct currency_code) = 1 then min(currency_code) end "
    "from marts.fct_opportunity"
)
_STANDING = sa.text(
    "select severity, count(*) from quality.finding where status <> 'fixed' group by severity"
)


@dataclass(frozen=True)
class FailedRule:
    """One rule's result: how many records, and the open pipeline they touch."""

    rule_id: str
    name: str
    severity: Severity
    failed: int
    open_amount_touched: float | None
    currency: str | None

    @property
    def line(self) -> str:
        """For a terminal."""
        touched = money(self.open_amount_touched, self.currency) if self.open_amount_touched else ""
        suffix = f", {touched} of open pipeline" if touched else ""
        return f"{self.rule_id}  {self.severity:<8}  {self.name}: {self.failed}{suffix}"

    @property
    def document(self) -> dict[str, object]:
        """For --json."""
        return {
            "rule_id": self.rule_id,
            "name": self.name,
            "severity": self.severity,
            "failed": self.failed,
            "open_amount_touched": self.open_amount_touched,
            "currency": self.currency,
        }


def failed_rules(settings: Settings) -> list[FailedRule]:
    """Every rule that found something, in the published order of problems."""
    engine = open_warehouse(settings.effective_warehouse_url).published_engine()
    with engine.connect() as connection:
        currency = connection.execute(_CURRENCY).scalar()
        rows = connection.execute(_FAILED).all()
    return [
        FailedRule(
            row.rule_id,
            row.name,
            row.severity,
            int(row.failed),
            None if row.open_amount_touched is None else float(row.open_amount_touched),
            currency,
        )
        for row in rows
    ]


def lines_of(rules: Sequence[FailedRule], limit: int | None = None) -> list[str]:
    """A line per rule; beyond `limit` of them one line that says how many are left out."""
    shown = rules[:limit]
    left_out = rules[len(shown) :]
    lines = [rule.line for rule in shown]
    if left_out:
        findings = sum(rule.failed for rule in left_out)
        noun = "rule" if len(left_out) == 1 else "rules"
        lines.append(f"and {len(left_out)} more {noun} with {findings} findings: see the report")
    return lines


def standing_at_least(settings: Settings, severity: Severity) -> int:
    """Findings of `severity` or above that are not fixed."""
    engine = open_warehouse(settings.effective_warehouse_url).published_engine()
    with engine.connect() as connection:
        rows = connection.execute(_STANDING).all()
    wanted = _ORDER[_ORDER.index(severity) :]
    return sum(int(count) for name, count in rows if name in wanted)

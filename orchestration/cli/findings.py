"""What a terminal says of the findings, read from the published tables."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal

import sqlalchemy as sa

from orchestration.report.format import MoneyFormat
from orchestration.report.masthead import read_money
from orchestration.rules import Severity
from orchestration.settings import Settings
from orchestration.warehouse import open_warehouse

_FAILED = sa.text(
    """
    select rule_id, name, severity, failed_open as failed, failed_waived as waived,
           cast(open_amount_touched as decimal(24, 4)) as open_amount_touched,
           cast(open_amount_estimated as decimal(24, 4)) as open_amount_estimated,
           cast(
               sum(failed_open) over (
                   order by problem_rank, rule_id
                   rows between current row and unbounded following
               ) as bigint
           ) as failed_from_here
    from quality.rule_result
    where failed_open > 0
    order by problem_rank, rule_id
    """
)
# A severity that no rule has lets nothing pass: it is the mildest.
_STANDING = sa.text(
    """
    select count(*)
    from quality.finding as f
    inner join quality.severity as s on s.severity = f.severity
    where f.status not in ('fixed', 'waived') and s.severity_rank <= coalesce(
        (select severity_rank from quality.severity where severity = :severity),
        (select max(severity_rank) from quality.severity)
    )
    """
)


@dataclass(frozen=True)
class FailedRule:
    """One rule's result: how many findings are open, and the open pipeline they touch.

    `failed_from_here` counts those of this rule and of all after it.
    """

    rule_id: str
    name: str
    severity: Severity
    failed: int
    open_amount_touched: Decimal | None
    open_amount_estimated: Decimal | None
    failed_from_here: int
    money: MoneyFormat
    waived: int = 0

    @property
    def line(self) -> str:
        """For a terminal."""
        amount, estimate = self.open_amount_touched, self.open_amount_estimated
        suffix = f", {self.money(amount).short} of open pipeline" if amount else ""
        if estimate:
            suffix += f"{' and' if amount else ','} about {self.money(estimate).short} estimated"
        suffix += f", {self.waived} more waived" if self.waived else ""
        return f"{self.rule_id}  {self.severity:<8}  {self.name}: {self.failed}{suffix}"

    @property
    def document(self) -> dict[str, object]:
        """For --json."""
        amount, estimate = self.open_amount_touched, self.open_amount_estimated
        return {
            "rule_id": self.rule_id,
            "name": self.name,
            "severity": self.severity,
            "failed": self.failed,
            "waived": self.waived,
            "open_amount_touched": None if amount is None else float(amount),
            "open_amount_estimated": None if estimate is None else float(estimate),
            "currency": self.money.code or None,
        }


def failed_rules(settings: Settings) -> list[FailedRule]:
    """Every rule with open findings, in the published order of problems."""
    engine = open_warehouse(settings.effective_warehouse_url).published_engine()
    with engine.connect() as connection:
        money = read_money(connection)
        rows = connection.execute(_FAILED).all()
    return [
        FailedRule(
            row.rule_id,
            row.name,
            row.severity,
            int(row.failed),
            row.open_amount_touched,
            row.open_amount_estimated,
            row.failed_from_here,
            money,
            int(row.waived),
        )
        for row in rows
    ]


def lines_of(rules: Sequence[FailedRule], limit: int | None = None) -> list[str]:
    """A line per rule; beyond `limit` of them one line that says how many are left out."""
    shown = rules[:limit]
    left_out = rules[len(shown) :]
    lines = [rule.line for rule in shown]
    if left_out:
        noun = "rule" if len(left_out) == 1 else "rules"
        findings = left_out[0].failed_from_here
        lines.append(f"and {len(left_out)} more {noun} with {findings} findings: see the report")
    return lines


def standing_at_least(settings: Settings, severity: Severity) -> int:
    """Findings of `severity` or above that are not fixed."""
    engine = open_warehouse(settings.effective_warehouse_url).published_engine()
    with engine.connect() as connection:
        return int(connection.execute(_STANDING, {"severity": severity}).scalar_one())

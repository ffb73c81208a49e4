"""The findings a terminal has room for, read from the published tables."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

import sqlalchemy as sa

from orchestration.cli.output import money
from orchestration.settings import Settings
from orchestration.warehouse import open_warehouse

Severity = Literal["minor", "major", "critical"]
_ORDER: tuple[Severity, ...] = ("minor", "major", "critical")

_WORST = sa.text(
    """
    select rule_id, name, severity, failed, open_amount_touched
    from quality.rule_result
    where failed > 0
    order by
        coalesce(open_amount_touched, 0) desc,
        case severity when 'critical' then 0 when 'major' then 1 else 2 end,
        failed desc,
        rule_id
    limit :limit
    """
)
_CURRENCY = sa.text(
    "select case when count(distinct currency_code) = 1 then min(currency_code) end "
    "from marts.fct_opportunity"
)
_COUNTS = sa.text("select severity, count(*) from quality.finding group by severity")


@dataclass(frozen=True)
class WorstFinding:
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


def worst_findings(settings: Settings, limit: int = 5) -> list[WorstFinding]:
    """The rules that failed, most money first, then severity, then count."""
    engine = open_warehouse(settings.effective_warehouse_url).published_engine()
    with engine.connect() as connection:
        currency = connection.execute(_CURRENCY).scalar()
        rows = connection.execute(_WORST, {"limit": limit}).all()
    return [
        WorstFinding(
            row.rule_id,
            row.name,
            row.severity,
            int(row.failed),
            None if row.open_amount_touched is None else float(row.open_amount_touched),
            currency,
        )
        for row in rows
    ]


def counts_at_least(settings: Settings, severity: Severity) -> int:
    """Open findings of `severity` or above."""
    engine = open_warehouse(settings.effective_warehouse_url).published_engine()
    with engine.connect() as connection:
        rows = connection.execute(_COUNTS).all()
    wanted = _ORDER[_ORDER.index(severity) :]
    return sum(int(count) for name, count in rows if name in wanted)

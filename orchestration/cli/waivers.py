"""What a terminal says of the company's waivers: those that waive nothing today, and why."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

import sqlalchemy as sa

from orchestration.settings import Settings
from orchestration.warehouse import open_warehouse

_WAIVERS = sa.text(
    """
    select waiver, rule_id, source_system, source_object, source_id, field, waived_until, state,
           findings, findings_waived
    from quality.waiver
    order by waiver
    """
)


@dataclass(frozen=True)
class WaiverResult:
    """One waiver: what it names, its last day, and how many findings of today it names and waives.

    Attributes:
        waiver: its place in waivers.yml, from 1.
        place: rule, system, object, record and field, as far as it says them.
        state: in_force, expired or not_yet.
    """

    waiver: int
    place: str
    waived_until: date
    state: str
    findings: int
    findings_waived: int

    @property
    def line(self) -> str:
        """For a terminal; blank where there is nothing to do about it."""
        entry = f"waivers.yml, entry {self.waiver} ({self.place})"
        if self.state == "expired" and self.findings:
            noun = "finding is" if self.findings == 1 else "findings are"
            return f"{entry} expired on {self.waived_until}: {self.findings} {noun} open again."
        if self.state == "in_force" and not self.findings:
            return f"{entry} covers nothing."
        return ""

    @property
    def document(self) -> dict[str, object]:
        """For --json."""
        return {**self.__dict__, "waived_until": self.waived_until.isoformat()}


def read_waiver_results(settings: Settings) -> list[WaiverResult]:
    """Every waiver as published; none where nothing of waivers was ever published."""
    engine = open_warehouse(settings.effective_warehouse_url).published_engine()
    with engine.connect() as connection:
        if not sa.inspect(connection).has_table("waiver", schema="quality"):
            return []
        rows = connection.execute(_WAIVERS).all()
    return [
        WaiverResult(
            waiver=row.waiver,
            place=" ".join(filter(None, row[1:6])),
            waived_until=row.waived_until,
            state=row.state,
            findings=int(row.findings),
            findings_waived=int(row.findings_waived),
        )
        for row in rows
    ]


def waiver_lines(waivers: Sequence[WaiverResult]) -> list[str]:
    """How many findings are waived, and each waiver that waives nothing although it should."""
    waived = sum(waiver.findings_waived for waiver in waivers)
    noun = "finding is" if waived == 1 else "findings are"
    told = [f"{waived} {noun} waived: the report lists them."] if waived else []
    return [*told, *filter(None, (waiver.line for waiver in waivers))]

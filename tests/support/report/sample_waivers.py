"""Waivers of the believable company: in force, expired, not yet begun, and one of nothing."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from sqlalchemy import Engine

from tests.support.report.published_tables import execute, insert


def fill_waivers(engine: Engine, *findings: Mapping[str, Any]) -> None:
    """Four waivers of the rule of each finding's kind; the findings themselves are waived."""
    said = {
        "waiver_reason": "The old import is replaced in spring; until then nobody corrects these.",
        "waiver_owner": "Ann (RevOps)",
        "waived_until": "2027-03-31",
    }
    insert(
        engine,
        "quality.finding",
        [{**row, **said, "status": "waived", "is_recent": False} for row in findings],
    )
    for row in findings:
        execute(
            engine,
            "update quality.rule_result set failed = failed + 1, failed_waived = 1"
            " where rule_id = :rule",
            rule=row["rule_id"],
        )
    names = ("source_system", "source_object", "source_id", "field")
    base = {"reason": said["waiver_reason"], "owner": said["waiver_owner"], "findings_waived": 0}
    insert(engine, "quality.waiver", [
        *(
            {**base, "waiver": place, "rule_id": row["rule_id"], "state": "in_force",
             "findings": 1, "findings_waived": 1, "waived_until": said["waived_until"],
             **{name: row[name] for name in names}}
            for place, row in enumerate(findings, start=1)
        ),
        {**base, "waiver": 8, "rule_id": "D001", "state": "expired", "findings": 23,
         "waived_until": "2026-10-31"},
        {**base, "waiver": 9, "rule_id": "X001", "state": "not_yet", "findings": 9,
         "waived_from": "2026-12-01", "waived_until": "2026-12-31"},
        {**base, "waiver": 10, "rule_id": "V002", "source_system": "hubspot", "state": "in_force",
         "findings": 0, "waived_until": "2026-12-31"},
    ])  # fmt: skip

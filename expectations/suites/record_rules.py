"""Records and pairs that break a rule: SQL flags the suspects, each flagged one is unexpected.

Only suspects are read, so that a frame stays small at any number of records; how many could have
failed is counted by SQL.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from expectations import expect
from expectations.judge import Frame, Judged
from expectations.tables import Tables

SUITE: Final = "record_rules"

_RULES: Final = """
select rule_id, severity, population, outcome in ('found', 'passed') as is_judged
from {quality.rule_result}
where level in ('record', 'pair')
order by rule_id
"""
_SUSPECTS: Final = """
select rule_id, finding_key, true as is_failed
from {intermediate.int_quality__failures}
order by rule_id, finding_key
"""


def frames(tables: Tables) -> Iterator[Frame]:
    """One frame per rule about records or pairs, keyed by finding."""
    suspects = tables.read(_SUSPECTS)
    for rule_id, severity, population, is_judged in tables.read(_RULES).itertuples(index=False):
        judged = Judged(
            expect.in_set("is_failed", [False], "warning"),
            severity=severity,
            rule_id=rule_id,
            population=int(population),
            is_judged=bool(is_judged),
        )
        of_rule = suspects[suspects["rule_id"] == rule_id]
        yield Frame(f"quality.{rule_id}", of_rule, "finding_key", [judged])

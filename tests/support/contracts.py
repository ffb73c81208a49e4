"""The contracts of a world as its truth tells them, and as the marts do."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from datetime import date
from typing import Any

Rows = Callable[[str], list[Any]]
_TOLD = """
select contracts.source_system, contracts.source_id, sources.source_id, contracts.is_counted,
    contracts.status, contracts.start_date, contracts.end_date, contracts.term_months
from marts.fct_contract as contracts
left join marts.bridge_opportunity_source as sources
    on sources.opportunity_key = contracts.opportunity_key
    and sources.source_system = contracts.source_system
"""


def differences(rows: Rows, planned: Iterable[Mapping[str, str]]) -> tuple[set[Any], set[Any]]:
    """What the truth says and the mart does not, and the other way round."""
    told = {tuple(row) for row in rows(_TOLD)}
    wanted = {
        (
            row["source_system"],
            row["source_id"],
            row["opportunity_id"] or None,
            row["is_counted"] == "true",
            row["status"],
            date.fromisoformat(row["start_date"]),
            date.fromisoformat(row["end_date"]) if row["end_date"] else None,
            int(row["term_months"]) if row["term_months"] else None,
        )
        for row in planned
    }
    return wanted - told, told - wanted

"""The quotes of a world's deals as its truth tells them, and as the marts do."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from decimal import Decimal
from typing import Any

Rows = Callable[[str], list[Any]]
_TOLD = """
select source_system, source_id, status, is_counted, is_standing, amount, amount_state
from marts.fct_quote
"""


def differences(rows: Rows, planned: Iterable[Mapping[str, str]]) -> tuple[set[Any], set[Any]]:
    """What the truth says and the mart does not, and the other way round."""
    told = {tuple(row) for row in rows(_TOLD)}
    wanted = {
        (
            row["source_system"],
            row["source_id"],
            row["status"],
            row["is_counted"] == "true",
            row["is_standing"] == "true",
            Decimal(row["amount"]) if row["amount"] else None,
            row["amount_state"],
        )
        for row in planned
    }
    return wanted - told, told - wanted

"""What marketing spent: as a world's truth tells it, and as the tables do."""

from __future__ import annotations

from collections.abc import Callable
from decimal import Decimal
from pathlib import Path
from typing import Any

from tests.support.answers import answers

Rows = Callable[[str], list[tuple[Any, ...]]]
Costs = dict[tuple[str, ...], tuple[Any, ...]]


def costs(world: Path, rows: Rows) -> tuple[Costs, Costs]:
    """Wanted and found of each statement of a cost: what of it counts, where and when."""
    found = {
        tuple(row[:4]): (row[4], row[5], str(row[6]), str(row[7]))
        for row in rows(
            "select source_system, source_object, source_id, counting,"
            " coalesce(counted_amount_corporate, 0), channel, spent_from, spent_to"
            " from marts.fct_marketing_spend"
        )
    }
    wanted: Costs = {
        (row["source_system"], row["source_object"], row["source_id"], row["counting"]): (
            Decimal(row["amount"]),
            row["channel"],
            row["first"],
            row["last"],
        )
        for row in answers(world, "spend")
    }
    return wanted, found


def wholes(world: Path, rows: Rows) -> tuple[list[tuple[Decimal]], list[tuple[Any, ...]]]:
    """All that was spent, once for each basis and scope in which bringing people cost that."""
    whole = sum((Decimal(row["amount"]) for row in answers(world, "spend")), Decimal(0))
    found = rows(
        "select sum(spend_amount_corporate) from marts.mart_acquisition_cost"
        " where period_type = 'month' and scope_type <> 'paid' group by basis, scope_type"
    )
    return [(whole,)] * 9, found

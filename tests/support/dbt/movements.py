"""The pipeline's movements as the product and as a generated world tell them, to be compared."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from decimal import Decimal
from typing import Any

WAYS = (
    *("begin", "new", "pulled_in", "reopened", "increased", "decreased"),
    *("moved_out", "won", "lost", "deleted", "end"),
)
#: Period, scope, and a pair of count and amount for each of `WAYS`.
WATERFALL = (
    "select period_type, period_start, scope_type, scope_value, "
    + ", ".join(f"count_{way}, {way}_amount_corporate" for way in WAYS)
    + " from marts.mart_pipeline_waterfall"
)
Movement = tuple[str, str, str, str, str, int, Decimal]


def movements_told(rows: Iterable[Sequence[Any]], owners: Mapping[str, str]) -> set[Movement]:
    """What the product says, owners by e-mail; ways that nothing went are left out."""
    return {
        (kind, str(start), scope, owners.get(value, value), way, count, amount or Decimal(0))
        for kind, start, scope, value, *cells in rows
        for way, count, amount in zip(WAYS, cells[::2], cells[1::2], strict=True)
        if count
    }


def movements_simulated(rows: Iterable[Mapping[str, str]]) -> set[Movement]:
    """What truth/waterfall.csv says."""
    return {
        (
            *(row["period_type"], row["period_start"], row["scope_type"], row["scope_value"]),
            *(row["way"], int(row["count"]), Decimal(row["amount"])),
        )
        for row in rows
    }

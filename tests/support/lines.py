"""The lines of a world's deals as its truth tells them, and as the marts do."""

from __future__ import annotations

import csv
from collections.abc import Callable
from decimal import Decimal
from pathlib import Path
from typing import Any

Rows = Callable[[str], list[Any]]

_LINES = """
select lines.source_system, lines.source_object, lines.source_id, products.product_code,
    lines.quantity, lines.list_price, lines.net_amount, lines.unit_cost, lines.cost_basis
from marts.fct_opportunity_line as lines
inner join marts.dim_product as products on products.product_key = lines.product_key
"""
_CHECKS = """
select opportunities.source_system, opportunities.source_object, opportunities.source_id,
    checks.lines_state, checks.count_lines
from marts.fct_opportunity_line_check as checks
inner join marts.fct_opportunity as opportunities
    on opportunities.opportunity_key = checks.opportunity_key
"""


def differences(
    world: Path, rows: Rows, *, nobody_ran: bool = False
) -> dict[str, tuple[set[Any], set[Any]]]:
    """By table what the truth says and the mart does not, and the other way round.

    Where raw rows were laid down and no run read them (`nobody_ran`), none are lines not seen.
    """
    found = {}
    for name, statement in (("lines", _LINES), ("line_checks", _CHECKS)):
        told = {tuple(map(_plain, row)) for row in rows(statement)}
        wanted = {tuple(map(_plain, row)) for row in truth(world, name)}
        if nobody_ran:
            wanted = {
                tuple("could_not_see" if word == "no_lines" else word for word in row)
                for row in wanted
            }
        assert wanted, f"{name}: nothing to compare with"
        found[name] = (wanted - told, told - wanted)
    return found


def truth(world: Path, name: str) -> list[list[str]]:
    """Rows of an answer, without its header."""
    with (world / "truth" / f"{name}.csv").open(encoding="utf-8", newline="") as handle:
        return [*csv.reader(handle)][1:]


def _plain(value: Any) -> str:
    """A number in one way, whoever wrote it."""
    text = "" if value is None else str(value)
    try:
        return f"{Decimal(text).normalize():f}"
    except ArithmeticError:
        return text

"""What customers are worth as a world's truth tells it, and as the mart does."""

from __future__ import annotations

from collections.abc import Callable
from decimal import Decimal
from pathlib import Path
from typing import Any

from tests.support.answers import answers

Rows = Callable[[str], list[Any]]
Told = dict[str, tuple[Any, ...]]

_CUSTOMERS = """
select customer_key, first_won_date, value_end_date, is_value_final, count_deals,
    won_amount_corporate, value_amount_corporate, costed_amount_corporate,
    known_profit_corporate, gross_profit_corporate
from marts.fct_customer
"""
_AMOUNTS = ("won_amount", "value_amount", "costed_amount", "known_profit", "gross_profit")


def customers(world: Path, rows: Rows) -> tuple[Told, Told]:
    """Wanted and found of each business that won in the simulation, by its number."""
    keys = _keys(world, rows)
    told = {row[0]: tuple(row[1:]) for row in rows(_CUSTOMERS)}
    wanted = {row["account_id"]: _wanted(row) for row in answers(world, "customers")}
    found = {account: told.get(keys.get(account, ""), ()) for account in wanted}
    return wanted, {account: tuple(map(_plain, row)) for account, row in found.items()}


def _keys(world: Path, rows: Rows) -> dict[str, str]:
    ids = {
        (row["object"], row["record_id"]): row["account_id"] for row in answers(world, "accounts")
    }
    bridge = rows("select source_object, source_id, account_key from marts.bridge_account_source")
    return {ids[row[0], row[1]]: row[2] for row in bridge if (row[0], row[1]) in ids}


def _wanted(row: dict[str, str]) -> tuple[Any, ...]:
    known = [Decimal(row[name]) if row[name] else None for name in _AMOUNTS]
    if not known[2]:  # of no line with a cost nothing is known
        known[2:4] = [None, None]
    days = (row["first_won"], row["value_end"], row["is_final"] == "1", int(row["count_deals"]))
    return (*days, *known)


def _plain(value: Any) -> Any:
    return value if isinstance(value, bool | int | Decimal) or value is None else str(value)

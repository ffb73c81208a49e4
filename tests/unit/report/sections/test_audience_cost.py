"""Contacts that are paid for in vain: each reason, what it costs, and what is not known."""

from __future__ import annotations

from sqlalchemy import Engine

from tests.support.report.published_tables import insert
from tests.support.report.told import Tell

TABLE = "marts.mart_audience_cost"


def _row(rank: int, reason: str, contacts: int | None, **told: object) -> dict[str, object]:
    return {
        "source_system": "hubspot",
        "reason": reason,
        "reason_rank": rank,
        "count_contacts": contacts,
        "count_paid_for": 400,
        "contact_ratio": None if contacts is None else contacts / 400,
        "price_state": "told",
        "monthly_price_corporate": 800,
        "monthly_share_corporate": None if contacts is None else contacts * 2,
        "monthly_saving_corporate": 50,
    } | told


def test_each_reason_is_told_with_what_it_costs(engine: Engine, tell: Tell) -> None:
    insert(engine, TABLE, [
        _row(1, "paid_for", 400, monthly_saving_corporate=None),
        _row(2, "paid_in_vain", 100),
        _row(4, "bounced", None, monthly_saving_corporate=None),
        _row(6, "opted_out_elsewhere", None, monthly_saving_corporate=None),
        _row(7, "duplicate", 20),
    ])  # fmt: skip
    said = tell("audience_cost").replace("\u202f", " ")
    assert "Paid for 400 100 % 800 –" in said
    assert "Paid in vain, each once 100 25 % 200 50" in said
    assert "“Mail came back for good” could not be read" in said
    assert "Mail came back for good – – – –" in said
    assert "could not be read, since no other system tells it" in said
    assert "There twice 20 5.0 % 40 50" in said
    assert "All contacts that are paid in vain, with their reasons as CSV" in said


def test_without_a_price_the_counts_are_still_true(engine: Engine, tell: Tell) -> None:
    nothing = {"monthly_price_corporate": None, "monthly_share_corporate": None}
    row = _row(1, "paid_for", 400, **nothing, price_state="no_prices")
    insert(engine, TABLE, [row | {"monthly_saving_corporate": None}])
    said = tell("audience_cost")
    assert "how many are paid in vain is true, what they cost is not known" in said
    assert "Paid for 400" in said


def test_a_system_that_tells_of_nobody_has_no_count(engine: Engine, tell: Tell) -> None:
    insert(engine, TABLE, [_row(1, "paid_for", None, price_state="not_told")])
    said = tell("audience_cost")
    assert "It says of nobody whether it is paid for" in said
    assert "How many" not in said
    assert "as CSV" not in said, "there is nobody to list"


def test_without_such_a_system_it_says_so(tell: Tell) -> None:
    assert "No connected system is paid by the contact." in tell("audience_cost")

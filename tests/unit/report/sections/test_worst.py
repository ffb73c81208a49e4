"""The worst problems of all, with the money they touch and whom to ask."""

from __future__ import annotations

from sqlalchemy import Engine

from tests.support.report.published_tables import insert
from tests.support.report.told import Tell, finding, rule


def test_the_first_five_of_the_published_order_are_told(engine: Engine, tell: Tell) -> None:
    insert(engine, "quality.rule_result", [
        rule(f"A{n}", problem_rank=9 - n, open_amount_touched=1000 * n, open_amount_ratio=n / 10)
        for n in range(7)
    ])  # fmt: skip
    insert(engine, "marts.dim_user", [{"owner_key": "k", "name": "Rita Campos"}])
    insert(engine, "quality.finding", [
        finding("A6", "1", owner_key="k"), finding("A6", "2", owner_key="k"),
        finding("A6", "3", owner_key="other"),
    ])  # fmt: skip
    said = tell("worst")
    assert "Rule A6 A6 major 8 records 6k 60 % of what is recorded Rita Campos (2) CSV" in said
    assert said.index("Rule A6") < said.index("Rule A5") < said.index("Rule A2")
    assert "Rule A1" not in said
    assert "All 7 problems" in said
    assert "Rita" not in tell("worst", redact=True)


def test_money_that_is_only_estimated_is_said_to_be(engine: Engine, tell: Tell) -> None:
    insert(engine, "quality.rule_result", [rule("A1", open_amount_estimated=61100)])
    assert "about 61.1k on those without an amount" in tell("worst")


def test_nothing_wrong_and_nothing_is_said(tell: Tell) -> None:
    assert tell("worst") == ""

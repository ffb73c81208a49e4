"""Credit: rules side by side, what they disagree about, and what was never seen."""

from __future__ import annotations

from sqlalchemy import Engine

from tests.support.report.published_tables import insert
from tests.support.report.told import Tell


def _channel(conversion: str, channel: str, low: float, high: float, **told: object) -> dict:
    return {
        "conversion": conversion, "channel": channel, "least_model": "last", "least_ratio": low,
        "most_model": "first", "most_ratio": high, "ratio_range": high - low,
    } | told  # fmt: skip


def _part(model: str, channel: str, ratio: float, amount: float | None, **told: object) -> dict:
    return {
        "model": model, "conversion": "won", "channel": channel, "weight_ratio": ratio,
        "attributed_amount": amount,
    } | told  # fmt: skip


def _weight(key: str, touches: int, **told: object) -> dict:
    deal = {"conversion": "won", "opportunity_key": key, "attributed_amount": 5}
    return {**deal, "count_touches": touches, **told}


def _rules(engine: Engine) -> None:
    insert(engine, "marts.dim_attribution_model", [
        {"model": "first", "label": "First touch"}, {"model": "last", "label": "Last touch"}
    ])  # fmt: skip
    insert(engine, "marts.dim_touch_type", [
        {"touch_type": "form", "label": "Form", "is_credited": True, "touch_type_rank": 1},
        {"touch_type": "click", "label": "Click", "is_credited": True, "touch_type_rank": 2},
        {"touch_type": "call", "label": "Call", "is_credited": False, "touch_type_rank": 3},
    ])  # fmt: skip


def test_rules_stand_side_by_side_those_that_disagree_first(engine: Engine, tell: Tell) -> None:
    _rules(engine)
    insert(engine, "marts.dim_channel", [{"channel": "paid", "label": "Paid search"}])
    insert(engine, "marts.fct_touchpoint", [
        {"touchpoint_key": "t", "touch_type": "form", "is_human": True, "touch_date": "2026-01-02"}
    ])  # fmt: skip
    insert(engine, "marts.fct_attribution", [
        _weight("a", 2), _weight("b", 1, is_by_account=True),
        _weight("c", 0, attributed_amount=None),
    ])  # fmt: skip
    insert(engine, "marts.mart_attribution_comparison", [
        _part("first", "email", 0, 0), _part("last", "email", 0.1, 100),
        _part("first", "paid", 0.6, 3_000_000), _part("last", "paid", 0.5, 2_900_000),
        _part("first", "unattributed", 0.4, None), _part("last", "unattributed", 0.4, None),
    ])  # fmt: skip
    insert(engine, "marts.mart_attribution_channel", [
        _channel("won", "unattributed", 0.4, 0.4),
        _channel("won", "email", 0, 0.1, least_model="first", most_model="last"),
        _channel("won", "paid", 0.5, 0.65, count_journeys=1200, count_converting_journeys=3,
                 removal_effect=0.25),
    ])  # fmt: skip
    said = tell("credit")
    assert "; 1 of them have no amount, or none that a rate converts" in said
    assert "3 deals won, over all time; before 1 of them no touch was seen: unattributed" in said
    assert "1 of them name nobody" in said
    assert (
        "Paid search 50 % to 65 % Last touch First touch 2.9M to 3M"
        " 1,200 3 of them converted 25 %" in said
    )
    assert said.index("Paid search 50 %") < said.index("email 0 % to 10 %")
    assert "Unattributed 40 % every rule –" in said
    assert "Every rule Channel First touch Last touch Paid search 60 % 50 % email 0 % 10 %" in said
    assert "email 0 % 10 % Unattributed 40 % 40 %" in said
    assert "Touches that were seen: Form (1, since 2026-01-02)." in said
    assert "Never seen, so in no share above: Click." in said


def test_without_a_touch_nothing_is_said_to_be_nought(engine: Engine, tell: Tell) -> None:
    _rules(engine)
    insert(engine, "marts.fct_attribution", [_weight("a", 0), _weight("b", 0)])
    insert(engine, "marts.mart_attribution_channel", [_channel("won", "unattributed", 1, 1)])
    insert(engine, "marts.mart_attribution_comparison", [
        _part("first", "unattributed", 1, 5), _part("last", "unattributed", 1, 5)
    ])  # fmt: skip
    said = tell("credit")
    assert "none that a rate converts" not in said
    assert "2 deals won, and no touch was seen before any of them" in said
    assert "not the same as none" in said
    assert "Never seen, so in no share above: Form and Click." in said
    assert "nattributed" not in said
    assert "%" not in said


def test_without_a_deal_nothing_is_said(tell: Tell) -> None:
    assert tell("credit") == ""

"""What comes back: under the rule that is shown first, of mature cohorts where they won."""

from __future__ import annotations

from sqlalchemy import Engine

from tests.support.report.published_tables import insert
from tests.support.report.told import Tell


def _row(model: str, period: str, scope: str, value: str, **told: object) -> dict[str, object]:
    return {
        "model": model,
        "is_default_model": model == "linear",
        "period_type": period,
        "scope_type": scope,
        "scope_value": value,
        "won_weight": 2.5,
        "attributed_amount_corporate": 3000,
        "attributed_profit_corporate": 1000,
        "profit_state": "told",
        "spend_state": "told",
        "spend_amount_corporate": 2000,
        "roi_on_revenue": 0.5,
        "roi_on_gross_profit": -0.5,
    } | told


def test_both_returns_stand_beside_what_was_spent(engine: Engine, tell: Tell) -> None:
    insert(engine, "marts.dim_attribution_model", [{"model": "linear", "label": "Linear"}])
    insert(engine, "marts.dim_channel", [{"channel": "email", "label": "E-mail marketing"}])
    unknown = {"spend_state": "not_told", "spend_amount_corporate": None, "roi_on_revenue": None}
    insert(engine, "marts.mart_marketing_return", [
        _row("linear", "mature", "all", "all"),
        _row("linear", "mature", "channel", "email", profit_state="in_part"),
        _row("linear", "mature", "channel", "unattributed", **unknown, profit_state="not_known",
             attributed_profit_corporate=None, roi_on_gross_profit=None),
        _row("linear", "mature", "channel", "quiet", **unknown, won_weight=0),
        _row("linear", "all", "all", "all", attributed_amount_corporate=7777),
        _row("first", "mature", "all", "all", attributed_amount_corporate=8888),
    ])  # fmt: skip
    said = tell("marketing_return").replace("\u202f", " ").replace("−", "-")
    assert "Cohorts that had their time to be won, new business alone" in said
    assert "the rule “Linear”" in said
    assert "All channels 2k 2.5 3k 50 % 1k -50 %" in said
    in_part = "1k at least: some units have no known cost at least -50 %"
    assert f"E-mail marketing 2k 2.5 3k 50 % {in_part}" in said
    assert "No touch is known – 2.5 3k – – no unit has a known cost –" in said
    assert "7.8k" not in said
    assert "8.9k" not in said
    assert "quiet" not in said


def test_a_channel_whose_touches_nobody_tells_won_nobody_knows_what(
    engine: Engine, tell: Tell
) -> None:
    nothing = dict.fromkeys(
        (
            "won_weight",
            "attributed_amount_corporate",
            "attributed_profit_corporate",
            "roi_on_revenue",
            "roi_on_gross_profit",
        )
    )
    unseen = {"is_touch_seen": False, "profit_state": "could_not_see", **nothing}
    seen = _row("linear", "mature", "all", "all", is_touch_seen=True)
    insert(engine, "marts.mart_marketing_return", [seen])
    assert "no source tells who was touched there" not in tell("marketing_return")
    ads = _row("linear", "mature", "channel", "paid_search", **unseen)
    insert(engine, "marts.mart_marketing_return", [ads])
    said = tell("marketing_return")
    assert "paid_search 2k – – – – –" in said
    assert "no source tells who was touched there, so what it won is not known" in said


def test_young_cohorts_are_named_so(engine: Engine, tell: Tell) -> None:
    rows = [
        _row("linear", "mature", "all", "all", won_weight=0),
        _row("linear", "all", "all", "all"),
    ]
    insert(engine, "marts.mart_marketing_return", rows)
    assert "none that won anything is mature" in tell("marketing_return")


def test_without_anything_nothing_is_said(tell: Tell) -> None:
    assert tell("marketing_return") == ""


def test_a_sum_that_lacks_something_says_so(engine: Engine, tell: Tell) -> None:
    insert(engine, "marts.mart_marketing_return", [
        _row("linear", "mature", "all", "all", spend_state="in_part", weight_without_amount=0.5),
        _row("linear", "mature", "channel", "email", weight_without_amount=0),
    ])  # fmt: skip
    said = tell("marketing_return")
    whole = "2k at least: some has no rate 2.5 3k at least: some deals have no amount"
    assert f"All channels {whole}" in said
    assert "or no rate for it about 50 % 1k at most" in said, "both sums lack something"
    assert "email 2k 2.5 3k 50" in said

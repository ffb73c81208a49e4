"""What a system credits itself stands under its rule's name, beside ours and apart from it."""

from __future__ import annotations

from sqlalchemy import Engine

from tests.support.report.published_tables import insert
from tests.support.report.told import Tell


def _row(model: str, campaign: str | None, **told: object) -> dict[str, object]:
    return {
        "source_system": "salesforce",
        "influence_model_id": model,
        "influence_model": f"Rule {model}",
        "is_default_model": model == "b",
        "campaign_key": campaign,
        "count_opportunities": 3,
        "count_won": 1,
        "count_without_amount": 0,
        "influenced_amount_corporate": 5000,
        "won_amount_corporate": 2000,
        "credited_model": "linear",
        "credited_amount_corporate": 1500,
    } | told


def test_each_rule_has_its_campaigns_with_ours_beside_them(engine: Engine, tell: Tell) -> None:
    insert(engine, "marts.dim_attribution_model", [{"model": "linear", "label": "Linear"}])
    insert(engine, "marts.dim_campaign", [{"campaign_key": "c", "name": "Fair"}])
    insert(engine, "marts.mart_campaign_influence", [
        _row("a", "c"),
        _row("b", "c"),
        _row("b", None, count_won=0, won_amount_corporate=0, credited_amount_corporate=None,
             influenced_amount_corporate=None, count_without_amount=3),
        _row("c", "c", influence_model=None, is_default_model=None),
    ])  # fmt: skip
    said = tell("influence")
    first = said.index("Salesforce’s own influence: Rule b")
    assert first < said.index("Salesforce’s own influence: Rule a")
    assert "Salesforce’s own influence: –" in said, "a rule that may not be seen"
    assert "which it shows first. It knows 2 campaigns in all" in said
    assert "Ours, by “Linear”" in said
    assert "Fair 3 5k 1 2k 1.5k" in said
    assert "– 3 – 3 without an amount 0 0 –" in said


def test_without_any_nothing_is_said(tell: Tell) -> None:
    assert tell("influence") == ""

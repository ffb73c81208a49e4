"""What content met, in words: people, machines, and what nobody could see."""

from __future__ import annotations

from sqlalchemy import Engine

from tests.support.report.published_tables import insert
from tests.support.report.told import Tell


def _piece(key: str, kind: str, **told: object) -> dict[str, object]:
    return {"content_key": key, "content_kind": kind, "name": f"The {key}"} | told


def test_a_company_without_content_is_told_what_would_tell_and_what_is_true(tell: Tell) -> None:
    said = tell("pieces")
    assert "No form, mailing, page or document is known." in said
    assert "deals and what they are worth are as true as before" in said
    assert tell("pieces_deals") == tell("pieces_sales") == ""


def test_what_met_most_people_comes_first_and_what_nobody_saw_has_no_zero(
    engine: Engine, tell: Tell
) -> None:
    seen = {"count_machine_touches": 4, "count_leads": 2, "count_mqls": 1}
    insert(
        engine,
        "marts.mart_content",
        [
            _piece("guide", "form", count_engaged_persons=7, campaign_key="c", **seen),
            _piece("news", "email", count_engaged_persons=9, count_reached=20, **seen)
            | {"reach_basis": "delivered"},
            _piece("old", "email", count_reached=300, reach_basis="delivered"),
            _piece("home", "page", count_reached=80, reach_basis="visitors"),
            _piece("unmet", "form", count_engaged_persons=0),
            _piece("paper", "asset"),
            _piece("slides", "deck"),
            _piece("search", "ad"),
        ],
    )
    insert(engine, "marts.dim_campaign", [{"campaign_key": "c", "name": "Spring"}])
    said = tell("pieces")
    assert "The news mailing – 20 delivered to 9 4 2 1" in said
    assert "The guide form Spring – 7 4 2 1" in said
    assert "The old mailing – 300 delivered to – – – –" in said
    assert "The home page – 80 visitors – – – –" in said
    places = [said.index(f"The {name}") for name in ("news", "guide", "old", "home")]
    assert places == sorted(places)
    assert "The unmet" not in said
    assert "There is no log of 1 mailing, or not any more:" in said
    assert "The visits of 1 page name nobody" in said
    assert "Of 2 documents no system tells who met them." in said
    assert "Of 1 advertisement name and campaign are known" in said
    assert "submission" not in said, "a form that nobody sent in was seen"

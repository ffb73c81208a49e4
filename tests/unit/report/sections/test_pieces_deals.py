"""The deals that content touched, in words: with their limits and what they are of."""

from __future__ import annotations

from sqlalchemy import Engine

from tests.support.report.published_tables import insert
from tests.support.report.told import Tell


def _piece(key: str, kind: str, **told: object) -> dict[str, object]:
    return {"content_key": key, "content_kind": kind, "name": f"The {key}"} | told


_TOUCHED = {
    "count_opportunities_touched": 3,
    "amount_touched_corporate": 5000,
    "count_without_amount": 1,
    "count_touched_won": 12,
    "count_touched_closed": 20,
    "touched_win_rate": 0.6,
    "count_untouched_won": 10,
    "count_untouched_closed": 40,
    "untouched_win_rate": 0.25,
    "is_difference_judged": True,
    "win_rate_difference": 0.35,
    "win_rate_difference_low": 0.1,
    "win_rate_difference_high": 0.55,
}


def test_deals_that_content_touched_have_limits_and_what_they_are_of(
    engine: Engine, tell: Tell
) -> None:
    apart = {"attributed_won_amount_lowest": 100, "attributed_won_amount_highest": 900}
    alike = {"attributed_won_amount_lowest": 70, "attributed_won_amount_highest": 70}
    unsure = {"win_rate_difference_low": -0.1, "count_without_amount": 0}
    few = {"is_difference_judged": False, "count_untouched_closed": 0, "win_rate_difference": None}
    insert(
        engine,
        "marts.mart_content",
        [
            _piece("guide", "form", **_TOUCHED, **apart),
            _piece("news", "email", **{**_TOUCHED, **alike, **unsure}),
            _piece("home", "page", **{**_TOUCHED, **few, "untouched_win_rate": None}),
            _piece("unmet", "form", count_opportunities_touched=0),
        ],
    )
    said = tell("pieces_deals")
    assert "The guide form 3 5k 1 without one 100 to 900 60 % 12 of 20 25 % 10 of 40" in said
    assert "+35 +10 to +55" in said
    assert (
        "The news mailing 3 5k 70 60 % 12 of 20 25 % 10 of 40 +35 −10 to +55: may be none" in said
    )
    assert "The home page 3 5k 1 without one – too few 12 of 20 – –" in said
    assert "must not be summed" in said
    assert "The unmet" not in said
    assert said.index("The guide") < said.index("The news") < said.index("The home")

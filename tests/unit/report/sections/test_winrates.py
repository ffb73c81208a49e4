"""Win rates: shown from twenty closed ones on, owners not where people are left out."""

from __future__ import annotations

from sqlalchemy import Engine

from tests.support.report.published_tables import insert
from tests.support.report.told import Tell


def _rate(scope: str, value: str | None, won: int, lost: int, **told: object) -> dict[str, object]:
    closed = won + lost
    return {
        "period_type": "all",
        "scope_type": scope,
        "scope_value": value,
        "count_won": won,
        "count_lost": lost,
        "win_rate_denominator": closed,
        "win_rate": won / closed,
        "win_rate_low": 0.1,
        "win_rate_high": 0.9,
        "is_win_rate_judged": closed >= 20,
        "count_days": won,
    } | told


def test_a_rate_of_few_is_not_shown_and_owners_only_to_those_who_may_see_them(
    engine: Engine, tell: Tell
) -> None:
    insert(engine, "marts.dim_user", [{"owner_key": "k", "name": "Ann Lee"}])
    insert(
        engine,
        "marts.mart_win_rate",
        [
            _rate("all", "all", 15, 10, median_days_to_close=12),
            _rate("channel", "partner", 3, 4),
            _rate("channel", None, 12, 8),
            _rate("owner", "k", 15, 10),
        ],
    )
    said = tell("winrates")
    assert "60 % 15 of 25" in said
    assert "partner 3 4 too few 3 of 7" in said
    assert "No channel recorded 12 8 60 % 12 of 20" in said
    assert "Ann Lee" in said
    assert "Ann Lee" not in tell("winrates", redact=True)


def test_without_a_closed_one_nothing_is_said(tell: Tell) -> None:
    assert tell("winrates") == ""

"""What became of mailings, in words: people, machines, and logs that are forgotten."""

from __future__ import annotations

from datetime import UTC, date, datetime

from sqlalchemy import Engine

from tests.support.report.published_tables import insert
from tests.support.report.told import Tell


def _mailing(key: str, sent: date, log: str, **told: object) -> dict[str, object]:
    counted = {
        "count_reached": 20,
        "count_openers": 9,
        "count_opened_by_machines_alone": 4,
        "count_clickers": 3,
        "count_clicked_by_machines_alone": 2,
        "count_bounced": 1,
        "count_unsubscribed": 5,
        "count_reported_as_spam": 6,
        "open_rate": 0.45,
        "open_rate_low": 0.26,
        "open_rate_high": 0.66,
        "click_rate": 0.15,
        "click_rate_low": 0.05,
        "click_rate_high": 0.36,
    }
    about = {"content_key": key, "name": f"The {key}", "sent_date": sent, "log": log}
    return {
        **about,
        "sent_at": datetime(sent.year, sent.month, sent.day, tzinfo=UTC),
        **counted,
        **told,
    }


def test_people_are_told_from_machines_and_the_newest_comes_first(
    engine: Engine, tell: Tell
) -> None:
    rows = [
        _mailing("first", date(2026, 1, 5), "part", open_rate=None, open_rate_low=None),
        _mailing("second", date(2026, 2, 5), "whole"),
        _mailing("gone", date(2025, 2, 5), "none"),
    ]
    insert(engine, "marts.mart_mailing", rows)
    said = tell("mailings")
    assert "The second 2026-02-05 20 45 % 26 % to 66 % and 4 by machines alone 15 %" in said
    assert "5.0 % to 36 % and 2 by machines alone 1 5 6" in said
    assert "The first a part of its log is forgotten 2026-01-05 20 – – and 4" in said
    assert said.index("The second") < said.index("The first")
    assert "The gone" not in said


def test_without_a_log_nothing_is_said_of_people(engine: Engine, tell: Tell) -> None:
    insert(engine, "marts.mart_mailing", [_mailing("gone", date(2025, 2, 5), "none")])
    assert tell("mailings") == ""

"""Channels: shares that are judged, sums of what is known, values that are left out."""

from __future__ import annotations

import pytest
from sqlalchemy import Engine

from tests.support.report.published_tables import insert
from tests.support.report.told import Tell, section_of, words


@pytest.fixture(autouse=True)
def stages(engine: Engine) -> None:
    insert(engine, "marts.dim_stage", [
        {"stage_code": code, "stage_rank": rank, "is_exit": code == "LOST"}
        for rank, code in enumerate(("INQ", "MQL", "SAL", "SQL", "OPP", "WON", "LOST"))
    ])  # fmt: skip


def row(breakdown: str, value: str | None, **changes: object) -> dict[str, object]:
    """A row of mart_channel_performance."""
    return {
        "breakdown": breakdown,
        "breakdown_value": value,
        "is_close_rate_judged": False,
        **dict.fromkeys(("count_inq", "count_mql", "count_sal", "count_sql"), 2),
        **dict.fromkeys(("count_opp", "count_won", "count_days"), 2),
    } | changes


def test_a_share_of_too_few_is_not_shown(engine: Engine, tell: Tell) -> None:
    insert(engine, "marts.mart_channel_performance", [
        row("channel", name, count_inq=n, count_mql=n, close_rate_numerator=2,
            close_rate_denominator=n, close_rate=2 / n, close_rate_low=0.01, close_rate_high=0.3,
            is_close_rate_judged=n >= 20)
        for name, n in (("tiny", 19), ("enough", 20))
    ])  # fmt: skip
    said = tell("channels")
    assert "tiny 19 19 2 2 2 2 too few 2 of 19 – – – –" in said
    assert "enough 20 20 2 2 2 2 10 % 2 of 20 1.0 % to 30 %" in said


def test_the_total_of_channels_adds_up(sample_report: Engine) -> None:
    said = words(section_of(sample_report, "channels"))
    assert "All channels 11,833 3,915 2,313 1,106 836 213 5.3 % 206 of 3,915" in said
    assert "Partners 61 18 15 12 11 6 too few 6 of 18" in said


def test_a_sum_with_an_unknown_part_is_unknown(engine: Engine, tell: Tell) -> None:
    insert(engine, "marts.mart_channel_performance", [
        row("channel", "a"), row("channel", "b", count_won=None)
    ])  # fmt: skip
    assert "All channels 4 4 4 4 4 –" in tell("channels")


def test_a_sum_over_part_of_the_channels_is_not_shown(engine: Engine, tell: Tell) -> None:
    insert(engine, "marts.mart_channel_performance", [
        row("channel", f"c{n:02d}") for n in range(41)
    ])  # fmt: skip
    said = tell("channels")
    assert "All channels as CSV , 1 more with fewer MQLs are in it" in said
    assert "All channels 8" not in said


def test_what_could_not_be_read_is_said_where_the_number_would_stand(
    engine: Engine, tell: Tell
) -> None:
    insert(engine, "marts.mart_channel_performance", [
        {"breakdown": "channel", "breakdown_value": "web", "count_inq": 9, "count_mql": 40,
         "close_rate_denominator": 40, "could_not_see": "won: salesforce opportunity"}
    ])  # fmt: skip
    assert "web 9 40 – – – – could not see – of 40 – – – –" in tell("channels")


def test_amounts_that_are_not_known_are_no_zeros(engine: Engine, tell: Tell) -> None:
    insert(engine, "marts.mart_channel_performance", [
        row("channel", "web", count_won_without_amount=1, count_open_without_amount=2)
    ])  # fmt: skip
    assert "– + 2 without amount – + 1 without amount" in tell("channels")


def test_a_redacted_report_leaves_out_what_may_name_people(engine: Engine, tell: Tell) -> None:
    insert(engine, "marts.mart_channel_performance", [
        row("landing_page", "/thanks?mail=private@x.example"), row("channel", "web")
    ])  # fmt: skip
    assert "private@x.example" in tell("channels")
    assert "private" not in tell("channels", redact=True)

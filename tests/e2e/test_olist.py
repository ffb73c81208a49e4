"""Real leads and wins: the published tables equal what an independent script counted."""

from __future__ import annotations

import csv
import json
from decimal import ROUND_HALF_UP, Decimal
from typing import Any

import pytest

from orchestration.glossary import read_glossary
from orchestration.settings import DBT_PROJECT_DIR
from tests.support.company import Company

pytestmark = pytest.mark.nightly  # 4,000 leads take minutes


@pytest.fixture(scope="module")
def truth(olist: Company) -> dict[str, Any]:
    return json.loads((olist.world_dir / "truth.json").read_text())


def _by(olist: Company, breakdown: str) -> dict[str | None, list[int]]:
    rows = olist.rows(
        "select breakdown_value, count_mql, count_won from marts.mart_channel_performance"
        " where breakdown = :breakdown and count_mql > 0",
        breakdown=breakdown,
    )
    return {row.breakdown_value: [row.count_mql, row.count_won] for row in rows}


def test_leads_and_wins_are_all_there(olist: Company, truth: dict[str, Any]) -> None:
    row = olist.rows(
        "select count(mql_at) as mqls, count(won_at) as won from marts.mart_pipeline"
        " where mql_at is not null"
    )[0]
    assert (row.mqls, row.won) == (truth["mqls"], truth["won"])
    assert row.won / row.mqls == truth["close_rate"]


def test_leads_and_wins_by_origin_equal_the_truth(olist: Company, truth: dict[str, Any]) -> None:
    found = _by(olist, "original_source_detail")
    assert {value or "(blank)": counts for value, counts in found.items()} == truth["by_origin"]


def test_leads_and_wins_by_channel_equal_the_truth(olist: Company, truth: dict[str, Any]) -> None:
    """Nobody changes channel by what became of them: offline and unknown are as large as stated."""
    glossary = read_glossary(DBT_PROJECT_DIR)
    channels = {
        row.value: row.channel for row in glossary.source_channels.rows if row.system == "hubspot"
    }
    contacts = olist.world_dir / "hubspot" / "objects" / "contacts.csv"
    with contacts.open(encoding="utf-8", newline="") as handle:
        channel_of = {
            row["hs_analytics_source_data_1"] or "(blank)": channels.get(
                row["hs_analytics_source"], "unknown"
            )
            for row in csv.DictReader(handle)
        }
    expected: dict[str | None, list[int]] = {}
    for origin, (leads, won) in truth["by_origin"].items():
        counts = expected.setdefault(channel_of[origin], [0, 0])
        counts[0], counts[1] = counts[0] + leads, counts[1] + won
    assert {"offline", "unknown"} <= set(expected)
    assert _by(olist, "channel") == expected


def test_close_rate_by_origin_equals_the_truth(olist: Company, truth: dict[str, Any]) -> None:
    rows = olist.rows(
        "select breakdown_value, close_rate from marts.mart_channel_performance"
        " where breakdown = 'original_source_detail' and count_mql > 0"
    )
    found = {row.breakdown_value or "(blank)": Decimal(str(row.close_rate)) for row in rows}
    expected = {
        origin: (Decimal(won) / Decimal(leads)).quantize(Decimal("0.000001"), ROUND_HALF_UP)
        for origin, (leads, won) in truth["by_origin"].items()
    }
    assert found == expected


def test_leads_and_wins_by_landing_page_equal_the_truth(
    olist: Company, truth: dict[str, Any]
) -> None:
    found = _by(olist, "landing_page")
    assert None not in found
    by_id = {str(page).rsplit("/", 1)[-1]: counts for page, counts in found.items()}
    assert by_id == truth["by_landing_page"]


def test_leads_and_wins_by_month_equal_the_truth(olist: Company, truth: dict[str, Any]) -> None:
    rows = olist.rows(
        "select cohort_month, sum(count_mql) as mqls, sum(count_won) as won"
        " from marts.mart_funnel_cohort where cohort_stage = 'MQL' group by cohort_month"
    )
    found = {f"{row.cohort_month:%Y-%m}": [int(row.mqls), int(row.won)] for row in rows}
    assert found == truth["by_mql_month"]


def test_wins_by_month_equal_the_truth(olist: Company, truth: dict[str, Any]) -> None:
    rows = olist.rows("select won_date from marts.mart_pipeline where won_date is not null")
    found: dict[str, int] = {}
    for row in rows:
        found[f"{row.won_date:%Y-%m}"] = found.get(f"{row.won_date:%Y-%m}", 0) + 1
    assert found == truth["won_by_month"]


def test_days_to_won_equal_the_truth(olist: Company, truth: dict[str, Any]) -> None:
    rows = olist.rows(
        "select days_mql_to_won from marts.mart_pipeline where won_at is not null"
        " order by days_mql_to_won"
    )
    days = [row.days_mql_to_won for row in rows]
    assert sum(days) / len(days) == pytest.approx(truth["days_mean"], abs=1e-9)
    assert sum(1 for day in days if day < 0) == truth["negative_days"]
    assert sum(1 for day in days if day == 0) == truth["same_day"]
    middle = sorted(days)
    half = len(middle) // 2
    median = middle[half] if len(middle) % 2 else (middle[half - 1] + middle[half]) / 2
    assert median == truth["days_median"]


def test_published_median_leaves_out_only_the_win_before_its_lead(
    olist: Company, truth: dict[str, Any]
) -> None:
    row = olist.rows(
        "select sum(count_days) as counted, sum(count_days_excluded) as excluded"
        " from marts.mart_channel_performance where breakdown = 'channel'"
    )[0]
    assert (row.counted, row.excluded) == (
        truth["won"] - truth["negative_days"],
        truth["negative_days"],
    )

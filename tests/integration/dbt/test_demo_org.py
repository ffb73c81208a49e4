"""Opportunities of a demo org that nobody here wrote, and what an independent count says."""

from __future__ import annotations

import csv
import json
from collections.abc import Iterator
from datetime import date, datetime
from decimal import Decimal
from typing import Any

import pytest

from tests.support.company import SHARED_DATA
from tests.support.dbt.build import Build

FOLDER = SHARED_DATA / "sfdc_dcw"
AS_OF = datetime.fromisoformat("2024-01-25T12:00:00")
MARTS = ("fct_opportunity", "fct_opportunity_ageing", "fct_opportunity_state", "mart_win_rate")


@pytest.fixture(scope="module")
def build(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Build]:
    if not FOLDER.exists():
        pytest.skip(f"the demo org is not here: {FOLDER} (it stands beside the project)")
    made = Build.on_duckdb(tmp_path_factory.mktemp("demo_org"))
    rows = [_opportunity(row) for row in _rows("Opportunity.csv")]
    made.fill({("raw_salesforce", "opportunity"): rows}, {})
    made.at(AS_OF)
    made.dbt(*(f"+{mart}" for mart in MARTS))
    yield made
    made.engine.dispose()


def _rows(name: str) -> list[dict[str, str]]:
    with (FOLDER / name).open(encoding="utf-8-sig", newline="") as file:
        return list(csv.DictReader(file))


def _opportunity(row: dict[str, str]) -> dict[str, Any]:
    return {
        "id": row["Id"],
        "name": row["Name"],
        "stagename": row["StageName"],
        "isclosed": row["IsClosed"] in ("1", "true"),
        "iswon": row["IsWon"] in ("1", "true"),
        "amount": float(row["Amount"]) if row["Amount"] else None,
        "closedate": date.fromisoformat(row["CloseDate"]),
        "probability": float(row["Probability"]) if row["Probability"] else None,
        "createddate": _instant(row["CreatedDate"]),
        "lastmodifieddate": _instant(row["LastModifiedDate"]),
    }


def _instant(text: str) -> datetime:
    return datetime.fromisoformat(text).replace(tzinfo=None)


def test_what_was_won_is_what_the_independent_count_says(build: Build) -> None:
    told = json.loads((FOLDER / "truth" / "headline.json").read_text(encoding="utf-8"))
    won = "win_rate_numerator, win_rate_denominator, won_amount_corporate"
    assert build.rows(
        f"select {won} from marts.mart_win_rate where scope_type = 'all' and period_type = 'all'"
    ) == [(told["opp_won"], told["opp_closed"], Decimal(str(told["won_amount"])))]
    assert build.rows("select count(*) from marts.fct_opportunity_ageing where is_overdue") == [
        (told["open_opp_closedate_past_at_2024_01_25"],)
    ]


def test_each_stage_holds_what_the_independent_count_says(build: Build) -> None:
    found = {
        (stage, count, amount)
        for stage, count, amount in build.rows(
            "select stage_name, count(*), sum(amount_corporate) from marts.fct_opportunity"
            " group by 1"
        )
    }
    assert found == {
        (row["StageName"], int(row["n"]), Decimal(row["amount"]) if row["amount"] else None)
        for row in _rows("truth/opportunity_by_stage.csv")
    }


def test_without_a_history_nothing_is_taken_for_known(build: Build) -> None:
    assert build.rows("select distinct evidence from marts.fct_opportunity_state order by 1") == [
        ("assumed",),
        ("current",),
    ]

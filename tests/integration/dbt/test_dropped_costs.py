"""Other people's files of advertising, dropped as costs: told to the cent, day by day."""

from __future__ import annotations

import csv
from collections.abc import Iterator
from contextlib import closing
from datetime import UTC, datetime
from decimal import Decimal
from pathlib import Path
from typing import Any, Final

import pytest

from orchestration.sources.registry import VENDORS, connect
from orchestration.sources.spec import Batch, Unread
from orchestration.sources.stream import Read
from tests.support.company import SHARED_DATA
from tests.support.dbt.build import Build

FOLDER: Final = SHARED_DATA / "google_ads_spend"
AS_OF: Final = datetime.fromisoformat("2025-01-31T12:00:00")
_COLUMNS: Final = ("starts_on", "ends_on", "kind", "amount", "team", "channel", "campaign")


@pytest.fixture(scope="module")
def build(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Build]:
    if not FOLDER.exists():
        pytest.skip(f"the files are not here: {FOLDER} (they stand beside the project)")
    folder = tmp_path_factory.mktemp("dropped_costs")
    _drop(folder, with_blanks=False)
    made = Build.on_duckdb(folder)
    rows, unread = _read(folder)
    assert unread == []
    made.fill({("raw_files", "costs"): rows}, {})
    made.at(AS_OF)
    made.dbt("+fct_marketing_spend", "+int_marketing_spend__monthly")
    yield made
    made.engine.dispose()


def _drop(folder: Path, *, with_blanks: bool) -> None:
    """Both files as one of costs; a day of the first is November's other number, as they say."""
    with (folder / "costs.csv").open("w", encoding="utf-8", newline="") as file:
        out = csv.writer(file)
        out.writerow(_COLUMNS)
        for row in _rows("GoogleAds_DataAnalytics_Sales_Uncleaned.csv"):
            first, second, year = row["Ad_Date"].replace("-", "/").split("/")
            day = f"{year}-11-{int(second if int(first) == 11 else first):02}"
            if not row["Cost"].strip() and not with_blanks:
                continue
            words = (row["Ad_ID"], "google ads", row["Campaign_Name"])
            out.writerow((day, day, "program", row["Cost"].strip(), *words))
        for number, row in enumerate(_rows("global_ads_performance_dataset.csv")):
            words = (str(number), row["platform"], f"{row['platform']} {row['campaign_type']}")
            out.writerow((row["date"], row["date"], "program", row["ad_spend"], *words))


def _rows(name: str) -> list[dict[str, str]]:
    with (FOLDER / name).open(encoding="utf-8-sig", newline="") as file:
        return list(csv.DictReader(file))


def _read(folder: Path) -> tuple[list[dict[str, Any]], list[str]]:
    """The rows of the file as a run loads them, and why it does not."""
    spec = next(one for one in VENDORS["files"].specs if one.name == "costs")
    with closing(connect("files", {"folder": folder})) as connector:
        ask = Read(connector.fields(spec), None, datetime(2025, 1, 31, tzinfo=UTC))
        pieces = [*connector.read(spec, ask)]
    rows = [row for piece in pieces if isinstance(piece, Batch) for row in piece.table.to_pylist()]
    return rows, [piece.reason for piece in pieces if isinstance(piece, Unread)]


def test_a_blank_cost_is_refused_with_its_row_and_never_taken_for_nothing(tmp_path: Path) -> None:
    if not FOLDER.exists():
        pytest.skip(f"the files are not here: {FOLDER} (they stand beside the project)")
    _drop(tmp_path, with_blanks=True)
    rows, [reason] = _read(tmp_path)
    costs = [row["Cost"].strip() for row in _rows("GoogleAds_DataAnalytics_Sales_Uncleaned.csv")]
    assert rows == []
    assert f"costs.csv, row {costs.index('') + 2}: amount is no number" in reason
    assert costs.count("") == 97


def test_each_day_cost_what_the_independent_count_says(build: Build) -> None:
    """The day is told by whoever knows that all is of November."""
    found = {
        str(day): amount
        for day, amount in build.rows(
            "select spent_from, sum(counted_amount_corporate)"
            " from marts.fct_marketing_spend where campaign_name not like '% Ads %' group by 1"
        )
    }
    assert found == {row["day"]: Decimal(row["cost"]) for row in _rows("truth/by_day_true.csv")}


def test_each_platform_cost_what_the_independent_count_says(build: Build) -> None:
    found: dict[str, Decimal] = dict(
        build.rows(  # type: ignore[arg-type]
            "select campaign_name, sum(counted_amount_corporate) from marts.fct_marketing_spend"
            " where campaign_name like '% Ads %' group by 1"
        )
    )
    assert found == {
        f"{row['platform']} {row['campaign_type']}": Decimal(row["ad_spend"])
        for row in _rows("truth/global_by_platform_type.csv")
    }


def test_months_hold_it_all_and_what_nobody_mapped_is_no_channel(build: Build) -> None:
    whole = Decimal("538371.83") + Decimal("11108749.09")
    assert build.rows(
        "select sum(amount_corporate) from intermediate.int_marketing_spend__monthly"
    ) == [(whole,)]
    channels = build.rows("select distinct channel from marts.fct_marketing_spend order by channel")
    assert channels == [("paid_search",), ("paid_social",), ("unmapped",)]

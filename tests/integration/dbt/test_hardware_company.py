"""8,800 opportunities that nobody here made, of a company without marketing, and their answers.

Win rates, amounts and days by month, quarter, seller, type, account and industry are what an
independent count over the same files says.
"""

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

FOLDER = SHARED_DATA / "maven_crm"
AS_OF = datetime.fromisoformat("2017-12-31T12:00:00")
TABLES = ("mart_win_rate", "fct_opportunity_ageing", "dim_user", "dim_account")
ANSWER = (
    "win_rate_numerator, count_lost, win_rate, coalesce(won_amount_corporate, 0),"
    " average_won_amount_corporate, median_days_to_close"
)
Answer = tuple[int, int, Decimal, Decimal, Decimal | None, Decimal | None]


def _rows(name: str) -> list[dict[str, str]]:
    with (FOLDER / name).open(encoding="utf-8-sig", newline="") as file:
        return list(csv.DictReader(file))


def _id(prefix: str, number: int) -> str:
    return f"{prefix}{number:012d}AAA"


@pytest.fixture(scope="module")
def build(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Build]:
    if not FOLDER.exists():
        pytest.skip(f"the opportunities are not here: {FOLDER} (no licence to keep them in git)")
    made = Build.on_duckdb(tmp_path_factory.mktemp("hardware"))
    sellers = {row["sales_agent"]: _id("005", i) for i, row in enumerate(_rows("sales_teams.csv"))}
    accounts = {row["account"]: _id("001", i) for i, row in enumerate(_rows("accounts.csv"))}
    made.fill(
        {
            ("raw_salesforce", "user"): [
                {"id": key, "name": name, "isactive": True} for name, key in sellers.items()
            ],
            ("raw_salesforce", "account"): [
                {"id": accounts[row["account"]], "name": row["account"], "industry": row["sector"]}
                for row in _rows("accounts.csv")
            ],
            ("raw_salesforce", "opportunity"): [
                _opportunity(number, row, sellers, accounts)
                for number, row in enumerate(_rows("sales_pipeline.csv"))
            ],
        },
        {},
    )
    made.at(AS_OF)
    made.dbt(*(f"+{table}" for table in TABLES), command="seed")
    made.dbt(*(f"+{table}" for table in TABLES), command="run")
    yield made
    made.engine.dispose()


def _opportunity(
    number: int, row: dict[str, str], sellers: dict[str, str], accounts: dict[str, str]
) -> dict[str, Any]:
    is_closed = row["deal_stage"] in ("Won", "Lost")
    return {
        "id": _id("006", number),
        "name": row["opportunity_id"],
        "type": row["product"],
        "ownerid": sellers[row["sales_agent"]],
        "accountid": accounts.get(row["account"]),
        "stagename": row["deal_stage"],
        "isclosed": is_closed,
        "iswon": row["deal_stage"] == "Won",
        "amount": float(row["close_value"]) if is_closed else None,
        "closedate": date.fromisoformat(row["close_date"]) if row["close_date"] else None,
        "createddate": datetime.fromisoformat(row["engage_date"] or "2017-12-31"),
    }


def _wanted(name: str, key: str) -> dict[str, Answer]:
    """What the independent count says of everything that something was closed of."""
    return {
        row[key]: (
            int(row["won"]),
            int(row["lost"]),
            Decimal(row["win_rate_closed"]),
            Decimal(row["won_value"] or 0),
            Decimal(row["avg_won_value"]) if row["avg_won_value"] else None,
            Decimal(row["median_days_won"]) if row["median_days_won"] else None,
        )
        for row in _rows(f"truth/{name}.csv")
        if int(row["won"]) + int(row["lost"])
    }


def _told(build: Build, key: str, scope: str, period: str, joined: str = "") -> dict[str, Answer]:
    rows = build.rows(
        f"select {key}, {ANSWER} from marts.mart_win_rate {joined}"
        f" where scope_type = '{scope}' and period_type = '{period}' and win_rate_denominator > 0"
    )
    return {row[0]: (row[1], row[2], *row[3:]) for row in rows}


def test_all_together(build: Build) -> None:
    told = json.loads((FOLDER / "truth/headline.json").read_text(encoding="utf-8"))
    assert build.rows("select count(*) from marts.fct_opportunity") == [(told["opps"],)]
    [answer] = _told(build, "scope_value", "all", "all").values()
    assert answer[:4] == (
        told["won"],
        told["lost"],
        Decimal(str(told["win_rate_closed"])),
        told["won_value"],
    )
    assert answer[5] == Decimal(str(told["median_days_won"]))


@pytest.mark.parametrize(
    ("name", "column", "key", "scope", "period", "joined"),
    [
        ("by_close_month", "m", "strftime(period_start, '%Y-%m')", "all", "month", ""),
        (
            "by_close_quarter",
            "q",
            "year(period_start) || '-Q' || quarter(period_start)",
            "all",
            "quarter",
            "",
        ),
        ("win_rate_by_product", "product", "scope_value", "opportunity_type", "all", ""),
        (
            "win_rate_by_sales_agent",
            "sales_agent",
            "name",
            "owner",
            "all",
            "inner join marts.dim_user on owner_key = scope_value",
        ),
    ],
)
def test_win_rates(
    build: Build, name: str, column: str, key: str, scope: str, period: str, joined: str
) -> None:
    assert _told(build, key, scope, period, joined) == _wanted(name, column)


@pytest.mark.parametrize(
    ("name", "column", "key"),
    [("win_rate_by_account", "account", "name"), ("win_rate_by_sector", "sector", "industry")],
)
def test_what_was_won_of_accounts(build: Build, name: str, column: str, key: str) -> None:
    rows = build.rows(
        f"select accounts.{key}, count(case when is_won then 1 end), count(case when is_lost"
        " then 1 end), sum(case when is_won then amount_corporate end)"
        " from marts.fct_opportunity inner join marts.dim_account as accounts using (account_key)"
        f" where not is_open group by accounts.{key}"
    )
    wanted = {
        key: (won, lost, amount)
        for key, (won, lost, _, amount, *_) in _wanted(name, column).items()
    }
    assert {row[0]: (row[1], row[2], row[3]) for row in rows} == wanted


def test_open_ones_stand_as_long_as_the_independent_count_says(build: Build) -> None:
    told = json.loads((FOLDER / "truth/headline.json").read_text(encoding="utf-8"))
    median = told["open_engaging_age_days_median_at_2017_12_31"]
    assert build.rows(
        "select median(days_open), count(case when days_open > 180 then 1 end)"
        " from marts.fct_opportunity_ageing where stage_name = 'Engaging'"
    ) == [(median, told["open_engaging_over_180d_at_2017_12_31"])]

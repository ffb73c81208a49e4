"""What no vendor's history tells of is known from the first run on, by what runs saw each day."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, datetime
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest

from tests.support.dbt.build import Build, Rows

pytestmark = pytest.mark.nightly  # many builds of one company

SNAPSHOTS = ("fct_opportunity_snapshot", "+fct_opportunity_state")


def _at(day: int, hour: int = 9) -> datetime:
    return datetime(2026, 3, day, hour)  # noqa: DTZ001 - raw tables have no zones


def _rows() -> Rows:
    return {
        ("raw_hubspot", "_source"): [{"account_id": "1", "currency": "EUR", "time_zone": "UTC"}],
        ("raw_hubspot", "deals"): [
            {
                "id": "1",
                "dealstage": "appointmentscheduled",
                "amount": 10.0,
                "closedate": _at(31),
                "createdate": _at(1),
                "hs_lastmodifieddate": _at(2),
                "_synced_at": _at(10),
            }
        ],
    }


@pytest.fixture
def build(tmp_path: Path) -> Iterator[Build]:
    made = Build.on_duckdb(tmp_path)
    made.fill(_rows(), {})
    made.at(_at(10))
    made.dbt("+path:models/marts", "+field_verdict")  # a publication has tables of both layers
    made.publish()
    yield made
    made.engine.dispose()


def _run(build: Build, at: datetime, *, published: bool = True, **changed: Any) -> None:
    """A run that finds the deal changed, and publishes what it built unless it dies."""
    told = ", ".join(f"{name} = {value}" for name, value in changed.items())
    if told:
        stamp = f"timestamp '{at}'"
        build.execute(
            f"update raw_hubspot.deals set {told}, _synced_at = {stamp},"
            f" hs_lastmodifieddate = {stamp}"
        )
    build.at(at)
    build.dbt(*SNAPSHOTS, command="run")
    if published:
        build.publish()


def _amounts(build: Build) -> list[tuple[Any, ...]]:
    return build.rows(
        "select valid_from_at, amount, amount_evidence, stage_category"
        f" from {build.schema('marts')}.fct_opportunity_state order by state_number"
    )


def _kept(build: Build) -> list[tuple[Any, ...]]:
    return build.rows(
        "select snapshot_date, amount, seen_at"
        f" from {build.schema('marts')}.fct_opportunity_snapshot order by 1"
    )


def test_runs_tell_of_what_no_history_does(build: Build) -> None:
    assert _kept(build) == [(date(2026, 3, 10), Decimal(10), _at(10))]
    first = [(_at(1), Decimal(10), "current", "open"), (_at(10), Decimal(10), "snapshot", "open")]
    assert _amounts(build) == first
    _run(build, _at(11))  # nothing new
    assert _kept(build) == [(date(2026, 3, 10), Decimal(10), _at(10))]
    _run(build, _at(12), amount=20)
    _run(build, _at(12, hour=15), amount=30)  # of a day the last counts
    assert _kept(build) == [
        (date(2026, 3, 10), Decimal(10), _at(10)),
        (date(2026, 3, 12), Decimal(30), _at(12, hour=15)),
    ]
    _run(build, _at(13), published=False, amount=99)  # a run that dies leaves nothing behind
    won = {"dealstage": "'closedwon'", "hs_is_closed": True, "hs_is_closed_won": True}
    _run(build, _at(13), amount=40, **won)
    assert _amounts(build) == [
        (_at(1), Decimal(10), "assumed", "open"),
        (_at(10), Decimal(10), "snapshot", "open"),
        (_at(12, hour=15), Decimal(30), "snapshot", "open"),
        (_at(13), Decimal(40), "snapshot", "won"),
    ]

"""One run at a time with one clock, whoever starts it: Dagster and the CLI, on both engines."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from pathlib import Path

import dagster as dg
import pytest
from dagster._core.errors import DagsterResourceFunctionError
from sqlalchemy import text

from orchestration.cli.job import run_job
from orchestration.defs.resources import Platform
from orchestration.defs.run_hold import RunHold, run_hold
from orchestration.errors import ConfigError, WarehouseError, WarehouseLockedError
from orchestration.loading import start_run
from orchestration.loading.clock import (
    check_clock,
    check_order,
    forget_later,
    note_publication,
    published_as_of,
)
from orchestration.settings import Settings, load_settings
from orchestration.warehouse import Warehouse, open_warehouse

NOW = datetime(2026, 3, 1, 12, 0, tzinfo=UTC)


@pytest.fixture(params=["duckdb", pytest.param("postgres", marks=pytest.mark.postgres)])
def settings(request: pytest.FixtureRequest, tmp_path: Path) -> Settings:
    url = f"duckdb:///{tmp_path / 'w.duckdb'}"
    if request.param == "postgres":
        url = request.getfixturevalue("postgres_database_url")
    return load_settings(
        {"home": tmp_path, "warehouse_url": url, "hubspot_access_token": "pat-eu1-not-used"}
    )


@pytest.fixture
def warehouse(settings: Settings) -> Warehouse:
    return open_warehouse(settings.effective_warehouse_url)


def steps_of_a_dagster_run(settings: Settings, *, another: str | None = None) -> list[str]:
    """A job of two steps that hold the warehouse as ours do; `another` run starts in between."""
    warehouse = open_warehouse(settings.effective_warehouse_url)
    done: list[str] = []

    @dg.op(required_resource_keys={"run_hold"}, out=dg.Out(dg.Nothing))
    def first(context) -> None:
        hold: RunHold = context.resources.run_hold
        start_run(warehouse, run_id="mine", as_of=NOW)
        hold.run_id = "mine"
        done.append("first")
        if another is not None:
            start_run(warehouse, run_id=another, as_of=NOW + timedelta(days=1))

    @dg.op(required_resource_keys={"run_hold"}, ins={"after": dg.In(dg.Nothing)})
    def second(context) -> None:
        context.resources.run_hold.context(warehouse)
        done.append("second")

    @dg.job(
        resource_defs={
            "run_hold": run_hold,
            "platform": dg.ResourceDefinition.hardcoded_resource(Platform(settings)),
        }
    )
    def two_steps() -> None:
        second(first())

    with dg.DagsterInstance.ephemeral() as instance:
        two_steps.execute_in_process(instance=instance)
    return done


def test_a_dagster_run_holds_the_warehouse_from_its_first_step_to_its_last(
    settings: Settings, warehouse: Warehouse
) -> None:
    assert steps_of_a_dagster_run(settings) == ["first", "second"]
    with warehouse.exclusive(), pytest.raises(DagsterResourceFunctionError) as refused:
        steps_of_a_dagster_run(settings)
    assert isinstance(refused.value.user_exception, WarehouseLockedError)


def test_the_command_line_is_refused_while_a_dagster_run_holds_the_warehouse(
    settings: Settings, warehouse: Warehouse
) -> None:
    start_run(warehouse, run_id="mine", as_of=NOW)
    with warehouse.exclusive():
        for steps in ([], ["build"], ["check"]):
            with pytest.raises(WarehouseLockedError, match="under way"):
                run_job(settings, lambda _: None, steps)


@pytest.mark.parametrize("step", ["build", "check", "report"])
def test_nothing_is_built_before_the_first_sync(settings: Settings, step: str) -> None:
    with pytest.raises(WarehouseError, match="no synced data"):
        run_job(settings, lambda _: None, [step])


def test_a_step_refuses_to_go_on_when_another_run_has_taken_over(settings: Settings) -> None:
    with pytest.raises(WarehouseLockedError, match="taken over"):
        steps_of_a_dagster_run(settings, another="theirs")


def test_an_older_clock_than_the_published_one_is_refused_until_it_is_accepted(
    warehouse: Warehouse,
) -> None:
    wrong = datetime(2031, 1, 1, tzinfo=UTC)
    start_run(warehouse, run_id="wrong", as_of=wrong)
    check_order(warehouse, NOW)
    note_publication(warehouse, "wrong", wrong)
    with pytest.raises(ConfigError, match=r"2026-03-01 12:00.*2031-01-01") as refused:
        check_order(warehouse, NOW)
    assert "--accept-clock" in refused.value.next_step
    with warehouse.engine().begin() as connection:
        connection.execute(text("create schema raw_hubspot"))
        connection.execute(text("create table raw_hubspot._runs (run_id text, as_of timestamp)"))
        connection.execute(
            text("insert into raw_hubspot._runs values ('w', '2031-01-01'), ('r', '2026-01-01')")
        )
        connection.execute(
            text('create table raw_hubspot._cursors (stream text, "cursor" timestamp)')
        )
        connection.execute(
            text("insert into raw_hubspot._cursors values ('a', '2031-01-01'), ('b', '2025-01-01')")
        )
    forget_later(warehouse, NOW)
    assert published_as_of(warehouse) is None
    check_order(warehouse, NOW)
    with warehouse.engine().connect() as connection:
        runs = connection.execute(text("select run_id from raw_hubspot._runs")).scalars().all()
        cursors = connection.execute(
            text('select "cursor" from raw_hubspot._cursors order by 1')
        ).scalars()
        assert list(runs) == ["r"]
        assert [cursor.year for cursor in cursors] == [2025, 2026]


@pytest.mark.parametrize(
    ("minutes", "is_now", "is_refused"),
    [(0, True, False), (-10, True, False), (10, True, False), (20, True, True), (-20, True, True),
     (20, False, True), (-60 * 24 * 3000, False, False)],
)  # fmt: skip
def test_the_vendors_clock_decides(minutes: int, is_now: bool, is_refused: bool) -> None:
    as_of = NOW + timedelta(minutes=minutes)
    check_clock(as_of, vendors=None, is_now=is_now)
    if not is_refused:
        check_clock(as_of, vendors=NOW, is_now=is_now)
        return
    with pytest.raises(ConfigError) as refused:
        check_clock(as_of, vendors=NOW, is_now=is_now)
    assert f"{as_of:%H:%M:%S}" in refused.value.message
    assert "12:00:00" in refused.value.message

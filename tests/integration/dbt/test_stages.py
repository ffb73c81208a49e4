"""Stages and cycles in SQL, against a reference that walks through random histories.

All examples stand in one warehouse, since a build costs as much for one as for thousands. The
company's own glossary names a score, a checkbox and a status as the MQL moment.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime
from pathlib import Path

import pytest

from tests.support.dbt.build import Build
from tests.support.dbt.drawn import FIRST_SEED, drawn
from tests.support.stages.history import DEFINITIONS, History
from tests.support.stages.own_project import own_project
from tests.support.stages.proofs import EXITS
from tests.support.stages.reference import STEPS, Event, events_of
from tests.support.stages.strategies import histories
from tests.support.stages.tables import fill

AS_OF = datetime.fromisoformat("2026-11-06T13:37:00")
FEW, MANY = 150, 2_000
MODELS = (
    "stg_ops__run_context",
    "int_record_conditions__current",
    "int_record_conditions__first_seen",
    "int_record_conditions__dated",
    "int_record_evidence__collected",
    "int_stage_evidence__stated",
    "int_stage_evidence__collected",
    "int_lead_cycles__opened",
    "int_stage_evidence__placed",
    "int_persons__accepted",
    "int_sales_activities__unioned",
    "int_sales_activities__completed",
    "int_opportunity_cycles__assigned",
    "int_opportunity_evidence__collected",
    "int_funnel_entries__dated",
    "int_cycles__numbered",
    "int_cycle_calendars__chosen",
    "int_funnel_events__imputed",
)
FOUND = """
    select
        cycles.person_key, cycles.cycle_number, events.stage_code, cycles.cycle_type,
        events.entered_at, events.effective_at, events.is_imputed, events.is_out_of_order
    from intermediate.int_funnel_events__imputed as events
    inner join intermediate.int_cycles__numbered as cycles
        on cycles.cycle_key = events.cycle_key
"""


@pytest.fixture(scope="module")
def project(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The dbt project with a glossary of the company's own."""
    return own_project(tmp_path_factory.mktemp("own"), DEFINITIONS)


@pytest.fixture(scope="module")
def few() -> list[History]:
    return drawn(histories(AS_OF), FEW, FIRST_SEED)


def differences(build: Build, told: list[History], project: Path) -> list[str]:
    """The persons of whom SQL and reference tell differently, each with both stories."""
    fill(build, told, AS_OF, project)
    build.dbt(*MODELS, command="run", project=project)
    found: dict[int, list[Event]] = {}
    for person, number, stage, kind, *rest in build.rows(FOUND):
        found.setdefault(int(str(person)[1:]), []).append(Event(number, stage, kind, *rest))
    strange = []
    for place, history in enumerate(told):
        wanted, got = events_of(history, AS_OF), sorted(found.get(place, []))
        if got != wanted:
            alone = [f"SQL: {one}" for one in got if one not in wanted]
            alone += [f"reference: {one}" for one in wanted if one not in got]
            strange.append("\n  ".join([str(history), *alone]))
    return strange


@pytest.fixture
def build(tmp_path: Path) -> Iterator[Build]:
    made = Build.on_duckdb(tmp_path)
    yield made
    made.engine.dispose()


def test_sql_tells_random_histories_as_the_reference_does(
    build: Build, few: list[History], project: Path
) -> None:
    assert differences(build, few, project)[:3] == []


def test_the_histories_have_everything_in_them(few: list[History]) -> None:
    """Else the comparison would prove little."""
    events = [event for one in few for event in events_of(one, AS_OF)]
    assert {event.stage for event in events} == {*STEPS, *EXITS, "LOST"}
    assert {event.cycle_type for event in events} == {
        "marketing_generated",
        "sales_generated",
        "expansion",
    }
    assert {event.is_imputed for event in events} == {True, False}
    assert {event.is_out_of_order for event in events} == {True, False}
    assert max(event.cycle_number for event in events) > 2


@pytest.mark.nightly
@pytest.mark.postgres
def test_so_it_does_on_postgres(
    few: list[History], postgres_database_url: str, project: Path, tmp_path: Path
) -> None:
    made = Build.on_postgres(postgres_database_url, tmp_path)
    assert differences(made, few, project)[:3] == []
    made.engine.dispose()


@pytest.mark.nightly
def test_two_thousand_histories_show_no_difference(build: Build, project: Path) -> None:
    many = drawn(histories(AS_OF), MANY, FIRST_SEED + 1)
    assert differences(build, many, project)[:3] == []


@pytest.mark.nightly
@pytest.mark.postgres
def test_two_thousand_show_none_on_postgres(
    postgres_database_url: str, project: Path, tmp_path: Path
) -> None:
    made = Build.on_postgres(postgres_database_url, tmp_path)
    many = drawn(histories(AS_OF), MANY, FIRST_SEED + 2)
    assert differences(made, many, project)[:3] == []
    made.engine.dispose()

"""Hand-overs and follow-up in SQL, against a reference that walks through random histories."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import fields
from datetime import datetime
from pathlib import Path
from typing import Any

import pytest
from scipy import stats

from tests.support.dbt.build import Build
from tests.support.dbt.drawn import FIRST_SEED, drawn
from tests.support.handover.history import History
from tests.support.handover.reference import Handoff, handoffs_of
from tests.support.handover.strategies import histories
from tests.support.handover.tables import fill

SPRING = datetime.fromisoformat("2026-04-06T13:37:00")
AUTUMN = datetime.fromisoformat("2026-11-06T13:37:00")
FEW, MANY = 150, 2_000
MODELS = (
    "stg_ops__run_context",
    "int_today__reported",
    "path:models/intermediate/handover",
    "fct_lead_handoff",
    "fct_lead_response",
    "mart_baton_pass",
    "int_follow_up_medians__estimated",
    "mart_follow_up",
)
FOUND = """
    select
        handoffs.person_key, handoffs.handoff_number, handoffs.handoff_at, opened.ends_at,
        responses.hand_raised_at, handoffs.from_owner_key, handoffs.to_owner_key,
        handoffs.queue_key, handoffs.assigned_at, handoffs.returned_at, handoffs.outcome,
        handoffs.answered_at, responses.first_attempt_at, responses.first_contact_at,
        responses.response_status, timed.seconds_to_attempt, timed.record_seconds,
        timed.system_seconds, timed.human_seconds, responses.due_at, waits.waited_seconds
    from {marts}.fct_lead_handoff as handoffs
    inner join {marts}.fct_lead_response as responses
        on responses.handoff_key = handoffs.handoff_key
    inner join intermediate.int_handoffs__opened as opened
        on opened.handoff_key = handoffs.handoff_key
    inner join intermediate.int_lead_responses__timed as timed
        on timed.handoff_key = handoffs.handoff_key
    left join intermediate.int_handoff_waits__observed as waits
        on waits.handoff_key = handoffs.handoff_key
"""


def _values(handoff: Handoff) -> tuple[Any, ...]:
    return tuple(getattr(handoff, field.name) for field in fields(handoff))


def differences(build: Build, told: list[History], as_of: datetime) -> list[str]:
    """The hand-overs that SQL and reference see differently, each with its history."""
    fill(build, told, as_of)
    build.dbt(*MODELS, command="run")
    found: dict[int, list[tuple[Any, ...]]] = {}
    for person, *values in build.rows(FOUND.format(marts=build.schema("marts"))):
        found.setdefault(int(str(person)[1:]), []).append(tuple(values))
    names = [field.name for field in fields(Handoff)]
    strange = []
    for place, history in enumerate(told):
        wanted = [_values(handoff) for handoff in handoffs_of(history, as_of)]
        got = sorted(found.get(place, []))
        if got != wanted:
            parts = [
                f"{name}: {here} in SQL, {there}"
                for left, right in zip(got, wanted, strict=False)
                for name, here, there in zip(names, left, right, strict=True)
                if here != there
            ]
            strange.append(f"{history}\n  {len(got)} / {len(wanted)}: {parts}")
    return strange


@pytest.fixture
def build(tmp_path: Path) -> Iterator[Build]:
    made = Build.on_duckdb(tmp_path)
    yield made
    made.engine.dispose()


def test_sql_tells_random_histories_as_the_reference_does(build: Build) -> None:
    assert differences(build, drawn(histories(AUTUMN), FEW, FIRST_SEED), AUTUMN) == []
    for breakdown, value, count, median in build.rows(
        "select breakdown, breakdown_value, count_waited, median_seconds"
        " from intermediate.int_follow_up_medians__estimated"
    ):
        waits = build.rows(_waits_of(breakdown, value))
        assert (len(waits), _oracle(waits)) == (count, median), (breakdown, value)


def _waits_of(breakdown: str, value: str | None) -> str:
    column = {
        "all": "null",
        "month": "strftime(handoffs.handoff_date, '%Y-%m')",
        "team": "handoffs.to_team",
        "owner": "handoffs.to_owner_key",
    }.get(breakdown, f"handoffs.{breakdown}")
    told = "null" if value is None else f"'{value}'"
    return (
        "select waits.waited_seconds, waits.is_followed_up"
        " from intermediate.int_handoff_waits__observed as waits"
        " inner join marts.fct_lead_handoff as handoffs"
        " on handoffs.handoff_key = waits.handoff_key"
        f" where {column} is not distinct from {told}"
    )


def _oracle(waits: list[tuple[Any, ...]]) -> float | None:
    """The Kaplan-Meier median as scipy estimates the survival: where it first is one half."""
    ended = [float(seconds) for seconds, is_followed_up in waits if is_followed_up]
    cut = [float(seconds) for seconds, is_followed_up in waits if not is_followed_up]
    if not ended:
        return None
    survival = stats.ecdf(stats.CensoredData(uncensored=ended, right=cut)).sf
    reached = survival.quantiles[survival.probabilities <= 0.5 + 1e-9]
    return float(reached[0]) if len(reached) else None


def test_so_it_does_on_postgres(postgres_database_url: str, tmp_path: Path) -> None:
    made = Build.on_postgres(postgres_database_url, tmp_path)
    assert differences(made, drawn(histories(SPRING), FEW, FIRST_SEED), SPRING) == []
    made.engine.dispose()


@pytest.mark.nightly
@pytest.mark.parametrize("as_of", [SPRING, AUTUMN], ids=["spring", "autumn"])
def test_two_thousand_histories_show_no_difference(build: Build, as_of: datetime) -> None:
    assert differences(build, drawn(histories(as_of), MANY, FIRST_SEED + 1), as_of)[:3] == []


@pytest.mark.nightly
@pytest.mark.postgres
def test_two_thousand_show_none_on_postgres(postgres_database_url: str, tmp_path: Path) -> None:
    made = Build.on_postgres(postgres_database_url, tmp_path)
    assert differences(made, drawn(histories(AUTUMN), MANY, FIRST_SEED + 2), AUTUMN)[:3] == []
    made.engine.dispose()

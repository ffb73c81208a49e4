"""Kinds of leads by score and form, and since when who asked for us waits: raw rows to marts."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.support.dbt.build import Build
from tests.support.handover import asking_company as company
from tests.support.stages.own_project import own_project

MODELS = ("+fct_lead_response", "+fct_hand_raise", "+mart_follow_up")
TOLD = """
    select
        handoffs.evidence_id, handoffs.lead_type, handoffs.lead_type_evidence,
        responses.clock_starts_at, responses.business_minutes_until_recorded,
        responses.business_minutes_to_assign, responses.business_minutes_from_assign,
        responses.business_minutes, responses.response_status
    from {marts}.fct_lead_response as responses
    inner join {marts}.fct_lead_handoff as handoffs
        on handoffs.handoff_key = responses.handoff_key
"""


def _built(made: Build, folder: Path) -> Build:
    made.fill(company.rows(), company.OWN_FIELDS)
    made.at(company.AS_OF)
    made.dbt(*MODELS, project=own_project(folder, company.DEFINITIONS))
    return made


@pytest.fixture(scope="module")
def build(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Build]:
    folder = tmp_path_factory.mktemp("asking")
    made = _built(Build.on_duckdb(folder), folder)
    yield made
    made.engine.dispose()


def check(build: Build) -> None:
    marts = build.schema("marts")
    told = {company.LEAD_IDS[lead]: tuple(of) for lead, *of in build.rows(TOLD.format(marts=marts))}
    assert told == company.HANDED_OVER
    raised = build.rows(f"select source_id, raised_at, outcome from {marts}.fct_hand_raise")
    assert {(name.split()[0], at): outcome for name, at, outcome in raised} == company.RAISED
    terms = build.rows(
        "select breakdown_value, sla_minutes, count_handed_over, count_hand_raised,"
        f" count_on_time, count_late, count_never from {marts}.mart_follow_up"
        " where breakdown in ('all', 'lead_type') order by breakdown, breakdown_value"
    )
    assert terms == [
        (None, None, 5, 2, 3, 1, 1),
        ("hand_raiser", 120, 2, 2, 1, 1, 0),
        ("hot", 60, 2, 0, 1, 0, 1),
        ("standard", 480, 1, 0, 1, 0, 0),
    ]


def test_who_asks_or_is_hot_is_owed_an_answer_sooner(build: Build) -> None:
    check(build)


@pytest.mark.nightly
def test_so_they_are_on_postgres(postgres_database_url: str, tmp_path: Path) -> None:
    made = _built(Build.on_postgres(postgres_database_url, tmp_path), tmp_path)
    check(made)
    made.engine.dispose()

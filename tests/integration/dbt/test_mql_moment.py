"""Whatever a company takes for the moment of an MQL, its glossary can say so, and it is dated."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.support.dbt.build import Build
from tests.support.dbt.same_marts import assert_same_marts
from tests.support.stages import ready_company as company
from tests.support.stages.own_project import own_project

MARTS = ("fct_funnel_stage_event", "bridge_person_source")


@pytest.fixture(scope="module")
def project(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return own_project(tmp_path_factory.mktemp("own"), company.DEFINITIONS)


def _filled(made: Build, project: Path) -> Build:
    made.fill(company.rows(), company.OWN_FIELDS)
    made.at(company.AS_OF)
    made.dbt(*(f"+{mart}" for mart in MARTS), project=project)
    return made


@pytest.fixture(scope="module")
def build(project: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Build]:
    made = _filled(Build.on_duckdb(tmp_path_factory.mktemp("mql")), project)
    yield made
    made.engine.dispose()


def _moments(build: Build) -> dict[str, object]:
    """When each record's person became an MQL, by its own evidence."""
    marts = build.schema("marts")
    return dict(
        build.rows(
            "select records.source_id, events.entered_at"
            f" from {marts}.bridge_person_source as records"
            f" left join {marts}.fct_funnel_stage_event as events"
            " on events.person_key = records.person_key"
            " and events.stage_code = 'MQL' and not events.is_imputed"
        )
    )


def test_every_kind_of_moment_is_dated_by_what_the_records_remember(build: Build) -> None:
    assert _moments(build) == company.MOMENTS


def test_each_is_proved_by_what_the_glossary_names(build: Build) -> None:
    proved = build.rows(
        "select distinct evidence_system, evidence_source from marts.fct_funnel_stage_event"
        " where stage_code = 'MQL' and not is_imputed"
    )
    named = {f"{system} {source.removesuffix(' (first seen)')}" for system, source in proved}
    assert len(named) == 12
    assert "hubspot leads.hs_pipeline_stage=qualified-stage-id" in named
    assert "salesforce contact.ready_at__c" in named


@pytest.mark.nightly
@pytest.mark.postgres
def test_both_warehouses_date_them_alike(
    build: Build, project: Path, postgres_database_url: str, tmp_path: Path
) -> None:
    other = _filled(Build.on_postgres(postgres_database_url, tmp_path), project)
    assert_same_marts(build, other, MARTS)
    other.engine.dispose()

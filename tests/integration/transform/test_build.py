"""A build of what is out of date publishes what a build of everything would, on both engines."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from orchestration.compile import compile_project
from orchestration.errors import BuildError
from orchestration.matching import MATCH_SCORE, MATCHED, WEIGHTS, score_matches
from orchestration.settings import DBT_PROJECT_DIR, exported
from orchestration.transform import BuildResult, Project, Step, build_models, described_tables
from orchestration.warehouse import Warehouse, open_warehouse
from orchestration.worlds.generator.spec import DEFAULT_AS_OF
from orchestration.worlds.generator.writer import write_world
from tests.support.dbt import company as dbt_company
from tests.support.dbt.build import Build
from tests.support.dbt.world import fill_from_world
from tests.support.published import Rows, differences, snapshot

# every build here is a whole one; a loaded machine takes ten minutes for four of them
pytestmark = [pytest.mark.nightly, pytest.mark.timeout(2400)]

LAYERS = ("staging", "intermediate", "marts", "quality")


class Incremental:
    """One warehouse that is built again and again."""

    def __init__(self, raw: Build, warehouse: Warehouse, folder: Path, scratch: Path) -> None:
        self.raw = raw
        self.warehouse = warehouse
        self.project = Project(
            folder,
            scratch,
            lambda: exported(warehouse.dbt_environment()),
            lambda: exported(warehouse.dbt_parse_environment()),
        )
        self.scored = 0
        self._edits = 0

    def build(self) -> BuildResult:
        step = Step(MATCH_SCORE, MATCHED, WEIGHTS, self._score)
        return build_models(self.warehouse, self.project, steps=[step])

    def _score(self) -> None:
        self.scored += 1
        score_matches(self.warehouse.engine(), self.warehouse.schema("intermediate"))

    def models_built(self) -> set[str]:
        return {unique_id.split(".")[2] for unique_id in self.build().built}

    def tables(self) -> dict[str, Rows]:
        schemas = [self.warehouse.schema(layer) for layer in LAYERS]
        return snapshot(self.warehouse.engine(), schemas)

    def forget(self) -> None:
        self.raw.execute("delete from ops.model_state")

    def edit(self, table: str, change: str, *, alive: bool = True) -> str:
        """Change one record as the loader does, with the stamp of the run that brought it."""
        self._edits += 1
        where = "where _deleted_at is null" if alive else ""
        record = str(self.raw.rows(f"select max(id) from {table} {where}")[0][0])
        self.raw.execute(
            f"update {table} set {change}, _run_id = 'edit {self._edits}' where id = '{record}'"
        )
        return record

    def describe(self, field: str, kind: str) -> None:
        """Say of a column of contacts that it is a field that people fill in."""
        self.raw.execute(
            "insert into raw_hubspot._fields (object, field, label, vendor_type, column_type,"
            " is_custom, is_calculated, is_system, is_required, is_readable, _run_id)"
            f" values ('contacts', '{field}', '{field}', '{kind}', '{kind}',"
            " true, false, false, false, true, 'new field')"
        )

    def publish(self) -> None:
        self.warehouse.publish(described_tables(self.project.manifest()))

    def tick(self, hours: int) -> None:
        self.raw.execute(f"update ops.run_context set as_of = as_of + interval '{hours} hours'")

    def assert_equals_a_build_of_everything(self) -> None:
        mine = self.tables()
        self.forget()
        assert len(self.models_built()) > 100
        assert differences(mine, self.tables()) == {}


@pytest.fixture(scope="module")
def world(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("world") / "world"
    return write_world(folder, seed=5, people=120, as_of=DEFAULT_AS_OF, name="small")


POSTGRES = pytest.param("postgres", marks=pytest.mark.postgres)


@pytest.fixture(scope="module", params=["duckdb", POSTGRES])
def company(
    request: pytest.FixtureRequest, world: Path, tmp_path_factory: pytest.TempPathFactory
) -> Incremental:
    folder = tmp_path_factory.mktemp("incremental")
    if request.param == "duckdb":
        raw = Build.on_duckdb(folder)
        warehouse = open_warehouse(f"duckdb:///{folder / 'hymnsheet.duckdb'}")
        fill_from_world(raw, world)
    else:  # a world's files are read by DuckDB alone
        url = request.getfixturevalue("postgres_url")
        raw, warehouse = Build.on_postgres(url, folder), open_warehouse(url)
        raw.fill(dbt_company.rows(), {})
        raw.at(dbt_company.AS_OF)
    made = Incremental(raw, warehouse, DBT_PROJECT_DIR, folder / "dbt")
    made.describe("email", "text")
    made.build()
    return made


def test_matches_are_scored_where_what_they_compare_changed(company: Incremental) -> None:
    company.build()
    scored = company.scored
    company.tick(1)
    company.edit("raw_hubspot.contacts", "jobtitle = 'Boss'")
    company.build()
    assert company.scored == scored
    company.edit("raw_hubspot.contacts", "phone = '020 7946 0018'")
    company.build()
    assert company.scored == scored + 1


def test_nothing_new_builds_nothing(company: Incremental) -> None:
    before = company.tables()
    # What reads itself was built from nothing, and then once from what came of that.
    assert company.models_built() <= {"int_record_conditions__first_seen"}
    assert company.models_built() == set()
    assert differences(before, company.tables()) == {}


def test_an_hour_later_only_what_tells_the_time_is_built(company: Incremental) -> None:
    company.tick(1)
    built = company.models_built()
    assert {"finding", "mart_sync_status"} <= built
    daily = {"fct_opportunity", "int_opportunity_amounts__converted", "mart_funnel_cohort"}
    heavy = {"dim_person", "dim_account", "mart_pipeline", "int_quality__field_statistics"}
    assert not built & (daily | heavy)
    company.assert_equals_a_build_of_everything()
    company.build()


def test_a_record_that_leaves_a_window_is_counted_again(company: Incremental) -> None:
    if company.raw.engine.dialect.name == "postgresql":
        pytest.skip("no record of the small company that Postgres holds leaves a window")

    def recent() -> list[tuple[object, ...]]:
        return company.raw.rows(
            "select source_object, field, filled_90d"
            f" from {company.raw.schema('quality')}.field_profile order by 1, 2"
        )

    before = recent()
    company.tick(24 * 10)
    assert "int_quality__field_statistics" in company.models_built()
    assert recent() != before
    company.assert_equals_a_build_of_everything()


def test_a_publication_is_news_once_to_what_looks_back_at_it(company: Incremental) -> None:
    company.publish()
    company.tick(1)
    assert {"rule_history", "finding_history", "finding"} <= company.models_built()
    company.publish()
    assert company.models_built() <= {
        "finding",
        "finding_history",
        "int_quality__since_publication",
        "int_quality__streams_since_publication",
        "int_quality__opportunities_since_publication",
        "score_history",
        "schema_change",
        "dim_definition_version",
        "dim_run",
        "int_metric_contributions__changed",
        "int_source_records__changed",
        "int_restated_entities__explained",
        "fct_restatement",
        "mart_metric_restatement",
    }
    company.publish()
    assert company.models_built() == set()
    company.edit("raw_salesforce.opportunity", "amount = null")
    company.tick(1)
    company.build()
    company.assert_equals_a_build_of_everything()


def test_a_row_stamped_without_a_change_stops_at_once(company: Incremental) -> None:
    company.edit("raw_salesforce.account", "name = name")
    assert "dim_account" not in company.models_built()


def test_edits_a_delete_a_new_field_a_later_clock_and_a_dropped_table(company: Incremental) -> None:
    company.edit("raw_hubspot.contacts", "firstname = 'Renamed'")
    company.edit("raw_salesforce.opportunity", "amount = 4242.42")
    company.edit("raw_salesforce.lead", "_deleted_at = (select as_of from ops.run_context)")
    company.tick(1)
    built = company.models_built()
    assert "dim_person" in built
    assert "dim_channel" not in built
    company.raw.execute("alter table raw_hubspot.contacts add column shoe_size double precision")
    company.describe("shoe_size", "number")
    company.tick(24 * 40)
    company.raw.execute(f"drop table {company.raw.schema('marts')}.mart_pipeline")
    assert {"field_profile", "mart_pipeline"} <= company.models_built()
    profiled = company.raw.rows(
        f"select count(*) from {company.raw.schema('quality')}.field_profile"
        " where field = 'shoe_size'"
    )
    assert profiled == [(1,)]
    company.assert_equals_a_build_of_everything()


def test_an_edit_of_the_glossary(company: Incremental, tmp_path: Path) -> None:
    folder = tmp_path / "dbt_project"
    shutil.copytree(DBT_PROJECT_DIR, folder, ignore=shutil.ignore_patterns("target", "logs"))
    glossary = folder / "glossary.yml"
    edited = glossary.read_text("utf-8").replace("value: 180", "value: 30")
    assert edited != glossary.read_text("utf-8")
    glossary.write_text(edited, "utf-8")
    compile_project(folder)
    edited_company = Incremental(company.raw, company.warehouse, folder, tmp_path / "dbt")
    before = company.tables()
    edited_company.build()
    assert differences(before, company.tables()) != {}
    edited_company.assert_equals_a_build_of_everything()
    company.build()
    assert differences(before, company.tables()) == {}


def test_a_kill_after_dbt_wrote_a_table_leaves_it_out_of_date(
    company: Incremental, monkeypatch: pytest.MonkeyPatch
) -> None:
    company.build()
    before = company.tables()
    company.raw.execute("create table companies_before as select * from raw_hubspot.companies")
    company.edit("raw_hubspot.companies", "name = 'Half Built GmbH'")

    def killed(*_: object) -> None:
        raise KeyboardInterrupt

    with monkeypatch.context() as patch:
        patch.setattr("orchestration.transform.build._with_status", killed)
        with pytest.raises(KeyboardInterrupt):
            company.build()
    # The record is as it was, stamp and all: what was built last claims to fit, and must not.
    company.raw.execute("delete from raw_hubspot.companies")
    company.raw.execute("insert into raw_hubspot.companies select * from companies_before")
    company.build()
    assert differences(before, company.tables()) == {}


def test_a_failing_test_stops_the_build_and_fails_again(company: Incremental) -> None:
    twice = "insert into raw_hubspot._runs (run_id, stream) values ('twice', 'contacts')"
    company.raw.execute(twice)
    company.raw.execute(twice)
    for _ in range(2):
        with pytest.raises(BuildError, match=r"promises_stg_meta__runs.* name one row: 1 broken"):
            company.build()
    company.raw.execute("delete from raw_hubspot._runs")
    company.build()

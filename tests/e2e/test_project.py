"""A company's own folder, from `init` to its report: its words, window, rule, waivers; not ours."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
import sqlalchemy as sa

from orchestration.emulator import Emulator, load_world
from orchestration.warehouse import open_warehouse
from orchestration.worlds.generator import write_world
from tests.support.commands import redirected
from tests.support.paths import PROJECT, ROOT

pytestmark = pytest.mark.nightly  # a whole run in a folder of its own

_RULE_SQL = """\
select
    'Z001' as rule_id,
    source_system,
    source_object,
    'name' as field,
    source_id,
    length(name) > 3 as is_failed,
    'too long for us' as detail,
    cast(null as {{ dbt.type_string() }}) as other_value
from {{ ref("cnf_opportunities") }}
where not is_deleted
"""
_RULE_YML = """\
version: 2
models:
  - name: rule_z001_long_name
    description: Opportunities; failed with a name of more than three letters.
    config:
      meta:
        id: Z001
        version: 1
        name: Name longer than our wall board
        severity: minor
        level: record
        reads: [salesforce.opportunity.name]
        population: Opportunities that are not deleted.
        why_it_matters: It does not fit onto the board that everybody looks at in the morning.
        how_to_fix: Shorten it, or agree on a wall board that is wide enough for it.
        expect: {column: is_failed, one_of: [false]}
"""


_WAIVERS = """\
- rule: Z001
  system: salesforce
  reason: The wall board is replaced
  owner: ann
  until: 2199-12-31
- {rule: D001, system: hubspot, object: deals, record: 0, reason: x, owner: b, until: 2199-12-31}
"""


class Company:
    """A project folder, and the command as a person in it starts it."""

    def __init__(self, folder: Path, settings: dict[str, str]) -> None:
        self.folder = folder
        self._settings = settings

    def run(self, *arguments: str, cwd: Path) -> subprocess.CompletedProcess[str]:
        kept = {name: os.environ[name] for name in ("PATH", "LANG") if name in os.environ}
        env = {**kept, "HOME": str(cwd), "PYTHONPATH": str(ROOT)}
        env |= {f"HYMNSHEET_{name.upper()}": value for name, value in self._settings.items()}
        return subprocess.run(
            [sys.executable, "-m", "orchestration.cli", *arguments],
            capture_output=True, text=True, env=env, cwd=cwd, timeout=900, check=False,
        )  # fmt: skip

    def rows(self, query: str) -> list[tuple[object, ...]]:
        url = f"duckdb:///{self.folder / '.hymnsheet' / 'hymnsheet.duckdb'}"
        with open_warehouse(url).published_engine().connect() as connection:
            return [tuple(row) for row in connection.execute(sa.text(query))]


@pytest.fixture(scope="module")
def company(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Company]:
    """A company whose leads carry a status that our glossary does not know."""
    folder = tmp_path_factory.mktemp("own")
    world = write_world(folder / "world", seed=11, people=150)
    leads = world / "salesforce" / "objects" / "Lead.csv"
    leads.write_text(leads.read_text().replace("Open - Not Contacted", "Simmering"))
    with Emulator(load_world(world)) as emulator:
        made = Company(folder / "acme", redirected(emulator))
        done = made.run("init", "acme", cwd=folder)
        assert done.returncode == 0, done.stderr
        yield made


@pytest.mark.timeout(1800)
def test_a_company_runs_on_its_own_words_window_rule_and_waivers(company: Company) -> None:
    ours = {path: path.read_bytes() for path in PROJECT.rglob("*.*") if path.is_file()}
    below = company.folder / "notes" / "2026"
    below.mkdir(parents=True)
    glossary = company.folder / "glossary.yml"
    glossary.write_text(glossary.read_text().replace("value: 180", "value: 3660", 1))
    (company.folder / "rules" / "rule_z001_long_name.sql").write_text(_RULE_SQL)
    (company.folder / "rules" / "rule_z001_long_name.yml").write_text(_RULE_YML)

    (company.folder / "waivers.yml").write_text(_WAIVERS)

    stopped = company.run("run", cwd=below)
    assert stopped.returncode == 21, stopped.stderr
    assert '"Simmering"' in stopped.stderr
    assert "hymnsheet glossary check --write" in stopped.stderr
    assert f"project folder: {company.folder}" in stopped.stderr

    written = company.run("glossary", "check", "--write", "--json", cwd=below)
    assert written.returncode == 0, written.stderr
    said = json.loads(written.stdout)
    assert (said["project"], said["glossary"]) == (str(company.folder), str(glossary))
    assert all("# agreed_by: nobody yet; " in row for row in said["written"])
    assert 'value: "Simmering"' in glossary.read_text()

    run = company.run("--project", str(company.folder), "run", "--json", cwd=company.folder.parent)
    assert run.returncode == 0, run.stderr[-3000:]
    said = json.loads(run.stdout)
    assert said["project"] == str(company.folder)
    assert [(waiver["state"], waiver["findings"] > 0) for waiver in said["waivers"]] == [
        ("in_force", True), ("in_force", False)
    ]  # fmt: skip

    cohorts = "select count(*), sum(case when is_mature then 1 else 0 end) from marts.{}"
    [(total, mature)] = company.rows(cohorts.format("mart_funnel_cohort"))
    assert total
    assert mature == 0
    [(failed, waived)] = company.rows(
        "select failed, failed_waived from quality.rule_result where rule_id = 'Z001'"
    )
    [(opportunities,)] = company.rows("select count(*) from marts.bridge_opportunity_source")
    assert failed == opportunities > waived > 0
    assert company.rows(
        "select source_system, status from quality.finding where rule_id = 'Z001'"
        " group by source_system, status order by 1"
    ) == [("hubspot", "new"), ("salesforce", "waived")]
    pages = (company.folder / ".hymnsheet" / "report").rglob("*.html")
    told = "".join(page.read_text() for page in pages)
    assert "Name longer than our wall board" in told
    assert "The wall board is replaced" in told
    after = {path: path.read_bytes() for path in PROJECT.rglob("*.*") if path.is_file()}
    assert after == ours

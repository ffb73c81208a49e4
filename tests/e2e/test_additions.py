"""The recipes of CONTRIBUTING.md, followed: files are added, none is edited, it runs."""

from __future__ import annotations

import csv
from dataclasses import dataclass
from pathlib import Path

import pytest

from tests.support.additions import HOUSE, TOYS, Copy, copy_of_the_project, names_in

pytestmark = pytest.mark.nightly  # a copy of the project is parsed and run for each

VISITS = """Id,Name,Topic__c,Contact__c,IsDeleted,CreatedDate,SystemModstamp
a015g0000000001AAA,V-1,Door sticks,,false,2024-01-02T09:00:00.000Z,2024-01-02T09:00:00.000Z
a015g0000000002AAA,V-2,,,false,2024-01-03T09:00:00.000Z,2024-01-03T09:00:00.000Z
"""


@dataclass(frozen=True)
class Grown:
    """A copy to which things were added, the world that it ran on, and its report's folder."""

    copy: Copy
    world: Path
    report: Path


@pytest.fixture(scope="module")
def grown(tmp_path_factory: pytest.TempPathFactory) -> Grown:
    """The project with a stream, a rule, a metric and a section more, after a run on a company."""
    folder = tmp_path_factory.mktemp("grown")
    copy = copy_of_the_project(folder)
    for addition in ("stream", "rule", "metric", "section"):
        copy.add(TOYS / addition)
    world = folder / "world"
    made = ("--seed", "5", "--people", "200", "--systems", "salesforce")
    copy.hymnsheet("world", "generate", str(world), *made)
    (world / "salesforce/objects/Visit__c.csv").write_text(VISITS, "utf-8")
    return Grown(copy, world, copy.demo(world).parent)


def files_of(addition: str) -> list[str]:
    return names_in(TOYS / addition)


def test_a_vendor_is_one_folder_per_layer() -> None:
    assert {name.split("/toy/")[0] for name in files_of("vendor")} == {
        "orchestration/sources",
        "orchestration/emulator",
        "dbt_project/models/staging",
        "dbt_project/models/conformed",
    }


@pytest.mark.parametrize("addition", ["stream", "rule", "metric"])
def test_an_addition_is_at_most_three_files(addition: str) -> None:
    assert 1 <= len(files_of(addition)) <= 3


def test_a_section_is_one_folder_and_its_test() -> None:
    folder = "orchestration/report/sections/toy"
    outside = [name for name in files_of("section") if Path(name).parent.as_posix() != folder]
    assert outside == ["tests/unit/report/sections/test_toy.py"]


def test_a_new_vendor_keeps_what_every_connector_promises(tmp_path: Path) -> None:
    copy = copy_of_the_project(tmp_path)
    copy.add(TOYS / "vendor")
    copy.hymnsheet("compile")
    copy.passes(*HOUSE)
    said = copy.passes("tests/contract/test_connectors.py", "-k", "toy")
    skipped = [line for line in said.splitlines() if line.startswith("SKIPPED")]
    assert [line.rpartition(": ")[2] for line in skipped] == [
        "toy has no way to ask for records by their ids"
    ]


def test_what_was_added_is_as_the_house_is(grown: Grown) -> None:
    """The project's own tests pass on the copy: nothing else had to be written down anywhere."""
    grown.copy.hymnsheet("compile", "--check")
    grown.copy.passes(*HOUSE, "tests/unit/report/sections/test_toy.py")
    grown.copy.passes("tests/unit/report/test_sections.py", "-k", "toy or folder")
    grown.copy.passes("tests/unit/worlds/test_defects.py", "-k", "one_module or several or 1500")


def test_a_new_stream_is_loaded_profiled_and_watched(grown: Grown) -> None:
    status = grown.copy.rows(
        "select status, rows_alive from marts.mart_sync_status where stream = 'visit'"
    )
    assert [tuple(row) for row in status] == [("ok", 2)]
    topic = grown.copy.rows(
        "select records, filled from quality.field_profile"
        " where source_object = 'visit' and field = 'topic__c'"
    )
    assert [tuple(row) for row in topic] == [(2, 1)]


def test_a_new_rule_flags_what_was_planted(grown: Grown) -> None:
    findings = grown.copy.rows("select source_id from quality.finding where rule_id = 'Z001'")
    with (grown.world / "truth" / "defects.csv").open(encoding="utf-8", newline="") as file:
        planted = {row["record_id"] for row in csv.DictReader(file) if row["rule_id"] == "Z001"}
    assert {row.source_id for row in findings} == planted
    assert len(planted) >= 4
    judged = grown.copy.rows(
        "select success from quality.expectation_result where rule_id = 'Z001'"
    )
    assert [row.success for row in judged] == [False]


def test_a_new_metric_stands_in_the_scorecard_and_opens_into_its_records(grown: Grown) -> None:
    lost = grown.copy.rows("select opportunity_key from marts.fct_opportunity where is_lost")
    counted = grown.copy.rows(
        "select entity_key from marts.fct_metric_contribution where metric_id = 'lost_toys'"
    )
    assert {row[0] for row in counted} == {row[0] for row in lost} != set()
    years = grown.copy.rows(
        "select sum(value) from marts.mart_metric_period"
        " where metric_id = 'lost_toys' and scope = 'all' and period_type = 'year'"
    )
    assert [int(row[0]) for row in years] == [len(lost)]
    assert "Lost toys" in (grown.report / "index.html").read_text(encoding="utf-8")


def test_a_new_section_stands_on_its_page_with_its_file(grown: Grown) -> None:
    page = (grown.report / "pipeline.html").read_text(encoding="utf-8")
    assert page.index('id="funnel"') < page.index('<h2 id="toy">A toy</h2>')
    owners = grown.copy.rows('select name from marts.dim_user order by owner_key collate "C"')
    assert f"<p>Owners: {', '.join(row.name for row in owners)}</p>" in page
    file = grown.report / "hymnsheet-lists" / "toy.csv"
    assert owners[0].name in file.read_text(encoding="utf-8-sig")

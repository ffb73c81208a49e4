"""The recipes of CONTRIBUTING.md, followed: files are added, none is edited, it runs."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest

from orchestration.worlds.generator import write_world
from tests.support.additions import TOYS, Copy, copy_of_the_project

CASES = """Id,Subject,Status,ContactId,IsDeleted,CreatedDate,SystemModstamp
5005g0000000001AAA,Door sticks,New,,false,2024-01-02T09:00:00.000Z,2024-01-02T09:00:00.000Z
5005g0000000002AAA,,Closed,,false,2024-01-03T09:00:00.000Z,2024-01-03T09:00:00.000Z
"""


@pytest.fixture(scope="module")
def shop(tmp_path_factory: pytest.TempPathFactory) -> Copy:
    """The project with the toy vendor, after a run on a world of its own."""
    copy = copy_of_the_project(tmp_path_factory.mktemp("vendor"))
    copy.add(TOYS / "vendor")
    copy.demo(TOYS / "vendor_world")
    return copy


@pytest.fixture(scope="module")
def grown(tmp_path_factory: pytest.TempPathFactory) -> Copy:
    """The project with a stream and a rule more, after a run on a small company."""
    folder = tmp_path_factory.mktemp("grown")
    copy = copy_of_the_project(folder)
    for addition in ("stream", "rule"):
        copy.add(TOYS / addition)
    world = write_world(folder / "world", seed=5, people=200, systems=("salesforce",))
    (world / "salesforce/objects/Case.csv").write_text(CASES, "utf-8")
    copy.demo(world)
    return copy


def files_of(addition: str) -> list[str]:
    folder = TOYS / addition
    return [
        path.relative_to(folder).as_posix()
        for path in folder.rglob("*")
        if path.is_file() and "__pycache__" not in path.parts
    ]


def test_a_vendor_is_one_folder_per_layer() -> None:
    assert {name.split("/toy/")[0] for name in files_of("vendor")} == {
        "orchestration/sources",
        "orchestration/emulator",
        "dbt_project/models/staging",
        "dbt_project/models/conformed",
    }


def test_people_of_a_new_vendor_stand_in_the_pipeline(shop: Copy) -> None:
    people = shop.rows(
        "select first_name, cycles.channel, inq_date, won_date, disqualified_at, amount_corporate"
        " from marts.mart_pipeline as cycles join marts.dim_person as persons"
        " on persons.person_key = cycles.person_key order by first_name"
    )
    assert [row.first_name for row in people] == ["Ann", "Bo", "Cy"]
    assert [row.channel for row in people] == ["events", "events", "unknown"]
    assert [row.inq_date.isoformat() for row in people] == [
        "2024-03-01",
        "2024-03-05",
        "2024-04-02",
    ]
    assert [row.won_date for row in people] == [date(2024, 4, 10), None, None]
    assert [row.amount_corporate for row in people] == [Decimal("1200.5"), None, 300]
    assert [row.disqualified_at is not None for row in people] == [False, True, False]


def test_opportunities_of_a_new_vendor_are_opportunities(shop: Copy) -> None:
    deals = shop.rows("select name, shared_stage, is_won from marts.fct_opportunity order by name")
    assert [tuple(row) for row in deals] == [
        ("A desk", "discovery", False),
        ("Ten chairs", "won", True),
    ]


def test_fields_of_a_new_vendor_stand_in_the_field_ledger(shop: Copy) -> None:
    fields = shop.rows(
        "select field, records, filled from quality.field_profile"
        " where source_system = 'toy' and source_object = 'people' order by field"
    )
    assert ("heard_of_us", 3, 2) in [tuple(row) for row in fields]


def test_streams_of_a_new_vendor_stand_in_the_freshness_table(shop: Copy) -> None:
    streams = shop.rows(
        "select stream, status, rows_alive from marts.mart_sync_status"
        " where source_system = 'toy' order by stream"
    )
    assert [tuple(row) for row in streams] == [
        ("deals", "ok", 2),
        ("people", "ok", 3),
        ("reps", "ok", 1),
    ]


@pytest.mark.parametrize("addition", ["stream", "rule"])
def test_an_addition_is_at_most_three_files(addition: str) -> None:
    assert 1 <= len(files_of(addition)) <= 3


def test_a_new_stream_is_loaded_profiled_and_watched(grown: Copy) -> None:
    status = grown.rows(
        "select status, rows_alive from marts.mart_sync_status where stream = 'case'"
    )
    assert [tuple(row) for row in status] == [("ok", 2)]
    subject = grown.rows(
        "select records, filled from quality.field_profile"
        " where source_object = 'case' and field = 'subject'"
    )
    assert [tuple(row) for row in subject] == [(2, 1)]


def test_a_new_rule_flags_what_breaks_it(grown: Copy) -> None:
    found = {
        row.source_id
        for row in grown.rows("select source_id from quality.finding where rule_id = 'Z001'")
    }
    meant = {
        row.source_id
        for row in grown.rows("select source_id from marts.fct_opportunity where length(name) > 20")
    }
    assert found == meant
    assert meant
    judged = grown.rows("select success from quality.expectation_result where rule_id = 'Z001'")
    assert [row.success for row in judged] == [False]

"""`hymnsheet story`: whatever names somebody finds their story; what names several is refused."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from click.testing import CliRunner, Result
from sqlalchemy import create_engine

from orchestration.cli.story import story
from orchestration.errors import DefinitionError, WarehouseError
from tests.support.report.published_tables import create_tables, insert
from tests.support.report.sample_report import fill


@pytest.fixture(scope="module")
def published(tmp_path_factory: pytest.TempPathFactory) -> str:
    """The address of what the sample company published."""
    path = tmp_path_factory.mktemp("story") / "published.duckdb"
    engine = create_engine(f"duckdb:///{path}")
    create_tables(engine)
    fill(engine, fields=10)
    insert(engine, "marts.bridge_account_source", [
        {"account_key": "acc2", "source_system": "hubspot", "source_object": "companies",
         "source_id": "701"}
    ])  # fmt: skip
    engine.dispose()
    return f"duckdb:///{path}"


def _ran(*words: str) -> Result:
    return CliRunner().invoke(story, list(words))


@pytest.mark.usefixtures("company")
@pytest.mark.parametrize(
    ("named", "kind", "key"),
    [
        ("ann", "person", "ann"),
        (" Ann@Northwind.example ", "person", "ann"),
        ("A.Lee@northwind.example", "person", "ann"),
        ("00Q5g00000A0001AAA", "person", "ann"),
        ("00Q5g00000A0001", "person", "ann"),
        ("acc1", "account", "acc1"),
        ("northwind.example", "account", "acc1"),
        ("501", "account", "acc1"),
        ("o0", "opportunity", "o0"),
        ("91000000", "opportunity", "o0"),
    ],
)
def test_whatever_names_somebody_finds_them(named: str, kind: str, key: str) -> None:
    ran = _ran(named, "--json")
    assert ran.exception is None, repr(ran.exception)
    told = json.loads(ran.stdout)
    assert (told["kind"], told["key"]) == (kind, key)
    assert told["events"]


@pytest.mark.usefixtures("company")
def test_a_person_has_the_story_of_their_opportunities_in_order() -> None:
    lines = _ran("ann").stdout.splitlines()
    assert lines == [
        "person Ann Lee (ann)",
        "2026-03-01 09:30  first seen, source PAID_SEARCH  [HubSpot contacts 701]",
        "2026-03-01 09:31  sent in a form: Pricing  [HubSpot form submission"
        " 93d978ea-2f43-5001-9804-53ecb8155d02-1772357460000]",
        "2026-03-02        responded to a campaign: Fair  [Salesforce campaign members 00v1]",
        "2026-03-02 14:00  call, outbound: Connected; Ada Brandt  [Salesforce tasks 00T1]",
        "2026-03-05 08:00  Northwind pilot 0: opportunity opened in Qualify, EUR 20,000.00;"
        " Ben Okafor  [Salesforce opportunities 0065g00000A0000AAA]",
        "2026-04-05 about  Northwind pilot 0: won, EUR 20,977.00; Ben Okafor"
        "  [HubSpot deals 91000000]",
    ]


@pytest.mark.usefixtures("company")
def test_an_instant_is_told_in_utc_for_machines() -> None:
    events = json.loads(_ran("o0", "--json").stdout)["events"]
    assert [event["kind"] for event in events] == ["opportunity_created", "won"]
    assert events[0]["happened_at"] == "2026-03-05T08:00:00Z"
    assert events[0]["amount_corporate"] == "20000.0000"


@pytest.mark.usefixtures("company")
def test_a_story_without_events_says_so() -> None:
    assert _ran("acc3").stdout.splitlines()[-1] == "No system tells of any event."


@pytest.mark.usefixtures("company")
def test_what_nobody_is_called_is_told_with_what_was_looked_for() -> None:
    error = _ran("nobody@northwind.example").exception
    assert isinstance(error, DefinitionError)
    assert "an e-mail address of a person" in error.message
    assert "nobody@" not in error.message, "it may be a person's data"


@pytest.mark.usefixtures("company")
def test_an_id_that_two_have_is_refused_with_both() -> None:
    error = _ran("701").exception
    assert isinstance(error, DefinitionError)
    assert "account acc2 (hubspot companies); person ann (hubspot contacts)" in error.message


def test_before_a_run_there_is_no_story(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("HYMNSHEET_WAREHOUSE_URL", f"duckdb:///{tmp_path / 'none.duckdb'}")
    assert isinstance(_ran("ann").exception, WarehouseError)

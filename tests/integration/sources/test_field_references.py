"""What refers to a field, as the connectors read it, and that a refusal is not an empty answer."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import closing
from typing import Any

import pytest

from orchestration.emulator import Emulator
from orchestration.errors import StreamUnavailableError
from orchestration.sources.salesforce.streams import dependencies
from tests.support.sources.world import (
    MANY_CALLS,
    Row,
    pieces,
    read,
    rows,
    salesforce,
    salesforce_world,
    unread,
)

STREAM = "metadata_component_dependency"
FIELDS = [f"f{number}__c" for number in range(40)]


def _stated() -> list[Row]:
    """Each field on the layout; the first on five hundred others as well."""
    layouts = [("Lead Layout", field) for field in FIELDS]
    layouts += [(f"Layout {number}", FIELDS[0]) for number in range(500)]
    return [
        {"component_type": "Layout", "component_name": name, "object": "Lead", "field": field}
        for name, field in layouts
    ]


@pytest.fixture(scope="module")
def served() -> Iterator[Emulator]:
    lead: Row = {"Id": "00Q000000000001AAA", "acme__tier__c": "A", **dict.fromkeys(FIELDS, "x")}
    world = salesforce_world({"Lead": [lead], "Task": [{"Id": "00T1", "topic__c": "price"}]})
    world.systems["salesforce"].sections["component_dependencies"] = [
        *_stated(),
        {"component_type": "Flow", "component_name": "Rate", "object": "Lead", "field": FIELDS[1]},
        {
            "component_type": "Flow",
            "component_name": "Rate",
            "object": "Lead",
            "field": "acme__tier__c",
        },
        {
            "component_type": "ApexClass",
            "component_name": "Calls",
            "object": "Task",
            "field": "topic__c",
        },
    ]
    with Emulator(world, rate_limits=MANY_CALLS) as emulator:
        yield emulator


@pytest.fixture
def emulator(served: Emulator) -> Emulator:
    served.reset()
    return served


def _by_name(emulator: Emulator) -> dict[Any, set[str]]:
    with closing(salesforce(emulator)) as org:
        found = rows(read(org, STREAM), "metadatacomponentname")
    return {
        name: set(str(row["refmetadatacomponentname"]).split(";")) for name, row in found.items()
    }


def test_a_component_comes_with_all_fields_that_it_refers_to(emulator: Emulator) -> None:
    found = _by_name(emulator)
    assert found["Lead Layout"] == {f"Lead.{field}" for field in FIELDS}
    assert found["Rate"] == {"Lead.f1__c", "Lead.acme__tier__c"}
    assert found["Calls"] == {"Activity.topic__c"}
    assert len(found) == 503


def test_two_calls_are_enough(emulator: Emulator) -> None:
    with closing(salesforce(emulator)) as org:
        org.check()
        before = org.stats.calls
        read(org, STREAM)
        assert org.stats.calls == before + 2


def test_an_org_with_more_than_one_answer_holds_is_asked_field_by_field(
    emulator: Emulator, monkeypatch: pytest.MonkeyPatch
) -> None:
    whole = _by_name(emulator)
    monkeypatch.setattr("orchestration.emulator.salesforce.tooling.PAGE_ROWS", 520)
    monkeypatch.setattr(dependencies, "_MOST_ROWS", 520)
    assert _by_name(emulator) == whole


def test_of_a_field_with_more_than_one_answer_holds_it_is_said_that_some_are_missing(
    emulator: Emulator, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("orchestration.emulator.salesforce.tooling.PAGE_ROWS", 300)
    monkeypatch.setattr(dependencies, "_MOST_ROWS", 300)
    with closing(salesforce(emulator)) as org:
        found = pieces(org, STREAM)
    assert unread(found) == ["Salesforce keeps back some of what refers to 1 fields."]
    assert len(rows(found, "metadatacomponentid")) > 300


@pytest.mark.parametrize("hidden", ["MetadataComponentDependency", "CustomField"])
def test_what_is_not_shown_is_unavailable_and_not_empty(emulator: Emulator, hidden: str) -> None:
    emulator.records["salesforce"].hide(hidden)
    with closing(salesforce(emulator)) as org, pytest.raises(StreamUnavailableError) as refused:
        read(org, STREAM)
    assert "does not show" in refused.value.message

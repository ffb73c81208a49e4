"""Which properties HubSpot's forms, lists and workflows name, as the connector reads them."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import closing
from typing import Any

import pytest

from orchestration.emulator import Emulator
from orchestration.errors import StreamUnavailableError
from orchestration.sources.hubspot import named_properties
from orchestration.sources.hubspot.streams import workflows
from tests.support.sources.world import (
    MANY_CALLS,
    Row,
    hubspot,
    hubspot_world,
    pieces,
    read,
    rows,
    stream,
    unread,
)

MADE = "2024-01-01T00:00:00Z"
SECTIONS: dict[str, list[Row]] = {
    "forms": [{"id": "f1", "name": "Demo", "created_at": MADE}],
    "form_fields": [
        {"form_id": "f1", "name": "email"},
        {"form_id": "f1", "name": "tier", "object_type_id": "0-2"},
    ],
    "lists": [
        {"id": "7", "name": "Fans", "created_at": MADE},
        {"id": "8", "name": "By hand", "processing_type": "MANUAL", "created_at": MADE},
    ],
    "list_filters": [
        {"list_id": "7", "property": "lifecyclestage"},
        {"list_id": "8", "property": "city"},
    ],
    "workflows": [
        {"id": str(number), "name": f"Flow {number}", "object_type_id": "0-3", "created_at": MADE}
        for number in range(130)
    ],
    "workflow_uses": [
        {"workflow_id": "3", "property": "amount", "part": "trigger"},
        {"workflow_id": "3", "property": "tier", "part": "action"},
    ],
}


@pytest.fixture(scope="module")
def served() -> Iterator[Emulator]:
    world = hubspot_world({"contacts": [{"id": "1", "email": "a@acme.test"}]}, **SECTIONS)
    with Emulator(world, rate_limits=MANY_CALLS) as emulator:
        yield emulator


@pytest.fixture
def emulator(served: Emulator) -> Emulator:
    served.reset()
    return served


def _column(emulator: Emulator, stream: str, key: str, column: str) -> dict[str, Any]:
    with closing(hubspot(emulator)) as portal:
        found = rows(read(portal, stream), key)
    return {row_key: row[column] for row_key, row in found.items()}


def test_a_form_names_what_it_asks_for_by_object(emulator: Emulator) -> None:
    assert _column(emulator, "forms", "id", "fields") == {"f1": "0-1/email;0-2/tier"}


def test_a_list_names_what_filters_it_and_one_made_by_hand_nothing(emulator: Emulator) -> None:
    found = _column(emulator, "lists", "listid", "filters")
    assert found == {"7": "0-1/lifecyclestage", "8": None}


def test_a_workflow_names_what_it_reads_of_its_object_and_what_it_sets_of_any(
    emulator: Emulator,
) -> None:
    found = _column(emulator, "flows", "id", "properties")
    assert found["3"] == "*/tier;0-3/amount"
    assert len(found) == 130
    assert found["4"] is None


def test_the_calls_are_as_few_as_pages_and_batches_of_a_hundred(emulator: Emulator) -> None:
    with closing(hubspot(emulator)) as portal:
        read(portal, "flows")
        assert portal.stats.calls == 4
        before = portal.stats.calls
        read(portal, "lists")
        assert portal.stats.calls == before + 2


def test_lists_that_people_keep_by_hand_are_not_asked_for_filters(emulator: Emulator) -> None:
    sections = emulator.records["hubspot"].sections
    sections["lists"] = [{**row, "processing_type": "MANUAL"} for row in sections["lists"]]
    with closing(hubspot(emulator)) as portal:
        read(portal, "lists")
        assert portal.stats.calls == 1


def test_a_portal_that_hides_its_workflows_has_none_to_tell_of(emulator: Emulator) -> None:
    emulator.records["hubspot"].hide("workflows")
    with closing(hubspot(emulator)) as portal, pytest.raises(StreamUnavailableError):
        read(portal, "flows")


def test_workflows_that_are_listed_and_not_told_of_leave_the_stream_incomplete(
    emulator: Emulator, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(workflows, "record", lambda *_: lambda _: {"results": []})
    with closing(hubspot(emulator)) as portal:
        found = pieces(portal, "flows")
    assert unread(found) == ["HubSpot listed 130 workflows and did not say what 130 of them do."]
    assert rows(found) == {}


def test_what_a_property_is_calculated_from_is_read_where_the_portal_tells() -> None:
    deal: Row = {"id": "1", "amount": "90", "fee": "5", "net": "85", "rank": "3"}
    world = hubspot_world({"deals": [deal]})
    net = {"name": "net", "type": "number", "calculated": True}
    world.systems["hubspot"].properties["deals"] = [  # type: ignore[attr-defined]
        {**net, "calculationFormula": "amount - fee"},
        {**net, "name": "rank"},
    ]
    with Emulator(world, rate_limits=MANY_CALLS) as emulator, closing(hubspot(emulator)) as portal:
        fields = {each.field_name: each for each in portal.fields(stream(portal, "deals"))}
    assert (fields["net"].formula, fields["net"].is_calculated) == ("amount - fee", True)
    assert (fields["rank"].formula, fields["rank"].is_calculated) == (None, True)
    assert fields["fee"].formula is None


def test_a_field_that_another_one_brings_up_counts_and_so_does_a_branch_about_others() -> None:
    form = {
        "fieldGroups": [
            {
                "fields": [
                    {
                        "name": "city",
                        "fieldType": "single_line_text",
                        "objectTypeId": "0-1",
                        "dependentFields": [
                            {
                                "dependentCondition": {"operator": "eq", "value": "Graz"},
                                "dependentField": {
                                    "name": "Quarter",
                                    "fieldType": "dropdown",
                                    "objectTypeId": "0-2",
                                },
                            }
                        ],
                    }
                ]
            },
            {"richText": "Thanks"},
        ]
    }
    assert named_properties.of_form(form) == "0-1/city;0-2/quarter"
    branch = {
        "filters": [{"filterType": "PROPERTY", "property": "city"}],
        "filterBranches": [
            {
                "filterBranchType": "ASSOCIATION",
                "objectTypeId": "0-3",
                "filters": [{"filterType": "PROPERTY", "property": "amount"}],
            }
        ],
    }
    assert named_properties.of_filters(branch, "0-1") == "0-1/city;0-3/amount"
    assert named_properties.of_filters(None, "0-1") is None
    flow = {
        "objectTypeId": "0-1",
        "actions": [{"fields": {"body": "Dear {{ enrolled_object.nickname }}, hello"}}],
        "enrollmentCriteria": {"listFilterBranch": branch},
    }
    assert named_properties.of_flow(flow) == "*/nickname;0-1/city;0-3/amount"

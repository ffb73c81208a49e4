"""Who is in both systems, in each direction, and why the others are not tied."""

from __future__ import annotations

from sqlalchemy import Engine

from tests.support.report.published_tables import insert
from tests.support.report.told import Tell


def held(number: int, **changes: object) -> dict[str, object]:
    return {
        "coverage_key": f"k{number}",
        "entity_kind": "person",
        "entity_key": f"p{number}",
        "source_system": "hubspot",
        "source_object": "contacts",
        "source_id": str(number),
        "other_source_system": "salesforce",
        "belongs_there": "unknown",
        "is_there": True,
        "is_tied": True,
        "is_missing": False,
    } | changes


def test_each_direction_adds_up_and_each_reason_is_counted(engine: Engine, tell: Tell) -> None:
    alone = {"is_there": False, "is_tied": False, "reason": "no_address", "reason_label": "None."}
    insert(engine, "quality.sync_coverage", [
        held(1), held(2), held(3),
        held(4, is_tied=False, reason="address_alone", reason_label="By address."),
        held(5, **alone, is_missing=True), held(6, **alone),
        held(7, entity_kind="opportunity", source_object="deals"),
        held(8, source_system="salesforce", source_object="lead", other_source_system="hubspot"),
    ])  # fmt: skip
    told = tell("coverage").replace("\u202f", " ")
    assert "People of HubSpot in Salesforce 6 50 % 3 1 2 1" in told
    assert "People of Salesforce in HubSpot 1 100 % 1 0 0 0" in told
    assert "Opportunities of HubSpot in Salesforce 1 100 % 1 0 0 0" in told
    assert "People of HubSpot in Salesforce None. 2 1" in told
    assert "People of HubSpot in Salesforce By address. 1 0" in told
    assert told.index("None. 2") < told.index("By address. 1")


def test_one_system_alone_has_no_other_and_says_so(tell: Tell) -> None:
    assert tell("coverage").startswith("Only one system keeps people")

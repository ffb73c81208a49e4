"""Record health per object of a system, worst first, and never one for all."""

from __future__ import annotations

from sqlalchemy import Engine

from tests.support.report.published_tables import insert
from tests.support.report.told import Tell, finding


def health(place: int, system: str, name: str, **changes: object) -> dict[str, object]:
    """A row of quality.record_health."""
    return {
        "health_rank": place,
        "source_system": system,
        "source_object": name,
        "rules_failed": 1,
        "outcome": "judged",
    } | changes


def test_objects_come_worst_first_with_the_rules_they_fail(engine: Engine, tell: Tell) -> None:
    insert(engine, "quality.record_health", [
        health(1, "hubspot", "deals", health_ratio=0.8, records=12),
        health(2, "salesforce", "lead", health_ratio=0.9),
        health(3, "salesforce", "contact", health_ratio=None),
    ])  # fmt: skip
    insert(engine, "quality.finding", [
        finding("A1", "r1", source_object="lead"),
        finding("A1", "r2", source_object="contact"),
        finding("B1", "r3", source_system="hubspot", source_object="deals", severity="critical"),
        finding("A1", "r3", source_system="hubspot", source_object="deals"),
    ])  # fmt: skip
    said = tell("health")
    assert "HubSpot deals 12 records 80 % B1 B1 1 A1 A1 1 Salesforce leads 90 % A1 A1 1" in said
    assert "Salesforce contacts not judged A1 A1 1" in said


def test_one_object_name_in_two_systems_is_two_objects(engine: Engine, tell: Tell) -> None:
    insert(engine, "quality.record_health", [
        health(1, "hubspot", "contacts", health_ratio=0.5),
        health(2, "toy", "contacts", health_ratio=0.7),
    ])  # fmt: skip
    insert(engine, "quality.finding", [
        finding("A1", "1", source_system=system, source_object="contacts")
        for system in ("hubspot", "toy")
    ])  # fmt: skip
    assert "HubSpot contacts 50 % A1 A1 1 toy contacts 70 % A1 A1 1" in tell("health")


def test_only_the_worst_rules_of_an_object_are_named(engine: Engine, tell: Tell) -> None:
    insert(engine, "quality.record_health", [health(1, "salesforce", "opportunity")])
    insert(engine, "quality.finding", [finding(f"A{n}", "r1") for n in range(10)])
    assert "and 2 more" in tell("health")


def test_objects_without_a_finding_are_named_in_one_line(engine: Engine, tell: Tell) -> None:
    insert(engine, "quality.record_health", [
        health(1, "hubspot", "calls", rules_failed=0, health_ratio=1),
        health(2, "salesforce", "lead_history", rules_failed=0, health_ratio=1),
        health(3, "hubspot", "deals", rules_failed=0, outcome="nothing_to_judge"),
        health(4, "salesforce", "event", rules_failed=0, outcome="could_not_see"),
    ])  # fmt: skip
    said = tell("health")
    assert "No finding on any record of: HubSpot calls, Salesforce lead history." in said
    assert "Too few records to judge: HubSpot deals." in said
    assert "Could not be seen: Salesforce events." in said

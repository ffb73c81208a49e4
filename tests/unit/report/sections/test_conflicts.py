"""Where two systems disagree about one deal: both sides, and the money between them."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import Engine

from tests.support.report.published_tables import insert
from tests.support.report.told import Tell, open_opportunity, rule


def conflict(other_id: str, other_value: str, difference: int) -> dict[str, object]:
    """A row of quality.conflict: an opportunity and a HubSpot deal with another amount."""
    return {
        "field": "amount",
        "opportunity_key": "o",
        "source_system": "salesforce",
        "source_object": "opportunity",
        "source_id": "006",
        "value": "1200",
        "other_source_system": "hubspot",
        "other_source_object": "deals",
        "other_source_id": other_id,
        "other_value": other_value,
        "is_comparable": True,
        "is_conflict": True,
        "amount_difference": difference,
        "differs_since_at": datetime.fromisoformat("2026-03-04T05:06:07"),
        "last_changed_by": "hubspot",
    }


def test_conflicts_show_both_sides(engine: Engine, tell: Tell) -> None:
    insert(engine, "marts.fct_opportunity", [open_opportunity("o", 1200)])
    insert(engine, "quality.conflict", [
        conflict("77", "1500", 300),
        # a pair of two other systems, one of which nobody knows any more
        conflict("5", "900", -300)
        | {"told_rank": 2, "open_amount_estimated": 700}
        | {"other_source_system": "ledger", "other_source_object": "bills"},
    ])  # fmt: skip
    insert(engine, "quality.conflict_share", [
        {"field": "amount", "pairs": 3, "pairs_comparable": 2, "pairs_equal": 1,
         "pairs_in_conflict": 1, "pairs_not_comparable": 1, "conflict_ratio": 0.5,
         "amount_difference": 300, "open_amount_in_conflict": 1200,
         "open_amount_estimated": 700, "severity": "major", "share_rank": 2,
         "oldest_since_at": datetime.fromisoformat("2026-01-02T03:04:05")},
        {"field": "stage", "pairs": 1, "pairs_comparable": 1, "pairs_equal": 1,
         "pairs_in_conflict": 0, "pairs_not_comparable": 0, "conflict_ratio": 0,
         "severity": "critical", "share_rank": 3},
        {"field": "call_consent", "pairs": 1, "pairs_comparable": 1, "pairs_equal": 0,
         "pairs_in_conflict": 1, "pairs_not_comparable": 0, "conflict_ratio": 1,
         "severity": "critical", "share_rank": 1},
    ])  # fmt: skip
    said = tell("conflicts")
    assert (
        "Call consent critical 1 0 1 0 100 % – – – Amount major 3 1 1 1 50 % €300 €1.2k and about"
        " €700 estimated 2026-01-02 Stage 1 1 0 0 0 % – – –" in said
    )
    assert (
        "Deal o 1,200.00 Salesforce 006 1,500.00 HubSpot 77 €300 €1.2k 2026-03-04 HubSpot" in said
    )
    assert "Deal o 1,200.00 Salesforce 006 900.00 ledger 5 −€300 €1.2k" in said


def test_the_rules_about_pairs_say_what_to_do(engine: Engine, markup: Tell) -> None:
    insert(engine, "quality.conflict_share", [
        {"field": "stage", "pairs": 1, "pairs_equal": 1, "pairs_in_conflict": 0,
         "pairs_not_comparable": 0}
    ])  # fmt: skip
    insert(engine, "quality.rule_result", [rule("P1", level="pair"), rule("R1")])
    page = markup("conflicts")
    assert '<a href="problems.html#rule-P1">Rule P1</a>' in page
    assert "R1" not in page


def test_without_a_link_there_is_nothing_to_compare(tell: Tell) -> None:
    assert "No deal and nobody is linked between two systems" in tell("conflicts")


def test_a_redacted_report_says_that_owners_differ_and_not_who_they_are(
    engine: Engine, tell: Tell
) -> None:
    insert(engine, "quality.conflict", [
        conflict("77", "Petra", 0) | {"field": "owner", "value": "Rita"}
    ])  # fmt: skip
    insert(engine, "quality.conflict_share", [
        {"field": "owner", "pairs": 1, "pairs_comparable": 1, "pairs_equal": 0,
         "pairs_in_conflict": 1, "pairs_not_comparable": 0, "conflict_ratio": 1}
    ])  # fmt: skip
    assert "Petra" in tell("conflicts")
    redacted = tell("conflicts", redact=True)
    assert "Owner 1" in redacted
    assert "Petra" not in redacted
    assert "Rita" not in redacted


def test_what_could_not_be_compared_is_not_said_to_agree(engine: Engine, tell: Tell) -> None:
    consent = {"field": "email_consent", "pairs": 3, "pairs_in_conflict": 0, "conflict_ratio": None}
    unknown = {"pairs_comparable": 0, "pairs_equal": 0, "pairs_not_comparable": 3}
    insert(engine, "quality.conflict_share", [consent | unknown])
    said = tell("conflicts")
    assert "Every linked pair agrees" not in said
    assert "No pair that can be compared disagrees" in said

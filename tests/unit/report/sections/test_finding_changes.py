"""A week of problems: what people made and mended, and what only rules brought or took along."""

from __future__ import annotations

from sqlalchemy import Engine

from tests.support.report.published_tables import insert
from tests.support.report.told import Tell


def change(rule: str, rank: int, **changes: object) -> dict[str, object]:
    """A row of quality.rule_change of a rule that stands as it did."""
    return {
        "rule_id": rule,
        "name": f"Rule {rule}",
        "severity": "major",
        "level": "record",
        "rule_version": 2,
        "version_before": 1,
        "version_since_at": "2026-06-01 09:00:00",
        "rule_state": "unchanged",
        **dict.fromkeys(
            (
                *("count_new", "count_reappeared", "count_fixed", "count_waived"),
                *("count_withdrawn", "count_came_with_rule"),
            ),
            0,
        ),
        "count_open": 5,
        "change_rank": rank,
    } | changes


def test_what_people_made_and_mended_stands_by_problem(engine: Engine, tell: Tell) -> None:
    insert(engine, "quality.rule_change", [
        change("D001", 2, severity="critical", count_new=3, open_amount_touched=50_000),
        change("X001", 3, count_reappeared=1, count_fixed=4, count_waived=2,
               open_amount_estimated=9_000),
        change("V001", 4),
    ])  # fmt: skip
    said = tell("finding_changes")
    assert "3 findings came, 1 came back after a fix, 4 were fixed and 2 waived; 15 stand" in said
    assert said.index("Rule D001 D001 critical 3 0 0 0 5 50k") < said.index("Rule X001")
    assert "Rule X001 X001 major 0 1 4 2 5 about 9k estimated" in said
    assert "Rule V001" not in said
    assert "Rules that changed" not in said


def test_a_rule_that_changed_is_told_apart_from_what_people_did(engine: Engine, tell: Tell) -> None:
    insert(engine, "quality.rule_change", [
        change("D001", 1, rule_state="changed", count_came_with_rule=6, count_withdrawn=1),
        change("Z001", 2, rule_state="new", version_before=None, count_came_with_rule=1),
        change("X001", 3),
        {**change("R001", 4, rule_state="retired", count_withdrawn=9, count_open=0),
         "name": None, "severity": None, "rule_version": None, "version_since_at": None},
    ])  # fmt: skip
    said = tell("finding_changes")
    assert "0 findings came" in said
    assert "Rules that changed brought 7 more and withdrew 10" in said
    assert (
        "Rule D001 D001 means something else since 2026-06-01 (version 2 after 1):"
        " 6 findings came with it, 1 withdrawn." in said
    )
    assert "Rule Z001 Z001 is new since 2026-06-01: 1 finding came with it." in said
    assert "R001 R001 is no rule any more: 9 findings withdrawn." in said


def test_the_first_look_calls_nothing_new(engine: Engine, tell: Tell) -> None:
    insert(engine, "quality.rule_change", [
        change("D001", 1, rule_state="new", count_came_with_rule=5)
    ])  # fmt: skip
    said = tell("finding_changes")
    assert "This is the first look: 5 findings stand, and all came with the rules" in said
    assert "findings came, " not in said


def test_where_no_rule_ran_there_is_no_section(tell: Tell) -> None:
    assert tell("finding_changes") == ""

"""The records of a generated world break the rules exactly where truth/defects.csv says so.

Which do is told once more by each planted defect's own `broken`: the rule in plain Python over the
written files, from its definition.
"""

from __future__ import annotations

import csv
from collections import Counter
from pathlib import Path

import pytest

from orchestration.rules import read_rules
from orchestration.settings import DBT_PROJECT_DIR
from orchestration.worlds.generator import write_world
from orchestration.worlds.generator.planted import find_planted
from orchestration.worlds.generator.tables import Defect
from orchestration.worlds.generator.written import Written

BOTH = ("hubspot", "salesforce")


def broken(world: Path) -> list[Defect]:
    written = Written(world)
    found = []
    for each in find_planted():
        told = list(each.broken(written))
        assert {defect.rule_id for defect in told} <= {*each.rules}
        found += told
    return sorted(found)


def planted(world: Path) -> list[Defect]:
    with (world / "truth" / "defects.csv").open(encoding="utf-8", newline="") as file:
        return sorted(Defect(*row) for row in list(csv.reader(file))[1:])


def test_every_rule_is_planted_by_one_module() -> None:
    rules = [rule for each in find_planted() for rule in each.rules]
    assert sorted(rules) == sorted(rule.id for rule in read_rules(DBT_PROJECT_DIR).rules)


@pytest.mark.parametrize(
    ("seed", "people", "systems"),
    [
        (7, 3000, BOTH),
        (1, 900, BOTH),
        (2, 300, BOTH),
        (3, 60, BOTH),
        (5, 1500, BOTH),
        (7, 1500, ("hubspot",)),
        (11, 250, ("hubspot",)),
        (7, 2000, ("salesforce",)),
        (13, 300, ("salesforce",)),
    ],
)
def test_rules_are_broken_exactly_where_the_truth_says(
    tmp_path: Path, seed: int, people: int, systems: tuple[str, ...]
) -> None:
    world = write_world(tmp_path, seed=seed, people=people, systems=systems)
    assert broken(world) == planted(world)


def test_every_rule_is_broken_several_times_in_the_default_world(tmp_path: Path) -> None:
    counts = Counter(defect.rule_id for defect in planted(write_world(tmp_path)))
    assert {*counts} == {rule for each in find_planted() for rule in each.rules}
    assert min(counts.values()) >= 4


@pytest.mark.parametrize("seed", [7, 8])
def test_a_clean_world_breaks_no_rule(tmp_path: Path, seed: int) -> None:
    world = write_world(tmp_path, seed=seed, defects=False)
    assert broken(world) == planted(world) == []

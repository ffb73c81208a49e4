"""Companies of other seeds, sizes and systems: what was planted is found, rule by rule, in a table.

The company of test_defects.py is one of them; a clean one has nothing to find.
"""

from __future__ import annotations

import csv
from collections import defaultdict
from pathlib import Path

import pytest

from orchestration.worlds.generator import write_world
from tests.support.company import Company, RunCompany

pytestmark = pytest.mark.nightly

Record = tuple[str, str, str, str]
#: Those that judge likeness; the others are exact.
FUZZY = {"I002": (0.95, 0.9)}
BOTH = ("hubspot", "salesforce")


def planted(company: Company) -> dict[str, set[Record]]:
    """Answers by rule: system, object, field and record."""
    with (company.world_dir / "truth" / "defects.csv").open(encoding="utf-8") as handle:
        names = ("system", "object", "field", "record_id")
        told: dict[str, set[Record]] = defaultdict(set)
        for row in csv.DictReader(handle):
            told[row["rule_id"]].add(tuple(row[name] for name in names))  # type: ignore[arg-type]
        return told


def flagged(company: Company) -> dict[str, set[Record]]:
    rows = company.rows(
        "select rule_id, source_system, source_object, field, coalesce(source_id, '')"
        " from quality.finding where status <> 'fixed'"
    )
    told: dict[str, set[Record]] = defaultdict(set)
    for rule, *record in rows:
        told[rule].add(tuple(record))  # type: ignore[arg-type]
    return told


def assert_found(company: Company) -> None:
    """Print precision and recall of every rule, and hold each to what it claims."""
    wanted, found = planted(company), flagged(company)
    wrong = []
    print(f"\n{'rule':<6}{'planted':>9}{'found':>9}{'precision':>11}{'recall':>9}")
    for rule in sorted({*wanted, *found}):
        right = len(wanted[rule] & found[rule])
        precision = right / len(found[rule]) if found[rule] else 1.0
        recall = right / len(wanted[rule]) if wanted[rule] else 1.0
        counts = f"{len(wanted[rule]):>9}{len(found[rule]):>9}"
        print(f"{rule:<6}{counts}{precision:>11.3f}{recall:>9.3f}")
        least_precision, least_recall = FUZZY.get(rule, (1.0, 1.0))
        if precision < least_precision or recall < least_recall:
            wrong.append((rule, found[rule] - wanted[rule], wanted[rule] - found[rule]))
    assert wrong == []
    assert wanted


@pytest.mark.parametrize(
    ("seed", "people", "systems"),
    [(3, 500, BOTH), (23, 3000, BOTH), (11, 800, ("hubspot",)), (12, 800, ("salesforce",))],
)
def test_every_planted_defect_is_found_and_nothing_else(
    seed: int, people: int, systems: tuple[str, ...], run_company: RunCompany, tmp_path: Path
) -> None:
    world = write_world(tmp_path / "world", seed=seed, people=people, systems=systems)
    assert_found(run_company(world))


@pytest.mark.postgres
def test_postgres_finds_every_planted_defect_and_nothing_else(
    run_company: RunCompany, tmp_path: Path, postgres_database_url: str
) -> None:
    world = write_world(tmp_path / "world", seed=5, people=600)
    assert_found(run_company(world, warehouse_url=postgres_database_url))


@pytest.mark.parametrize(
    ("seed", "people", "systems"),
    [(4, 600, BOTH), (29, 2500, BOTH), (13, 500, ("hubspot",)), (14, 500, ("salesforce",))],
)
def test_a_clean_company_has_no_finding(
    seed: int, people: int, systems: tuple[str, ...], run_company: RunCompany, tmp_path: Path
) -> None:
    world = write_world(
        tmp_path / "world", seed=seed, people=people, systems=systems, defects=False
    )
    assert flagged(run_company(world)) == {}

"""Companies of other seeds, sizes and systems: what was planted is found, rule by rule, in a table.

The company of test_defects.py is one of them; a clean one has nothing to find.
"""

from __future__ import annotations

import csv
from collections import defaultdict
from collections.abc import Iterator
from pathlib import Path

import pytest

from orchestration.worlds.generator import write_world
from tests.support.company import Company, RunCompany

pytestmark = pytest.mark.nightly

Record = tuple[str, str, str, str]
#: Those that judge likeness, and what each claims of each kind of record; the others are exact.
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


def kinds(rule: str, *told: set[Record]) -> Iterator[tuple[str, list[set[Record]]]]:
    """A rule as a whole; one that judges likeness by each object that it judges as well."""
    yield rule, list(told)
    if rule in FUZZY:
        for system, name in sorted({record[:2] for records in told for record in records}):
            of_kind = [{one for one in records if one[:2] == (system, name)} for records in told]
            yield f"  {system} {name}", of_kind


def assert_found(company: Company) -> None:
    """Print precision and recall of every rule, and hold each to what it claims."""
    planted_here, flagged_here = planted(company), flagged(company)
    wrong = []
    print(f"\n{'rule':<24}{'planted':>9}{'found':>9}{'precision':>11}{'recall':>9}")
    for rule in sorted({*planted_here, *flagged_here}):
        least_precision, least_recall = FUZZY.get(rule, (1.0, 1.0))
        for kind, (wanted, found) in kinds(rule, planted_here[rule], flagged_here[rule]):
            right = len(wanted & found)
            precision = right / len(found) if found else 1.0
            recall = right / len(wanted) if wanted else 1.0
            print(f"{kind:<24}{len(wanted):>9}{len(found):>9}{precision:>11.3f}{recall:>9.3f}")
            if precision < least_precision or recall < least_recall:
                wrong.append((kind, found - wanted, wanted - found))
    assert wrong == []
    assert planted_here


@pytest.mark.parametrize(
    ("seed", "people", "systems"),
    [
        (3, 500, BOTH),
        (23, 3000, BOTH),
        (31, 1200, BOTH),
        (11, 800, ("hubspot",)),
        (12, 800, ("salesforce",)),
    ],
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

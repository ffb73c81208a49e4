"""How good the scores are, on people whose records are known: measured through the models.

The settings are those that everybody gets, the same for every set; nothing is learnt from the
answers. `pytest -s` prints precision and recall.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from pathlib import Path

import pytest

from tests.support.dbt.build import Build
from tests.support.matches.known_people import KnownPeople, Pair, febrl, pairs_within, splink_people

AS_OF = datetime.fromisoformat("2026-07-01T12:00:00")
SETS: dict[str, tuple[Callable[[], KnownPeople], float]] = {
    "febrl dataset1": (lambda: febrl(1), 0.95),
    "febrl dataset3": (lambda: febrl(3), 0.9),
    "splink people": (splink_people, 0.9),
}


def _keys(build: Build) -> dict[str, str]:
    """Record -> person as the bridge says."""
    query = "select source_id, person_key from intermediate.int_persons__resolved"
    return {str(record): str(key) for record, key in build.rows(query)}


def _accepted(build: Build, keys: dict[str, str]) -> dict[str, str]:
    """Record -> person if somebody said `same` to every pair that is proposed."""
    above: dict[str, str] = {}

    def top(key: str) -> str:
        while key in above:
            key = above[key]
        return key

    for one, other in build.rows("select source_id, other_source_id from quality.match_proposal"):
        if top(keys[one]) != top(keys[other]):
            above[top(keys[one])] = top(keys[other])
    return {record: top(key) for record, key in keys.items()}


def _told(name: str, found: set[Pair], right: set[Pair]) -> tuple[float, float]:
    precision, recall = len(found & right) / len(found), len(found & right) / len(right)
    print(f"{name}: precision {precision:.4f}, recall {recall:.4f} ({len(found)} pairs)")
    return precision, recall


@pytest.mark.parametrize("name", SETS)
def test_scores_find_people_and_take_no_two_for_one(name: str, tmp_path: Path) -> None:
    make, least_recall = SETS[name]
    people = make()
    build = Build.on_duckdb(tmp_path)
    build.fill(people.rows, {})
    build.at(AS_OF)
    build.score()
    for command in ("seed", "run"):
        build.dbt("+int_persons__resolved", "+match_proposal", command=command)
    right, keys = people.true_pairs, _keys(build)
    joined, proposed = pairs_within(keys), pairs_within(_accepted(build, keys))
    build.engine.dispose()
    print()
    precision, _ = _told(f"{name}, joined unasked", joined, right)
    assert precision >= 0.99
    for about, found, wanted in (
        (f"{name}, joined or proposed", proposed, right),
        (f"{name}, the same across systems", people.across(proposed), people.across(right)),
    ):
        precision, recall = _told(about, found, wanted)
        assert precision >= 0.99
        assert recall >= least_recall

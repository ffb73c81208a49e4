"""Records that look alike in generated companies: who is one is shown, nobody is joined wrongly.

Then every pair is decided as truth has it: the keys are those of the simulation, exactly; no
decided pair is proposed again, however often the models run; and what is taken back is as it was.
"""

from __future__ import annotations

import csv
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

import pytest

from orchestration.matching import MATCHED
from orchestration.worlds.generator.spec import DEFAULT_AS_OF
from orchestration.worlds.generator.writer import write_world
from tests.support.dbt.build import Build
from tests.support.dbt.models_again import ModelsAgain
from tests.support.dbt.world import copy_raw, fill_from_world

MODELS = ("int_persons__resolved", "int_accounts__resolved", "match_proposal", "identity_conflict")
PEOPLE = {"contacts", "lead", "contact"}
Record = tuple[str, str, str]
Pair = frozenset[Record]


class Told(NamedTuple):
    """A generated company with its answers."""

    build: Build
    again: ModelsAgain | None
    truth: Path

    def answers(self, name: str) -> list[dict[str, str]]:
        with (self.truth / f"{name}.csv").open(encoding="utf-8", newline="") as file:
            return list(csv.DictReader(file))

    def keys(self, kind: str) -> dict[Record, str]:
        plural = {"person": "persons", "account": "accounts"}[kind]
        query = "select source_system, source_object, source_id,"
        found = self.build.rows(f"{query} {kind}_key from intermediate.int_{plural}__resolved")
        return {(row[0], row[1], row[2]): row[3] for row in found}

    def truth_of(self, kind: str) -> dict[Record, str]:
        rows = self.answers({"person": "persons", "account": "accounts"}[kind])
        return {(row["system"], row["object"], row["record_id"]): row[f"{kind}_id"] for row in rows}

    def proposed(self) -> set[Pair]:
        query = (
            "select source_system, source_object, source_id, other_source_system,"
            f" other_source_object, other_source_id from {self.build.schema('quality')}"
            ".match_proposal where kind = 'person'"
        )
        return {frozenset((tuple(row[:3]), tuple(row[3:]))) for row in self.build.rows(query)}

    def pairs(self, *, same: bool) -> set[Pair]:
        """People who look alike."""
        return {
            frozenset(
                (
                    (row["system"], row["object"], row["record_id"]),
                    (row["other_system"], row["other_object"], row["other_record_id"]),
                )
            )
            for row in self.answers("lookalikes")
            if row["is_same"] == str(same).lower() and row["object"] not in {"companies", "account"}
        }


def _made(build: Build, folder: Path, seed: int) -> Told:
    world = folder / "world"
    write_world(world, seed=seed, people=300, as_of=DEFAULT_AS_OF, name="alike")
    fill_from_world(build, world)
    build.score()
    for command in ("seed", "run"):
        build.dbt(*(f"+{name}" for name in (*MATCHED, *MODELS)), command=command)
    again = ModelsAgain(build, folder, *MATCHED, *MODELS) if build.engine.name == "duckdb" else None
    return Told(build, again, world / "truth")


@pytest.fixture(
    scope="module", params=[11, *(pytest.param(n, marks=pytest.mark.nightly) for n in (12, 13, 14))]
)
def told(
    request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Told]:
    folder = tmp_path_factory.mktemp("alike")
    made = _made(Build.on_duckdb(folder), folder, request.param)
    yield made
    assert made.again is not None
    made.again.close()
    made.build.engine.dispose()


def _agree(told: Told, kind: str, *, split: int) -> None:
    """No two are taken for one; so many records are not with their own yet."""
    keys, right = told.keys(kind), told.truth_of(kind)
    assert keys.keys() == right.keys()
    pairs = {(right[record], key) for record, key in keys.items()}
    assert len(pairs) == len({key for _, key in pairs}), "two were taken for one"
    assert len(pairs) - len({answer for answer, _ in pairs}) == split


def _joined(told: Told) -> set[Pair]:
    keys = told.keys("person")
    return {
        pair
        for pair in told.pairs(same=True) | told.pairs(same=False)
        if len({keys[record] for record in pair}) == 1
    }


def test_nobody_is_taken_for_another_and_most_of_the_same_are_found(told: Told) -> None:
    same, proposed, joined = told.pairs(same=True), told.proposed(), _joined(told)
    assert len(same) >= 4
    _agree(told, "person", split=len(same - joined))
    _agree(told, "account", split=0)
    right = told.truth_of("person")
    true = {pair for pair in proposed if len({right[record] for record in pair}) == 1}
    found = same & (proposed | joined)
    print(
        f"\njoined or proposed {len(found)} of {len(same)} that are one"
        f" ({len(same & joined)} joined); {len(true)} of {len(proposed)} proposals are right"
    )
    assert found == same
    assert len(true) >= 0.9 * len(proposed)


def test_contradicting_ids_are_told_and_nothing_else_is(told: Told) -> None:
    found = told.build.rows(
        "select count(*) from quality.identity_conflict where reason = 'tied_by_ids'"
    )
    planted = [row for row in told.answers("defects") if row["rule_id"] == "I005"]
    assert planted
    assert found == [(len(planted),)]


def test_decisions_give_the_true_keys_outlive_runs_and_are_taken_back(told: Told) -> None:
    again = told.again
    assert again is not None
    before = told.keys("person")
    pairs = [(pair, True) for pair in told.pairs(same=True)]
    pairs += [(pair, False) for pair in told.pairs(same=False)]
    for number, (pair, same) in enumerate(sorted(pairs, key=lambda each: sorted(each[0])), 1):
        one, other = (", ".join(f"'{part}'" for part in record) for record in sorted(pair))
        told.build.execute(
            f"insert into staging.match_decisions values ({number}, {one}, {other},"
            f" '{'same' if same else 'different'}', 'Ann Lee', date '2026-01-01', null)"
        )
    for _ in range(2):
        again.run()
        _agree(told, "person", split=0)
        assert not told.proposed() & {pair for pair, _ in pairs}
    told.build.execute("delete from staging.match_decisions")
    again.run()
    assert told.keys("person") == before


@pytest.mark.nightly
@pytest.mark.postgres
def test_postgres_tells_the_same(told: Told, postgres_database_url: str, tmp_path: Path) -> None:
    other = Build.on_postgres(postgres_database_url, tmp_path)
    copy_raw(told.build, other)
    other.score()
    for command in ("seed", "run"):
        other.dbt(*(f"+{name}" for name in MODELS), command=command)
    there = Told(other, None, told.truth)
    for kind in ("person", "account"):
        assert there.keys(kind) == told.keys(kind)
    for table in ("identity_conflict", "match_proposal"):
        assert other.table(table) == told.build.table(table)
    other.engine.dispose()

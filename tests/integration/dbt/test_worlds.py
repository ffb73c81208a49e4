"""The models on generated companies: who is who, when, and how much, as the simulation knows it."""

from __future__ import annotations

import csv
import json
from collections.abc import Iterator
from datetime import UTC, datetime
from decimal import Decimal
from pathlib import Path
from typing import Any, NamedTuple

import pytest

from orchestration.worlds.generator.spec import DEFAULT_AS_OF
from orchestration.worlds.generator.writer import write_world
from tests.support.dbt.build import Build
from tests.support.dbt.world import fill_from_world

SYSTEMS = [
    ("hubspot", "salesforce"),
    *(pytest.param((alone,), marks=pytest.mark.nightly) for alone in ("hubspot", "salesforce")),
]


class Known(NamedTuple):
    """A built company and the folder with its answers."""

    build: Build
    truth: Path

    def answers(self, name: str) -> list[dict[str, str]]:
        with (self.truth / f"{name}.csv").open(encoding="utf-8", newline="") as handle:
            return list(csv.DictReader(handle))

    def summary(self) -> dict[str, Any]:
        loaded: dict[str, Any] = json.loads((self.truth / "summary.json").read_text("utf-8"))
        return loaded


@pytest.fixture(scope="module", params=SYSTEMS, ids="+".join)
def known(
    request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Known]:
    folder = tmp_path_factory.mktemp("world")
    write_world(
        folder / "world",
        seed=11,
        people=300,
        as_of=DEFAULT_AS_OF,
        systems=request.param,
        defects=True,
        name="small",
    )
    made = Build.on_duckdb(folder)
    fill_from_world(made, folder / "world")
    made.dbt("+path:models/marts")
    yield Known(made, folder / "world" / "truth")
    made.engine.dispose()


def _keys(known: Known, kind: str) -> dict[tuple[str, str], str]:
    query = f"select source_object, source_id, {kind}_key from marts.bridge_{kind}_source"
    return {(row[0], row[1]): row[2] for row in known.build.rows(query)}


@pytest.mark.parametrize(
    ("kind", "name"),
    [("person", "persons"), ("account", "accounts"), ("opportunity", "opportunities")],
)
def test_records_are_grouped_as_simulated(known: Known, kind: str, name: str) -> None:
    keys = _keys(known, kind)
    pairs = {
        (row[f"{kind}_id"], keys[row["object"], row["record_id"]]) for row in known.answers(name)
    }
    assert len(pairs) == len({answer for answer, _ in pairs}), "one was split"
    assert len(pairs) == len({key for _, key in pairs}), "two were taken for one"
    assert len(keys) == len(known.answers(name))


def test_stages_are_entered_at_the_recorded_instants(known: Known) -> None:
    keys = _keys(known, "person")
    person = {
        keys[row["object"], row["record_id"]]: row["person_id"] for row in known.answers("persons")
    }
    found = {
        (person[key], str(cycle), stage, at)
        for key, cycle, stage, at in known.build.rows(
            "select person_key, cycle_number, stage_code, entered_at"
            " from marts.fct_funnel_stage_event where not is_imputed and person_key is not null"
        )
    }
    wanted = {
        (row["person_id"], row["cycle_number"], row["stage_code"], _instant(row["entered_at"]))
        for row in known.answers("stages")
        if row["person_id"]
    }
    assert found == wanted


def _instant(text: str) -> datetime:
    return datetime.fromisoformat(text).astimezone(UTC).replace(tzinfo=None)


def test_money_equals_the_simulation(known: Known) -> None:
    won, opened, count = known.build.rows(
        "select sum(case when is_won then amount_corporate end),"
        " sum(case when is_open then amount_corporate end), count(*) from marts.fct_opportunity"
    )[0]
    summary = known.summary()
    assert won == Decimal(str(summary["won_amount"]))
    assert opened == Decimal(str(summary["open_amount"]))
    assert count == summary["opportunities"]


def test_cycles_of_each_kind_equal_the_simulation(known: Known) -> None:
    counts = dict(
        known.build.rows("select cycle_type, count(*) from marts.mart_pipeline group by 1")  # type: ignore[arg-type]
    )
    wanted = known.summary()["cycles"]
    assert counts.pop("marketing_generated") == wanted["lead"]
    assert counts == {kind: count for kind, count in wanted.items() if kind != "lead"}

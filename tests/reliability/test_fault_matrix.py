"""Every fault, on every kind of call, of both vendors, in both modes: the warehouse is the world.

Each scenario edits the world, syncs under a fault, and compares with a fresh load of that world. A
sync may end with an error, or name a stream that it could not read whole; it may never end well
with a warehouse that differs, nor mark anything deleted that is alive. Then the fault goes, and
the next sync must end with the world.
"""

from __future__ import annotations

import os
import random
import re
import shutil
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import timedelta
from fnmatch import fnmatchcase
from pathlib import Path
from typing import Any

import pytest

from orchestration.emulator import Emulator
from orchestration.emulator.fault_catalog import every_fault
from orchestration.errors import HymnsheetError
from orchestration.loading import LoadPolicy
from orchestration.warehouse import Warehouse, open_warehouse
from tests.support.reliability.company import AS_OF, a_morning_of_edits, company, edit
from tests.support.reliability.raw_state import State, differences, raw_state, wrongly_deleted
from tests.support.reliability.syncs import VENDORS, fresh_state, sync

pytestmark = pytest.mark.nightly

#: Answers with 200 that are no answers, beside those of the fault catalog.
SHAPES: dict[str, Any] = {
    "shape.empty_object": {},
    "shape.null_results": {"results": None, "records": None},
    "shape.status_error": {"status": "error", "message": "no"},
    "shape.list": [],
    "shape.null": None,
    "shape.text": "ok",
    "shape.empty_list": {"results": [], "records": [], "totalSize": 7, "total": 7, "done": True},
}
#: The vendor's index is behind, as it says that it may be: rows are as they were a while ago, and
#: the next sync reads that while again.
LAGS = {"hubspot.stale_index"}
MODES = {"incremental": LoadPolicy(), "full": LoadPolicy(full_refresh=True)}
#: Waits of a fault are real seconds: as short as they can be.
HOW: dict[str, dict[str, Any]] = {
    "wire.slow_answer": {"delay_s": 0.01},
    "wire.slow_body": {"delay_s": 0.01},
    "wire.no_answer": {"delay_s": 0.01},
}


@dataclass(frozen=True)
class Scenario:
    """One fault on one kind of call."""

    vendor: str
    mode: str
    fault: str
    method: str
    path: str
    count: int | None
    skip: int = 0


@dataclass
class Outcome:
    """How a scenario ended, and what was wrong with it."""

    kind: str
    wrong: list[str] = field(default_factory=list)


class Laboratory:
    """One emulator, one warehouse as a first sync left it, copied for every scenario."""

    def __init__(self, emulator: Emulator, vendor: str, folder: Path) -> None:
        self.emulator, self.vendor, self._folder = emulator, vendor, folder
        self._base = folder / f"{vendor}.duckdb"
        warehouse = open_warehouse(f"duckdb:///{self._base}", lock_wait_s=0)
        self.emulator.reset()
        sync(emulator, vendor, warehouse, "first")
        self._build = next(p for p in folder.glob(f"{vendor}*.duckdb"))
        self._suffix = self._build.name.removeprefix(vendor)
        self.morning()
        self.world: State = fresh_state(emulator, vendor, folder)
        #: Statuses of an undisturbed sync: what an org does not have is unavailable in it, too.
        self.usual: dict[str, str] = {}

    def morning(self) -> None:
        """The world an hour later, edited."""
        self.emulator.reset()
        self.emulator.clock.advance(timedelta(hours=1))
        edit(self.emulator, a_morning_of_edits())
        self.emulator.clock.advance(timedelta(minutes=30))

    def warehouse(self) -> Warehouse:
        """A copy of the warehouse after the first sync."""
        for path in self._folder.glob("try*"):
            path.unlink()
        shutil.copy(self._build, self._folder / f"try{self._suffix}")
        return open_warehouse(f"duckdb:///{self._folder}/try.duckdb", lock_wait_s=0)

    def calls(self, mode: str) -> list[tuple[str, str]]:
        """Method and path of every kind of call that an undisturbed sync makes."""
        self.morning()
        self.emulator.log.clear()
        warehouse = self.warehouse()
        self.usual = sync(self.emulator, self.vendor, warehouse, "second", policy=MODES[mode])
        schema = f"raw_{self.vendor}"
        assert differences(raw_state(warehouse, schema), self.world) == []
        seen = {}
        for entry in self.emulator.log.entries("/"):
            seen.setdefault((entry.method, _kind(entry.path)), (entry.method, entry.path))
        return list(seen.values())

    def run(self, scenario: Scenario) -> Outcome:
        """Sync under the fault, look; sync without it, look again."""
        self.morning()
        warehouse = self.warehouse()
        schema = f"raw_{self.vendor}"
        name, how = _fault(scenario.fault)
        self.emulator.faults.arm(
            name,
            path=scenario.path,
            method=scenario.method,
            count=scenario.count,
            skip=scenario.skip,
            **how,
        )
        outcome = self._under_fault(scenario, warehouse, schema)
        self.emulator.faults.clear()
        self.emulator.clock.advance(timedelta(minutes=1))
        try:
            sync(self.emulator, self.vendor, warehouse, "third")
        except HymnsheetError as error:
            outcome.wrong.append(f"not healed: {error}")
            return outcome
        outcome.wrong += [
            f"not healed: {line}" for line in differences(raw_state(warehouse, schema), self.world)
        ]
        return outcome

    def _under_fault(self, scenario: Scenario, warehouse: Warehouse, schema: str) -> Outcome:
        try:
            policy = MODES[scenario.mode]
            statuses = sync(self.emulator, self.vendor, warehouse, "second", policy=policy)
        except HymnsheetError as error:
            outcome = Outcome("stopped")
            if error.exit_code == HymnsheetError.exit_code:
                outcome.wrong.append(f"a fault of ours: {error}")
        except Exception as error:  # noqa: BLE001  the matrix counts them
            outcome = Outcome("crashed", [f"{type(error).__name__}: {error}"])
        else:
            named = {name for name, status in statuses.items() if status != self.usual[name]}
            state = raw_state(warehouse, schema)
            silent = [
                line
                for line in differences(state, self.world)
                if line.partition(":")[0] not in named and not line.startswith("_")
            ]
            outcome = Outcome("named" if named else "equal", [f"silent: {s}" for s in silent])
            if silent and scenario.fault in LAGS:
                outcome = Outcome("behind", [s for s in outcome.wrong if " extra " in s])
        state = raw_state(warehouse, schema)
        outcome.wrong += [f"deleted: {line}" for line in wrongly_deleted(state, self.world)[:3]]
        return outcome


def _fault(name: str) -> tuple[str, dict[str, Any]]:
    """The fault to arm, and how: a shape is a wrong body."""
    if name in SHAPES:
        return "wire.wrong_body", {"reply": {"status": 200, "body": SHAPES[name]}}
    return name, HOW.get(name, {})


def _kind(path: str) -> str:
    """Paths that differ in ids only are one kind of call."""
    return re.sub(r"(01g|750)\w+(-\d+)?|\d{4,}", "*", path)


@pytest.fixture(scope="module")
def emulator() -> Iterator[Emulator]:
    with Emulator(company(), rate_limits=False) as served:
        assert served.clock.now() == AS_OF
        yield served


def scenarios(lab: Laboratory, mode: str) -> list[Scenario]:
    """Every fault on every kind of call: always, and once."""
    kinds = [
        (kind.name, kind.paths)
        for kind in every_fault()
        if kind.how == "arm" and lab.vendor in kind.vendors
    ]
    kinds += [(name, ()) for name in SHAPES]
    return [
        Scenario(lab.vendor, mode, name, method, path, count)
        for method, path in lab.calls(mode)
        for name, paths in kinds
        if not paths or any(_applies(pattern, path) for pattern in paths)
        for count in (None, 1)
    ]


def _applies(pattern: str, path: str) -> bool:
    return fnmatchcase(path, pattern) if "*" in pattern else path.startswith(pattern)


@pytest.mark.timeout(3000)
@pytest.mark.parametrize("vendor", VENDORS)
@pytest.mark.parametrize("mode", MODES)
def test_no_fault_loses_a_row_in_silence(
    emulator: Emulator, vendor: str, mode: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("orchestration.sources.salesforce.reading.MOST_ROWS", 100)
    lab = Laboratory(emulator, vendor, tmp_path)
    listed = scenarios(lab, mode)
    chosen = _some_of_each_fault(listed)
    counts: Counter[str] = Counter()
    wrong = []
    for scenario in chosen:
        outcome = lab.run(scenario)
        counts[outcome.kind] += 1
        wrong += [f"{scenario}: {line}" for line in outcome.wrong]
    print(f"{vendor} {mode}: {len(chosen)} of {len(listed)} scenarios: {dict(counts)}")
    assert not wrong, f"{len(wrong)} of {len(chosen)}:\n" + "\n".join(wrong[:60])


def _some_of_each_fault(listed: list[Scenario]) -> list[Scenario]:
    """Every fault on some kinds of call: all of them would take an hour. Always the same ones."""
    each = int(os.environ.get("RELIABILITY_CALLS_PER_FAULT", "1"))
    dice = random.Random(each)
    by_fault: dict[str, list[Scenario]] = {}
    for scenario in listed:
        by_fault.setdefault(scenario.fault, []).append(scenario)
    return [s for found in by_fault.values() for s in dice.sample(found, min(each, len(found)))]

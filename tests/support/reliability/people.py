"""What people do to two CRMs in an hour, at random: changes for the emulator, always possible ones.

Knows which records are there by looking at the emulator's store, as a person looks at a screen.
"""

from __future__ import annotations

import random
from collections.abc import Callable, Iterator
from typing import Any

from orchestration.emulator import Emulator
from tests.support.reliability.habits import HABITS

Change = dict[str, Any]

_VALUES = ("12", "12.5", "true", "2026-03-04", "2026-03-04T05:06:07.000Z", "north", None)


class People:
    """The users of both systems.

    Args:
        emulator: where they work.
        dice: decides what they do.
    """

    def __init__(self, emulator: Emulator, dice: random.Random) -> None:
        self._emulator = emulator
        self._dice = dice
        self._number = 5000
        self.hidden_fields: set[tuple[str, str, str]] = set()
        self.hidden_objects: set[tuple[str, str]] = set()
        self._acts: tuple[tuple[int, Callable[[str], Iterator[Change]]], ...] = (
            (8, self._edit), (4, self._create), (3, self._delete), (2, self._restore),
            (2, self._purge), (2, self._merge), (2, self._link), (2, self._redefine),
            (2, self._fill), (1, self._hide_field), (1, self._show_field), (1, self._hide_object),
            (1, self._show_object),
        )  # fmt: skip

    def hour(self) -> None:
        """Some changes, in both systems."""
        weights = [weight for weight, _ in self._acts]
        for _ in range(self._dice.randint(2, 8)):
            system = self._dice.choice(tuple(HABITS))
            act = self._dice.choices(self._acts, weights)[0][1]
            for change in act(system):
                self._emulator.apply({"system": system, **change})

    def _ids(self, system: str, name: str, *, alive: bool) -> list[str]:
        store: Any = self._emulator.records[system]
        found = []
        for key, row in store.table(name).rows.items():
            gone = row.get("_archived_at") or (row.get("IsDeleted") or "").lower() == "true"
            merged = row.get("MasterRecordId")
            if bool(gone) != alive and not merged:
                found.append(key)
        return sorted(found)

    def _record(self, system: str, *, alive: bool = True, least: int = 1) -> tuple[str, str] | None:
        name = self._dice.choice(list(HABITS[system].names))
        ids = self._ids(system, name, alive=alive)
        return (name, self._dice.choice(ids)) if len(ids) >= least else None

    def _edit(self, system: str) -> Iterator[Change]:
        found = self._record(system)
        if found is not None:
            name, key = found
            value = f"Edited {self._dice.randint(0, 10**6)}"
            values = {HABITS[system].names[name]: value}
            yield {"action": "upsert", "object": name, "id": key, "values": values}

    def _create(self, system: str) -> Iterator[Change]:
        habits = HABITS[system]
        name = self._dice.choice(list(habits.names))
        self._number += 1
        key = habits.new_id(name, self._number)
        values = {habits.names[name]: f"New {self._number}", **habits.needed.get(name, {})}
        yield {"action": "upsert", "object": name, "id": key, "values": values}

    def _delete(self, system: str) -> Iterator[Change]:
        found = self._record(system, least=10)
        if found is not None:
            yield {"action": HABITS[system].delete, "object": found[0], "id": found[1]}

    def _restore(self, system: str) -> Iterator[Change]:
        found = self._record(system, alive=False)
        if found is not None:
            change: Change = {"action": "restore", "object": found[0], "id": found[1]}
            if self._dice.random() < 0.5:
                change["modified"] = "unchanged"
            yield change

    def _purge(self, system: str) -> Iterator[Change]:
        found = self._record(system, alive=self._dice.random() < 0.5, least=10)
        if found is not None:
            yield {"action": "purge", "object": found[0], "id": found[1]}

    def _merge(self, system: str) -> Iterator[Change]:
        first, *others = HABITS[system].merged
        name = self._dice.choice((first, *others)) if others else first
        ids = self._ids(system, name, alive=True)
        winner, loser = self._dice.sample(ids, 2)
        yield {"action": "merge", "object": name, "id": winner, "merged": loser}

    def _link(self, system: str) -> Iterator[Change]:
        links = HABITS[system].links
        if links is None:
            return
        ends = [self._dice.choice(self._ids(system, name, alive=True)) for name in links]
        yield {
            "action": self._dice.choice(("associate", "associate", "dissociate")),
            "from_type": links[0], "from_id": ends[0], "to_type": links[1], "to_id": ends[1],
            "category": "HUBSPOT_DEFINED", "type_id": "3", "label": None,
        }  # fmt: skip

    def _redefine(self, system: str) -> Iterator[Change]:
        """Add the restless field, or change its type."""
        habits = HABITS[system]
        name, field = habits.restless
        definition: dict[str, Any] = {"name": field, "label": "Restless"}
        definition["type"] = self._dice.choice(habits.types)
        if definition["type"] == habits.types[-1]:
            values = self._dice.sample(("north", "south", "east"), 2)
            definition[habits.options] = [
                {"value": v, "label": v.title(), "active": True, "hidden": False} for v in values
            ]
        definition |= habits.definition
        yield {"action": habits.define, "object": name, "definition": definition}

    def _fill(self, system: str) -> Iterator[Change]:
        """Write something into the restless field, whatever its type is just now."""
        name, field = HABITS[system].restless
        yield from self._redefine(system)
        key = self._dice.choice(self._ids(system, name, alive=True))
        value = self._dice.choice(_VALUES)
        yield {"action": "upsert", "object": name, "id": key, "values": {field: value}}

    def _hide_field(self, system: str) -> Iterator[Change]:
        name, field = self._dice.choice(HABITS[system].hideable)
        if (system, name, field) not in self.hidden_fields:
            self.hidden_fields.add((system, name, field))
            yield {"action": "hide_field", "object": name, "field": field}

    def _show_field(self, system: str) -> Iterator[Change]:
        for hidden in sorted(self.hidden_fields):
            if hidden[0] == system:
                self.hidden_fields.remove(hidden)
                yield {"action": "show_field", "object": hidden[1], "field": hidden[2]}

    def _hide_object(self, system: str) -> Iterator[Change]:
        name = HABITS[system].hidden
        if (system, name) not in self.hidden_objects:
            self.hidden_objects.add((system, name))
            yield {"action": "hide_object", "object": name}

    def _show_object(self, system: str) -> Iterator[Change]:
        for hidden in sorted(self.hidden_objects):
            if hidden[0] == system:
                self.hidden_objects.remove(hidden)
                yield {"action": "show_object", "object": hidden[1]}

    def show_everything(self) -> None:
        """Give back every permission."""
        for system in HABITS:
            for change in (*self._show_field(system), *self._show_object(system)):
                self._emulator.apply({"system": system, **change})

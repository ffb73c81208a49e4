"""Planted defects: how a world breaks the rules on purpose, and which of its records do."""

from __future__ import annotations

import pkgutil
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import cache
from importlib import import_module
from typing import Final

from orchestration.worlds.generator import defects
from orchestration.worlds.generator.tables import Defect, Simulation
from orchestration.worlds.generator.written import Written

#: Who plants last; whoever others may disturb says an earlier place.
_LAST: Final = 9


@dataclass(frozen=True)
class Planted:
    """What one module of defects/ does.

    Attributes:
        rules: the rules that it breaks, all of which no other module does.
        plant: changes what it chose, and notes each line of truth/defects.csv.
        broken: every record of a written world that breaks them, planted or not: each rule once
            more in plain Python, from its definition and from nothing that `plant` knows.
        is_early: whether it plants before the records are made, so that they follow.
        tidy: what a company in which nothing is planted does otherwise, before its records are
            made, so that none of it breaks the rules by itself.
        note: notes what the story breaks by itself, when all records are made.
        place: among those of its time, lowest first: an order is part of a seed's world.
    """

    rules: tuple[str, ...]
    plant: Callable[[Simulation], None]
    broken: Callable[[Written], Iterator[Defect]]
    is_early: bool = False
    place: int = _LAST
    tidy: Callable[[Simulation], None] | None = None
    note: Callable[[Simulation], None] | None = None


@cache
def find_planted() -> tuple[Planted, ...]:
    """What every module of defects/ says, in the order of planting."""
    modules = pkgutil.iter_modules(defects.__path__, f"{defects.__name__}.")
    found: list[Planted] = [import_module(module.name).PLANTED for module in modules]
    return tuple(sorted(found, key=lambda each: (not each.is_early, each.place, each.rules)))


def plant(simulation: Simulation, *, early: bool) -> None:
    """Plant what belongs before the records (`early`), or what belongs into them."""
    for each in find_planted():
        if each.is_early == early:
            each.plant(simulation)


def tidy(simulation: Simulation) -> None:
    """Leave nothing to find."""
    for each in find_planted():
        if each.tidy is not None:
            each.tidy(simulation)


def note(simulation: Simulation) -> None:
    """Note what the story breaks by itself."""
    for each in find_planted():
        if each.note is not None:
            each.note(simulation)

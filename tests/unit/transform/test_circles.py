"""A circle in dbt's graph is told as dbt tells it; a graph without one is not walked."""

from __future__ import annotations

import pytest
from dbt.compilation import Linker, nx

from orchestration.transform.project import look_for_circles_quickly


def _linked(*edges: tuple[str, str]) -> Linker:
    look_for_circles_quickly()
    look_for_circles_quickly()
    linker = Linker()
    for below, above in edges:
        linker.dependency(below, above)
    return linker


def test_a_circle_is_told() -> None:
    told = _linked(("b", "a"), ("c", "b"), ("a", "c")).find_cycles()
    assert {*told.split(" --> ")} == {"a", "b", "c"}


def test_a_graph_without_one_is_not_walked(monkeypatch: pytest.MonkeyPatch) -> None:
    def walked(graph: object) -> None:
        raise AssertionError(graph)

    monkeypatch.setattr(nx, "find_cycle", walked)
    assert _linked(("b", "a"), ("c", "b"), ("c", "a")).find_cycles() is None

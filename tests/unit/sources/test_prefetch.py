"""Pages made ahead: same order, same faults, nothing left running."""

from __future__ import annotations

import threading
from collections.abc import Generator

import pytest

from orchestration.sources.prefetch import prefetch


class Counted:
    """Numbers up to `count`, then perhaps a fault; remembers what happened to it."""

    def __init__(self, count: int, fault: Exception | None = None) -> None:
        self.count = count
        self.fault = fault
        self.made = 0
        self.closed = False

    def items(self) -> Generator[int, None, None]:
        try:
            for number in range(self.count):
                self.made += 1
                yield number
            if self.fault is not None:
                raise self.fault
        finally:
            self.closed = True


@pytest.mark.parametrize("depth", [1, 3, 50])
def test_order_is_kept(depth: int) -> None:
    assert list(prefetch(Counted(20).items(), depth)) == list(range(20))


def test_a_fault_arrives_after_the_items_before_it() -> None:
    items = prefetch(Counted(2, ValueError("third")).items(), depth=5)
    assert [next(items), next(items)] == [0, 1]
    with pytest.raises(ValueError, match="third"):
        next(items)


def test_no_more_than_the_depth_is_made_before_it_is_asked_for() -> None:
    counted = Counted(100)
    items = prefetch(counted.items(), depth=2)
    next(items)
    next(items)
    assert counted.made <= 5


def test_closing_early_closes_the_maker_and_its_thread() -> None:
    before = threading.active_count()
    counted = Counted(100)
    items = prefetch(counted.items(), depth=3)
    next(items)
    items.close()  # type: ignore[attr-defined]
    assert counted.closed
    assert threading.active_count() == before

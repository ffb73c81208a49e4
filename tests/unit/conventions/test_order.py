"""The order of the tests names files that are there, each in one place."""

from __future__ import annotations

from collections import Counter
from types import SimpleNamespace

from tests.support.order import LONGEST, TOGETHER, longest_first, piece_of
from tests.support.tree import ROOT


def test_every_file_that_is_ordered_is_there_and_named_once() -> None:
    files = [name for name in LONGEST if name not in TOGETHER]
    files += [file for together in TOGETHER.values() for file in together]
    assert [file for file in files if not (ROOT / file).is_file()] == []
    assert [file for file, times in Counter(files).items() if times > 1] == []


def test_the_longest_piece_comes_first_and_its_files_stay_together() -> None:
    first, *_, last = TOGETHER["larkspur"]
    tests = ["tests/unit/a.py::one", f"{last}::two", f"{LONGEST[2]}::three", f"{first}::four"]
    ordered = longest_first([SimpleNamespace(nodeid=name) for name in tests])  # type: ignore[misc]
    assert [item.nodeid for item in ordered] == [tests[1], tests[3], tests[2], tests[0]]
    assert piece_of(tests[1]) == piece_of(tests[3]) != piece_of(tests[0])

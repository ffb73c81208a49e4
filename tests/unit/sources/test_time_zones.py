"""Names of time zones that vendors tell, and those that nobody knows."""

from __future__ import annotations

import pytest

from orchestration.sources.time_zones import known_zone


@pytest.mark.parametrize("name", ["Europe/Dublin", " America/New_York ", "GMT", "US/Eastern"])
def test_a_zone_is_taken_as_it_is_called(name: str) -> None:
    assert known_zone(name) == (name.strip(), "")


@pytest.mark.parametrize(
    "name",
    ["Mars/Phobos", "../../etc/passwd", "/etc/passwd", "Europe", "+02:00", "\x00", "x" * 999],
)
def test_what_is_no_zone_is_told_apart(name: str) -> None:
    assert known_zone(name) == (None, name)


@pytest.mark.parametrize("name", [None, "", "  "])
def test_nothing_said_is_nothing_known(name: str | None) -> None:
    assert known_zone(name) == (None, "")

"""How a run is called in `hymnsheet diff`: by its id, its day, or its place."""

from __future__ import annotations

from datetime import date, datetime
from types import SimpleNamespace
from typing import Any

import pytest

from orchestration.cli.diff import _run
from orchestration.errors import ConfigError


def _kept(number: int, run_id: str | None, day: int) -> Any:
    at = datetime(2026, 3, day, 8)  # noqa: DTZ001 - as the warehouse has it, UTC
    return SimpleNamespace(
        run_number=number, run_id=run_id, as_of=at, reporting_date=date(2026, 3, day)
    )


RUNS = [_kept(1, "aaa-1", 1), _kept(2, None, 5), _kept(3, "abb-2", 5), _kept(4, "ccc-3", 9)]


@pytest.mark.parametrize(
    ("name", "number"),
    [
        ("latest", 4),
        ("previous", 3),
        ("2026-03-05", 3),
        ("2026-03-08", 3),
        ("2026-12-31", 4),
        ("ccc-3", 4),
        ("aa", 1),
    ],
)
def test_a_run_is_found_by_id_day_or_place(name: str, number: int) -> None:
    assert _run(name, RUNS).run_number == number


@pytest.mark.parametrize("name", ["nothing", "a", "2026-02-28"])
def test_what_names_no_run_or_several_lists_those_that_are_kept(name: str) -> None:
    with pytest.raises(ConfigError) as refused:
        _run(name, RUNS)
    assert "aaa-1 of 2026-03-01 08:00" in refused.value.next_step
    assert "ccc-3 of 2026-03-09 08:00" in refused.value.next_step


def test_a_first_run_has_none_before_it() -> None:
    with pytest.raises(ConfigError):
        _run("previous", RUNS[:1])

"""In which order the files of a run are handed to its processes, and which stay together.

A file is one piece of work, as with `--dist loadfile`; those that look at one company are one piece
together, so that it is made once. The longest come first: nobody waits for the last one alone.
"""

from __future__ import annotations

from collections.abc import Sequence

import pytest
from xdist.scheduler import LoadFileScheduling

#: Files that share something long in the making, by what that is.
TOGETHER = {
    "larkspur": (
        "tests/e2e/test_variants.py",
        "tests/e2e/test_repeat.py",
        "tests/e2e/test_defects.py",
        "tests/e2e/test_questions.py",
        "tests/e2e/test_pipeline.py",
        "tests/e2e/test_gap.py",
        "tests/e2e/test_audit.py",
    ),
    "a company with every flaw": (
        "tests/integration/quality/test_history.py",
        "tests/integration/quality/test_rules.py",
        "tests/integration/quality/test_waivers.py",
    ),
}
#: The longest pieces of work, longest first.
LONGEST = (
    "larkspur",
    "tests/unit/worlds/test_defects.py",  # needs no parse, which the first one makes for all
    "a company with every flaw",
    "tests/e2e/test_bad_input.py",
    "tests/integration/dbt/test_scorecard.py",
    "tests/integration/dbt/test_lookalikes.py",
    "tests/integration/dbt/test_match_quality.py",
    "tests/integration/dbt/test_worlds.py",
    "tests/unit/conventions/test_imports.py",
    "tests/integration/dbt/test_handover.py",
    "tests/integration/dbt/test_numbers.py",
    "tests/integration/dbt/test_history.py",
    "tests/integration/dbt/test_identity.py",
    "tests/integration/dbt/test_calendars.py",
    "tests/integration/dbt/test_mql_moment.py",
    "tests/integration/dbt/test_demo_org.py",
    "tests/integration/sources/test_wrong_answers.py",
    "tests/integration/quality/test_values.py",
    "tests/integration/loading/test_vendors.py",
    "tests/integration/dbt/test_stable_keys.py",
    "tests/integration/dbt/test_hardware_company.py",
    "tests/integration/dbt/test_handover_truth.py",
    "tests/e2e/test_wheel.py",
    "tests/integration/dbt/test_movement.py",
    "tests/integration/dbt/test_gap.py",
)
_PIECES = {file: piece for piece, files in TOGETHER.items() for file in files}


def piece_of(nodeid: str) -> str:
    """The piece of work that a test belongs to: its file, or what its file shares."""
    file = nodeid.split("::", 1)[0]
    return _PIECES.get(file, file)


def longest_first(items: Sequence[pytest.Item]) -> list[pytest.Item]:
    """The tests as they were, but those of the longest pieces before all others."""
    places = {piece: place for place, piece in enumerate(LONGEST)}
    return sorted(items, key=lambda item: places.get(piece_of(item.nodeid), len(places)))


class LongestFirst(LoadFileScheduling):
    """Pieces in the order of their first tests."""

    def _split_scope(self, nodeid: str) -> str:
        return piece_of(nodeid)

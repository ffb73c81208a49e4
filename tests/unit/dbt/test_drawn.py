"""A seed names its examples: whoever reads one in a log sees them again."""

from __future__ import annotations

import importlib
import subprocess
import sys

import pytest
from hypothesis import strategies as st

from tests.support.dbt.drawn import drawn
from tests.support.paths import ROOT

NUMBERS = st.tuples(*(st.integers(0, 10**6) for _ in range(5)))
ALONE = """
from hypothesis import strategies as st
from tests.support.dbt.drawn import drawn
print(drawn(st.tuples(*(st.integers(0, 10**6) for _ in range(5))), 300, 3))
"""


def test_examples_do_not_depend_on_what_is_imported() -> None:
    importlib.import_module("orchestration.cli.main")  # full of numbers that hypothesis would try
    here = drawn(NUMBERS, 300, 3)
    done = subprocess.run(
        [sys.executable, "-c", ALONE], cwd=ROOT, capture_output=True, text=True, check=True
    )
    assert done.stdout.splitlines()[-1] == str(here)


def test_another_seed_gives_others_and_too_few_are_refused() -> None:
    assert drawn(NUMBERS, 50, 3) != drawn(NUMBERS, 50, 4)
    with pytest.raises(AssertionError, match="not so many different examples"):
        drawn(st.booleans(), 3, 1)

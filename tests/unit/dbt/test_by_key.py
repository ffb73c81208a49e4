"""A model that is built by key reads nothing that its fingerprints do not tell."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from tests.support.paths import PROJECT

_BY_KEY = 'materialized="by_key"'
MODELS = {path.stem: path for path in (PROJECT / "models").rglob("*.sql")}
SEEDS = {path.stem for path in (PROJECT / "seeds").rglob("*.csv")}
KEYED = sorted(name for name, path in MODELS.items() if _BY_KEY in path.read_text(encoding="utf-8"))


def _reads(name: str) -> set[str]:
    return set(re.findall(r'ref\("(\w+)"\)', MODELS[name].read_text(encoding="utf-8")))


def _fingerprints(path: Path) -> str:
    """The model that tells the keys of another."""
    (found,) = set(re.findall(r'due\([^,]+, ref\("(\w+)"\)\)', path.read_text(encoding="utf-8")))
    return str(found)


def _told(fingerprints: str) -> set[str]:
    """What goes into fingerprints, also by way of others."""
    found = _reads(fingerprints)
    for name in [each for each in found if each.endswith("__fingerprinted")]:
        found |= _told(name) | {name}
    return found


@pytest.mark.parametrize("name", KEYED)
def test_all_that_is_read_is_in_the_fingerprints(name: str) -> None:
    fingerprints = _fingerprints(MODELS[name])
    told = _told(fingerprints)
    of_the_same = {
        other for other in KEYED if _fingerprints(MODELS[other]) in {fingerprints, *told}
    }
    assert _reads(name) - {fingerprints} <= SEEDS | told | of_the_same


def test_there_are_such_models() -> None:
    assert "fct_touchpoint" in KEYED
    assert "fct_attribution" in KEYED

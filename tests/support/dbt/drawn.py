"""Random examples as a list, so that one build of the models holds them all.

Examples are the same for the same seed, whatever the test is called and whatever else was imported.
FIRST_SEED in the environment moves every test to other ones: `FIRST_SEED=40 pytest -m nightly`.
"""

from __future__ import annotations

import os
from collections.abc import Hashable
from typing import Any, Final, TypeVar

from hypothesis import HealthCheck, Phase, given, seed, settings
from hypothesis import strategies as st
from hypothesis.internal.conjecture.providers import AVAILABLE_PROVIDERS, HypothesisProvider

Example = TypeVar("Example", bound=Hashable)
#: What a test that is run every time draws from; slower ones take the next ones.
FIRST_SEED: Final = int(os.environ.get("FIRST_SEED", "1"))
#: Where some are alike, the missing ones are drawn from seeds that no test counts up to.
_FAR: Final = 1_000_003
_MOST_DRAWS: Final = 5


class BySeedAlone(HypothesisProvider):
    """Draws no constants out of the code: which of it is loaded would decide on all examples."""

    def _maybe_draw_constant(self, *_: Any, **__: Any) -> None:
        return None


AVAILABLE_PROVIDERS["by-seed-alone"] = f"{__name__}.{BySeedAlone.__name__}"


def drawn(strategy: st.SearchStrategy[Example], count: int, from_seed: int) -> list[Example]:
    """So many examples, no two alike; a test that fails shows the seed that they came from."""
    found: dict[Example, None] = {}
    for again in range(_MOST_DRAWS):
        found |= dict.fromkeys(_draw(strategy, count, from_seed + again * _FAR))
        if len(found) >= count:
            break
    print(f"{count} random examples, hypothesis seed {from_seed}")
    assert len(found) >= count, "there are not so many different examples"
    return list(found)[:count]


def _draw(strategy: st.SearchStrategy[Example], count: int, from_seed: int) -> list[Example]:
    """As many as asked for, among which a few may be alike."""
    found: list[Example] = []

    @seed(from_seed)
    @settings(
        max_examples=count,
        phases=[Phase.generate],
        backend="by-seed-alone",
        database=None,
        deadline=None,
        suppress_health_check=list(HealthCheck),
    )
    @given(strategy)
    def collect(example: Example) -> None:
        found.append(example)

    collect()
    return found

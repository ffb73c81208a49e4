"""What channels are worth by all journeys: once more, in fractions and from the definitions.

Markov: the chain is solved again without each channel. Shapley: every coalition is looked at.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from fractions import Fraction
from itertools import pairwise
from math import factorial

BEGINNING, CONVERTED, GONE = "(beginning)", "(converted)", "(gone)"
#: The channels of a journey in order, and whether it converted -> how many were so.
Journeys = Counter[tuple[tuple[str, ...], bool]]
_Chain = dict[str, dict[str, Fraction]]


def removal_effects(journeys: Journeys) -> dict[str, Fraction]:
    """Which part of the conversions is missed without a channel; of no conversion nothing."""
    chain = _chain(journeys)
    whole = _converts(chain, None)
    if not whole:
        return {}
    return {
        channel: 1 - _converts(chain, channel) / whole for channel in chain if channel != BEGINNING
    }


def _chain(journeys: Journeys) -> _Chain:
    counts: dict[str, Counter[str]] = {}
    for (channels, is_converted), count in journeys.items():
        if not channels:
            continue
        met = [
            one for one, before in zip(channels, (None, *channels), strict=False) if one != before
        ]
        for origin, goal in pairwise([BEGINNING, *met, CONVERTED if is_converted else GONE]):
            counts.setdefault(origin, Counter())[goal] += count
    return {
        origin: {goal: Fraction(count, goals.total()) for goal, count in goals.items()}
        for origin, goals in counts.items()
    }


def _converts(chain: _Chain, without: str | None) -> Fraction:
    """How probable a conversion is from the beginning: channel by channel is walked through."""
    left: _Chain = {}
    for origin, goals in chain.items():
        if origin != without:
            row = left.setdefault(origin, {})
            for goal, probability in goals.items():
                place = GONE if goal == without else goal
                row[place] = row.get(place, Fraction(0)) + probability
    for channel in [*left.keys() - {BEGINNING}]:
        goals = left.pop(channel)
        leaves = 1 - goals.pop(channel, Fraction(0))
        for row in left.values():
            part = row.pop(channel, Fraction(0)) / leaves
            for goal, probability in goals.items() if part else ():
                row[goal] = row.get(goal, Fraction(0)) + part * probability
    return left[BEGINNING].get(CONVERTED, Fraction(0))


def shapley_values(conversions: Mapping[frozenset[str], int]) -> dict[str, Fraction]:
    """Of the game in which channels together are worth the conversions that met no other."""
    channels = sorted(set().union(*conversions))
    places = {channel: 1 << place for place, channel in enumerate(channels)}
    worth = [0] * (1 << len(channels))
    for met, count in conversions.items():
        worth[sum(places[channel] for channel in met)] += count
    for place in places.values():  # sums over subsets
        for coalition in range(len(worth)):
            if coalition & place:
                worth[coalition] += worth[coalition ^ place]
    size = len(channels)
    chance = [
        Fraction(factorial(others) * factorial(size - others - 1), factorial(size))
        for others in range(size)
    ]
    return {
        channel: sum(
            (
                chance[coalition.bit_count()] * (worth[coalition | place] - worth[coalition])
                for coalition in range(len(worth))
                if not coalition & place
            ),
            Fraction(0),
        )
        for channel, place in places.items()
    }


def parted(channels: Sequence[str], worth: Mapping[str, Fraction] | None) -> list[Fraction]:
    """The share of each touch, by its channel's worth among those met; by nobody's, evenly.

    Args:
        channels: of the touches.
        worth: None where all channels are worth the same.
    """
    met = dict.fromkeys(channels)
    values = {one: Fraction(1) if worth is None else worth.get(one, Fraction(0)) for one in met}
    total = sum(values.values())
    if not total:
        return [Fraction(1, len(channels))] * len(channels)
    return [values[one] / total / channels.count(one) for one in channels]


def journeys_of(paths: Iterable[tuple[Sequence[str], bool]]) -> Journeys:
    """Counted, those without a touch left out."""
    return Counter((tuple(channels), converted) for channels, converted in paths if channels)

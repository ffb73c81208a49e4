"""The rules of attribution once more, in fractions: written from their definitions, not the SQL."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import timedelta
from fractions import Fraction
from typing import Final

from tests.support.attribution.channels import journeys_of, parted, removal_effects
from tests.support.attribution.journeys import TYPES, Journey, Touch

_F: Final = Fraction
#: Rule -> what it gives to which touch. `others` is the rest, `all` everybody, `fading` by age.
RULES: Final[Mapping[str, Mapping[str, Fraction]]] = {
    "first": {"FT": _F(1)},
    "last": {"LT": _F(1)},
    "first_not_direct": {"FT but direct": _F(1)},
    "last_not_direct": {"LT but direct": _F(1)},
    "linear": {"all": _F(1)},
    "u_shaped": {"FT": _F(40, 100), "LC": _F(40, 100), "others": _F(20, 100)},
    "position_based": {"FT": _F(40, 100), "LT": _F(40, 100), "others": _F(20, 100)},
    "w_shaped": {"FT": _F(3, 10), "LC": _F(3, 10), "OC": _F(3, 10), "others": _F(1, 10)},
    "full_path": {
        **{mark: _F(225, 1000) for mark in ("FT", "LC", "OC", "CW")},
        "others": _F(1, 10),
    },
    "j_shaped": {"FT": _F(20, 100), "LT": _F(60, 100), "others": _F(20, 100)},
    "inverse_j_shaped": {"FT": _F(60, 100), "LT": _F(20, 100), "others": _F(20, 100)},
    "time_decay": {"fading": _F(1)},
    "shapley": {"channels": _F(1)},
    "markov": {"removals": _F(1)},
}
HALF_LIFE: Final = timedelta(days=7)
Numbered = tuple[int, Touch]
Effects = Mapping[str, Fraction]
#: The channels of a journey in order, and whether it converted.
Steps = tuple[Sequence[str], bool]


def path(journey: Journey, conversion: str) -> list[Numbered]:
    """The touches that may share the conversion, in order, each with its place in the journey."""
    created, closed = journey.created_at, journey.won_until
    until = created if conversion == "created" else closed or created
    if until is None:
        return []
    people = journey.names or "abc"
    found = []
    for place, touch in enumerate(journey.touches):
        rank, days = TYPES[touch.type]
        is_over = touch.at >= until if until is closed else touch.at > until
        since = created or until
        # of a deal that was never made, the last moment of the day of the win is looked back from
        if created is None:
            since -= timedelta(microseconds=1)
        counts = touch.is_credited and touch.person in people
        if counts and not is_over and touch.at >= since - timedelta(days=days):
            found.append((touch.at, rank, place, touch))
    return [(place, touch) for _, _, place, touch in sorted(found, key=lambda one: one[:3])]


def effects(told: Iterable[Journey], others: Iterable[Steps] = ()) -> dict[str, Effects]:
    """Of each conversion, what it misses without each channel; `others` led to both or to none."""
    journeys = [*told]
    gone = [steps for journey in journeys for steps in _strangers(journey)]
    made = [(_channels(journey, "created"), True) for journey in journeys]
    closed = [
        (_channels(journey, "won"), journey.is_won)
        for journey in journeys
        if journey.is_won or journey.is_lost
    ]
    return {
        conversion: removal_effects(journeys_of([*found, *others, *gone]))
        for conversion, found in (("created", made), ("won", closed))
    }


def _channels(journey: Journey, conversion: str) -> list[str]:
    return [touch.channel for _, touch in path(journey, conversion)]


def _strangers(journey: Journey) -> list[Steps]:
    """What those met who have no part in the deal: d, and of named people the others."""
    found = []
    for person in set("abcd") - set(journey.names or "abc"):
        touches = [
            (touch.at, TYPES[touch.type][0], place, touch.channel)
            for place, touch in enumerate(journey.touches)
            if touch.is_credited and touch.person == person
        ]
        found.append(([channel for *_, channel in sorted(touches)], False))
    return found


def weights(
    rule: str, journey: Journey, conversion: str, missed: Effects
) -> dict[int, Fraction] | None:
    """Weight by the touch's place in the journey; None where no touch has any.

    Args:
        rule: its name.
        journey: a deal and its touches.
        conversion: created or won.
        missed: of that conversion, see `effects`.
    """
    touches = path(journey, conversion)
    shares = _shares(RULES[rule], [touch for _, touch in touches], journey, conversion, missed)
    total = sum(shares)
    if not total:
        return None
    return {
        place: share / total
        for (place, _), share in zip(touches, shares, strict=True)
        if share or _gives_to_all(rule)
    }


def _gives_to_all(rule: str) -> bool:
    return bool({"all", "fading", "channels", "removals"} & RULES[rule].keys())


def _shares(
    rule: Mapping[str, Fraction],
    touches: Sequence[Touch],
    journey: Journey,
    conversion: str,
    missed: Effects,
) -> list[Fraction]:
    shares = [_F(0)] * len(touches)
    if not touches:
        return shares
    marked = set()
    for mark, place in _marks(touches, journey, conversion).items():
        if place is not None and mark in rule:
            shares[place] += rule[mark]
            marked.add(place)
    others = [place for place in range(len(touches)) if place not in marked]
    for place in others:
        shares[place] += rule.get("others", _F(0)) / len(others)
    ages = [(touches[-1].at - touch.at) / HALF_LIFE for touch in touches]
    fading = [_F(2.0**-age) for age in ages]
    for place, left in enumerate(fading):
        shares[place] += rule.get("all", _F(0)) / len(touches)
        shares[place] += rule.get("fading", _F(0)) * left / sum(fading)
    channels = [touch.channel for touch in touches]
    for name, worth in (("channels", None), ("removals", missed)):
        for place, share in enumerate(parted(channels, worth)):
            shares[place] += rule.get(name, _F(0)) * share
    return shares


def _marks(touches: Sequence[Touch], journey: Journey, conversion: str) -> dict[str, int | None]:
    known = [place for place, touch in enumerate(touches) if touch.channel != "direct"]
    everybody = known or list(range(len(touches)))
    lead_at = None if journey.is_lead_imputed else journey.lead_at
    return {
        "FT": 0,
        "LT": len(touches) - 1,
        "FT but direct": everybody[0],
        "LT but direct": everybody[-1],
        "LC": _last_until(touches, lead_at),
        "OC": _last_until(touches, journey.created_at),
        "CW": len(touches) - 1 if conversion == "won" else None,
    }


def _last_until(touches: Sequence[Touch], moment: object) -> int | None:
    places = [place for place, touch in enumerate(touches) if moment and touch.at <= moment]  # type: ignore[operator]
    return places[-1] if places else None

"""What counts as a touch, and how the credit for a deal is shared among those before it."""

from __future__ import annotations

from collections.abc import Mapping
from math import isclose
from typing import Annotated, ClassVar, Final, Self

from pydantic import Field, model_validator

from orchestration.glossary.entry import Code, Row, SettingValue, Table, Text, known, unique
from orchestration.glossary.parts.channels import Channels
from orchestration.glossary.parts.part import Check

Share = Annotated[float, Field(ge=0, le=1)]
#: What a model may give a share to; the columns of its row.
SHARES: Final = (
    "first_share",
    "first_not_direct_share",
    "last_share",
    "last_not_direct_share",
    "lead_created_share",
    "opportunity_created_share",
    "closed_share",
    "rest_share",
    "even_share",
    "decay_share",
    "channel_share",
    "removal_share",
)


class TouchType(Row):
    """A way in which somebody meets us.

    Attributes:
        rank: of touches of one instant the one with the least comes first.
        kind: types of one kind may be the same touch, told by two systems.
        is_marketing: marketing's work; of any other, sales'.
        is_credited: it takes part in attribution.
        is_visit: what follows one of it without a pause is part of it.
        lookback_days: how long before the opportunity was made it still counts.
        channel: that of a touch which says nothing of where it came from.
    """

    code: Code
    label: Text
    rank: int = Field(ge=1)
    kind: Code
    is_marketing: bool
    is_credited: bool
    is_visit: bool = False
    lookback_days: int = Field(ge=0, le=3650)
    channel: Code | None = None


class AttributionModel(Row):
    """A rule by which the touches before a deal share it. What a row leaves out has no share.

    Attributes:
        first_share, last_share: of the first and the last touch.
        first_not_direct_share, last_not_direct_share: the same among those that are no direct
            traffic; where all are, among all.
        lead_created_share: of the last one until the person raised a hand.
        opportunity_created_share: of the last one until the opportunity was made.
        closed_share: of the last one until it was won.
        rest_share: of all that none of these is, evenly.
        even_share: of all, evenly.
        decay_share: of all, a touch half as much as one `half_life_days` later.
        channel_share: of all channels that were met, evenly, and of each its touches, evenly.
        removal_share: of the same channels, by what all journeys come to without each of them.
    """

    code: Code
    label: Text
    first_share: Share = 0
    first_not_direct_share: Share = 0
    last_share: Share = 0
    last_not_direct_share: Share = 0
    lead_created_share: Share = 0
    opportunity_created_share: Share = 0
    closed_share: Share = 0
    rest_share: Share = 0
    even_share: Share = 0
    decay_share: Share = 0
    channel_share: Share = 0
    removal_share: Share = 0
    half_life_days: float | None = Field(default=None, ge=0.1, le=3650)

    @model_validator(mode="after")
    def _shares_a_whole(self) -> Self:
        total = sum(getattr(self, name) for name in SHARES)
        if not isclose(total, 1, abs_tol=1e-9):
            raise ValueError(f"{self.code}: its shares add up to {total:g}, not to 1")
        if (self.decay_share > 0) is not (self.half_life_days is not None):
            raise ValueError(f"{self.code}: decay_share and half_life_days belong together")
        return self


def _minutes_or_none(value: SettingValue) -> str | None:
    if isinstance(value, int) and not isinstance(value, bool) and 0 <= value <= 1440:
        return None
    return f"{value!r} is no whole number of minutes between 0 and 1440."


class Touches(Channels):
    """Types of touches and models of attribution."""

    SETTINGS: ClassVar[Mapping[str, Check]] = {"same_touch_minutes": _minutes_or_none}

    touch_types: Table[TouchType]
    attribution_models: Table[AttributionModel]

    def check(self) -> None:
        """Names are told apart; a channel is one of the company's."""
        types = self.touch_types.rows
        unique("touch_types", (row.code for row in types))
        unique("attribution_models", (row.code for row in self.attribution_models.rows))
        channels = {row.code for row in self.channels.rows}
        known("touch_types", "channel", (row.channel for row in types if row.channel), channels)
        for kind in {row.kind for row in types}:
            if len({(row.is_marketing, row.is_visit) for row in types if row.kind == kind}) > 1:
                raise ValueError(
                    f"touch_types: those of kind {kind!r} are not all marketing's, or not all"
                    " visits, and so could not be the same touch"
                )

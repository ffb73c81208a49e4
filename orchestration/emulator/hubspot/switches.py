"""What HubSpot leaves open."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Literal

from orchestration.emulator.options import Switches


@dataclass
class HubSpotSwitches(Switches):
    """What HubSpot leaves open.

    Attributes:
        search_lag_s: seconds of emulator time during which search does not see a change. The
            clock stands still by itself, so any lag hides changes until it is advanced.
        id_order: how search compares hs_object_id.
    """

    search_lag_s: float = field(
        default=0.0, metadata={"says": "search does not see the newest edits"}
    )
    id_order: Literal["numeric", "lexicographic"] = field(
        default="numeric", metadata={"says": "ids compare as texts in search"}
    )

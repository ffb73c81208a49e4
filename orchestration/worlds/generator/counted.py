"""What counts towards a metric, as the simulation made it happen: when, by whom, and how much."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import NamedTuple


class Count(NamedTuple):
    """One thing that counts.

    Attributes:
        metric_id: of the metric.
        on: the day, UTC.
        numerator: what it adds above the line; of a sum all there is.
        denominator: what it adds below the line; None where the metric has none.
        channel: the glossary's code; empty where nobody can tell of any.
        owner: e-mail address of the colleague, or name of the queue; empty without one.
    """

    metric_id: str
    on: date
    numerator: Decimal
    denominator: Decimal | None = None
    channel: str = ""
    owner: str = ""

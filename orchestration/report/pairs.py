"""Two records side by side, as sections show them: where each stands, what is told of both."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime

from orchestration.report import format as words
from orchestration.report.context import RenderContext
from orchestration.report.findings import NAME_LIMIT
from orchestration.report.names import object_title


@dataclass(frozen=True)
class Side:
    """One of the two records."""

    where: str
    record_id: str
    url: str | None


@dataclass(frozen=True)
class Line:
    """One thing that is told of both; `differs` where both say something and not the same."""

    told: str
    one: str
    other: str
    differs: bool


def side(system: str, place: str, record_id: str, context: RenderContext) -> Side:
    """The record of this id, and where it opens."""
    return Side(
        where=object_title(system, place),
        record_id=words.clip(record_id, NAME_LIMIT),
        url=context.links.record(system, place, record_id),
    )


def line(told: str, one: object, other: object, *, is_compared: bool = True) -> Iterator[Line]:
    """What both say under one name; nothing where neither says anything."""
    left, right = _text(one), _text(other)
    if left or right:
        differs = bool(left and right and left.casefold() != right.casefold())
        yield Line(told, left, right, differs and is_compared)


def _text(value: object) -> str:
    if isinstance(value, datetime):
        return words.iso_date(value.date())
    return words.clip(str(value), NAME_LIMIT) if value else ""

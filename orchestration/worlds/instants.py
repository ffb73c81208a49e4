"""Reading and writing instants as every world spells them (ISO 8601, UTC)."""

from __future__ import annotations

from datetime import UTC, datetime


def parse_instant(text: str) -> datetime:
    """Read an ISO 8601 date or time; one without a zone is UTC.

    Raises:
        ValueError: the text is not ISO 8601.
    """
    value = datetime.fromisoformat(text)
    if value.tzinfo is None:
        return value.replace(tzinfo=UTC)
    try:
        return value.astimezone(UTC)
    except OverflowError as error:
        raise ValueError(f"{text} lies beyond the calendar") from error


def format_instant(value: datetime) -> str:
    """Write an instant as `2024-05-01T10:00:00.000Z`."""
    return value.astimezone(UTC).replace(tzinfo=None).isoformat(timespec="milliseconds") + "Z"

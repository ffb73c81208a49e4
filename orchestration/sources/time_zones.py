"""Names of time zones as vendors tell them: only those that everything downstream knows."""

from __future__ import annotations

from zoneinfo import ZoneInfo


def known_zone(name: str | None) -> tuple[str | None, str]:
    """The IANA name, or None and what was said instead of one; blank if nothing was said."""
    said = (name or "").strip()
    try:
        return (ZoneInfo(said).key, "") if said else (None, "")
    except (KeyError, ValueError, OSError):
        return None, said

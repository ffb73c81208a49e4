"""Breaks of fields in words: what happened, and whose doing it was."""

from __future__ import annotations

from typing import Final

from orchestration.report import format as words

_BREAKS: Final = {
    "fill_fell": "New records no longer fill it",
    "placeholder_began": "New records hold a placeholder",
    "value_began": "One value has flooded it",
    "value_renamed": "A value goes by another name",
    "value_ended": "A value is no longer chosen",
    "mass_emptied": "Emptied on many records at once",
    "mass_written": "Overwritten on many records at once",
    "volume_fell": "Far fewer are created",
    "volume_stopped": "None are created any more",
}
_ACTORS: Final = {
    "user": "the user",
    "import": "the import",
    "integration": "the integration",
    "automation": "the automation",
    "form": "the form",
}
_LONGEST: Final = 60


def what_broke(
    kind: str, value_before: str | None, value_after: str | None, *, is_redacted: bool
) -> str:
    """`A value goes by another name: “Web”, now “Website”`; of a redacted report without values."""
    told = _BREAKS[kind]
    if is_redacted:
        return told
    values = [_value(value) for value in (value_before, value_after) if value]
    return f"{told}: {', now '.join(values)}" if values else told


def whose_doing(kind: str, actor: str | None, *, is_redacted: bool) -> str:
    """`the user Ann Ash`, or `unknown`; of a redacted report without the name."""
    if actor is None or kind not in _ACTORS:
        return "unknown"
    said = _ACTORS[kind]
    return said if is_redacted else f"{said} {words.clip(words.visible(actor), _LONGEST)}"


def _value(text: str) -> str:
    return f"“{words.clip(words.visible(text), _LONGEST)}”"

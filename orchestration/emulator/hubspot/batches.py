"""What batch endpoints share: ids that a fault leaves unanswered, and the 207."""

from __future__ import annotations

from typing import Any

from orchestration.emulator.hubspot.endpoint import Call, Reply
from orchestration.emulator.hubspot.errors import batch_error
from orchestration.emulator.hubspot.faults import BATCH_ERRORS, BATCH_SILENT


def spoilt(call: Call, ids: list[str]) -> list[str]:
    """Those ids of a batch that a fault keeps from being answered: every second one."""
    return ids[::2] if call.fault in (BATCH_ERRORS, BATCH_SILENT) else []


def failures(call: Call, ids: list[str]) -> list[dict[str, Any]]:
    """Entries of a 207's `errors` for spoilt ids; none when the fault is a silent one."""
    if call.fault != BATCH_ERRORS or not ids:
        return []
    return [batch_error("internal error", {"ids": ids}, category="INTERNAL_ERROR")]


def finished(reply: dict[str, Any], errors: list[dict[str, Any]]) -> Reply:
    """200, or 207 when there are errors."""
    if not errors:
        return 200, reply
    return 207, {**reply, "numErrors": len(errors), "errors": errors}

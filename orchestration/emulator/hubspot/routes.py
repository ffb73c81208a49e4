"""HubSpot's URL paths and the endpoints behind them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from starlette.routing import Route

if TYPE_CHECKING:
    from orchestration.emulator.server import Emulator


def routes(emulator: Emulator) -> list[Route]:
    """All HubSpot routes of one emulator."""
    return []

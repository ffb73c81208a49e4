"""Vendors' APIs over a world folder, on loopback: for the demo, the tests and measurements.

Never imports the connectors it judges.
"""

from __future__ import annotations

from orchestration.emulator.options import Options
from orchestration.emulator.server import Emulator
from orchestration.emulator.service import load_world

__all__ = ["Emulator", "Options", "load_world"]

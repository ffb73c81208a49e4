"""One emulator per test file, as new before each test; a file with a world of its own says so."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from orchestration.emulator import Emulator
from orchestration.emulator.hubspot.records import HubSpotRecords
from tests.support.emulator.hubspot_portal import Client, portal_world


@pytest.fixture(scope="module")
def served() -> Iterator[Emulator]:
    """The small portal, without rate limits."""
    with Emulator(portal_world(), rate_limits=False) as emulator:
        yield emulator


@pytest.fixture
def emulator(served: Emulator) -> Emulator:
    """The file's emulator with the world as it was."""
    served.reset()
    return served


@pytest.fixture
def store(emulator: Emulator) -> HubSpotRecords:
    """The portal's live state."""
    return emulator.records["hubspot"]


@pytest.fixture
def client(emulator: Emulator) -> Client:
    """A client of the portal."""
    return Client(emulator)

"""A running emulator without its server: world, live records, clock, faults, log and options."""

from __future__ import annotations

import threading
from collections.abc import Mapping
from functools import partial
from typing import Any

from orchestration.emulator.clock import EmulatorClock
from orchestration.emulator.fault_catalog import armable
from orchestration.emulator.faults import FaultInjector
from orchestration.emulator.options import Options
from orchestration.emulator.request_log import RequestLog
from orchestration.emulator.service import find_services
from orchestration.worlds.changes import InvalidChangeError, complaint
from orchestration.worlds.csv_table import world_error
from orchestration.worlds.instants import parse_instant
from orchestration.worlds.world import PLACE, World


class Runtime:
    """One world while it is served.

    Args:
        world: what to serve, and what reset() returns to.
        options: switches; each vendor's own are as the vendor has them where none are given.

    Attributes:
        records: live records of each system that the world has, by its name. Typed as Any, since
            each vendor's records have methods of their own.
        states: what each system's endpoints keep beside them, likewise.
        lock: guards all of it: hold it while reading more than one row, since tests edit from
            their own thread.
        base_url: `https://localhost:PORT`, once served.
    """

    def __init__(self, world: World, options: Options | None = None) -> None:
        self.world = world
        self.services = find_services()
        self.credentials = {service.name: service.credentials for service in self.services}
        self.options = options or Options()
        for service in self.services:
            self.options.vendors.setdefault(service.name, service.switches())
        self.clock = EmulatorClock(world.as_of)
        self.faults = FaultInjector(armable())
        self.log = RequestLog()
        self.lock = threading.RLock()
        self.base_url = ""
        self.records: dict[str, Any] = {}
        self.states: dict[str, Any] = {}
        self._begin()

    def reset(self) -> None:
        """Return to the world as loaded: state, clock, faults, log and counted calls."""
        self.clock.reset()
        self.faults.clear()
        self.log.clear()
        self._begin()

    def apply(self, change: Mapping[str, Any]) -> None:
        """Apply one change now, stamped with the clock; see worlds/changes.py for the shapes.

        Raises:
            InvalidChangeError: the change is malformed, or its system is not in this world.
        """
        actions = {service.name: service.layout.actions for service in self.services}
        wrong = complaint(change, actions)
        if wrong is not None:
            raise InvalidChangeError(f"{wrong[0]}: {wrong[1]}")
        system = change["system"]
        if system not in self.records:
            raise InvalidChangeError(f"this world has no system {system!r}")
        with self.lock:
            actions[system][change["action"]].apply(self.records[system], change)

    def settings(self) -> dict[str, str]:
        """What leads a client to the vendors of this world: `<vendor>_<setting>` by name."""
        found: dict[str, str] = {}
        for service in self.services:
            if service.name in self.records:
                found[f"{service.name}_{service.address}"] = self.base_url
                for name in service.log_in:
                    found[f"{service.name}_{name}"] = service.credentials[name]
        return found

    def _begin(self) -> None:
        with self.lock:
            for state in self.states.values():
                if hasattr(state, "close"):
                    state.close()
            for service in self.services:
                part = self.world.systems.get(service.name)
                if part is not None:
                    records = service.records(part, self.clock, self.lock)
                    self.records[service.name] = records
                    if service.state is not None:
                        self.states[service.name] = service.state(self, records)
        for change in self.world.changes:
            self.clock.schedule(parse_instant(change["at"]), partial(self._apply_own, change))

    def _apply_own(self, change: Mapping[str, Any]) -> None:
        """Apply a change of the world's own, whose fault is a fault of its file.

        Raises:
            WorldError: it cannot be applied.
        """
        try:
            self.apply(change)
        except InvalidChangeError as error:
            raise world_error(str(change.get(PLACE, "a change")), str(error)) from error

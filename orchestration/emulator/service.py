"""A vendor as the emulator serves it. Vendors are found: subpackages with a `service.SERVICE`."""

from __future__ import annotations

import pkgutil
import threading
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cache
from importlib import import_module
from pathlib import Path
from typing import Any, Final

from starlette.routing import BaseRoute

from orchestration.emulator.clock import EmulatorClock
from orchestration.emulator.faults import Fault
from orchestration.emulator.options import Switches
from orchestration.emulator.records import Records
from orchestration.emulator.reply import Paging
from orchestration.worlds.system import Layout
from orchestration.worlds.world import World

_PACKAGE: Final = "orchestration.emulator"


@dataclass(frozen=True)
class Service:
    """One emulated vendor.

    Attributes:
        name: of its subpackage, of its folder in a world, and before its settings and faults.
        prefixes: where its paths begin; the longest that fits a path says whose it is.
        routes: its endpoints over a `Runtime`, which is not imported here since it imports this.
        address: the setting of a client that takes the emulator's address.
        log_in: those of `credentials` that are a client's settings.
        credentials: everything that it lets in, by name. Fixed and fake: they open nothing real.
        layout: what its folder in a world may hold.
        records: its live records over that part of a world.
        state: what its endpoints keep beside the records, as new after every reset; None when the
            records are all. Closed, if it can be, when it ends.
        faults: what can be armed for its paths, by name; names carry the vendor (`vendor.fault`).
        switches: what it leaves open.
        paging: how its lists go on.
        header_names: names of its headers that title case would misspell.
    """

    name: str
    prefixes: tuple[str, ...]
    routes: Callable[[Any], Sequence[BaseRoute]]
    address: str = "base_url"
    log_in: tuple[str, ...] = ()
    credentials: Mapping[str, str] = field(default_factory=dict)
    layout: Layout = field(default_factory=Layout)
    records: Callable[[Any, EmulatorClock, threading.RLock], Records] = Records
    state: Callable[[Any, Any], Any] | None = None
    faults: Mapping[str, Fault] = field(default_factory=dict)
    switches: Callable[[], Switches] = Switches
    paging: Paging = field(default_factory=Paging)
    header_names: tuple[str, ...] = ()

    def reach(self, path: str) -> int:
        """How much of a path one of the prefixes covers; -1 for none."""
        return max((len(one) for one in self.prefixes if path.startswith(one)), default=-1)


@cache
def find_services() -> tuple[Service, ...]:
    """Every vendor that can be served; those whose paths are the most particular come first."""
    package = import_module(_PACKAGE)
    modules = pkgutil.iter_modules(package.__path__, f"{_PACKAGE}.")
    found = [import_module(f"{module.name}.service").SERVICE for module in modules if module.ispkg]
    return tuple(sorted(found, key=lambda one: (-min(map(len, one.prefixes)), one.name)))


def service_of(path: str) -> Service:
    """The vendor to whom a path belongs."""
    return max(find_services(), key=lambda service: service.reach(path))


def load_world(folder: Path) -> World:
    """Read a world folder with what every vendor says of its part.

    Raises:
        WorldError: a file is missing or malformed; names file, line and column.
    """
    return World.load(folder, {service.name: service.layout for service in find_services()})

"""Everything that can go wrong on purpose: every fault kind, its vendors and where it applies."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import fields
from typing import Literal, NamedTuple

from orchestration.emulator.faults import Fault, FaultReply
from orchestration.emulator.service import find_services
from orchestration.emulator.wire_faults import wire_faults


class FaultKind(NamedTuple):
    """One way to go wrong.

    Attributes:
        name: of the fault to arm, the change to apply or the option to set.
        how: `arm` (control/faults), `change` (control/changes) or `option` (control/options).
        vendors: whose calls it can meet.
        paths: where: prefixes, or patterns with `*`; empty for changes and options.
        answers: whether it answers instead of the endpoint.
        says: what goes wrong.
    """

    name: str
    how: Literal["arm", "change", "option"]
    vendors: tuple[str, ...]
    paths: tuple[str, ...] = ()
    answers: bool = False
    says: str = ""


def every_fault() -> tuple[FaultKind, ...]:
    """Return every fault kind of every vendor: what can be armed, changed and switched."""
    return (*_armed(), *_changes(), *_options())


def armable() -> dict[str, Fault]:
    """Every fault that can be armed, by name."""
    return wire_faults() | {
        name: fault for service in find_services() for name, fault in service.faults.items()
    }


def _all_vendors() -> tuple[str, ...]:
    return tuple(sorted(service.name for service in find_services()))


def _armed() -> Iterator[FaultKind]:
    owners = {name: (one.name,) for one in find_services() for name in one.faults}
    for name, fault in armable().items():
        vendors, answers = owners.get(name, _all_vendors()), isinstance(fault, FaultReply)
        yield FaultKind(name, "arm", vendors, fault.paths, answers, fault.says)


def _changes() -> Iterator[FaultKind]:
    """Edits that a vendor makes without telling, or that take something away from the reader."""
    says: dict[str, str] = {}
    vendors: dict[str, list[str]] = {}
    for service in sorted(find_services(), key=lambda one: one.name):
        for name, action in service.layout.actions.items():
            if action.says:
                says[name] = action.says
                vendors.setdefault(name, []).append(service.name)
    for name, said in says.items():
        yield FaultKind(name, "change", tuple(vendors[name]), says=said)


def _options() -> Iterator[FaultKind]:
    yield FaultKind("rate_limits", "option", _all_vendors(), says="fewer calls are allowed")
    for service in find_services():
        for switch in fields(service.switches()):
            if "says" in switch.metadata:
                name = f"{service.name}.{switch.name}"
                yield FaultKind(name, "option", (service.name,), says=switch.metadata["says"])

"""Everything that can go wrong on purpose: every fault kind, its vendors and where it applies."""

from __future__ import annotations

from typing import Final, Literal, NamedTuple

from orchestration.emulator.faults import FaultReply
from orchestration.emulator.hubspot.faults import FAULTS as HUBSPOT_FAULTS
from orchestration.emulator.salesforce.faults import FAULTS as SALESFORCE_FAULTS
from orchestration.emulator.wire_faults import WIRE_FAULTS
from orchestration.worlds.changes import actions

_VENDORS: Final = ("hubspot", "salesforce")


class FaultKind(NamedTuple):
    """One way to go wrong.

    Args:
        name: of the fault to arm, the change to apply or the option to set.
        how: ``arm`` (control/faults), ``change`` (control/changes) or ``option`` (control/options).
        vendors: whose calls it can meet.
        paths: where: prefixes, or patterns with ``*``; empty for changes and options.
        answers: whether it answers instead of the endpoint.
        says: what goes wrong.
    """

    name: str
    how: Literal["arm", "change", "option"]
    vendors: tuple[str, ...]
    paths: tuple[str, ...] = ()
    answers: bool = False
    says: str = ""


#: Edits that a vendor makes without telling, or that take something away from the reader.
_CHANGES: Final = {
    "purge": "a record is gone without a trace",
    "merge": "two records become one",
    "archive": "a record leaves the default list",
    "delete": "a record goes to the recycle bin",
    "restore": "a record comes back; with modified: unchanged nothing tells of it",
    "upsert": "a record changes; with modified: an earlier instant the commit comes late",
    "dissociate": "an association goes; its records keep their stamps",
    "hide_field": "the permission to read a field goes",
    "show_field": "and comes back",
    "hide_object": "the permission to read an object goes",
    "show_object": "and comes back",
    "define_property": "a property is added, renamed, retyped, archived; options change",
    "define_field": "a field is added, renamed, retyped; options change",
    "drop_field": "a field goes with its values",
}
_OPTIONS: Final = (
    FaultKind("search_lag_s", "option", ("hubspot",), says="search does not see the newest edits"),
    FaultKind("id_order", "option", ("hubspot",), says="ids compare as texts in search"),
    FaultKind("rate_limits", "option", _VENDORS, says="fewer calls are allowed"),
    FaultKind("hubspot_uri_bytes", "option", ("hubspot",), says="addresses get too long sooner"),
    FaultKind("salesforce_uri_bytes", "option", ("salesforce",), says="likewise"),
)


def every_fault() -> tuple[FaultKind, ...]:
    """Return every fault kind of both vendors: what can be armed, changed and switched."""
    tables = ((_VENDORS, WIRE_FAULTS), (("hubspot",), HUBSPOT_FAULTS))
    armed = [
        FaultKind(name, "arm", vendors, fault.paths, isinstance(fault, FaultReply), fault.says)
        for vendors, table in (*tables, (("salesforce",), SALESFORCE_FAULTS))
        for name, fault in table.items()
    ]
    changes = [
        FaultKind(name, "change", tuple(v for v in _VENDORS if name in actions(v)), says=says)
        for name, says in _CHANGES.items()
    ]
    return (*armed, *changes, *_OPTIONS)

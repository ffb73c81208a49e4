"""What happens to a value after it was set right: planted, with what `fix verify` owes of it."""

from __future__ import annotations

import csv
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import groupby
from pathlib import Path

from orchestration.emulator import Emulator
from orchestration.fixes import Fix
from orchestration.sources.registry import VENDORS

SYNC_USER = "005Wd000ABCDEFGIYP"
_COLLEAGUE = "005Wd000ABCDEFHIYP"


@dataclass(frozen=True)
class Planted:
    """One value that did not stay, and what is to be said of it."""

    key: str
    what: str
    outcome: str
    by: str | None = None


def hire(world: Path) -> None:
    """Write into a world the users of Salesforce who write: the sync's, and a colleague."""
    users = world / "salesforce" / "objects" / "User.csv"
    header = users.read_text("utf-8").splitlines()[0].split(",")
    with users.open("a", encoding="utf-8", newline="") as file:
        sheet = csv.DictWriter(file, header, lineterminator="\n")
        for user, name in ((SYNC_USER, "HubSpot Integration"), (_COLLEAGUE, "Vera Back")):
            sheet.writerow({"Id": user, "Name": name, "IsActive": "true", "UserType": "Standard"})


def plant(emulator: Emulator, fixes: Iterable[Fix]) -> Iterator[Planted]:
    """Undo a few of the values that stand right by now, each in one of four ways.

    Of fields with a history the writer can be known, so the sync and an integration write there; of
    others nobody can tell who did it.
    """
    places = sorted(fixes, key=lambda fix: (fix.rule_id, fix.source_system, fix.source_id))
    for (rule, system), group in groupby(places, lambda fix: (fix.rule_id, fix.source_system)):
        chosen = list(group)
        if rule in ("X002", "X003", "X004"):
            yield from _tracked(emulator, system, chosen)
        elif rule in ("V003", "V005"):
            write(emulator, chosen[0], chosen[0].value_before)
            yield Planted(chosen[0].finding_key, "changed back by somebody", "bounced_back")
            if len(chosen) > 2 and rule == "V003":
                _delete(emulator, chosen[1])
                yield Planted(chosen[1].finding_key, "the record was deleted", "record_gone")


def _tracked(emulator: Emulator, system: str, fixes: list[Fix]) -> Iterator[Planted]:
    other = "salesforce" if system == "hubspot" else "hubspot"
    synced = {"hubspot": "SALESFORCE:sync", "salesforce": SYNC_USER}[system]
    people = {"hubspot": "CRM_UI:userId:77", "salesforce": _COLLEAGUE}[system]
    machine = {"hubspot": "INTEGRATION:4711", "salesforce": _COLLEAGUE}[system]
    ways = (
        (synced, "written back by the sync", "overwritten", other),
        (people, "changed back by a user", "bounced_back", None),
        (machine, "bounced by an integration", "bounced_back", None),
    )
    for fix, (by, what, outcome, side) in zip(fixes, ways, strict=False):
        write(emulator, fix, fix.value_before, by)
        yield Planted(fix.finding_key, what, outcome, side)


def write(emulator: Emulator, fix: Fix, value: str | None, by: str | None = None) -> None:
    """Write the field of a fix as its system names it."""
    name, column = _object(fix), fix.vendor_field or fix.field
    emulator.records[fix.source_system].upsert(name, fix.source_id, {column: value}, None, by)


def bring_back(emulator: Emulator, fix: Fix) -> None:
    """A deleted record comes back."""
    change = {"system": fix.source_system, "action": "restore", "object": _object(fix)}
    emulator.apply({**change, "id": fix.source_id})


def _delete(emulator: Emulator, fix: Fix) -> None:
    action = {"hubspot": "archive", "salesforce": "delete"}[fix.source_system]
    change = {"system": fix.source_system, "action": action, "object": _object(fix)}
    emulator.apply({**change, "id": fix.source_id})


def _object(fix: Fix) -> str:
    specs = {spec.name: spec for spec in VENDORS[fix.source_system].specs}
    return specs[fix.source_object].source_object

"""Which fields an object has, and in which order: the vendor's own around those of the world."""

from __future__ import annotations

from collections.abc import Iterable

from orchestration.emulator.salesforce.standard_fields import own_fields
from orchestration.worlds.system import ObjectTable

NEVER_DELETED = frozenset(
    {"User", "UserRole", "Profile", "RecordType", "Organization", "CurrencyType"}
    | {"DatedConversionRate", "Group", "GroupMember", "SetupAuditTrail"}
)
_STAMPS = ("CreatedDate", "LastModifiedDate", "SystemModstamp")
NEEDED = frozenset(
    {*_STAMPS, "Id", "IsDeleted", "CreatedById", "LastModifiedById", "MasterRecordId"}
)
_ON_OTHER_OBJECTS = ("Id", "IsDeleted", *_STAMPS)
_ON_CUSTOM_OBJECTS = (
    *("Id", "OwnerId", "IsDeleted", "Name"),
    *("CreatedDate", "CreatedById", "LastModifiedDate", "LastModifiedById", "SystemModstamp"),
)


def columns_of(table: ObjectTable, entries: Iterable[str]) -> dict[str, str]:
    """Return row keys by lower-case field name: the vendor's own around the file's order."""
    own = own_fields(table.name)
    stated = {name.lower() for name in (*table.columns, *entries)}
    standard = [f.name for f in own.values() if not f.feature or f.feature in stated]
    if not own:
        standard = list(_ON_CUSTOM_OBJECTS if table.name.endswith("__c") else _ON_OTHER_OBJECTS)
    last = [name for name in standard if name in _STAMPS]
    found: dict[str, str] = {}
    first = [name for name in ("Id", "IsDeleted") if name in standard]
    rest = [name for name in standard if name not in _STAMPS]
    for name in (*first, *table.columns, *rest, *last, *entries):
        found.setdefault(name.lower(), name)
    found.update((name.lower(), name) for name in table.columns)
    if table.name in NEVER_DELETED:
        found.pop("isdeleted", None)
    return found

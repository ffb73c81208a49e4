"""A portal as its endpoints see it: live state with definitions, orderings and object names."""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Iterable
from typing import Any, Final

from orchestration.emulator.hubspot.catalog import TYPE_IDS, default_pipelines, standard_name
from orchestration.emulator.hubspot.errors import invalid, missing_scopes
from orchestration.emulator.hubspot.import_jobs import Imports
from orchestration.emulator.hubspot.limits import CallLimits
from orchestration.emulator.hubspot.ordering import KeyOf, Ordering, order_key
from orchestration.emulator.hubspot.records import HubSpotRecords
from orchestration.emulator.hubspot.rendering import Plan, Stamps, make_plan, stamps_of
from orchestration.emulator.hubspot.schema import Definition, Definitions
from orchestration.emulator.runtime import Runtime
from orchestration.worlds.csv_table import Row
from orchestration.worlds.system import ObjectTable

_CUSTOM_TYPE_BASE: Final = 1_000_001


class Portal:
    """One portal's derived views; a new one is made after a reset.

    Args:
        records: the live portal.
        limits: call counters.
    """

    def __init__(self, records: HubSpotRecords, limits: CallLimits) -> None:
        self.records = records
        self.limits = limits
        self.imports = Imports()
        self.search_cache: OrderedDict[bytes, tuple[int, list[str]]] = OrderedDict()
        self._definitions = Definitions(records)
        self._orderings: dict[tuple[str, str], Ordering] = {}
        self._campaigns: ObjectTable | None = None

    @property
    def portal_id(self) -> int:
        """The portal's number."""
        return int(self.records.settings.get("portal_id") or 1)

    @property
    def currency(self) -> str:
        """The portal's own currency, ISO 4217."""
        return str(self.records.settings.get("currency") or "USD")

    @property
    def names_absences(self) -> bool:
        """Whether records without associations are errors of a batch read, or left out of it."""
        return bool(self.records.settings.get("names_absences", True))

    @property
    def custom_types(self) -> dict[str, str]:
        """Type id by plural name of every custom object."""
        names = sorted(name for name in self.records.objects if name not in TYPE_IDS)
        return {name: f"2-{_CUSTOM_TYPE_BASE + order}" for order, name in enumerate(names)}

    def qualified_name(self, name: str) -> str:
        """A custom object's fully qualified name."""
        return f"p{self.portal_id}_{name}"

    def object_name(self, asked: str) -> str:
        """The plural name behind any spelling: plural, singular, type id, qualified name.

        Raises:
            HubSpotError: 400, no such object; 403, not granted to us.
        """
        name = self._spelled(asked)
        self.check_scope(name)
        return name

    def check_scope(self, name: str) -> None:
        """Refuse what is hidden.

        Raises:
            HubSpotError: 403 MISSING_SCOPES.
        """
        if (name, None) in self.records.hidden:
            raise missing_scopes(f"crm.objects.{name}.read")

    def _spelled(self, asked: str) -> str:
        if asked in self.records.objects:
            return asked
        standard = standard_name(asked)
        if standard is not None:
            return standard
        for name, type_id in self.custom_types.items():
            if asked in {type_id, self.qualified_name(name), f"p_{name}"}:
                return name
        raise invalid(f"Unable to infer object type from: {asked}")

    def table(self, name: str) -> ObjectTable:
        """The live table behind a plural name; campaigns, which have their own file, too."""
        if name == "forms":  # not records, though they have properties
            return ObjectTable(name, ["id"], {})
        if name != "campaigns":
            return self.records.table(name)
        if self._campaigns is None:
            rows = {str(row["id"]): row for row in self.records.sections.get("campaigns", [])}
            columns = list(next(iter(rows.values()), {"id": None}))
            kept = [c for c in columns if c not in {"createdAt", "updatedAt"}]
            self._campaigns = ObjectTable("campaigns", kept, rows)
        return self._campaigns

    def definitions(self, name: str) -> dict[str, Definition]:
        """Property definitions of an object by name."""
        return self._definitions.of(self.table(name))

    def stamps(self, name: str) -> Stamps:
        """System times of an object."""
        return stamps_of(name, self.records.as_of)

    def plan(self, name: str, wanted: Iterable[str], with_history: Iterable[str] = ()) -> Plan:
        """What to print of an object's records."""
        return make_plan(name, self.definitions(name), self.stamps(name), wanted, with_history)

    def pipelines(self, name: str) -> list[dict[str, Any]]:
        """Pipelines of an object: the world's, or HubSpot's default for deals and leads."""
        found = self.records.pipelines.get(name)
        return default_pipelines(name) if found is None else found

    def ids(self, name: str, *, archived: bool) -> Ordering:
        """Alive or archived records by id."""
        return self.ordering(
            name,
            "archived" if archived else "alive",
            lambda record_id, row: order_key(record_id) if is_archived(row) is archived else None,
        )

    def ordering(self, name: str, label: str, key_of: KeyOf) -> Ordering:
        """A kept ordering; `label` says which, for one object."""
        key = (name, label)
        if key not in self._orderings:
            self._orderings[key] = Ordering(self.records, self.table(name), key_of)
        return self._orderings[key]

    def is_alive(self, name: str, record_id: str) -> bool:
        """Whether a record can be associated; one of an object the world does not hold can."""
        table = self.records.objects.get(name)
        if table is None or not table.rows:
            return True
        row = table.rows.get(record_id)
        return row is not None and not is_archived(row)


def open_portal(runtime: Runtime, records: HubSpotRecords) -> Portal:
    """A portal as new."""
    return Portal(records, CallLimits(records.settings, runtime.clock, runtime.options))


def is_archived(row: Row) -> bool:
    """Whether a record is archived."""
    return row.get("_archived_at") is not None

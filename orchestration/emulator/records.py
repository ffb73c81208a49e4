"""One system's live records: its part of the world plus every change since it started.

Each vendor's own records add what that vendor does with an edit: stamps, history, merges. Nothing
here knows HTTP.
"""

from __future__ import annotations

import threading
from collections.abc import Mapping

from orchestration.emulator.clock import EmulatorClock
from orchestration.worlds.csv_table import Row
from orchestration.worlds.system import ObjectTable, SystemWorld


class Records:
    """Live records, by object.

    Args:
        part: the system's part of the world as loaded; never edited.
        clock: stamps every edit.
        lock: held during edits. Hold it too while reading more than one row.
    """

    #: The column that holds a record's id.
    key = "id"

    def __init__(self, part: SystemWorld, clock: EmulatorClock, lock: threading.RLock) -> None:
        self.settings = dict(part.settings)
        self.objects = {name: table.copy() for name, table in part.objects.items()}
        self.sections = {name: list(rows) for name, rows in part.sections.items()}
        self.hidden: set[tuple[str, str | None]] = set()
        self._clock = clock
        self._lock = lock

    def table(self, name: str) -> ObjectTable:
        """The live table of an object; an unknown one is created empty."""
        if name not in self.objects:
            self.objects[name] = ObjectTable(name, [self.key], {})
        return self.objects[name]

    def upsert(
        self,
        name: str,
        record_id: str,
        values: Mapping[str, str | None],
        modified: str | None = None,  # noqa: ARG002 - for vendors that stamp edits
        by: str | None = None,  # noqa: ARG002 - for vendors that say who it was
    ) -> None:
        """Create or change one record.

        Args:
            name: of its object.
            record_id: its id.
            values: fields to set.
            modified: the modification time; None stamps now, `unchanged` leaves it.
            by: who or what made the change, as the vendor tells it.
        """
        with self._lock:
            table = self.table(name)
            row = {self.key: record_id, **table.rows.get(record_id, {}), **values}
            self._put(table, record_id, row)

    def purge(self, name: str, record_id: str) -> None:
        """Remove a record without a trace."""
        with self._lock:
            table = self.table(name)
            table.rows.pop(record_id, None)
            table.version += 1

    def hide(self, name: str, field: str | None = None) -> None:
        """Take away the permission to see an object, or one of its fields."""
        with self._lock:
            self.hidden.add((name, field))

    def show(self, name: str, field: str | None = None) -> None:
        """Give the permission back."""
        with self._lock:
            self.hidden.discard((name, field))

    def _put(self, table: ObjectTable, record_id: str, row: Row) -> None:
        columns = set(table.columns)
        table.columns.extend(column for column in row if column not in columns)
        table.rows[record_id] = row
        table.version += 1

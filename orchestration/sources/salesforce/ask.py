"""What a query asks of one object: columns, a window on its stamp, a condition."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import datetime

from orchestration.sources.salesforce import soql
from orchestration.sources.salesforce.tables import TableShape


@dataclass(frozen=True)
class Ask:
    """One question, in whichever way it is asked.

    Attributes:
        source_object: as the API spells it.
        shape: the columns.
        window: first and last stamp, UTC; None means all rows.
        condition: further SOQL condition; blank means none.
    """

    source_object: str
    shape: TableShape
    window: tuple[datetime, datetime] | None = None
    condition: str = ""

    def without(self, name: str) -> Ask | None:
        """The same without a field; None if it does not name it, or a row is nothing without it."""
        shape = self.shape.without(name)
        return None if shape is None else replace(self, shape=shape)

    def soql(self, *, ordered: bool) -> str:
        """The query, `ordered` by the stamp if it is to be resumed."""
        stamp = self.shape.stamp_name
        within = [] if self.window is None else [soql.between(stamp, *self.window)]
        where = " AND ".join([*within, *([self.condition] if self.condition else [])])
        order = stamp if ordered else ""
        return soql.select(self.shape.names, self.source_object, where=where, order=order)

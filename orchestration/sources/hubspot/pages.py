"""A page of HubSpot records -> text columns in Arrow."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, Final

import pyarrow as pa

from orchestration.sources.columns import text_of, without_nul
from orchestration.sources.hubspot.answers import RECORD, listing

ID: Final = 0
ARCHIVED_AT: Final = 1
FIRST_PROPERTY: Final = 2


@dataclass(frozen=True)
class Page:
    """Records of one answer.

    Attributes:
        table: text columns: id, archivedAt, then the properties asked for, in that order.
            Use positions (ID, ARCHIVED_AT, FIRST_PROPERTY + n): a property may be called "id".
        after: cursor of the next page, None on the last.
        total: matches in all, None where the vendor does not say.
        errors: of a batch.
    """

    table: pa.Table
    after: str | None
    total: int | None
    errors: Sequence[Mapping[str, Any]] = field(default_factory=tuple)

    def column(self, position: int) -> pa.Array:
        """One text column, unchunked."""
        return whole(self.table.column(position))

    @property
    def ids(self) -> list[str]:
        """Ids of the records."""
        found: list[str] = self.column(ID).to_pylist()
        return found


class PageReader:
    """Reads pages of one list of properties.

    Args:
        names: of the properties.
        where: vendor and path, for messages.
        host: ours.
    """

    def __init__(self, names: Sequence[str], where: str, host: str) -> None:
        self.names = tuple(names)
        self._columns = ["id", "archivedAt", *self.names]
        self._read = listing(RECORD, where, host)
        self._struct = pa.struct([(name, pa.string()) for name in self.names])

    def read(self, body: bytes) -> Page:
        """The page in `body`.

        Raises:
            AnswerError: it holds none.
        """
        answer = self._read(body)
        heads = [
            pa.array([text_of(record.get(key)) for record in answer.results], pa.string())
            for key in ("id", "archivedAt")
        ]
        table = pa.table([*heads, *self._properties(answer.results)], names=self._columns)
        if b"\\u0000" in body:
            table = _clean(table)
        return Page(table, answer.after, answer.total, answer.errors)

    def _properties(self, records: Sequence[Mapping[str, Any]]) -> list[pa.Array]:
        values = [record["properties"] for record in records]
        try:
            columns: list[pa.Array] = pa.array(values, self._struct).flatten()
        except (pa.ArrowInvalid, pa.ArrowTypeError):  # a number where text belongs
            return [
                pa.array([text_of(value.get(name)) for value in values], pa.string())
                for name in self.names
            ]
        return columns


def whole(column: pa.ChunkedArray) -> pa.Array:
    """A column as one array."""
    return column.combine_chunks() if column.num_chunks != 1 else column.chunk(0)


def _clean(table: pa.Table) -> pa.Table:
    columns = [without_nul(whole(column)) for column in table.columns]
    return pa.table(columns, names=table.column_names)

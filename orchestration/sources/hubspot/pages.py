"""A page of HubSpot records -> text columns in Arrow."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, Final

import pyarrow as pa
import pyarrow.compute as pc

from orchestration.errors import AnswerError
from orchestration.sources.hubspot.answers import RECORD, listing
from orchestration.sources.typing import read_timestamp, text_of, without_nul

ID: Final = 0
ARCHIVED_AT: Final = 1
LEFT_OUT: Final = 2
"""Of a record that does not have all that was asked for: numbers of the others, joined by commas.

An empty property is null in an answer; one that is not in it at all is not known any more.
"""
FIRST_PROPERTY: Final = 3
_OBJECT_ID: Final = "hs_object_id"


@dataclass(frozen=True)
class Page:
    """Records of one answer.

    Attributes:
        table: text columns: id, archivedAt, what the record leaves out, then the properties asked
            for, in that order. Use positions (ID, ARCHIVED_AT, LEFT_OUT, FIRST_PROPERTY + n): a
            property may be called "id".
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
        always: the property without which a record is no answer.
    """

    def __init__(
        self, names: Sequence[str], where: str, host: str, *, always: str | None = None
    ) -> None:
        self.names = tuple(names)
        self._where = where
        self._always = always
        self._columns = ["id", "archivedAt", "left out", *self.names]
        self._read = listing(RECORD, where, host)
        self._struct = pa.struct([(name, pa.string()) for name in self.names])
        self._whole_size = -1  # of a record that leaves nothing out

    def read(self, body: bytes) -> Page:
        """The page in `body`.

        Raises:
            AnswerError: it holds none, or records that are not what was asked for.
        """
        answer = self._read(body)
        heads = [
            pa.array([read(record) for record in answer.results], pa.string())
            for read in (_id, self._archived_at, self._left_out)
        ]
        table = pa.table([*heads, *self._properties(answer.results)], names=self._columns)
        self._require_own_ids(table)
        if b"\\u0000" in body:
            table = _clean(table)
        return Page(table, answer.after, answer.total, answer.errors)

    def read_archived(self, body: bytes) -> Page:
        """The page of archived records in `body`. Raises AnswerError as `read` does."""
        page = self.read(body)
        if page.column(ARCHIVED_AT).null_count:
            raise AnswerError(f"{self._where} answered records that are not archived.")
        return page

    def _archived_at(self, record: Mapping[str, Any]) -> str | None:
        told = record.get("archivedAt")
        if told is None and record.get("archived") is True:
            told = record.get("updatedAt") or "nothing"
        text = text_of(told)
        if text is not None and read_timestamp(text) is None:
            raise AnswerError(f"{self._where} answered no time at archivedAt.")
        return text

    def _left_out(self, record: Mapping[str, Any]) -> str | None:
        properties = record["properties"]
        if self._always is not None and self._always not in properties:
            raise AnswerError(f"{self._where} answered a record without {self._always}.")
        if len(properties) == self._whole_size:
            return None
        missing = [str(n) for n, name in enumerate(self.names) if name not in properties]
        if not missing:
            self._whole_size = len(properties)
        return ",".join(missing) or None

    def _require_own_ids(self, table: pa.Table) -> None:
        if _OBJECT_ID not in self.names:
            return
        told = whole(table.column(FIRST_PROPERTY + self.names.index(_OBJECT_ID)))
        if pc.any(pc.not_equal(told, whole(table.column(ID)))).as_py():
            raise AnswerError(f"{self._where} answered a record under the id of another.")

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


def _id(record: Mapping[str, Any]) -> str | None:
    return text_of(record.get("id"))


def _clean(table: pa.Table) -> pa.Table:
    columns = [without_nul(whole(column)) for column in table.columns]
    return pa.table(columns, names=table.column_names)

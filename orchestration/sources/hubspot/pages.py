"""A page of HubSpot JSON -> text columns in Arrow, without a Python object per record.

The fast way lets Arrow read the page under a fixed schema; a page that breaks the schema
(a number where a string belongs) is read the slow way instead.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, Final

import orjson
import pyarrow as pa
import pyarrow.json as pj

from orchestration.errors import TransientSourceError
from orchestration.sources.columns import text_of, without_nul

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
        total: matches in all; search only.
    """

    table: pa.Table
    after: str | None
    total: int | None

    def column(self, position: int) -> pa.Array:
        """One text column, unchunked."""
        return whole(self.table.column(position))


class PageReader:
    """Reads pages of one list of properties."""

    def __init__(self, names: Sequence[str]) -> None:
        self.names = tuple(names)
        self._columns = ["id", "archivedAt", *self.names]
        record = pa.struct(
            [
                ("id", pa.string()),
                ("archivedAt", pa.string()),
                ("properties", pa.struct([(name, pa.string()) for name in self.names])),
            ]
        )
        cursor = pa.struct([("next", pa.struct([("after", pa.string())]))])
        schema = pa.schema(
            [("results", pa.list_(record)), ("paging", cursor), ("total", pa.int64())]
        )
        self._options = pj.ParseOptions(
            explicit_schema=schema, newlines_in_values=True, unexpected_field_behavior="ignore"
        )

    def read(self, body: bytes) -> Page:
        """The page in `body`.

        Raises:
            TransientSourceError: the body is not JSON.
        """
        try:
            page = self._read_fast(body)
        except pa.ArrowInvalid:
            page = self._read_slowly(body)
        if b"\\u0000" in body:
            return Page(_clean(page.table), page.after, page.total)
        return page

    def empty(self) -> pa.Table:
        """A page's table with no rows."""
        return pa.table([pa.array([], pa.string())] * len(self._columns), names=self._columns)

    def _read_fast(self, body: bytes) -> Page:
        answer = pj.read_json(
            pa.BufferReader(body),
            read_options=pj.ReadOptions(use_threads=False, block_size=len(body) + 1),
            parse_options=self._options,
        )
        records = whole(answer.column("results")).flatten()
        properties = records.field("properties").flatten() if self.names else []
        table = pa.table(
            [records.field("id"), records.field("archivedAt"), *properties], names=self._columns
        )
        paging = answer.column("paging")[0].as_py()
        return Page(table, next_after({"paging": paging}), answer.column("total")[0].as_py())

    def _read_slowly(self, body: bytes) -> Page:
        answer = json_object(body)
        records = answer.get("results") or []
        values = [record.get("properties") or {} for record in records]
        columns = [
            pa.array([text_of(record.get(key)) for record in records], pa.string())
            for key in ("id", "archivedAt")
        ]
        columns += [
            pa.array([text_of(value.get(name)) for value in values], pa.string())
            for name in self.names
        ]
        return Page(pa.table(columns, names=self._columns), next_after(answer), answer.get("total"))


def json_object(body: bytes) -> dict[str, Any]:
    """A JSON object.

    Raises:
        TransientSourceError: the body is something else, as when a proxy answers.
    """
    try:
        answer = orjson.loads(body)
    except orjson.JSONDecodeError:
        answer = None
    if not isinstance(answer, dict):
        raise TransientSourceError(
            "HubSpot answered with a body that is not a JSON object.",
            next_step="Run again; if it repeats, look for a proxy between here and HubSpot.",
        )
    return answer


def next_after(answer: dict[str, Any]) -> str | None:
    """The cursor of the next page, None on the last."""
    following = ((answer.get("paging") or {}).get("next") or {}).get("after")
    return None if following is None else str(following)


def whole(column: pa.ChunkedArray) -> pa.Array:
    """A column as one array."""
    return column.combine_chunks() if column.num_chunks != 1 else column.chunk(0)


def _clean(table: pa.Table) -> pa.Table:
    columns = [without_nul(whole(column)) for column in table.columns]
    return pa.table(columns, names=table.column_names)

"""Contacts, deals and owners: three lists of one form."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from typing import Final

import pyarrow as pa

from orchestration.sources.spec import Batch, ColumnType, FieldInfo, StreamSpec, columns
from orchestration.sources.stream import Read, Stream
from orchestration.sources.toy.session import ToySession
from orchestration.sources.typing import text_of, typed_columns

#: The only answers that a form of the toy takes, by field.
_OPTIONS: Final = {"heard_of_us": (("fair", "Fair", True), ("friend", "A friend", True))}


class ToyList(Stream[ToySession]):
    """A list that one answer holds."""

    def fields(self, session: ToySession) -> tuple[FieldInfo, ...]:
        """Every column; people fill in all but the id."""
        return tuple(
            replace(
                field,
                is_system=field.field_name == "id",
                is_custom=False,
                options=_OPTIONS.get(field.field_name, ()),
            )
            for field in super().fields(session)
        )

    def read(self, session: ToySession, ask: Read) -> Iterator[Batch]:
        """Every row."""
        del ask
        rows = session.get(self.spec.source_object)["results"]
        text = {
            name: pa.array([text_of(row.get(name)) for row in rows], pa.string())
            for name in self.spec.columns
        }
        typed, rescued = typed_columns(text, self.spec.columns, text["id"])
        typed["_source_updated_at"] = pa.nulls(len(rows), ColumnType.TIMESTAMP.arrow)
        typed["_deleted_at"] = pa.nulls(len(rows), ColumnType.TIMESTAMP.arrow)
        typed["_merged_into"] = pa.nulls(len(rows), pa.string())
        yield Batch(pa.table(typed), rescued)


def _list(name: str, text: str, **how: str) -> ToyList:
    return ToyList(
        StreamSpec(
            name,
            name,
            columns(f"id {text}", **how),
            sweep_deletes=True,
            reason="One answer holds all of it.",
            description=f"One row per record of the toy's {name}.",
            created_column="created_at",
        )
    )


STREAMS: Final = (
    _list("owners", "name mail", ts="created_at"),
    _list("contacts", "mail first_name last_name status heard_of_us owner", ts="created_at"),
    _list(
        "deals",
        "title contact owner stage elsewhere",
        number="worth",
        date="closes_on",
        ts="created_at",
    ),
)

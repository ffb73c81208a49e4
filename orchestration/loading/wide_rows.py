"""Rows that the engine has no room for: found by halves and left out, so that all others land.

Postgres keeps a row on one page of 8 kB. Long texts are stored beside it, but hundreds of filled
numbers, dates and short texts are not. DuckDB knows no such limit.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

import pyarrow as pa

from orchestration.errors import RowTooWideError
from orchestration.loading.destinations.base import Chunk, Destination

_MOST_REFUSED = 1000


def write_what_fits(destination: Destination, chunk: Chunk, others: Sequence[Chunk]) -> pa.Table:
    """Write `chunk` and `others`; returns the rows of `chunk` that do not fit, mostly none.

    Raises:
        RowTooWideError: there are so many of them that finding each would take hours.
        WarehouseError: as `Destination.write`.
    """
    chunks = [one for one in (chunk, *others) if one.rows.num_rows]
    try:
        if chunks:
            destination.write(chunks)
    except RowTooWideError:
        refused: list[pa.Table] = []
        for row in _refused(destination, chunk):
            refused.append(row)
            if len(refused) > _MOST_REFUSED:
                raise
        destination.write(others)
        return pa.concat_tables(refused)
    return chunk.rows.schema.empty_table()


def _refused(destination: Destination, chunk: Chunk) -> Iterator[pa.Table]:
    """Write the halves of what was refused; yields the single rows that do not fit."""
    rows = chunk.rows
    if rows.num_rows == 1:
        yield rows
        return
    middle = rows.num_rows // 2
    for half in (rows.slice(0, middle), rows.slice(middle)):
        part = replace(chunk, rows=half)
        try:
            destination.write([part])
        except RowTooWideError:
            yield from _refused(destination, part)

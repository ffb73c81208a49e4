"""CRM objects read whole: the list, or ids and batch reads where the properties overflow a URI.

What changed since a time is in search.py; typing is in batches.py.
"""

from __future__ import annotations

from collections.abc import Generator, Sequence
from datetime import datetime
from typing import Final
from urllib.parse import quote_plus

import pyarrow as pa
import pyarrow.compute as pc

from orchestration.sources.columns import cast_text
from orchestration.sources.http import PageGuard
from orchestration.sources.hubspot.metadata import RecordShape
from orchestration.sources.hubspot.pages import ARCHIVED_AT, ID, Page, PageReader
from orchestration.sources.hubspot.transport import (
    MAX_URI_CHARS,
    HubSpotTransport,
    UriTooLongError,
)
from orchestration.sources.spec import ColumnType

PAGE_SIZE: Final = 100
_ID_ONLY: Final = ("hs_object_id",)


class RecordLister:
    """Lists one CRM object with all its properties."""

    def __init__(self, transport: HubSpotTransport, object_type: str, shape: RecordShape) -> None:
        self._transport = transport
        self._path = f"/crm/v3/objects/{object_type}"
        self._shape = shape
        self._reader = PageReader(shape.names)
        asked = sum(len(quote_plus(name)) + len("%2C") for name in shape.names)
        self._in_uri = asked + len(self._path) + 200 < MAX_URI_CHARS

    def pages(self, *, archived: bool) -> Generator[Page, None, None]:
        """Every record, archived ones or the others, 100 to a page."""
        if self._in_uri:
            try:
                yield from _listed(self._transport, self._path, self._reader, archived=archived)
            except UriTooLongError:
                self._in_uri = False
            else:
                return
        for page in listed_ids(self._transport, self._path, archived=archived):
            ids = page.column(ID).to_pylist()
            if ids:
                yield self._batch_read(ids, archived=archived)

    def archived_since(self, since: datetime) -> Generator[Page, None, None]:
        """Records archived at `since` or later. HubSpot has no filter for it: the list is read."""
        for page in listed_ids(self._transport, self._path, archived=True):
            times, _ = cast_text(page.column(ARCHIVED_AT), ColumnType.TIMESTAMP)
            recent = pc.greater_equal(times, pa.scalar(since, pa.timestamp("us")))
            ids = page.column(ID).filter(recent).to_pylist()
            if ids:
                yield self._batch_read(ids, archived=True)

    def _batch_read(self, ids: Sequence[str], *, archived: bool) -> Page:
        body = {
            "inputs": [{"id": record_id} for record_id in ids],
            "properties": list(self._shape.names),
        }
        query = [("archived", str(archived).lower())]
        return self._reader.read(self._transport.post(f"{self._path}/batch/read", body, query))


def listed_ids(
    transport: HubSpotTransport, path: str, *, archived: bool
) -> Generator[Page, None, None]:
    """Pages of ids, without properties."""
    return _listed(transport, path, PageReader(_ID_ONLY), archived=archived)


def _listed(
    transport: HubSpotTransport, path: str, reader: PageReader, *, archived: bool
) -> Generator[Page, None, None]:
    guard = PageGuard(f"HubSpot's list {path}")
    fixed = [
        ("limit", str(PAGE_SIZE)),
        ("archived", str(archived).lower()),
        ("properties", ",".join(reader.names)),
    ]
    after: str | None = None
    while True:
        query = fixed if after is None else [*fixed, ("after", after)]
        page = reader.read(transport.get(path, query))
        yield page
        if page.after is None:
            return
        after = guard.check(page.after)

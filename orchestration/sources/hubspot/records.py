"""CRM objects read whole: the list, or ids and batch reads where the properties overflow a URI.

What changed since a time is in search.py; typing is in batches.py.
"""

from __future__ import annotations

from collections.abc import Generator, Sequence
from datetime import datetime
from functools import partial
from typing import Final
from urllib.parse import quote_plus

import pyarrow as pa
import pyarrow.compute as pc

from orchestration.sources.hubspot.items import Answered, BatchCall, Tally, read_items
from orchestration.sources.hubspot.listings import pages_of
from orchestration.sources.hubspot.metadata import RecordShape
from orchestration.sources.hubspot.pages import ARCHIVED_AT, ID, Page, PageReader
from orchestration.sources.hubspot.refusals import UriTooLongError
from orchestration.sources.hubspot.transport import MAX_URI_CHARS, HubSpotTransport
from orchestration.sources.spec import ColumnType
from orchestration.sources.typing import cast_text

PAGE_SIZE: Final = 100
_ID_ONLY: Final = ("hs_object_id",)


class RecordLister:
    """Lists one CRM object with all its properties.

    Attributes:
        tally: ids that a batch read did not answer.
        archived_ids: the whole list of archived records, once its reading has ended.
    """

    def __init__(self, transport: HubSpotTransport, object_type: str, shape: RecordShape) -> None:
        self._transport = transport
        self._path = f"/crm/v3/objects/{object_type}"
        self._shape = shape
        self._reader = PageReader(
            shape.names, f"HubSpot's {self._path}", transport.host, always=shape.modified_name
        )
        asked = sum(len(quote_plus(name)) + len("%2C") for name in shape.names)
        self._in_uri = asked + len(self._path) + 200 < MAX_URI_CHARS
        self.tally = Tally()
        self.archived_ids: list[pa.Array] = []

    def pages(self, *, archived: bool) -> Generator[Page, None, None]:
        """Every record, archived ones or the others, 100 to a page."""
        if self._in_uri:
            try:
                for page in _listed(self._transport, self._path, self._reader, archived=archived):
                    self._note_archived(page, archived=archived)
                    yield page
            except UriTooLongError:
                self._in_uri, self.archived_ids = False, []
            else:
                return
        for page in listed_ids(self._transport, self._path, archived=archived):
            self._note_archived(page, archived=archived)
            yield from self.by_id(page.ids, archived=archived)

    def archived_since(self, since: datetime) -> Generator[Page, None, None]:
        """Records archived at `since` or later. HubSpot has no filter for it: the list is read."""
        for page in listed_ids(self._transport, self._path, archived=True):
            self._note_archived(page, archived=True)
            times, _ = cast_text(page.column(ARCHIVED_AT), ColumnType.TIMESTAMP)
            recent = pc.greater_equal(times, pa.scalar(since, pa.timestamp("us")))
            yield from self.by_id(page.column(ID).filter(recent).to_pylist(), archived=True)

    def by_id(self, ids: Sequence[str], *, archived: bool) -> Generator[Page, None, None]:
        """These records, if they are archived or if they are not; `tally` tells of the others."""
        call = BatchCall(
            path=f"{self._path}/batch/read",
            size=PAGE_SIZE,
            body={"properties": list(self._shape.names)},
            read=partial(self._answered, archived=archived),
            query=[("archived", str(archived).lower())],
        )
        yield from read_items(self._transport, call, ids, self.tally)

    def _answered(self, body: bytes, *, archived: bool) -> Answered[Page]:
        page = self._reader.read_archived(body) if archived else self._reader.read(body)
        return Answered(page, page.ids, page.errors)

    def _note_archived(self, page: Page, *, archived: bool) -> None:
        if archived:
            self.archived_ids.append(page.column(ID))


def listed_ids(
    transport: HubSpotTransport, path: str, *, archived: bool
) -> Generator[Page, None, None]:
    """Pages of ids, without properties."""
    [always] = _ID_ONLY
    reader = PageReader(_ID_ONLY, f"HubSpot's {path}", transport.host, always=always)
    return _listed(transport, path, reader, archived=archived)


def _listed(
    transport: HubSpotTransport, path: str, reader: PageReader, *, archived: bool
) -> Generator[Page, None, None]:
    query = [
        ("limit", str(PAGE_SIZE)),
        ("archived", str(archived).lower()),
        ("properties", ",".join(reader.names)),
    ]
    read = reader.read_archived if archived else reader.read
    return pages_of(transport, path, read, query, splits=reader.names != _ID_ONLY)

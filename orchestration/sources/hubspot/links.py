"""Associations between CRM objects, with their labels: every pair staging knows."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence
from typing import Any, Final

import pyarrow as pa

from orchestration.errors import StreamUnavailableError
from orchestration.sources.hubspot.answers import LINKED, listing, next_after
from orchestration.sources.hubspot.items import Answered, BatchCall, Tally, read_items
from orchestration.sources.hubspot.records import listed_ids
from orchestration.sources.hubspot.side_lists import Row, rows_batch
from orchestration.sources.hubspot.streams import ASSOCIATED
from orchestration.sources.hubspot.transport import HubSpotTransport
from orchestration.sources.spec import Piece, StreamSpec, Unread

_INPUTS: Final = 1_000
_ROWS: Final = 20_000


def associations(
    transport: HubSpotTransport,
    stream: StreamSpec,
    known_ids: Mapping[str, pa.ChunkedArray],
    refused_objects: Collection[str],
) -> Iterator[Piece]:
    """One row per pair of records and label. An object we may not read is left out.

    Args:
        transport: calls.
        stream: its columns.
        known_ids: ids of all alive records, by object, where they were just read; the others
            are listed.
        refused_objects: objects that are known to be not ours to read.

    Raises:
        StreamUnavailableError: no object could be read at all.
    """
    refused: list[StreamUnavailableError] = []
    unread: list[Unread] = []
    waiting: list[Row] = []
    for from_type, to_types in ASSOCIATED.items():
        try:
            for ids in _id_groups(transport, from_type, known_ids.get(from_type)):
                for to_type in to_types:
                    pair = _Pair(transport, from_type, to_type)
                    waiting += pair.rows(ids)
                    if pair.unread and to_type not in refused_objects:
                        unread.append(pair.unread)
                if len(waiting) >= _ROWS:
                    yield rows_batch(stream, waiting, updated=None)
                    waiting = []
        except StreamUnavailableError as error:
            refused.append(error)
    if len(refused) == len(ASSOCIATED):
        raise refused[0]
    yield rows_batch(stream, waiting, updated=None)
    yield from dict.fromkeys(unread)


class _Pair:
    """Associations from one object to another. `unread` says what got no answer."""

    def __init__(self, transport: HubSpotTransport, from_type: str, to_type: str) -> None:
        self.unread: Unread | None = None
        self._transport = transport
        self._from, self._to = from_type, to_type
        self._path = f"/crm/v4/associations/{from_type}/{to_type}/batch/read"
        self._where = f"HubSpot's {self._path}"
        self._read = listing(LINKED, self._where, transport.host)

    def rows(self, ids: Sequence[str]) -> list[Row]:
        """The associations of these records."""
        tally = Tally()
        call = BatchCall(
            path=self._path,
            size=_INPUTS,
            body={},
            read=self._targets,
            silence_is_absent=True,
        )
        try:
            found = [
                row
                for targets in read_items(self._transport, call, ids, tally)
                for record_id, target in targets
                for row in self._row(record_id, target)
            ]
        except StreamUnavailableError as error:
            self.unread = Unread(error.message)
            return []
        if tally.failed:
            self.unread = Unread(
                f"HubSpot gave no answer for associations from {self._from} to {self._to}."
            )
        return found

    def _targets(self, body: bytes) -> Answered[list[tuple[str, Mapping[str, Any]]]]:
        """(from id, association) pairs, and the records with more than one page of them."""
        page = self._read(body)
        found: list[tuple[str, Mapping[str, Any]]] = []
        more: dict[str, tuple[str, str]] = {}
        ids: list[str] = []
        for result in page.results:
            record_id, targets = str(result["from"]["id"]), result["to"]
            ids.append(record_id)
            found += [(record_id, target) for target in targets]
            after = next_after(result, self._where, self._transport.host)
            if after is not None:
                more[record_id] = (after, str(targets[0]["toObjectId"]) if targets else "")
        return Answered(found, ids, page.errors, more)

    def _row(self, record_id: str, target: Mapping[str, Any]) -> Iterator[Row]:
        for kind in target["associationTypes"]:
            yield {
                "from_type": self._from,
                "from_id": record_id,
                "to_type": self._to,
                "to_id": str(target["toObjectId"]),
                "category": kind["category"],
                "type_id": kind["typeId"],
                "label": kind.get("label"),
            }


def _id_groups(
    transport: HubSpotTransport, from_type: str, known: pa.ChunkedArray | None
) -> Iterator[list[str]]:
    if known is not None:
        for start in range(0, len(known), _INPUTS):
            yield known.slice(start, _INPUTS).to_pylist()
        return
    waiting: list[str] = []
    for page in listed_ids(transport, f"/crm/v3/objects/{from_type}", archived=False):
        waiting += page.ids
        while len(waiting) >= _INPUTS:
            yield waiting[:_INPUTS]
            waiting = waiting[_INPUTS:]
    if waiting:
        yield waiting

"""Associations between CRM objects, with their labels: every pair staging knows."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any, Final

import pyarrow as pa

from orchestration.errors import StreamUnavailableError
from orchestration.sources.hubspot.pages import ID, json_object, next_after
from orchestration.sources.hubspot.records import listed_ids
from orchestration.sources.hubspot.side_lists import Row, rows_batch
from orchestration.sources.hubspot.streams import ASSOCIATED
from orchestration.sources.hubspot.transport import HubSpotTransport
from orchestration.sources.spec import Batch, StreamSpec

_INPUTS: Final = 1_000
_ROWS: Final = 20_000


def associations(
    transport: HubSpotTransport, stream: StreamSpec, known_ids: Mapping[str, pa.ChunkedArray]
) -> Iterator[Batch]:
    """One row per pair of records and label. An object we may not read has no associations.

    Args:
        transport: calls.
        stream: its columns.
        known_ids: ids of all alive records, by object, where they were just read; the others
            are listed.

    Raises:
        StreamUnavailableError: no object could be read at all.
    """
    refused: list[StreamUnavailableError] = []
    waiting: list[Row] = []
    for from_type, to_types in ASSOCIATED.items():
        try:
            groups = _id_groups(transport, from_type, known_ids.get(from_type))
            for row in _of_object(transport, from_type, to_types, groups):
                waiting.append(row)
                if len(waiting) >= _ROWS:
                    yield rows_batch(stream, waiting, updated=None)
                    waiting = []
        except StreamUnavailableError as error:
            refused.append(error)
    if len(refused) == len(ASSOCIATED):
        raise refused[0]
    yield rows_batch(stream, waiting, updated=None)


def _of_object(
    transport: HubSpotTransport,
    from_type: str,
    to_types: Sequence[str],
    groups: Iterable[Sequence[str]],
) -> Iterator[Row]:
    for ids in groups:
        for to_type in to_types:
            for record_id, target in _targets(transport, from_type, to_type, ids):
                for kind in target.get("associationTypes") or []:
                    yield {
                        "from_type": from_type,
                        "from_id": record_id,
                        "to_type": to_type,
                        "to_id": str(target.get("toObjectId")),
                        "category": kind.get("category"),
                        "type_id": kind.get("typeId"),
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
        waiting += page.column(ID).to_pylist()
        while len(waiting) >= _INPUTS:
            yield waiting[:_INPUTS]
            waiting = waiting[_INPUTS:]
    if waiting:
        yield waiting


def _targets(
    transport: HubSpotTransport, from_type: str, to_type: str, ids: Sequence[str]
) -> Iterator[tuple[str, Mapping[str, Any]]]:
    """(from id, association) pairs; a record with more than one page of them is asked again."""
    path = f"/crm/v4/associations/{from_type}/{to_type}/batch/read"
    inputs = [{"id": record_id} for record_id in ids]
    while inputs:
        answer = json_object(transport.post(path, {"inputs": inputs}))
        inputs = []
        for result in answer.get("results") or []:
            record_id = str(result["from"]["id"])
            for target in result.get("to") or []:
                yield record_id, target
            after = next_after(result)
            if after is not None:
                inputs.append({"id": record_id, "after": after})

"""Rows that a whole list lacks, asked for once more one by one.

For what cannot be read by id in batches: owners, pipelines, campaigns, exchange rates, and
associations. Their lists bear no count, so a list that is short looks like a list that is whole.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any, Final

import pyarrow as pa
import pyarrow.compute as pc

from orchestration.sources.hubspot import answers
from orchestration.sources.hubspot.listings import results_of
from orchestration.sources.hubspot.refusals import NothingThereError
from orchestration.sources.hubspot.streams import (
    ASSOCIATIONS,
    CAMPAIGNS,
    CURRENCIES,
    OWNERS,
    PIPELINES,
)
from orchestration.sources.hubspot.transport import HubSpotTransport, Query
from orchestration.sources.shapes import Shape

_MOST_ASKED: Final = 20
Key = Mapping[str, Any]


def contradiction(
    transport: HubSpotTransport,
    stream_name: str,
    absent: pa.Table,
    alive: Mapping[str, pa.ChunkedArray],
) -> str | None:
    """What speaks against it that these rows are gone, in one sentence; None if nothing does.

    Asks for at most 20 of them, spread over all.

    Args:
        transport: calls.
        stream_name: whose rows they are.
        absent: keys of the rows that its list lacked.
        alive: ids of the records whose associations were asked for, by object. The pairs of
            another record went with the record.

    Raises:
        SourceError: no answer.
    """
    if stream_name == ASSOCIATIONS:
        absent = _of_alive(absent, alive)
    every = -(-absent.num_rows // _MOST_ASKED) or 1
    asked = absent.take(pa.array(range(0, absent.num_rows, every), pa.int64())).to_pylist()
    is_there = _LOOKS[stream_name]
    found = sum(is_there(transport, key) for key in asked)
    if not found:
        return None
    return f"{found} of {len(asked)} rows that HubSpot's list lacks are there when asked for alone."


def _of_alive(absent: pa.Table, alive: Mapping[str, pa.ChunkedArray]) -> pa.Table:
    """Pairs whose first record is alive."""
    parts = [
        absent.filter(
            pc.and_(pc.equal(absent["from_type"], name), pc.is_in(absent["from_id"], value_set=ids))
        )
        for name, ids in alive.items()
    ]
    return pa.concat_tables([absent.slice(0, 0), *parts])


def _holds(transport: HubSpotTransport, path: str, shape: Shape, query: Query = ()) -> bool:
    """Whether there is a record under this path."""
    return _one(transport, path, shape, query) is not None


def _one(
    transport: HubSpotTransport, path: str, shape: Shape, query: Query = ()
) -> dict[str, Any] | None:
    try:
        return transport.get(path, answers.record(shape, f"HubSpot's {path}"), query)
    except NothingThereError:
        return None


def _owner(transport: HubSpotTransport, key: Key) -> bool:
    return any(
        _holds(transport, f"/crm/v3/owners/{key['id']}", answers.OWNER, [("archived", archived)])
        for archived in ("false", "true")
    )


def _stage(transport: HubSpotTransport, key: Key) -> bool:
    path = f"/crm/v3/pipelines/{key['object_type']}/{key['pipeline_id']}"
    pipeline = _one(transport, path, answers.PIPELINE)
    stages = [] if pipeline is None else pipeline["stages"]
    return any(str(stage["id"]) == key["stage_id"] for stage in stages)


def _campaign(transport: HubSpotTransport, key: Key) -> bool:
    return _holds(transport, f"/marketing/v3/campaigns/{key['id']}", answers.CAMPAIGN)


def _rate(transport: HubSpotTransport, key: Key) -> bool:
    return _holds(transport, f"/settings/v3/currencies/exchange-rates/{key['id']}", answers.RATE)


def _pair(transport: HubSpotTransport, key: Key) -> bool:
    path = f"/crm/v4/objects/{key['from_type']}/{key['from_id']}/associations/{key['to_type']}"
    try:
        targets = results_of(transport, path, answers.TARGET, [("limit", "500")])
    except NothingThereError:
        return False
    return any(
        str(target["toObjectId"]) == key["to_id"]
        and (kind["category"], kind["typeId"]) == (key["category"], key["type_id"])
        for target in targets
        for kind in target["associationTypes"]
    )


_LOOKS: Final[Mapping[str, Callable[[HubSpotTransport, Key], bool]]] = {
    OWNERS: _owner,
    PIPELINES: _stage,
    CAMPAIGNS: _campaign,
    CURRENCIES: _rate,
    ASSOCIATIONS: _pair,
}

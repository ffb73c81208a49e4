"""Rows that a whole list lacks, asked for once more one by one.

For what cannot be read by id in batches. Its lists bear no count, so a list that is short looks
like a list that is whole.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any, Final

import pyarrow as pa

from orchestration.sources.hubspot import answers
from orchestration.sources.hubspot.refusals import NothingThereError
from orchestration.sources.hubspot.transport import HubSpotTransport, Query
from orchestration.sources.shapes import Shape

_MOST_ASKED: Final = 20
Key = Mapping[str, Any]
Look = Callable[[HubSpotTransport, Key], bool]


def contradiction(transport: HubSpotTransport, is_there: Look, absent: pa.Table) -> str | None:
    """What speaks against it that these rows are gone, in one sentence; None if nothing does.

    Asks for at most 20 of them, spread over all.

    Args:
        transport: calls.
        is_there: asks for the row with a key.
        absent: keys of the rows that its list lacked.

    Raises:
        SourceError: no answer.
    """
    every = -(-absent.num_rows // _MOST_ASKED) or 1
    asked = absent.take(pa.array(range(0, absent.num_rows, every), pa.int64())).to_pylist()
    found = sum(is_there(transport, key) for key in asked)
    if not found:
        return None
    return f"{found} of {len(asked)} rows that HubSpot's list lacks are there when asked for alone."


def one(
    transport: HubSpotTransport, path: str, shape: Shape, query: Query = ()
) -> dict[str, Any] | None:
    """The record under this path; None if there is none."""
    try:
        return transport.get(path, answers.record(shape, f"HubSpot's {path}"), query)
    except NothingThereError:
        return None

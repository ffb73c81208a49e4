"""What a portal calls the outcomes of a call: a list without pages, below no object."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, Final

import pyarrow as pa

from orchestration.sources.hubspot.answers import DISPOSITIONS
from orchestration.sources.hubspot.json_rows import rows_batch
from orchestration.sources.hubspot.metadata import scopes_of
from orchestration.sources.hubspot.second_look import Key, contradiction
from orchestration.sources.hubspot.session import HubSpotSession
from orchestration.sources.hubspot.transport import HubSpotTransport
from orchestration.sources.shapes import shaped
from orchestration.sources.spec import Batch, StreamSpec, columns
from orchestration.sources.stream import Read, Stream

_PATH: Final = "/calling/v1/dispositions"


class CallDispositions(Stream[HubSpotSession]):
    """The outcomes that people choose from when they log a call."""

    def read(self, session: HubSpotSession, ask: Read) -> Iterator[Batch]:
        """Every row; the window has no part in it."""
        del ask
        yield rows_batch(self.spec, _all(session.transport), updated=None)

    def contradiction(self, session: HubSpotSession, absent: pa.Table, ask: Read) -> str | None:
        """The list once more: HubSpot shows no outcome by itself."""
        del ask
        return contradiction(session.transport, _is_there, absent)


def _all(transport: HubSpotTransport) -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = transport.get(
        _PATH, lambda body: shaped(body, DISPOSITIONS, f"HubSpot's {_PATH}")
    )
    return found


def _is_there(transport: HubSpotTransport, key: Key) -> bool:
    return any(one["id"] == key["id"] for one in _all(transport))


STREAMS: Final = (
    CallDispositions(
        StreamSpec(
            "call_dispositions",
            "calling/dispositions",
            columns("id label"),
            sweep_deletes=True,
            reason="One answer holds all of it.",
            priority=1,
            description="One row per outcome that a call can have; HubSpot's own have the same ids"
            " in every portal.",
            kept_by="vendor",
            has_fields=False,
            is_setting=True,
            scopes=scopes_of("calls"),
        )
    ),
)

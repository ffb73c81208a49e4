"""Workflows, and the properties that they read or set."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any, Final

import pyarrow as pa

from orchestration.errors import (
    CredentialsError,
    QuotaExhaustedError,
    SourceError,
    StreamUnavailableError,
    TransientSourceError,
    UnreachableError,
)
from orchestration.sources.hubspot import named_properties
from orchestration.sources.hubspot.answers import FLOW, FLOWS_READ, record
from orchestration.sources.hubspot.json_rows import Row, rows_batch
from orchestration.sources.hubspot.listings import results_of
from orchestration.sources.hubspot.second_look import Key, contradiction, one
from orchestration.sources.hubspot.session import HubSpotSession
from orchestration.sources.hubspot.transport import HubSpotTransport
from orchestration.sources.spec import Batch, StreamSpec, Unread, columns
from orchestration.sources.stream import Read, Stream

_FLOWS: Final = "/automation/v4/flows"
_FLOWS_A_PAGE: Final = "100"
_FLOWS_AT_ONCE: Final = 100


class Workflows(Stream[HubSpotSession]):
    """Every workflow: the list names them, a batch says what each does."""

    def read(self, session: HubSpotSession, ask: Read) -> Iterator[Batch | Unread]:
        """Every row; the window has no part in it. What is refused is not seen, and no failure.

        Raises:
            StreamUnavailableError: the portal has no workflows, or shows us none.
        """
        del ask
        try:
            rows = [_row(flow) for flow in _flows(session.transport)]
        except (QuotaExhaustedError, CredentialsError, UnreachableError, StreamUnavailableError):
            raise
        except TransientSourceError as error:
            yield Unread(error.message)
            return
        except SourceError as error:
            raise StreamUnavailableError(error.message, next_step=error.next_step) from None
        yield rows_batch(self.spec, rows, updated="updatedat")

    def contradiction(self, session: HubSpotSession, absent: pa.Table, ask: Read) -> str | None:
        """Some of the workflows, asked for one by one."""
        del ask
        return contradiction(session.transport, _is_there, absent)


def _flows(transport: HubSpotTransport) -> list[dict[str, Any]]:
    listed = results_of(transport, _FLOWS, FLOW, [("limit", _FLOWS_A_PAGE)])
    ids = [str(each["id"]) for each in listed]
    found: list[dict[str, Any]] = []
    path = f"{_FLOWS}/batch/read"
    for start in range(0, len(ids), _FLOWS_AT_ONCE):
        asked = ids[start : start + _FLOWS_AT_ONCE]
        body = {"inputs": [{"flowId": each, "type": "FLOW_ID"} for each in asked]}
        answer = transport.post(path, body, record(FLOWS_READ, f"HubSpot's {path}"))
        found += answer["results"]
    missing = set(ids) - {str(each["id"]) for each in found}
    if missing:
        raise TransientSourceError(
            f"HubSpot listed {len(ids)} workflows and did not say what {len(missing)} of them do.",
            next_step="Run again in a while.",
        )
    return found


def _row(flow: Mapping[str, Any]) -> Row:
    return {
        "id": flow["id"],
        "name": flow.get("name"),
        "objecttypeid": flow.get("objectTypeId"),
        "flowtype": flow.get("flowType"),
        "isenabled": flow.get("isEnabled"),
        "properties": named_properties.of_flow(flow),
        "createdat": flow.get("createdAt"),
        "updatedat": flow.get("updatedAt"),
    }


def _is_there(transport: HubSpotTransport, key: Key) -> bool:
    return one(transport, f"{_FLOWS}/{key['id']}", FLOW) is not None


STREAMS: Final = (
    Workflows(
        StreamSpec(
            "flows",
            "automation/flows",
            columns(
                "id name objecttypeid flowtype properties",
                boolean="isenabled",
                ts="createdat updatedat",
            ),
            sweep_deletes=True,
            reason="The API has no filter on changes.",
            priority=3,
            description="One row per HubSpot workflow, with the properties that it reads or sets.",
            staging="workflows",
            kept_by="vendor",
            has_fields=False,
            is_optional=True,
            created_column="createdat",
            scopes=("automation",),
        )
    ),
)

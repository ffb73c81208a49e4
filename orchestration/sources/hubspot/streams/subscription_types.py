"""The kinds of mail that a portal sends, to each of which a contact may say no: one short list.

Who said no to which stands on the contact, in a property for each kind (hs_email_optout_<id>), and
comes with the contacts: no call for it, where the API of statuses takes one for each hundred.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any, Final

import pyarrow as pa

from orchestration.sources.hubspot.answers import record
from orchestration.sources.hubspot.json_rows import Row, rows_batch
from orchestration.sources.hubspot.marketing_answers import SUBSCRIPTION_TYPES
from orchestration.sources.hubspot.second_look import Key, contradiction
from orchestration.sources.hubspot.session import HubSpotSession
from orchestration.sources.hubspot.transport import HubSpotTransport
from orchestration.sources.spec import Batch, StreamSpec, columns
from orchestration.sources.stream import Read, Stream

_PATH: Final = "/communication-preferences/v3/definitions"


class SubscriptionTypes(Stream[HubSpotSession]):
    """Every kind of mail, those that are not used any more included."""

    def read(self, session: HubSpotSession, ask: Read) -> Iterator[Batch]:
        """Every row; the window has no part in it."""
        del ask
        rows = [_row(each) for each in _all(session.transport)]
        yield rows_batch(self.spec, rows, updated=None)

    def contradiction(self, session: HubSpotSession, absent: pa.Table, ask: Read) -> str | None:
        """The list once more: no kind is shown by itself."""
        del ask
        return contradiction(session.transport, _is_listed, absent)


def _all(transport: HubSpotTransport) -> list[dict[str, Any]]:
    answer = transport.get(_PATH, record(SUBSCRIPTION_TYPES, f"HubSpot's {_PATH}"))
    found: list[dict[str, Any]] = answer["subscriptionDefinitions"]
    return found


def _row(kind: Mapping[str, Any]) -> Row:
    return {
        "id": kind["id"],
        "name": kind.get("name"),
        "purpose": kind.get("purpose"),
        "communicationmethod": kind.get("communicationMethod"),
        "isactive": kind.get("isActive"),
    }


def _is_listed(transport: HubSpotTransport, key: Key) -> bool:
    return any(str(each["id"]) == key["id"] for each in _all(transport))


STREAMS: Final = (
    SubscriptionTypes(
        StreamSpec(
            "subscription_types",
            "communication-preferences/definitions",
            columns("id name purpose communicationmethod", boolean="isactive"),
            sweep_deletes=True,
            reason="One answer holds all of it.",
            priority=1,
            description="One row per kind of mail that contacts can be subscribed to.",
            kept_by="vendor",
            has_fields=False,
            is_optional=True,
            is_setting=True,
            scopes=("communication_preferences.read",),
        )
    ),
)

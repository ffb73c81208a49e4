"""The shape of every kind of answer that HubSpot gives us, and nothing else reads a body.

What comes out of here can be indexed: required keys are there, lists are lists, ids are text.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, Final

from orchestration.errors import AnswerError
from orchestration.sources.http.pagination import refuse_elsewhere
from orchestration.sources.redaction import redact
from orchestration.sources.shapes import (
    BOOLEAN,
    ID,
    INTEGER,
    NUMBER,
    PLAIN,
    TEXT,
    Fields,
    ListOf,
    MapOf,
    Maybe,
    Shape,
    require,
    shaped,
)

_FRIENDS: Final = ("hubapi.com", "hubspot.com")
_PAGING: Final = Maybe(
    Fields({"next": Maybe(Fields({"after": ID, "link": Maybe(TEXT)}))}, "an object")
)

RECORD: Final = Fields({"id": ID, "properties": MapOf(PLAIN), "archivedAt": Maybe(PLAIN)})
VERSIONED: Final = Fields(
    {
        "id": ID,
        "properties": MapOf(PLAIN),
        "propertiesWithHistory": Maybe(
            MapOf(
                ListOf(
                    Fields(
                        {
                            "value": Maybe(PLAIN),
                            "timestamp": ID,
                            "sourceType": Maybe(TEXT),
                            "sourceId": Maybe(PLAIN),
                        }
                    )
                )
            )
        ),
    }
)
PROPERTY: Final = Fields(
    {
        "name": ID,
        "type": TEXT,
        "label": Maybe(TEXT),
        "description": Maybe(TEXT),
        "createdAt": Maybe(PLAIN),
        "options": Maybe(ListOf(Fields({"value": Maybe(PLAIN), "label": Maybe(PLAIN)}))),
    }
)
OWNER: Final = Fields(
    {
        "id": ID,
        "email": Maybe(TEXT),
        "firstName": Maybe(TEXT),
        "lastName": Maybe(TEXT),
        "userId": Maybe(ID),
        "archived": Maybe(BOOLEAN),
        "teams": Maybe(
            ListOf(Fields({"id": ID, "name": Maybe(TEXT), "primary": Maybe(BOOLEAN)}), once="id")
        ),
    }
)
PIPELINE: Final = Fields(
    {
        "id": ID,
        "label": Maybe(TEXT),
        "stages": ListOf(
            Fields(
                {
                    "id": ID,
                    "label": Maybe(TEXT),
                    "displayOrder": Maybe(NUMBER),
                    "metadata": Maybe(MapOf(PLAIN)),
                    "archived": Maybe(BOOLEAN),
                }
            ),
            once="id",
        ),
    }
)
TEAM: Final = Fields({"id": ID, "name": Maybe(TEXT)})
FLOW: Final = Fields(
    {
        "id": ID,
        "name": Maybe(TEXT),
        "isEnabled": Maybe(BOOLEAN),
        "flowType": Maybe(TEXT),
        "objectTypeId": Maybe(TEXT),
        "createdAt": Maybe(PLAIN),
        "updatedAt": Maybe(PLAIN),
    }
)
FLOWS_READ: Final = Fields({"results": ListOf(FLOW, once="id")})
RECORD_LIST: Final = Fields(
    {
        "listId": ID,
        "name": Maybe(TEXT),
        "objectTypeId": TEXT,
        "processingType": Maybe(TEXT),
        "createdAt": Maybe(PLAIN),
        "updatedAt": Maybe(PLAIN),
        "additionalProperties": Maybe(MapOf(PLAIN)),
    }
)
LISTS_BY_ID: Final = Fields({"lists": ListOf(RECORD_LIST, once="listId")})
FOUND_LISTS: Final = Fields(
    {
        "lists": ListOf(RECORD_LIST, once="listId"),
        "offset": INTEGER,
        "hasMore": BOOLEAN,
        "total": INTEGER,
    }
)
MEMBER: Final = Fields({"recordId": ID, "membershipTimestamp": Maybe(PLAIN)})
MEMBERSHIP: Final = Fields({"listId": ID})
RATE: Final = Fields(
    {
        "id": ID,
        "fromCurrencyCode": TEXT,
        "toCurrencyCode": TEXT,
        "conversionRate": NUMBER,
        "effectiveAt": PLAIN,
    }
)
DISPOSITIONS: Final = ListOf(Fields({"id": TEXT, "label": Maybe(TEXT)}), once="id")
TARGET: Final = Fields(
    {
        "toObjectId": ID,
        "associationTypes": ListOf(
            Fields({"category": TEXT, "typeId": INTEGER, "label": Maybe(TEXT)})
        ),
    }
)
LINKED: Final = Fields({"from": Fields({"id": ID}), "to": ListOf(TARGET), "paging": _PAGING})
_ERRORS: Final = Maybe(
    ListOf(
        Fields({"category": Maybe(TEXT), "context": Maybe(MapOf(ListOf(PLAIN, "a list of ids")))})
    )
)
_ACCOUNT: Final = Fields(
    {
        "portalId": ID,
        "companyCurrency": Maybe(TEXT),
        "timeZone": Maybe(TEXT),
        "accountType": Maybe(TEXT),
        "uiDomain": Maybe(TEXT),
    }
)


@dataclass(frozen=True)
class Listing:
    """One page of a list.

    Attributes:
        results: of the shape that was asked for.
        after: cursor of the next page, None on the last.
        total: matches in all, None where the vendor does not say.
        errors: of a batch.
    """

    results: list[dict[str, Any]]
    after: str | None
    total: int | None
    errors: Sequence[Mapping[str, Any]] = field(default_factory=tuple)

    @property
    def ids(self) -> list[str]:
        """What tells the results apart, as text: their id, name, or the record they point to."""
        told = ("id", "name", "toObjectId", "conversionId", "recordId", "listId")
        return [
            next((str(result[name]) for name in told if result.get(name)), "")
            for result in self.results
        ]


Reader = Callable[[bytes], Listing]


def listing(item: Shape, where: str, host: str) -> Reader:
    """Reads pages of `item`: list, search or batch.

    Args:
        item: shape of one result.
        where: vendor and path, for the message.
        host: ours; a next link to another is an attack.
    """
    shape = Fields(
        {
            "results": ListOf(item),
            "paging": _PAGING,
            "total": Maybe(INTEGER),
            "errors": _ERRORS,
            "numErrors": Maybe(INTEGER),
        }
    )

    def read(body: bytes) -> Listing:
        answer = _said(body, shape, where)
        after = next_after(answer, where, host)
        return Listing(answer["results"], after, answer.get("total"), answer.get("errors") or ())

    return read


def record(shape: Shape, where: str) -> Callable[[bytes], dict[str, Any]]:
    """Reads one record of `shape`."""

    def read(body: bytes) -> dict[str, Any]:
        found: dict[str, Any] = _said(body, shape, where)
        return found

    return read


def account(body: bytes) -> dict[str, Any]:
    """The portal's details."""
    found: dict[str, Any] = _said(body, _ACCOUNT, "HubSpot's account details")
    return found


def next_after(answer: Mapping[str, Any], where: str, host: str) -> str | None:
    """The cursor of the next page, None on the last."""
    following = (answer.get("paging") or {}).get("next")
    if following is None:
        return None
    refuse_elsewhere(following.get("link") or "", host, where, friends=_FRIENDS)
    return str(following["after"])


def _said(body: bytes, shape: Shape, where: str) -> Any:
    """The JSON of an answer that does not say inside that it is an error."""
    answer = shaped(body, Fields({}), where)
    if answer.get("status") == "error":
        message = redact(str(answer.get("message") or answer.get("category") or "no reason"))
        raise AnswerError(f"{where} answered with an error inside a good answer: {message}.")
    require(answer, shape, where)
    return answer

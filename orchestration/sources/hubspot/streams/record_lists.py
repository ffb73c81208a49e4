"""Lists of records (what marketing calls segments), and who is on them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import Any, Final

import pyarrow as pa

from orchestration.errors import AnswerError
from orchestration.sources.hubspot import named_properties
from orchestration.sources.hubspot.answers import (
    FOUND_LISTS,
    LISTS_BY_ID,
    MEMBER,
    MEMBERSHIP,
    RECORD_LIST,
    listing,
    record,
)
from orchestration.sources.hubspot.json_rows import Row, rows_batch
from orchestration.sources.hubspot.listings import PAUSE_S, ROUNDS, pages_of, results_of
from orchestration.sources.hubspot.refusals import NothingThereError
from orchestration.sources.hubspot.second_look import Key, contradiction, one
from orchestration.sources.hubspot.session import HubSpotSession
from orchestration.sources.hubspot.transport import HubSpotTransport
from orchestration.sources.shapes import Fields
from orchestration.sources.spec import Batch, StreamSpec, columns
from orchestration.sources.stream import Read, Stream

_LISTS: Final = "/crm/v3/lists"
_LISTS_A_PAGE: Final = 500
_LISTS_AT_ONCE: Final = 100
_MEMBERS_A_PAGE: Final = "250"
_ONE_LIST: Final = Fields({"list": RECORD_LIST})


class RecordLists(Stream[HubSpotSession]):
    """Every list, by its search, which is the only way to see them all."""

    def read(self, session: HubSpotSession, ask: Read) -> Iterator[Batch]:
        """Every row; the window has no part in it."""
        del ask
        found = session.listed[self.spec.name] = _all_lists(session.transport)
        filters = _filters(session.transport, found)
        rows = [{**_row(each), "filters": filters.get(str(each["listId"]))} for each in found]
        yield rows_batch(self.spec, rows, updated="updatedat")

    def contradiction(self, session: HubSpotSession, absent: pa.Table, ask: Read) -> str | None:
        """Some of the lists, asked for one by one."""
        del ask
        return contradiction(session.transport, _is_there, absent)


class ListMemberships(Stream[HubSpotSession]):
    """Who is on each list, and since when. HubSpot does not tell who left: all are read anew."""

    def read(self, session: HubSpotSession, ask: Read) -> Iterator[Batch]:
        """Every row; a list that went away in between has none."""
        del ask
        lists = session.listed.pop("lists", None)
        for each in _all_lists(session.transport) if lists is None else lists:
            list_id = str(each["listId"])
            path = f"{_LISTS}/{list_id}/memberships"
            read = listing(MEMBER, f"HubSpot's {path}", session.transport.host)
            try:
                for page in pages_of(session.transport, path, read, [("limit", _MEMBERS_A_PAGE)]):
                    rows = [_member(list_id, member) for member in page.results]
                    yield rows_batch(self.spec, rows, updated=None)
            except NothingThereError:
                continue

    def contradiction(self, session: HubSpotSession, absent: pa.Table, ask: Read) -> str | None:
        """The lists of some of the records, asked for one by one."""
        del ask
        return contradiction(session.transport, _is_member, absent)


def _all_lists(transport: HubSpotTransport) -> list[dict[str, Any]]:
    """All lists; read again from the start where they were not whole.

    Raises:
        AnswerError: they never were.
    """
    for attempt in range(ROUNDS):
        try:
            return _found_lists(transport)
        except AnswerError:
            if attempt == ROUNDS - 1:
                raise
            transport.wait(PAUSE_S * (attempt + 1))
    raise AssertionError("unreachable")


def _found_lists(transport: HubSpotTransport) -> list[dict[str, Any]]:
    """All lists, to the total that the search itself states.

    Raises:
        AnswerError: its pages do not reach it, or do not go on.
    """
    path, found, offset = f"{_LISTS}/search", list[dict[str, Any]](), 0
    while True:
        body = {"count": _LISTS_A_PAGE, "offset": offset, "additionalProperties": []}
        answer = transport.post(path, body, record(FOUND_LISTS, f"HubSpot's {path}"))
        found += answer["lists"]
        if not answer["hasMore"]:
            break
        if answer["offset"] <= offset:
            raise AnswerError(f"HubSpot's {path} does not go on after {offset} lists.")
        offset = answer["offset"]
    ids = {str(each["listId"]) for each in found}
    if len(ids) < answer["total"]:
        raise AnswerError(f"HubSpot's {path} held {len(ids)} lists of {answer['total']}.")
    return found


def _filters(transport: HubSpotTransport, lists: Iterable[Mapping[str, Any]]) -> dict[str, str]:
    """The properties by which each list is filtered, by list; those made by hand have none."""
    ids = [str(each["listId"]) for each in lists if each.get("processingType") != "MANUAL"]
    found: dict[str, str] = {}
    for start in range(0, len(ids), _LISTS_AT_ONCE):
        query = [("listIds", each) for each in ids[start : start + _LISTS_AT_ONCE]]
        read = record(LISTS_BY_ID, f"HubSpot's {_LISTS}")
        for each in transport.get(_LISTS, read, [("includeFilters", "true"), *query])["lists"]:
            named = named_properties.of_filters(each.get("filterBranch"), each["objectTypeId"])
            if named:
                found[str(each["listId"])] = named
    return found


def _row(each: Mapping[str, Any]) -> Row:
    more = each.get("additionalProperties") or {}
    return {
        "listid": each["listId"],
        "name": each.get("name"),
        "objecttypeid": each["objectTypeId"],
        "processingtype": each.get("processingType"),
        "hs_list_size": more.get("hs_list_size"),
        "createdat": each.get("createdAt"),
        "updatedat": each.get("updatedAt"),
    }


def _member(list_id: str, member: Mapping[str, Any]) -> Row:
    return {
        "listid": list_id,
        "recordid": member["recordId"],
        "membershiptimestamp": member.get("membershipTimestamp"),
    }


def _is_there(transport: HubSpotTransport, key: Key) -> bool:
    return one(transport, f"{_LISTS}/{key['listid']}", _ONE_LIST) is not None


def _is_member(transport: HubSpotTransport, key: Key) -> bool:
    found = one(transport, f"{_LISTS}/{key['listid']}", _ONE_LIST)
    if found is None:
        return False
    path = f"{_LISTS}/records/{found['list']['objectTypeId']}/{key['recordid']}/memberships"
    try:
        lists = results_of(transport, path, MEMBERSHIP, ())
    except NothingThereError:
        return False
    return any(str(each["listId"]) == key["listid"] for each in lists)


STREAMS: Final = (
    RecordLists(
        StreamSpec(
            "lists",
            "lists",
            columns(
                "listid name objecttypeid processingtype filters",
                integer="hs_list_size",
                ts="createdat updatedat",
            ),
            primary_key=("listid",),
            sweep_deletes=True,
            reason="The search has no filter on changes.",
            priority=2,
            description="One row per HubSpot list of records, and what filters it.",
            kept_by="vendor",
            has_fields=False,
            is_optional=True,
            created_column="createdat",
            key_field="listId",
            scopes=("crm.lists.read",),
        )
    ),
    ListMemberships(
        StreamSpec(
            "list_memberships",
            "lists/memberships",
            columns("listid recordid", ts="membershiptimestamp"),
            primary_key=("listid", "recordid"),
            sweep_deletes=True,
            reason="The API tells who joined when, and never who left; portals with very large"
            " lists turn it off.",
            parents=("lists",),
            priority=3,
            description="One row per record on a HubSpot list, and since when it is on it.",
            kept_by="vendor",
            has_fields=False,
            is_optional=True,
            scopes=("crm.lists.read",),
        )
    ),
)

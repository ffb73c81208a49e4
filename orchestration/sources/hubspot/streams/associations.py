"""Associations between CRM objects, with their labels: every pair staging knows."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from itertools import chain
from typing import Any, Final

import pyarrow as pa
import pyarrow.compute as pc

from orchestration.errors import StreamUnavailableError
from orchestration.sources.hubspot.answers import LINKED, TARGET, listing, next_after
from orchestration.sources.hubspot.items import Answered, BatchCall, Tally, read_items
from orchestration.sources.hubspot.json_rows import Row, rows_batch
from orchestration.sources.hubspot.listings import results_of
from orchestration.sources.hubspot.metadata import scopes_of
from orchestration.sources.hubspot.pages import ID
from orchestration.sources.hubspot.records import listed_ids
from orchestration.sources.hubspot.refusals import NothingThereError
from orchestration.sources.hubspot.second_look import Key, contradiction
from orchestration.sources.hubspot.session import HubSpotSession
from orchestration.sources.hubspot.transport import HubSpotTransport
from orchestration.sources.spec import Piece, StreamSpec, Unread, columns
from orchestration.sources.stream import Read, Stream

_INPUTS: Final = 1_000
_ROWS: Final = 20_000


#: From which objects, to which.
ASSOCIATED: Final[Mapping[str, tuple[str, ...]]] = {
    "contacts": ("companies",),
    "deals": ("contacts", "companies", "line_items"),
    "leads": ("contacts", "companies"),
    "quotes": ("deals",),
    "subscriptions": ("deals", "companies", "line_items"),
    "calls": ("contacts", "deals"),
    "meetings": ("contacts", "deals"),
    "emails": ("contacts", "deals"),
    "tasks": ("contacts", "deals"),
    "communications": ("contacts", "deals"),
}
_ENDS: Final = tuple(dict.fromkeys([*ASSOCIATED, *chain.from_iterable(ASSOCIATED.values())]))


class Associations(Stream[HubSpotSession]):
    """Every pair of records that `ASSOCIATED` names, and its labels."""

    def read(self, session: HubSpotSession, ask: Read) -> Iterator[Piece]:
        """One row per pair of records and label. An object we may not read is left out.

        Raises:
            StreamUnavailableError: no object could be read at all.
        """
        refused: list[StreamUnavailableError] = []
        waiting: list[Row] = []
        pairs: list[_Pair] = []
        for from_type, to_types in ASSOCIATED.items():
            of_this = [_Pair(session.transport, from_type, to_type) for to_type in to_types]
            pairs += of_this
            try:
                for ids in _id_groups(session.transport, from_type, ask.parent_ids(from_type)):
                    for pair in of_this:
                        waiting += pair.rows(ids)
                    if len(waiting) >= _ROWS:
                        yield rows_batch(self.spec, waiting, updated=None)
                        waiting = []
            except StreamUnavailableError as error:
                refused.append(error)
        if len(refused) == len(ASSOCIATED):
            raise refused[0]
        names_absences = any(pair.tally.absent for pair in pairs)
        for pair in pairs:
            waiting += pair.rows_of_silent(names_absences=names_absences)
        yield rows_batch(self.spec, waiting, updated=None)
        yield from [p.unread for p in pairs if p.unread and p.to_type not in session.refused]

    def contradiction(self, session: HubSpotSession, absent: pa.Table, ask: Read) -> str | None:
        """Some of the pairs, asked for one by one: those whose first record is alive.

        The pairs of another record went with the record.
        """
        parts = [
            absent.filter(
                pc.and_(
                    pc.equal(absent["from_type"], from_type),
                    pc.is_in(absent["from_id"], value_set=pa.chunked_array([*ids], pa.string())),
                )
            )
            for from_type in ASSOCIATED
            if (ids := ask.parent_ids(from_type)) is not None
        ]
        of_alive = pa.concat_tables([absent.slice(0, 0), *parts])
        return contradiction(session.transport, _is_there, of_alive)


def _is_there(transport: HubSpotTransport, key: Key) -> bool:
    path = f"/crm/v4/objects/{key['from_type']}/{key['from_id']}/associations/{key['to_type']}"
    try:
        targets = results_of(transport, path, TARGET, [("limit", "500")])
    except NothingThereError:
        return False
    return any(
        str(target["toObjectId"]) == key["to_id"]
        and (kind["category"], kind["typeId"]) == (key["category"], key["type_id"])
        for target in targets
        for kind in target["associationTypes"]
    )


class _Pair:
    """Associations from one object to another.

    Attributes:
        tally: what became of the records that were asked for and have none.
        unread: what got no answer.
    """

    def __init__(self, transport: HubSpotTransport, from_type: str, to_type: str) -> None:
        self.to_type = to_type
        self.tally = Tally()
        self.unread: Unread | None = None
        self._transport = transport
        self._from = from_type
        self._path = f"/crm/v4/associations/{from_type}/{to_type}/batch/read"
        self._where = f"HubSpot's {self._path}"
        self._read = listing(LINKED, self._where, transport.host)

    def rows(self, ids: Sequence[str]) -> list[Row]:
        """The associations of these records; those without an answer are in the tally."""
        return self._ask(ids, self.tally, may_be_silent=True)

    def rows_of_silent(self, *, names_absences: bool) -> list[Row]:
        """The associations of the records that no answer named, asked for once more.

        A portal that names the records without associations anywhere owes us an answer for each.
        In one that never does, silence is believed if it repeats.
        """
        silent = self.tally.silent
        if not silent:
            return []
        if not names_absences:
            sample = silent[:: -(-len(silent) // _INPUTS)]
            if not self._ask(sample, Tally(), may_be_silent=True):
                return []
        return self._ask(silent, self.tally, may_be_silent=False)

    def _ask(self, ids: Sequence[str], tally: Tally, *, may_be_silent: bool) -> list[Row]:
        call = BatchCall(self._path, _INPUTS, {}, self._targets, may_be_silent=may_be_silent)
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
                f"HubSpot gave no answer for associations from {self._from} to {self.to_type}."
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
                "to_type": self.to_type,
                "to_id": str(target["toObjectId"]),
                "category": kind["category"],
                "type_id": kind["typeId"],
                "label": kind.get("label"),
            }


def _id_groups(
    transport: HubSpotTransport, from_type: str, known: Iterator[pa.Array] | None
) -> Iterator[list[str]]:
    waiting: list[str] = []
    for ids in _listed(transport, from_type) if known is None else known:
        waiting += ids.to_pylist()
        while len(waiting) >= _INPUTS:
            yield waiting[:_INPUTS]
            waiting = waiting[_INPUTS:]
    if waiting:
        yield waiting


def _listed(transport: HubSpotTransport, from_type: str) -> Iterator[pa.Array]:
    for page in listed_ids(transport, f"/crm/v3/objects/{from_type}", archived=False):
        yield page.column(ID)


STREAMS: Final = (
    Associations(
        StreamSpec(
            "_associations",
            "associations",
            columns("from_type from_id to_type to_id category label", integer="type_id"),
            primary_key=("from_type", "from_id", "to_type", "to_id", "category", "type_id"),
            sweep_deletes=True,
            # Either end: a pair whose target we may not see is not told, and not gone.
            parents=_ENDS,
            parent_columns=("from_type", "to_type"),
            reason="A new association does not move the modified date of either record.",
            priority=2,
            description="One row per directed link between two HubSpot records and its type.",
            has_fields=False,
            scopes=scopes_of(*_ENDS),
        )
    ),
)

"""Batch reads: every id asked for ends as answered, absent, silent or failed, never forgotten.

HubSpot answers a batch with 200 or 207, some results, and errors that name ids. An id that is in
neither is asked again (or told as silent, for the caller to judge), as is one whose error may pass.
"""

from __future__ import annotations

from collections.abc import Callable, Generator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, Final, Generic, TypeVar

from orchestration.sources.http.pagination import PageGuard
from orchestration.sources.hubspot.transport import HubSpotTransport, Query

T = TypeVar("T")
ROUNDS: Final = 3
_PAUSE_S: Final = 2.0
_ABSENT: Final = ("OBJECT_NOT_FOUND", "NO_ASSOCIATIONS_FOUND")


@dataclass
class Tally:
    """What became of the ids that were not answered.

    Attributes:
        absent: the vendor says there is nothing under them.
        silent: the answer holds them neither as results nor as errors, where that may mean that
            there is nothing under them.
        failed: no answer after all rounds.
    """

    absent: list[str] = field(default_factory=list)
    silent: list[str] = field(default_factory=list)
    failed: list[str] = field(default_factory=list)


@dataclass(frozen=True)
class Answered(Generic[T]):
    """One batch answer: what it holds, the ids it answers, what it says of others.

    `more` are the ids with further pages: the cursor, and what tells this page from others.
    """

    found: T
    ids: Sequence[str]
    errors: Sequence[Mapping[str, Any]] = ()
    more: Mapping[str, tuple[str, str]] = field(default_factory=dict)


@dataclass(frozen=True)
class BatchCall(Generic[T]):
    """One kind of batch read.

    Attributes:
        path: of the batch endpoint.
        size: most inputs to a call.
        body: what the body holds beside the inputs.
        read: what a body says.
        query: of the URI.
        may_be_silent: an id in neither results nor errors is not asked again here: some portals
            name the records that have no associations, others leave them out.
    """

    path: str
    size: int
    body: Mapping[str, Any]
    read: Callable[[bytes], Answered[T]]
    query: Query = ()
    may_be_silent: bool = False


def read_items(
    transport: HubSpotTransport, call: BatchCall[T], ids: Sequence[str], tally: Tally
) -> Generator[T, None, None]:
    """What the vendor holds under `ids`; `tally` tells of the others.

    Raises:
        StreamUnavailableError: the whole endpoint is refused.
    """
    for start in range(0, len(ids), call.size):
        yield from _read_one(transport, call, ids[start : start + call.size], tally)


def _read_one(
    transport: HubSpotTransport, call: BatchCall[T], ids: Sequence[str], tally: Tally
) -> Generator[T, None, None]:
    waiting: dict[str, str | None] = dict.fromkeys(ids)
    guards: dict[str, PageGuard] = {}
    rounds = 0
    while waiting:
        inputs = [
            {"id": record_id} if after is None else {"id": record_id, "after": after}
            for record_id, after in waiting.items()
        ]
        body = {**call.body, "inputs": inputs}
        answer = transport.post(call.path, body, call.read, call.query)
        yield answer.found
        again = _unanswered(call, answer, list(waiting), tally)
        if again:
            rounds += 1
            if rounds == ROUNDS:
                tally.failed += again
                again = []
            else:
                transport.wait(_PAUSE_S * rounds)
        following: dict[str, str | None] = {}
        for record_id, (after, mark) in answer.more.items():
            guard = guards.setdefault(record_id, PageGuard(f"HubSpot's batch {call.path}"))
            following[record_id] = guard.check(after, mark=mark or None)
        waiting = {**{i: waiting[i] for i in again}, **following}


def _unanswered(
    call: BatchCall[T], answer: Answered[T], asked: Sequence[str], tally: Tally
) -> list[str]:
    """The ids to ask for again."""
    known = set(answer.ids)
    missing = [record_id for record_id in asked if record_id not in known]
    if not missing:
        return []
    absent, is_only_that = _named(answer.errors)
    tally.absent += [record_id for record_id in missing if record_id in absent]
    rest = [record_id for record_id in missing if record_id not in absent]
    if call.may_be_silent and is_only_that:
        tally.silent += rest
        return []
    return rest


def _named(errors: Sequence[Mapping[str, Any]]) -> tuple[set[str], bool]:
    """Ids that the errors call absent, and whether the errors say nothing else."""
    absent: set[str] = set()
    is_only_that = True
    for error in errors:
        kind = f"{error.get('category')} {error.get('subCategory')}"
        if any(word in kind for word in _ABSENT):
            for values in (error.get("context") or {}).values():
                absent.update(map(str, values))
        else:
            is_only_that = False
    return absent, is_only_that

"""What a run may do and how far it may go before it asks."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from orchestration.errors import DeletesRefusedError
from orchestration.sources.spec import StreamSpec

_STATED_SHARE = 0.5
_NEXT_STEP = (
    "Nothing of it was written. Look at the CRM and at what its integration user may see; if the "
    "records are gone indeed, run `hymnsheet run --accept-deletes`."
)


@dataclass(frozen=True)
class LoadPolicy:
    """How a run reads, and when it stops.

    Rows that a whole read lacks are deletions that we infer: more than `most_deleted` of a stream's
    alive rows at once is taken for a fault of the read until somebody says otherwise. Deletions
    that the vendor states (`isDeleted`, the archived list) are facts, and cleaning up thousands of
    records is a normal day's work: they stop a run only beyond half of the alive rows, where an
    accident is likelier than a decision.

    Attributes:
        full_refresh: read every stream whole, whatever its cursor, and mark as deleted (at the
            run's instant) the alive rows that the vendor no longer has.
        sweep_ids: after the changes, compare the ids of all alive records both ways, and read the
            difference by id: finds purges, late commits and silent restores for a fraction of the
            calls of a full refresh.
        accept_deletes: mark them all, however many.
        most_deleted: share (0 to 1) of a stream's alive rows that a run may mark deleted unasked.
        few_deleted: so many rows may always be marked.
        overlap_s: stream -> seconds re-read before its cursor, instead of the stream's own.
        turned_off: streams that are not read: their rows stay as the last run left them.
        watched: by stream, fields whose earlier values are wanted.
        read_whole: streams to read whole in this run, whatever their cursors.
    """

    full_refresh: bool = False
    sweep_ids: bool = False
    accept_deletes: bool = False
    most_deleted: float = 0.2
    few_deleted: int = 10
    overlap_s: Mapping[str, int] = field(default_factory=dict)
    turned_off: frozenset[str] = frozenset()
    watched: Mapping[str, frozenset[str]] = field(default_factory=dict)
    read_whole: frozenset[str] = frozenset()

    def check_inferred(self, stream: str, rows: int, alive: int) -> None:
        """Raise DeletesRefusedError if a read lacks more of the alive rows than is believed."""
        self._check(stream, rows, alive, self.most_deleted)

    def check_stated(self, stream: str, rows: int, alive: int) -> None:
        """Raise DeletesRefusedError if the vendor deleted more alive rows than is believed."""
        self._check(stream, rows, alive, max(self.most_deleted, _STATED_SHARE))

    def overlap_of(self, spec: StreamSpec) -> int:
        """Seconds to re-read before the stream's cursor."""
        return self.overlap_s.get(spec.name, spec.overlap_s)

    def _check(self, stream: str, rows: int, alive: int, limit: float) -> None:
        if not self.accept_deletes and rows > max(self.few_deleted, limit * alive):
            raise refusal(stream, rows, alive, limit)


def refusal(stream: str, rows: int, alive: int, limit: float) -> DeletesRefusedError:
    """The error that stops a stream (`hubspot contacts`) before `rows` of `alive` are marked."""
    share = rows / alive if alive else 1.0
    return DeletesRefusedError(
        f"{stream}: {rows} of {alive} records ({share:.0%}) would be marked deleted in one run; "
        f"up to {limit:.0%} are believed unasked.",
        next_step=_NEXT_STEP,
    )


def joined(errors: Sequence[DeletesRefusedError]) -> DeletesRefusedError:
    """One error for all streams that were stopped."""
    return DeletesRefusedError(" ".join(e.message for e in errors), next_step=_NEXT_STEP)

"""What people decided about two records that may be one: matches.csv, read, checked and written."""

from __future__ import annotations

import csv
import hashlib
import io
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import astuple, dataclass, fields
from datetime import date
from itertools import chain
from pathlib import Path
from types import MappingProxyType
from typing import Final

from orchestration.compile.text import csv_text
from orchestration.errors import DefinitionError
from orchestration.known_names import near
from orchestration.sources.spec import StreamSpec

MATCHES: Final = "matches.csv"
SAME, DIFFERENT = "same", "different"
_NEXT: Final = (
    "Correct that row, or take it back with `hymnsheet matches undo`. A row takes the columns"
    " system, object, id, other_system, other_object, other_id, decision (same or different), by,"
    " on (a day, as 2026-12-31) and reason."
)
Record = tuple[str, str, str]


@dataclass(frozen=True)
class MatchDecision:
    """One row of the file: two records, and whether they are one.

    Attributes:
        system: of the one record, as vendors are called.
        object: its object, as the raw table is called.
        id: the vendor's id of it.
        decision: `same` or `different`.
        by: who decided.
        on: on which day.
        reason: why; may be blank.
    """

    system: str
    object: str
    id: str
    other_system: str
    other_object: str
    other_id: str
    decision: str
    by: str
    on: date
    reason: str

    @property
    def record(self) -> Record:
        """The one record."""
        return self.system, self.object, self.id

    @property
    def other(self) -> Record:
        """The other record."""
        return self.other_system, self.other_object, self.other_id

    @property
    def pair(self) -> frozenset[Record]:
        """Both, in no order."""
        return frozenset((self.record, self.other))


COLUMNS: Final = tuple(field.name for field in fields(MatchDecision))
NOTHING: Final[Mapping[str, str]] = MappingProxyType({})


def match_key(one: Record, other: Record) -> str:
    """The key of a pair of records in either order, as `quality.match_proposal` has it."""
    pair = sorted((one, other), key=lambda each: (each[0], each[1], len(each[2]), each[2]))
    return hashlib.md5("|".join(chain(*pair)).encode(), usedforsecurity=False).hexdigest()


def read_matches(
    project_dir: Path, streams: Mapping[str, Iterable[StreamSpec]]
) -> tuple[MatchDecision, ...]:
    """The decisions of a project, in the order of the file; there may be no such file.

    Args:
        project_dir: the folder that holds matches.csv.
        streams: what each vendor offers.

    Raises:
        DefinitionError: a row says something that it may not, or rows contradict each other; the
            message names file, line and column.
    """
    path = project_dir / MATCHES
    if not path.is_file():
        return ()
    try:
        text = path.read_text(encoding="utf-8-sig")
    except UnicodeDecodeError as fault:
        raise _refusal(f"{MATCHES} is no UTF-8 text.") from fault
    return parse_matches(text, MATCHES, streams)


def parse_matches(
    text: str,
    name: str,
    streams: Mapping[str, Iterable[StreamSpec]],
    defaults: Mapping[str, str] = NOTHING,
) -> tuple[MatchDecision, ...]:
    """The decisions of a CSV text; rows without a decision and columns beyond ours are passed over.

    Args:
        text: with our columns in its first line.
        name: of the file, for messages.
        streams: what each vendor offers.
        defaults: what stands where a row leaves a column blank.

    Raises:
        DefinitionError: as `read_matches`, under this name of the file.
    """
    reader = csv.DictReader(io.StringIO(text))
    missing = [column for column in COLUMNS if column not in (reader.fieldnames or ())]
    if missing:
        raise _refusal(f"{name}: the first line lacks {', '.join(missing)}.")
    known = {vendor: tuple(spec.name for spec in specs) for vendor, specs in streams.items()}
    decided: list[MatchDecision] = []
    for row in reader:
        values = {
            column: (row[column] or "").strip() or defaults.get(column, "") for column in COLUMNS
        }
        if not values["decision"]:
            continue
        faults = list(_faults(values, known))
        if faults:
            raise _refusal(f"{name}, line {reader.line_num}:\n  " + "\n  ".join(faults))
        day = date.fromisoformat(values.pop("on"))
        decided.append(MatchDecision(on=day, **values))
    _refuse_contradictions(decided, name)
    return tuple(decided)


def matches_text(decisions: Sequence[MatchDecision]) -> str:
    """The file that holds these decisions."""
    return csv_text(COLUMNS, (astuple(decision) for decision in decisions))


def write_matches(path: Path, decisions: Sequence[MatchDecision]) -> None:
    """Replace the file, whole or not at all."""
    beside = path.with_name(f"{path.name}.partial")
    beside.touch(mode=0o600)
    beside.write_text(matches_text(decisions), encoding="utf-8")
    beside.replace(path)


def _faults(row: Mapping[str, str], known: Mapping[str, Sequence[str]]) -> Iterator[str]:
    for prefix in ("", "other_"):
        system, place = row[f"{prefix}system"], row[f"{prefix}object"]
        if system not in known:
            yield f"{prefix}system: there is no system {system!r}. {near(system, known)}"
        elif place not in known[system]:
            yield (
                f"{prefix}object: {system} has no object {place!r}. {near(place, known[system])}"
            )
        if not row[f"{prefix}id"]:
            yield f"{prefix}id: is missing"
    if row["decision"] not in (SAME, DIFFERENT):
        yield f"decision: {row['decision']!r} is neither same nor different"
    if not row["by"]:
        yield "by: is missing; it takes the name of who decided"
    try:
        date.fromisoformat(row["on"])
    except ValueError:
        yield f"on: {row['on']!r} is no day; write it as 2026-12-31"
    if all(row[part] == row[f"other_{part}"] for part in ("system", "object", "id")):
        yield "other_id: is the record itself"


def _refuse_contradictions(decided: Sequence[MatchDecision], name: str) -> None:
    """Nobody can be one with two who are not one: that is told by the rows that say so."""
    seen: set[frozenset[Record]] = set()
    for decision in decided:
        if decision.pair in seen:
            raise _refusal(f"{name}: {_told(decision)} is decided twice.")
        seen.add(decision.pair)
    groups = _Groups()
    for decision in decided:
        if decision.decision == SAME:
            groups.join(decision.record, decision.other)
    for decision in decided:
        if decision.decision == DIFFERENT and groups.are_one(decision.record, decision.other):
            raise _refusal(
                f"{name}: {_told(decision)} is decided to be different, and other rows make the"
                " two one."
            )


class _Groups:
    """Records that decisions make one."""

    def __init__(self) -> None:
        self._above: dict[Record, Record] = {}

    def _top(self, record: Record) -> Record:
        while (above := self._above.get(record, record)) != record:
            record = above
        return record

    def join(self, one: Record, other: Record) -> None:
        top, other_top = self._top(one), self._top(other)
        if top != other_top:
            self._above[top] = other_top

    def are_one(self, one: Record, other: Record) -> bool:
        return self._top(one) == self._top(other)


def _told(decision: MatchDecision) -> str:
    return f"{' '.join(decision.record)} and {' '.join(decision.other)}"


def _refusal(message: str) -> DefinitionError:
    return DefinitionError(message, next_step=_NEXT)

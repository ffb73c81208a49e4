"""What kind of values each column of a table of text holds. Nothing is guessed in silence.

A column has a kind where all that it says fits, or of thirty values and more nearly all; what
does not fit is kept beside it. Placeholders are left out of the question: they fit nothing.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from orchestration.audit.dbt_names import literal
from orchestration.audit.kinds import KINDS, SERIAL, TEXT, Kind
from orchestration.audit.models import Models
from orchestration.audit.reading import Notes

_LEAST: Final = 30
_SHARE: Final = 0.95
#: Kinds that so many of the first values do not fit are not tried on all.
_LIKELY: Final = 0.8
_FIRST_ROWS: Final = 500
_ALL_ROWS: Final = 2**62
_OF_DATES: Final = re.compile(r"date|datum|fecha|_at$|_on$| at$| on$|created|closed|modified", re.I)
#: Kinds of which a value can be no other.
_PLAIN: Final = frozenset({"boolean", "integer", "number", "day", "instant", SERIAL.name})
_FORMULA: Final = r"(?s)^\s*([=@]\S.*|[-+][A-Za-z=@(].*[^-\s])\s*$"
_ORDERED: Final = ("day first", "month first")


@dataclass(frozen=True)
class Kept:
    """How a column is kept.

    Attributes:
        kind: of its values.
        has_misfits: whether any text in it does not fit.
    """

    kind: Kind
    has_misfits: bool


@dataclass(frozen=True)
class Said:
    """What a column says.

    Attributes:
        place: of the column in its file, from 1.
        name: as the file has it.
        texts: records that hold more than white space.
        values: records that say something: placeholders do not.
        fits: how many of them fit, by the name of each kind that was tried.
        odd_lines: by kind the first line with a value that does not fit.
    """

    place: int
    name: str
    texts: int
    values: int
    fits: Mapping[str, int]
    odd_lines: Mapping[str, int]

    @property
    def is_plain(self) -> bool:
        """Whether all that it says fits one kind; that it may be days of a spreadsheet is none."""
        return self.values in (fits for kind, fits in self.fits.items() if kind != SERIAL.name)

    def is_all(self, kind: str) -> bool:
        """Whether the column may be called one of this kind."""
        fits = self.fits.get(kind, 0)
        return fits > 0 and (
            fits == self.values or (fits >= _LEAST and fits >= _SHARE * self.values)
        )


def kinds_of(
    models: Models, staged: str, names: Sequence[str], file: str, notes: Notes
) -> list[Kept]:
    """How each column of a table of text is kept; what is told of them goes to the notes.

    Args:
        models: of the project, whose placeholders are left out.
        staged: the table, with columns c1, c2, … and _line.
        names: of the columns in the file.
        file: how notes call it.
        notes: where what was found goes.
    """
    said = _all_said(models, staged, names)
    order = _order(said, file, notes)
    kinds = [_kind(each, order, file, notes) for each in said]
    _tell_formulas(models, staged, kinds, file, notes)
    return [
        Kept(kind, kind is not TEXT and each.fits[kind.name] < each.texts)
        for each, kind in zip(said, kinds, strict=True)
    ]


def _all_said(models: Models, staged: str, names: Sequence[str]) -> list[Said]:
    """What each column says; where a plain kind fits all of it, no other is asked about."""
    likely = _likely(models, staged, range(1, len(names) + 1))
    plain = {n: tuple(k for k in kinds if k.name in _PLAIN) for n, kinds in likely.items()}
    found = _asked(models, staged, names, plain)
    plainly = {n for n, said in found.items() if said.is_plain}
    found |= _asked(models, staged, names, {n: k for n, k in likely.items() if n not in plainly})
    return [found.get(n) or Said(n, name, 0, 0, {}, {}) for n, name in enumerate(names, 1)]


def _asked(
    models: Models,
    staged: str,
    names: Sequence[str],
    kinds_by_place: Mapping[int, tuple[Kind, ...]],
) -> dict[int, Said]:
    """What columns say of these kinds; those with the same kinds are asked together."""
    found: dict[int, Said] = {}
    for kinds in filter(None, dict.fromkeys(kinds_by_place.values())):
        places = [place for place, each in kinds_by_place.items() if each == kinds]
        found |= _said(models, staged, {place: names[place - 1] for place in places}, kinds)
    return found


def _said(
    models: Models, staged: str, names: Mapping[int, str], kinds: Sequence[Kind]
) -> dict[int, Said]:
    counts = "".join(
        f", sum(records) filter (where {kind.value} is not null),"
        f" min(line) filter (where is_said and {kind.value} is null)"
        for kind in kinds
    )
    rows = models.query(
        "select place, sum(records), sum(records) filter (where is_said)"  # noqa: S608  quoted
        f"{counts} from ({_texts(models, staged, names)}) as said group by place"
    ).rows
    return {
        place: Said(
            place,
            names[place],
            int(row[1] or 0),
            int(row[2] or 0),
            {kind.name: int(row[3 + 2 * n] or 0) for n, kind in enumerate(kinds)},
            {kind.name: int(row[4 + 2 * n] or 0) for n, kind in enumerate(kinds)},
        )
        for row in rows
        for place in [int(row[0])]
    }


def _likely(
    models: Models, staged: str, places: Iterable[int], rows: int = _FIRST_ROWS
) -> dict[int, tuple[Kind, ...]]:
    """The kinds that the first values fit; of dates in two orders, each fits but half of them."""
    asked = list(places)
    first = f"(from {staged} limit {rows})"
    counts = ", ".join(f"count({kind.value})" for kind in (*KINDS, SERIAL))
    answers = models.query(
        f"select place, count(*), {counts} from ({_texts(models, first, asked)}) as said"  # noqa: S608  quoted
        " where is_said group by place"
    ).rows
    likely = {
        int(row[0]): tuple(
            kind
            for kind, fits in zip((*KINDS, SERIAL), row[2:], strict=True)
            if fits and fits * 2 >= _LIKELY * row[1]
        )
        for row in answers
    }
    unseen = [place for place in asked if place not in likely]
    if unseen and rows < _ALL_ROWS:
        likely |= _likely(models, staged, unseen, _ALL_ROWS)
    return {place: kinds for place, kinds in likely.items() if kinds}


def _texts(models: Models, source: str, places: Iterable[int]) -> str:
    """Texts of columns, trimmed; if each says something: (place, v, records, line, is_said)."""
    columns = ", ".join(f"c{place}" for place in places)
    trimmed = models.trimmed("said")
    words = models.ref("int_quality__placeholder_words")
    return (
        "select place, v, records, line, lower(v) not in (select placeholder from"  # noqa: S608  quoted
        f" {words} where sense in ('mark', 'no_value', 'prompt')) as is_said from (select"
        f" cast(substr(name, 2) as integer) as place, {trimmed} as v, count(*) as records,"
        f" min(_line) as line from (unpivot (select {columns}, _line from {source} as source) on"
        f" {columns} into name name value said) as texts group by 1, 2) as trimmed where v <> ''"
    )


def _order(said: Sequence[Said], file: str, notes: Notes) -> str | None:
    """In which order the file writes day and month, where one of its columns proves it."""
    proven = {
        order
        for order, other in (_ORDERED, _ORDERED[::-1])
        for each in said
        for clock in ("", " with time")
        if each.is_all(order + clock) and each.fits[order + clock] > each.fits.get(other + clock, 0)
    }
    if len(proven) > 1:
        notes.add("noticed", file, "some columns write the day first and others the month")
    return proven.pop() if len(proven) == 1 else None


def _kind(said: Said, order: str | None, file: str, notes: Notes) -> Kind:
    if _OF_DATES.search(said.name) and said.is_all(SERIAL.name):
        notes.add("repaired", file, SERIAL.told, 0, said.place)
        return SERIAL
    fitting = [kind for kind in KINDS if said.is_all(kind.name)]
    if not fitting:
        _tell_mixed(said, file, notes)
        return TEXT
    best = max(fitting, key=lambda kind: said.fits[kind.name])
    rivals = [k for k in fitting if said.fits[k.name] == said.fits[best.name]]
    if best.name.startswith(_ORDERED) and len(rivals) > 1:
        return _of_order(said, rivals, order, file, notes)
    if best.name == "grouped" and any(kind.name == "decimal comma" for kind in rivals):
        told = "commas that part thousands, or decimals: read as thousands"
        notes.add("noticed", file, told, 0, said.place)
    elif best.told:
        notes.add("read as", file, best.told, 0, said.place)
    if said.fits[best.name] < said.values:
        told = f"values that are no {best.column_type}, in a column of them; kept as they are"
        notes.add("noticed", file, told, said.odd_lines[best.name], said.place)
    return best


def _of_order(
    said: Said, rivals: Sequence[Kind], order: str | None, file: str, notes: Notes
) -> Kind:
    """Dates whose days are all twelve or less: the file's other columns tell, or nobody does."""
    found = next((kind for kind in rivals if order and kind.name.startswith(order)), None)
    if found is None:
        told = "dates that may have the day first or the month; left as text"
        notes.add("noticed", file, told, 0, said.place)
        return TEXT
    told = f"{found.told}, as in the file's other columns"
    notes.add("read as", file, told, 0, said.place)
    return found


def _tell_formulas(
    models: Models, staged: str, kinds: Sequence[Kind], file: str, notes: Notes
) -> None:
    """Texts that a spreadsheet would run; a number with a sign and a placeholder are none."""
    places = [place for place, kind in enumerate(kinds, 1) if kind is TEXT]
    if not places:
        return
    lines = ", ".join(
        f"count(*) filter (where regexp_matches(c{place}, {literal(_FORMULA)})),"
        f" min(_line) filter (where regexp_matches(c{place}, {literal(_FORMULA)}))"
        for place in places
    )
    row = models.query(f"select {lines} from {staged}").rows[0]  # noqa: S608  quoted
    told = "texts that a spreadsheet would run as a formula; kept as they are"
    for place, count, line in zip(places, row[::2], row[1::2], strict=True):
        if count:
            notes.add("noticed", file, told, int(line), place, times=int(count))


def _tell_mixed(said: Said, file: str, notes: Notes) -> None:
    """Dates of which some can only have the day first and others only the month."""
    for clock in ("", " with time"):
        day, month = (said.fits.get(order + clock, 0) for order in _ORDERED)
        is_either = day and month and day + month >= _SHARE * said.values
        if is_either and day < said.values and month < said.values:
            line = max(said.odd_lines[order + clock] for order in _ORDERED)
            told = "dates of which some have the day first and others the month; left as text"
            notes.add("broken", file, told, line, said.place)

"""Strict reading of one CSV file of a world: every fault names file, line and column.

UTF-8, RFC 4180, an empty cell is null. Knows nothing of any vendor.
"""

from __future__ import annotations

import csv
import io
import math
import sys
from collections.abc import Callable, Collection, Iterator
from dataclasses import dataclass, field
from pathlib import Path

from orchestration.errors import WorldError
from orchestration.worlds.instants import parse_instant

Row = dict[str, str | None]
_Check = tuple[str, Callable[[str], bool], str]

csv.field_size_limit(sys.maxsize)
_BOOLEANS = frozenset({"true", "false"})


def world_error(
    where: str, reason: str, *, line: int | None = None, column: str | None = None
) -> WorldError:
    """Build the one kind of error that a malformed world raises."""
    place = where
    if line is not None:
        place += f", line {line}"
    if column is not None:
        place += f", column {column}"
    return WorldError(f"{place}: {reason}.", next_step="Correct that file and start again.")


@dataclass(frozen=True)
class CsvRules:
    """What a file must satisfy beyond being a rectangle.

    Attributes:
        key: the id column; None when rows have no single key.
        instants: columns whose values, where present, are ISO 8601.
        booleans: columns whose values, where present, are true or false in any case.
        integers: columns whose values, where present, are whole numbers.
        numbers: columns whose values, where present, are numbers above zero.
        amounts: columns whose values, where present, are numbers.
        required: further columns the header must have.
        filled: columns that no row may leave empty.
    """

    key: str | None = None
    instants: Collection[str] = ()
    booleans: Collection[str] = ()
    integers: Collection[str] = ()
    numbers: Collection[str] = ()
    amounts: Collection[str] = ()
    required: Collection[str] = ()
    filled: Collection[str] = ()


@dataclass
class CsvTable:
    """A file's header and rows, in file order."""

    columns: list[str]
    rows: list[Row] = field(default_factory=list)


def read_csv(path: Path, where: str, rules: CsvRules) -> CsvTable:
    """Read a whole file.

    Args:
        path: the file.
        where: its name in messages, relative to the world folder.
        rules: what to check.

    Raises:
        WorldError: the file breaks the format or a rule.
    """
    text = _decode(path.read_bytes(), where)
    records = _records(text, where)
    first = next(records, None)
    if first is None:
        raise world_error(where, "the file is empty: it needs a header", line=1)
    columns = first[1]
    _check_header(columns, where, rules)
    table = CsvTable(columns)
    width = len(columns)
    append, checks = table.rows.append, _checks(rules)
    for line, cells in records:
        if len(cells) != width:
            raise _wrong_width(cells, columns, where, line)
        append(dict(zip(columns, [cell or None for cell in cells], strict=True)))
        _check_row(table.rows[-1], where, line, checks, rules)
    _check_keys(table, where, rules, text)
    return table


def _decode(raw: bytes, where: str) -> str:
    try:
        return raw.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        before = raw[: error.start]
        line = before.count(b"\n") + 1
        offset = error.start - before.rfind(b"\n")
        raise world_error(where, "not UTF-8", line=line, column=f"at byte {offset}") from error


def _records(text: str, where: str) -> Iterator[tuple[int, list[str]]]:
    """Yield (line on which the record starts, cells); blank lines are no records."""
    reader = csv.reader(io.StringIO(text, newline=""), strict=True)
    line = 1
    while True:
        try:
            cells = next(reader)
        except StopIteration:
            return
        except csv.Error as error:
            raise _broken_quotes(text, where, line, str(error)) from error
        if cells:
            yield line, cells
        line = reader.line_num + 1


def _broken_quotes(text: str, where: str, line: int, reason: str) -> WorldError:
    """Name the cell whose quoting is broken, by its place in the record starting at `line`."""
    header = next(csv.reader(io.StringIO(text.split("\n", 1)[0])), []) if line > 1 else []
    record = "\n".join(text.split("\n")[line - 1 :])
    cell, inside, opened = 0, False, 0
    for character in record:
        if character == '"':
            inside = not inside
            opened = cell if inside else opened
        elif not inside and character == ",":
            cell += 1
        elif not inside and character == "\n":
            break
    column = header[opened] if opened < len(header) else str(opened + 1)
    wording = "unterminated quote" if inside else f"broken quoting ({reason})"
    return world_error(where, wording, line=line, column=column)


def _check_header(columns: list[str], where: str, rules: CsvRules) -> None:
    seen: set[str] = set()
    for position, column in enumerate(columns, start=1):
        if not column.strip():
            raise world_error(where, "a header has no name", line=1, column=str(position))
        if column in seen:
            raise world_error(where, "the header occurs twice", line=1, column=column)
        seen.add(column)
    needed = [*([rules.key] if rules.key else []), *rules.required]
    for column in needed:
        if column not in seen:
            raise world_error(where, "the column is missing", line=1, column=column)


def _wrong_width(cells: list[str], columns: list[str], where: str, line: int) -> WorldError:
    width = len(columns)
    column = columns[len(cells)] if len(cells) < width else str(width + 1)
    return world_error(where, f"{len(cells)} cells instead of {width}", line=line, column=column)


def _checks(rules: CsvRules) -> list[_Check]:
    """What each cell must satisfy: column, test of a value that is there, and the complaint."""
    kinds: tuple[tuple[Collection[str], Callable[[str], bool], str], ...] = (
        (rules.instants, _is_instant, "not an ISO 8601 time"),
        (rules.booleans, lambda value: value.lower() in _BOOLEANS, "neither true nor false"),
        (rules.integers, str.isdigit, "not a whole number"),
        (rules.numbers, lambda value: _number(value) > 0, "not a number above zero"),
        (rules.amounts, lambda value: not math.isnan(_number(value)), "not a number"),
    )
    return [(column, test, reason) for columns, test, reason in kinds for column in columns]


def _check_row(row: Row, where: str, line: int, checks: list[_Check], rules: CsvRules) -> None:
    for column, test, reason in checks:
        value = row.get(column)
        if value is not None and not test(value):
            raise world_error(where, reason, line=line, column=column)
    for column in rules.filled:
        if row.get(column) is None:
            raise world_error(where, "the cell is empty", line=line, column=column)


def _is_instant(text: str) -> bool:
    try:
        parse_instant(text)
    except ValueError:
        return False
    return True


def _number(text: str) -> float:
    """The finite number a cell spells; NaN when it spells none."""
    try:
        value = float(text)
    except ValueError:
        return math.nan
    return value if math.isfinite(value) else math.nan


def _check_keys(table: CsvTable, where: str, rules: CsvRules, text: str) -> None:
    key = rules.key
    if key is None:
        return
    values = [row[key] for row in table.rows]
    if None not in values and len(set(values)) == len(values):
        return
    seen: set[str] = set()
    records = _records(text, where)
    next(records)
    for (line, _), value in zip(records, values, strict=True):
        if value is None:
            raise world_error(where, "the id is empty", line=line, column=key)
        if value in seen:
            raise world_error(where, "the id occurs twice", line=line, column=key)
        seen.add(value)

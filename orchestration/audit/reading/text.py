"""The lines of a text file, whatever its encoding and line ends; what was mended is noted."""

from __future__ import annotations

import codecs
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Final

from orchestration.audit.reading.notes import Notes

_SAMPLE_BYTES: Final = 1 << 20
_MARKS: Final = (
    (codecs.BOM_UTF8, "utf-8-sig", "UTF-8 with a byte order mark"),
    (codecs.BOM_UTF32_LE, "utf-32", "UTF-32 (byte order mark)"),
    (codecs.BOM_UTF32_BE, "utf-32", "UTF-32 (byte order mark)"),
    (codecs.BOM_UTF16_LE, "utf-16", "UTF-16 (byte order mark)"),
    (codecs.BOM_UTF16_BE, "utf-16", "UTF-16 (byte order mark)"),
)
#: A byte that is no UTF-8, as Python keeps it in a text.
_STRAY: Final = re.compile("[\udc80-\udcff]")


def lines_of(path: Path, file: str, notes: Notes) -> Iterator[str]:
    """The lines with their ends, decoded. Bytes that are no UTF-8 are read as Windows-1252.

    Args:
        path: of the file.
        file: how notes call it.
        notes: where what was found goes.
    """
    encoding = _encoding(path, file, notes)
    errors = "surrogateescape" if encoding.startswith("utf-8") else "replace"
    with path.open(encoding=encoding, errors=errors, newline="") as lines:
        yield from _mended(lines, file, notes)


def _encoding(path: Path, file: str, notes: Notes) -> str:
    with path.open("rb") as opened:
        sample = opened.read(_SAMPLE_BYTES)
    for mark, encoding, told in _MARKS:
        if sample.startswith(mark):
            notes.add("read as", file, told)
            return encoding
    nul = sample.count(0)
    if nul * 5 > len(sample):  # text in two bytes: every other one of plain letters is 0
        is_little = sample[1::2].count(0) > sample[::2].count(0)
        notes.add("read as", file, "UTF-16 without a byte order mark")
        return "utf-16-le" if is_little else "utf-16-be"
    return "utf-8"


def _mended(lines: Iterator[str], file: str, notes: Notes) -> Iterator[str]:
    """The lines without NUL and stray bytes; what was done to them is told."""
    strays: list[tuple[int, int, int]] = []
    is_utf8, ends = False, set()
    for number, line in enumerate(lines, 1):
        if number == 1 and line.startswith("\ufeff"):
            notes.add("repaired", file, "a second byte order mark taken out", 1, 1)
            line = line.lstrip("\ufeff")
        if line == "\x1a":
            notes.add("repaired", file, "the end mark of an old system taken out", number, 1)
            continue
        if "\0" in line:
            notes.add("repaired", file, "NUL bytes taken out", number, line.index("\0") + 1)
            line = line.replace("\0", "")
        if not line.isascii():
            found = _STRAY.search(line)
            if found:
                strays.append((number, found.start() + 1, ord(found[0]) - 0xDC00))
                line = _STRAY.sub(_western, line)
            else:
                is_utf8 = True
        ends.add(line[-2:] if line.endswith("\r\n") else line[-1:])
        yield line
    _tell_strays(strays, file, notes, is_mixed=is_utf8)
    ends &= {"\n", "\r", "\r\n"}
    if len(ends) > 1:
        notes.add("repaired", file, "lines end in several ways; each end was taken as one")
    elif ends == {"\r"}:
        notes.add("read as", file, "lines that end in CR alone")


def _western(found: re.Match[str]) -> str:
    byte = bytes([ord(found[0]) - 0xDC00])
    try:
        return byte.decode("cp1252")
    except UnicodeDecodeError:
        return byte.decode("latin-1")


def _tell_strays(
    strays: list[tuple[int, int, int]], file: str, notes: Notes, *, is_mixed: bool
) -> None:
    if not strays:
        return
    if is_mixed:
        for line, column, _ in strays:
            told = "bytes that are no UTF-8 in a UTF-8 file; read as Windows-1252"
            notes.add("repaired", file, f"{told} (column of the character)", line, column)
        return
    line, column, byte = strays[0]
    told = f"Windows-1252, since byte 0x{byte:02X} is no UTF-8 (column of the character)"
    notes.add("read as", file, told, line, column)

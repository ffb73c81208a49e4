"""Files as they come: each fault is told with its line and column, and no value is lost."""

from __future__ import annotations

import gzip
import zipfile
from collections.abc import Sequence
from pathlib import Path

import pytest

from tests.support.audits import read_file, workbook

_SMALL = [["1", "x", "2"], ["3", "y", "4"]]
#: By kind of fault: the file, and what is told of it: words, kind, line, column, how often.
#: What is read is `_SMALL` under the names a, b, c, unless the last entry says otherwise.
_REPAIRED: dict[str, tuple[bytes, str, tuple[str, int, int, int], object]] = {
    "semicolons": (b"a;b;c\n1;x;2\n3;y;4\n", "semicolons", ("read as", 0, 0, 1), None),
    "tabs": (b"a\tb\tc\n1\tx\t2\n3\ty\t4\n", "tabs", ("read as", 0, 0, 1), None),
    "bars": (b"a|b|c\n1|x|2\n3|y|4\n", "vertical bars", ("read as", 0, 0, 1), None),
    "named delimiter": (
        b"sep=;\na;b;c\n1;x;2\n3;y;4\n",
        "semicolons, as its first line says",
        ("read as", 1, 0, 1),
        None,
    ),
    "semicolons and decimal commas": (
        b"a;b;c\n1;x;2,5\n3;y;4,5\n",
        "semicolons",
        ("read as", 0, 0, 1),
        [["1", "x", "2,5"], ["3", "y", "4,5"]],
    ),
    "byte order mark": (
        b"\xef\xbb\xbfa,b,c\n1,x,2\n3,y,4\n",
        "UTF-8 with a byte order mark",
        ("read as", 0, 0, 1),
        None,
    ),
    "two byte order marks": (
        b"\xef\xbb\xbf\xef\xbb\xbfa,b,c\n1,x,2\n3,y,4\n",
        "second byte order mark",
        ("repaired", 1, 1, 1),
        None,
    ),
    "an old end mark": (
        b"a,b,c\n1,x,2\n3,y,4\n\x1a",
        "end mark of an old system",
        ("repaired", 4, 1, 1),
        None,
    ),
    "UTF-16": (
        "\ufeffa,b,c\n1,x,2\n3,y,4\n".encode("utf-16-le"),
        "UTF-16",
        ("read as", 0, 0, 1),
        None,
    ),
    "UTF-16 without a mark": (
        "a,b,c\n1,x,2\n3,y,4\n".encode("utf-16-be"),
        "UTF-16 without",
        ("read as", 0, 0, 1),
        None,
    ),
    "Windows-1252": (
        "a,b,c\n1,x,2\n3,ÿ€é,4\n".encode("cp1252"),
        "Windows-1252, since byte 0xFF",
        ("read as", 3, 3, 1),
        [["1", "x", "2"], ["3", "ÿ€é", "4"]],
    ),
    "mixed encodings": (
        "a,b,c\n1,ü,2\n".encode() + "3,é,4\n".encode("cp1252"),
        "no UTF-8 in a UTF-8 file",
        ("repaired", 3, 3, 1),
        [["1", "ü", "2"], ["3", "é", "4"]],
    ),
    "NUL bytes": (b"a,b,c\n1,x\0,2\n3,\0y,4\n", "NUL bytes", ("repaired", 2, 4, 2), None),
    "CR alone": (b"a,b,c\r1,x,2\r3,y,4\r", "CR alone", ("read as", 0, 0, 1), None),
    "mixed line ends": (b"a,b,c\r\n1,x,2\n3,y,4\r", "several ways", ("repaired", 0, 0, 1), None),
    "a short row": (
        b"a,b,c\n1,x,2\n3,y\n",
        "fewer values",
        ("broken", 3, 3, 1),
        [["1", "x", "2"], ["3", "y", ""]],
    ),
    "a long row": (
        b"a,b,c\n1,x,2\n3,y,4,5,6\n",
        "more values",
        ("broken", 3, 4, 1),
        [["1", "x", "2"], ["3", "y", "4", "5", "6"]],
    ),
    "empty cells at the end": (
        b"a,b,c\n1,x,2,\n3,y,4,\n",
        "empty cells after",
        ("repaired", 2, 4, 2),
        None,
    ),
    "an unclosed quote": (
        b'a,b,c\n1,"x,2\n3,y,4\n5,z,6\n',
        "never closed",
        ("repaired", 2, 2, 1),
        [["1", '"x', "2"], ["3", "y", "4"], ["5", "z", "6"]],
    ),
    "an unclosed quote at the end": (
        b'a,b,c\n1,x,2\n3,y,"4\n',
        "never closed",
        ("repaired", 3, 3, 1),
        None,
    ),
    "text after a quote": (
        b'a,b,c\n1,"x" z,2\n3,y,4\n',
        "after a closing",
        ("repaired", 2, 0, 1),
        [["1", "x z", "2"], ["3", "y", "4"]],
    ),
    "a name twice": (
        b"a,A,c\n1,x,2\n3,y,4\n",
        "an earlier column has",
        ("repaired", 1, 2, 1),
        ("a", "A (2)", "c"),
    ),
    "no name": (
        b"a,,c\n1,x,2\n3,y,4\n",
        "without a name",
        ("repaired", 1, 2, 1),
        ("a", "column_2", "c"),
    ),
    "no names at all": (
        b"1,7,2\n3,8,4\n",
        "no line names the columns",
        ("repaired", 1, 0, 1),
        [["1", "7", "2"], ["3", "8", "4"]],
    ),
    "titles above": (
        b"Report of May\nBy: sales\n\na,b,c\n1,x,2\n3,y,4\n",
        "above the names",
        ("repaired", 1, 0, 2),
        None,
    ),
    "titles above, as wide": (
        b"Report of May,,\na,b,c\n1,x,2\n3,y,4\n",
        "above the names",
        ("repaired", 1, 0, 1),
        None,
    ),
    "a footer": (
        b"a,b,c\n1,x,2\n3,y,4\n\nConfidential\nCopyright\n",
        "below the table",
        ("repaired", 5, 0, 2),
        None,
    ),
    "the names again": (
        b"a,b,c\n1,x,2\na,b,c\n3,y,4\n",
        "once more",
        ("repaired", 3, 0, 1),
        None,
    ),
    "blank lines": (b"a,b,c\n1,x,2\n\n\n3,y,4\n", "blank lines", ("noticed", 3, 0, 2), None),
}
_SAID = ("a", "b", "c")


@pytest.mark.parametrize("fault", _REPAIRED)
def test_a_fault_is_told_with_its_place_and_no_value_is_lost(fault: str, tmp_path: Path) -> None:
    content, told, place, otherwise = _REPAIRED[fault]
    path = tmp_path / "leads.csv"
    path.write_bytes(content)
    read = read_file(path)
    assert read.note(told) == place
    rows: object = [cells for _, cells in read.rows]
    if isinstance(otherwise, tuple):
        assert (read.header, rows) == (otherwise, _SMALL)
    elif fault == "no names at all":
        assert (read.header, rows) == (("column_1", "column_2", "column_3"), otherwise)
    else:
        assert (read.header, rows) == (_SAID, otherwise or _SMALL)


def _plain_zip(path: Path) -> None:
    with zipfile.ZipFile(path, "w") as file:
        file.writestr("leads.csv", "a,b\n1,2\n")


_REFUSED: dict[str, tuple[str, bytes | None, str]] = {
    "an empty file": ("leads.csv", b"", "has no byte"),
    "blank lines only": ("leads.csv", b"\n\n  \n", "nothing but blank lines"),
    "a missing file": ("leads.csv", None, "is not there"),
    "an archive": ("leads.csv", b"zip", "unpack it"),
    "gzip": ("leads.csv", gzip.compress(b"a,b\n1,2\n"), "gzip. Unpack it"),
    "a log-in page": ("leads.csv", b"\n<!DOCTYPE html><html>", "log-in page"),
    "JSON": ("leads.csv", b'{"a": 1}', "is JSON"),
    "broken XLSX": ("leads.xlsx", b"PK\x03\x04 broken", "cannot be opened"),
    "no Parquet": ("leads.parquet", b"a,b\n", "is called Parquet and is none"),
    "a PDF": ("leads.csv", b"%PDF-1.7", "is a PDF"),
}


@pytest.mark.parametrize("fault", _REFUSED)
def test_what_is_no_table_is_refused_with_what_to_do(fault: str, tmp_path: Path) -> None:
    name, content, told = _REFUSED[fault]
    path = tmp_path / name
    if content == b"zip":
        _plain_zip(path)
    elif content is not None:
        path.write_bytes(content)
    refused = read_file(path).refused
    assert name in refused
    assert told in refused


def test_a_folder_is_refused(tmp_path: Path) -> None:
    assert "is a folder" in read_file(tmp_path).refused


def test_names_alone_are_a_table_without_records(tmp_path: Path) -> None:
    path = tmp_path / "leads.csv"
    path.write_bytes(b"a,b,c\n")
    assert (read_file(path).header, read_file(path).rows) == (_SAID, [])


def test_quotes_in_quotes_and_lines_in_cells_are_read_as_they_are_meant(tmp_path: Path) -> None:
    path = tmp_path / "leads.csv"
    path.write_bytes(b'a,b,c\n1,"x ""y"", z",2\n3,"one\r\ntwo\nthree",4\n5,6,7\n')
    read = read_file(path)
    assert [cells[1] for _, cells in read.rows] == ['x "y", z', "one\r\ntwo\nthree", "6"]
    assert [line for line, _ in read.rows] == [2, 3, 6], "the line on which each record begins"


def test_a_row_of_lines_and_too_few_values_stays_one_row(tmp_path: Path) -> None:
    path = tmp_path / "leads.csv"
    path.write_bytes(b'a,b,c\n1,"one\ntwo"\n3,y,4\n')
    read = read_file(path)
    assert [cells for _, cells in read.rows] == [["1", "one\ntwo", ""], ["3", "y", "4"]]
    assert read.note("fewer values") == ("broken", 2, 3, 1)


def test_a_cell_of_ten_megabytes_is_a_cell(tmp_path: Path) -> None:
    path = tmp_path / "leads.csv"
    path.write_bytes(b"a,b,c\n1," + b"x" * 10_000_000 + b",2\n3,y,4\n")
    assert [len(cells[1]) for _, cells in read_file(path).rows] == [10_000_000, 1]


def _sheet(*above: Sequence[object]) -> list[Sequence[object]]:
    return [*above, ["a", "b", "c"], [1, "x", 2], [3, "y", 4]]


def test_a_workbook_is_read_below_its_titles(tmp_path: Path) -> None:
    path = workbook(tmp_path / "leads.xlsx", {"S": _sheet(["Report"], [])}, merged="A1:C1")
    read = read_file(path)
    assert (read.header, [cells for _, cells in read.rows]) == (_SAID, _SMALL)
    assert read.note("above the names") == ("repaired", 1, 0, 1)
    assert read.note("merged cells in S") == ("noticed", 1, 1, 1)


def test_each_sheet_that_holds_anything_is_a_table(tmp_path: Path) -> None:
    sheets = {"One": _sheet(), "Empty": [], "Two": _sheet()}
    read = read_file(workbook(tmp_path / "leads.xlsx", sheets, hidden="Two"))
    assert read.tables == 2
    assert read.note("2 sheets")[0] == "read as"
    assert read.note("the sheet Two is hidden")[0] == "noticed"


def test_a_workbook_under_another_name_is_still_one(tmp_path: Path) -> None:
    read = read_file(workbook(tmp_path / "leads.csv", {"S": _sheet()}))
    assert [cells for _, cells in read.rows] == _SMALL
    assert read.note("under the name of another kind")[0] == "repaired"

"""Files for audits, and what an audit reads of them."""

from __future__ import annotations

import zipfile
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from xml.sax.saxutils import escape

from orchestration.audit.reading import Notes, UnreadableFileError, read_tables
from orchestration.audit.reading.notes import NoteGroup


@dataclass(frozen=True)
class ReadFile:
    """What was read of one file: the first table, all notes, or why there is none."""

    header: tuple[str, ...]
    rows: list[tuple[int, list[str]]]
    notes: tuple[NoteGroup, ...]
    refused: str = ""
    tables: int = 1

    def note(self, told: str) -> tuple[str, int, int, int]:
        """The kind, line, column and number of the one note that says so."""
        (found,) = (group for group in self.notes if told in group.first.told)
        return found.first.kind, found.first.line, found.first.column, found.count


def read_file(path: Path) -> ReadFile:
    """Read a file as an audit does."""
    notes = Notes()
    try:
        tables = [
            (table.layout.header, list(table.layout.records)) if table.layout else ((), [])
            for table in read_tables(path, path.name, notes)
        ]
    except UnreadableFileError as error:
        return ReadFile((), [], notes.groups, str(error), 0)
    header, rows = tables[0]
    return ReadFile(header, rows, notes.groups, tables=len(tables))


def workbook(
    path: Path,
    sheets: Mapping[str, Sequence[Sequence[object]]],
    *,
    merged: str = "",
    hidden: str = "",
) -> Path:
    """A small XLSX file of these sheets, by hand: numbers as numbers, all else as text."""
    main = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
    office = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
    package = "http://schemas.openxmlformats.org/package/2006"
    kind = "application/vnd.openxmlformats-officedocument.spreadsheetml"
    listed = "".join(
        f'<sheet name="{escape(name)}" sheetId="{n}" r:id="r{n}"'
        f"{' state=' + chr(34) + 'hidden' + chr(34) if name == hidden else ''}/>"
        for n, name in enumerate(sheets, 1)
    )
    related = "".join(
        f'<Relationship Id="r{n}" Type="{office}/worksheet" Target="worksheets/sheet{n}.xml"/>'
        for n in range(1, len(sheets) + 1)
    )
    parts = "".join(
        f'<Override PartName="/xl/worksheets/sheet{n}.xml" ContentType="{kind}.worksheet+xml"/>'
        for n in range(1, len(sheets) + 1)
    )
    with zipfile.ZipFile(path, "w") as file:
        file.writestr(
            "[Content_Types].xml",
            f'<Types xmlns="{package}/content-types"><Default Extension="rels" ContentType='
            '"application/vnd.openxmlformats-package.relationships+xml"/><Default Extension="xml"'
            ' ContentType="application/xml"/><Override PartName="/xl/workbook.xml" ContentType='
            f'"{kind}.sheet.main+xml"/>{parts}</Types>',
        )
        file.writestr(
            "_rels/.rels",
            f'<Relationships xmlns="{package}/relationships"><Relationship Id="r0"'
            f' Type="{office}/officeDocument" Target="xl/workbook.xml"/></Relationships>',
        )
        file.writestr(
            "xl/workbook.xml",
            f'<workbook xmlns="{main}" xmlns:r="{office}"><sheets>{listed}</sheets></workbook>',
        )
        file.writestr(
            "xl/_rels/workbook.xml.rels",
            f'<Relationships xmlns="{package}/relationships">{related}</Relationships>',
        )
        for n, rows in enumerate(sheets.values(), 1):
            cells = "".join(_row(line, row) for line, row in enumerate(rows, 1))
            merges = f'<mergeCells><mergeCell ref="{merged}"/></mergeCells>' if merged else ""
            file.writestr(
                f"xl/worksheets/sheet{n}.xml",
                f'<worksheet xmlns="{main}"><sheetData>{cells}</sheetData>{merges}</worksheet>',
            )
    return path


def _row(line: int, row: Sequence[object]) -> str:
    cells = "".join(
        f'<c r="{chr(65 + n)}{line}"><v>{cell}</v></c>'
        if isinstance(cell, int | float)
        else f'<c r="{chr(65 + n)}{line}" t="inlineStr"><is><t>{escape(str(cell))}</t></is></c>'
        for n, cell in enumerate(row)
        if cell != ""
    )
    return f'<row r="{line}">{cells}</row>'

"""A folder of CSV files, read as tables of text."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from datetime import UTC, datetime
from pathlib import Path
from typing import Any, Final

import pyarrow as pa
from pyarrow import csv

from orchestration.errors import ConfigError, StreamUnavailableError
from orchestration.sources.spec import CallStats, SourceInfo, StreamSpec

_ROW: Final = re.compile(r"Row #(\d+): Expected (\d+) columns, got (\d+)")


class RefusedFileError(Exception):
    """A file that cannot be read as a whole; the text is for whoever dropped it."""


class FilesSession:
    """One folder, read only."""

    def __init__(self, folder: Path) -> None:
        self.stats = CallStats()
        self._folder = folder

    def check(self) -> SourceInfo:
        """Look whether the folder is there.

        Raises:
            ConfigError: it is not, or nobody may look into it.
        """
        try:
            is_there = self._folder.is_dir()
            names = sorted(path.name for path in self._folder.glob("*.csv")) if is_there else []
        except OSError:
            is_there, names = False, []
        if not is_there:
            raise ConfigError(
                f"{self._folder} is no folder that can be read, and files are to be read from it.",
                next_step="Make it, or correct HYMNSHEET_FILES_FOLDER.",
            )
        return SourceInfo("files", None, None, {"files": ", ".join(names)})

    def changed_at(self, name: str) -> datetime:
        """When the file was last written or put here, UTC without zone."""
        status = (self._folder / name).stat()
        moment = max(status.st_mtime, status.st_ctime)
        return datetime.fromtimestamp(moment, UTC).replace(tzinfo=None)

    def table(self, name: str) -> pa.Table:
        """The rows of a file as text, columns in small letters; an empty cell is null.

        Raises:
            StreamUnavailableError: there is no such file.
            RefusedFileError: it is no CSV file, or two columns have one name.
        """
        path = self._folder / name
        if not path.is_file():
            raise StreamUnavailableError(
                f"{name} is not in {self._folder}.",
                next_step="Put it there if this company has such a file.",
            )
        self.stats.calls += 1
        try:
            self.stats.bytes_read += path.stat().st_size
            columns, delimiter = _header(path)
            return _read(path, columns, delimiter)
        except (OSError, UnicodeDecodeError) as error:
            reason = getattr(error, "strerror", None) or "it is not UTF-8"
            raise RefusedFileError(
                f"{name} cannot be read: {reason}. Save it as CSV in UTF-8, readable by you."
            ) from None
        except pa.ArrowInvalid as error:
            raise RefusedFileError(f"{name}{_fault(str(error))}") from None

    def close(self) -> None:
        """Nothing is held."""


def _header(path: Path) -> tuple[list[str], str]:
    with path.open(encoding="utf-8-sig", newline="") as file:
        first = file.readline()
    delimiter = ";" if first.count(";") > first.count(",") else ","
    names = [name.strip().strip('"').strip().lower() for name in first.split(delimiter)]
    if not first.strip() or "" in names:
        raise RefusedFileError(
            f"{path.name} has no name for each column in its first line. Write them there."
        )
    twice = sorted({name for name in names if names.count(name) > 1})
    if twice:
        raise RefusedFileError(f"{path.name} has the column {twice[0]} twice. Take one out.")
    return names, delimiter


def _read(path: Path, columns: list[str], delimiter: str) -> pa.Table:
    try:
        return _rows(path, columns, delimiter, use_threads=True)
    except pa.ArrowInvalid as error:
        if "Empty CSV" not in str(error):  # only one thread knows which row it was
            return _rows(path, columns, delimiter, use_threads=False)
        return pa.table({name: pa.array([], pa.string()) for name in columns})


def _rows(path: Path, columns: list[str], delimiter: str, *, use_threads: bool) -> pa.Table:
    return csv.read_csv(
        path,
        read_options=csv.ReadOptions(column_names=columns, skip_rows=1, use_threads=use_threads),
        parse_options=csv.ParseOptions(delimiter=delimiter, newlines_in_values=True),
        convert_options=csv.ConvertOptions(
            column_types=dict.fromkeys(columns, pa.string()),
            null_values=[""],
            strings_can_be_null=True,
            quoted_strings_can_be_null=True,
        ),
    )


def _fault(said: str) -> str:
    """What is wrong, without the values that the reader's own message repeats."""
    found = _ROW.search(said)
    if found:
        return (
            f", row {found[1]}: there are {found[3]} values for {found[2]} columns. Correct that"
            " row (a value with a comma or a quotation mark stands in quotation marks), and drop"
            " the file again."
        )
    return " is no CSV file in UTF-8. Save it as one, and drop it again."


def open_session(
    settings: Mapping[str, Any], ca_path: Path | None, timing: object, specs: Sequence[StreamSpec]
) -> FilesSession:
    """A session, as `Vendor.connect` asks for it."""
    del ca_path, timing, specs
    return FilesSession(Path(settings["folder"]))

"""A folder of files, read as tables of text."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pyarrow as pa

from orchestration.errors import ConfigError, StreamUnavailableError
from orchestration.sources.files.tables import READERS, RefusedFileError
from orchestration.sources.spec import CallStats, SourceInfo, StreamSpec


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
            paths = self._folder.iterdir() if is_there else ()
            names = sorted(path.name for path in paths if path.suffix in READERS)
        except OSError:
            is_there, names = False, []
        if not is_there:
            raise ConfigError(
                f"{self._folder} is no folder that can be read, and files are to be read from it.",
                next_step="Make it, or correct HYMNSHEET_FILES_FOLDER.",
            )
        return SourceInfo("files", None, None, {"files": ", ".join(names)})

    def file_of(self, name: str) -> str:
        """What the file is called that holds the table.

        Raises:
            StreamUnavailableError: there is none.
            RefusedFileError: there are several.
        """
        found = [f"{name}{end}" for end in READERS if (self._folder / f"{name}{end}").is_file()]
        if not found:
            raise StreamUnavailableError(
                f"{name}.csv is not in {self._folder}, nor {name} as XLSX or Parquet.",
                next_step="Put it there if this company has such a file.",
            )
        if len(found) > 1:
            raise RefusedFileError(f"{' and '.join(found)} lie beside each other. Keep one.")
        return found[0]

    def changed_at(self, name: str) -> datetime:
        """When the table's file was last written or put here, UTC without zone."""
        status = (self._folder / self.file_of(name)).stat()
        moment = max(status.st_mtime, status.st_ctime)
        return datetime.fromtimestamp(moment, UTC).replace(tzinfo=None)

    def table(self, name: str) -> pa.Table:
        """The rows of a table as text, columns in small letters; an empty cell is null.

        Raises:
            StreamUnavailableError: there is no file of it.
            RefusedFileError: the file cannot be read whole, or two columns have one name.
        """
        path = self._folder / self.file_of(name)
        self.stats.calls += 1
        try:
            self.stats.bytes_read += path.stat().st_size
            return READERS[path.suffix](path)
        except OSError as error:
            raise RefusedFileError(
                f"{path.name} cannot be read: {error.strerror}. Make it readable by you."
            ) from None

    def close(self) -> None:
        """Nothing is held."""


def open_session(
    settings: Mapping[str, Any], ca_path: Path | None, timing: object, specs: Sequence[StreamSpec]
) -> FilesSession:
    """A session, as `Vendor.connect` asks for it."""
    del ca_path, timing, specs
    return FilesSession(Path(settings["folder"]))

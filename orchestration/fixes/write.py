"""Writing the folders. Loader files hold what they write byte by byte; lists for people are safe.

The two kinds are kept apart: a cell that begins as a formula does is spelt out in a list, and left
alone in a loader file, which no spreadsheet should open.
"""

from __future__ import annotations

import csv
import os
import shutil
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from io import TextIOWrapper
from pathlib import Path
from typing import Final, TextIO

from orchestration.errors import ConfigError
from orchestration.fixes.folders import Folder, LoaderFile
from orchestration.fixes.read import Fix, Places, PublishedRun
from orchestration.fixes.readme import MARK, README, readme_of
from orchestration.report.files import Cell, write_list
from orchestration.report.names import object_title

_PRIVATE_FILE: Final = 0o600
_PRIVATE_FOLDER: Final = 0o700
_Column = tuple[str, Callable[[Fix], Cell]]
_WHERE: Final[tuple[_Column, ...]] = (
    ("object", lambda fix: object_title(fix.source_system, fix.source_object)),
    ("record id", lambda fix: fix.source_id),
)
_RECORD: Final[_Column] = ("record", lambda fix: fix.record_name)
_FIELD: Final[tuple[_Column, ...]] = (
    ("field", lambda fix: fix.field_label or fix.field),
    ("API name", lambda fix: fix.vendor_field or fix.field),
)
_VALUES: Final[tuple[_Column, ...]] = (
    ("value now", lambda fix: fix.value_before),
    ("what was found", lambda fix: fix.detail),
)
_KNOWN: Final[_Column] = ("right value", lambda fix: fix.value_after)
_ASKED: Final[_Column] = ("right value", lambda _: None)
_NOTES: Final[tuple[_Column, ...]] = (
    ("open pipeline on it", lambda fix: fix.amount_corporate),
    ("note", lambda fix: fix.refused_because or fix.caution),
)


def write_folders(
    folders: Iterable[Folder],
    target: Path,
    run: PublishedRun,
    places: Places | None = None,
    *,
    is_redacted: bool = False,
) -> list[Path]:
    """Write every folder anew under `target`; what an earlier call left there is removed.

    Args:
        folders: what is to be written.
        target: made where it is missing. Folders of others in it are left alone.
        run: what published the fixes.
        places: where records open; no addresses if None.
        is_redacted: lists for people name records by their ids and show no values. Loader files
            hold what they write.

    Returns:
        The folders, in their order.

    Raises:
        ConfigError: `target` cannot be written.
    """
    try:
        target.mkdir(parents=True, exist_ok=True, mode=_PRIVATE_FOLDER)
        _remove_old(target)
        opens: _Column = ("opens at", (places or Places()).of)
        return [_write(folder, target, run, opens, is_redacted=is_redacted) for folder in folders]
    except OSError as error:
        raise ConfigError(
            f"The files could not be written to {target}: {error.strerror}.",
            next_step="Name a folder that is yours with --out.",
        ) from error


def _remove_old(target: Path) -> None:
    """A file of last week would write values of last week."""
    for readme in sorted(target.glob(f"*/{README}")):
        if readme.read_text(encoding="utf-8").startswith(MARK):
            shutil.rmtree(readme.parent)


def _write(
    folder: Folder, target: Path, run: PublishedRun, opens: _Column, *, is_redacted: bool
) -> Path:
    path = target / folder.name
    path.mkdir(mode=_PRIVATE_FOLDER)
    # first, so that what a killed call left behind is known as ours
    write_text(path / README, readme_of(folder, run, is_redacted=is_redacted))
    for file in folder.files:
        _loader(path / f"{file.name}.csv", file, lambda fix: fix.value_after)
        _loader(path / f"{file.name}.before.csv", file, lambda fix: fix.value_before)
    for name, fixes, known in (
        ("to-decide", folder.to_decide, _ASKED),
        ("by-hand", folder.by_hand, _KNOWN),
        ("refused", folder.refused, _KNOWN),
    ):
        if fixes:
            columns = (*_columns(known, is_redacted=is_redacted), opens)
            header = [title for title, _ in columns]
            rows = ([cell(fix) for _, cell in columns] for fix in fixes)
            write_list(path / f"{name}.csv", header, rows)
    return path


def _columns(value: _Column, *, is_redacted: bool) -> tuple[_Column, ...]:
    if is_redacted:
        return (*_WHERE, *_FIELD, *(() if value is _KNOWN else (value,)), *_NOTES)
    return (*_WHERE, _RECORD, *_FIELD, *_VALUES, value, *_NOTES)


def _loader(path: Path, file: LoaderFile, value: Callable[[Fix], str | None]) -> None:
    """UTF-8 without a byte order mark; a quote in a cell is doubled; nothing else is changed."""
    with _new_file(path, "utf-8") as out:
        writer = csv.writer(out, quoting=csv.QUOTE_ALL, lineterminator="\n")
        writer.writerow([file.form.id_column, file.column])
        for fix in file.fixes:
            writer.writerow([fix.source_id, file.form.cell(value(fix), fix.data_type)])


def write_text(path: Path, content: str) -> None:
    """A text of ours, for nobody but its owner."""
    with _new_file(path, "utf-8") as out:
        out.write(content)


@contextmanager
def _new_file(path: Path, encoding: str) -> Iterator[TextIO]:
    descriptor = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, _PRIVATE_FILE)
    with TextIOWrapper(os.fdopen(descriptor, "wb"), encoding=encoding, newline="") as file:
        yield file

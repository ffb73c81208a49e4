"""The ledger of files: landed, and told by the pipeline's own models."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any, Final

import duckdb

from orchestration.audit.exports import UNKNOWN, give_roles, keep_roles
from orchestration.audit.models import Models
from orchestration.audit.raw_tables import RawTable, RawTables
from orchestration.audit.reading import Notes, UnreadableFileError, read_tables

PROJECT: Final = Path(__file__).parents[2] / "dbt_project"


#: Whoever exported a file saw what is in it; what they did not see is not known.
_NOTHING_UNSEEN: Final = (
    "select cast(null as varchar) as source_system, cast(null as varchar) as source_object,"
    " cast(null as varchar) as field where 1 = 0"
)
#: A file holds what stands in it, and not who wrote it when.
_NOTHING_WRITTEN: Final = (
    "select cast(null as varchar) as source_system, cast(null as varchar) as source_object,"
    " cast(null as varchar) as source_id, cast(null as varchar) as field,"
    " cast(null as varchar) as told where 1 = 0"
)


@dataclass(frozen=True)
class Ledger:
    """What was found in files.

    Attributes:
        connection: to the tables of it, as long as the ledger is open.
        models: by which they are made.
        tables: that were read.
        refused: what is said of each file that could not be read, by its name.
        notes: of all files.
        as_of: the instant at which fields are judged.
    """

    connection: duckdb.DuckDBPyConnection
    models: Models
    tables: tuple[RawTable, ...]
    refused: Mapping[str, str]
    notes: Notes
    as_of: datetime


@contextmanager
def open_ledger(paths: Iterable[Path], as_of: datetime | None = None) -> Iterator[Ledger]:
    """Read files, and judge their fields.

    Args:
        paths: of the files.
        as_of: the instant at which fields are judged; the newest creation of a record if None,
            else the day of the newest file.
    """
    with duckdb.connect(config={"autoinstall_known_extensions": "false"}) as connection:
        connection.execute("set TimeZone = 'UTC'; set enable_progress_bar = false")
        notes = Notes()
        streams: list[dict[str, Any]] = []
        models = Models(PROJECT, connection, _vendors(streams))
        give_roles(models)
        raw = RawTables(connection, models, notes)
        files = _named(paths)
        refused = dict(_read(files, raw, notes))
        streams += [_stream(models, each) for each in raw.landed]
        if raw.landed:
            instant = as_of or _newest(connection, raw.landed, files)
            models.give(
                "stg_ops__run_context", f"select timestamp '{instant:%Y-%m-%d %H:%M:%S}' as as_of"
            )
            models.give("int_quality__unseen", _NOTHING_UNSEEN)
            models.give("int_quality__bulk_fills", _NOTHING_WRITTEN)
            keep_roles(models)
            models.ref("field_profile")
        else:
            instant = as_of or datetime.fromtimestamp(0, UTC)
        yield Ledger(connection, models, tuple(raw.landed), refused, notes, instant)


def _named(paths: Iterable[Path]) -> dict[str, Path]:
    """Files by the shortest name that tells them apart."""
    given = list(dict.fromkeys(paths))
    names = [path.name or str(path) for path in given]
    return {
        name if names.count(name) == 1 else str(path): path
        for name, path in zip(names, given, strict=True)
    }


def _read(files: Mapping[str, Path], raw: RawTables, notes: Notes) -> Iterator[tuple[str, str]]:
    for file, path in files.items():
        try:
            for table in read_tables(path, file, notes):
                raw.land(table)
        except UnreadableFileError as error:
            yield file, str(error)


def _vendors(streams: list[dict[str, Any]]) -> dict[str, Any]:
    """The macros that say which vendors and streams there are: those of the files."""

    def of(vendor: str | None = None) -> list[dict[str, Any]]:
        return [each for each in streams if vendor in (None, each["vendor"])]

    def systems() -> list[str]:
        return sorted({each["vendor"] for each in streams})

    return {
        "streams": of,
        "vendors": systems,
        "vendor_open_lists": lambda: {system: [] for system in systems()},
    }


def _stream(models: Models, raw: RawTable) -> dict[str, Any]:
    known = [
        each
        for each in models.library.project("streams")
        if (each["vendor"], each["name"]) == (raw.origin.system, raw.origin.object)
    ]
    common = {
        "vendor": raw.origin.system,
        "name": raw.origin.object,
        "source_object": raw.table.name,
        "staging": "",
        "kept_by": "people",
        "has_fields": True,
        "is_log": False,
        "is_optional": True,
    }
    return {**(known[0] if known else common), "created_column": raw.origin.created}


def _newest(
    connection: duckdb.DuckDBPyConnection, tables: Iterable[RawTable], files: Mapping[str, Path]
) -> datetime:
    """The newest creation of a record that a file tells; else when the newest file was written."""
    found: list[datetime] = []
    for raw in tables:
        if raw.origin.created in raw.fields:
            kinds = connection.execute(f"describe {raw.place}").fetchall()
            is_instant = (raw.origin.created, "TIMESTAMP") in {(k[0], k[1]) for k in kinds}
            if is_instant:
                row = connection.execute(
                    f'select max("{raw.origin.created}") from {raw.place}'  # noqa: S608  our own
                ).fetchone()
                found += [row[0]] if row and row[0] else []
    if found:
        return max(found)
    return datetime.fromtimestamp(
        max(path.stat().st_mtime for path in files.values() if path.is_file()), UTC
    )


__all__ = ["UNKNOWN", "Ledger", "open_ledger"]

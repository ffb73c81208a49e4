"""The list of fields that might be retired, with all that is known to read each."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Final

from orchestration.fixes.read import PublishedRun, RetireCandidate
from orchestration.fixes.readme import MARK, README
from orchestration.fixes.write import write_text
from orchestration.report.files import Cell, write_list
from orchestration.report.names import object_title, system_name

FOLDER: Final = "retire"
_PRIVATE_FOLDER: Final = 0o700
_COLUMNS: Final[tuple[tuple[str, Callable[[RetireCandidate], Cell]], ...]] = (
    ("object", lambda field: object_title(field.source_system, field.source_object)),
    ("field", lambda field: field.label or field.field),
    ("API name", lambda field: field.vendor_field or field.field),
    ("type", lambda field: field.data_type),
    ("records", lambda field: field.records),
    ("filled", lambda field: field.filled),
    ("why", lambda field: field.evidence),
    ("died in", lambda field: field.died_in_month),
    ("last written (UTC)", lambda field: field.last_written_at),
    ("our rules that read it", lambda field: field.read_by_rules),
    ("our models read it as", lambda field: field.read_as),
    ("wins in the sync", lambda field: system_name(field.winner_in_sync or "")),
    ("referred to in its system by", lambda field: field.referred_by),
    ("could not see", lambda field: field.could_not_see),
    ("decision", lambda _: None),
)


def write_retire_list(
    fields: Sequence[RetireCandidate], target: Path, run: PublishedRun
) -> Path | None:
    """Write `retire/` under `target`, where `write_folders` took away last week's.

    Returns:
        The folder; None where no field might be retired.
    """
    if not fields:
        return None
    path = target / FOLDER
    path.mkdir(mode=_PRIVATE_FOLDER)
    write_text(path / README, "\n".join(_lines(len(fields), run)))
    rows = ([cell(field) for _, cell in _COLUMNS] for field in fields)
    write_list(path / "fields.csv", [name for name, _ in _COLUMNS], rows)
    return path


def _lines(fields: int, run: PublishedRun) -> tuple[str, ...]:
    return (
        MARK,
        "# Fields that might be retired",
        "",
        f"- Fields: {fields}",
        f"- Run: {run.run_id or 'unnamed'}, as of {run.as_of:%Y-%m-%d %H:%M} UTC",
        "",
        "fields.csv is for people: each field with what speaks for retiring it, what of ours reads"
        " it, what refers to it in its system, and what nobody could look at. Not seen is not"
        " unused: ask there before you hide a field, hide it before you delete it, and"
        " write the decision into the last column.",
        "",
    )

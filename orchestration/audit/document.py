"""An audit as one JSON object, and in ten lines for a terminal."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import asdict
from typing import Any, Final

from orchestration.audit.ledger import Ledger
from orchestration.audit.reading.notes import NoteGroup
from orchestration.audit.told import Told

#: Personal values: examples and spellings are left out of a redacted document.
_VALUES: Final = ("placeholders", "placeholder_candidates", "misfit_examples")
_TERMINAL_NOTES: Final = 4


def document_of(ledger: Ledger, told: Told, *, redact: bool) -> dict[str, Any]:
    """Everything, for `--json`; without values where `redact`."""
    files: dict[str, dict[str, Any]] = {}
    for table in ledger.tables:
        files.setdefault(table.table.file, {"tables": [], "refused": None})["tables"].append(
            {
                "name": table.table.name,
                "system": table.origin.system,
                "object": table.origin.object,
                "records": table.records,
                "deleted": table.deleted,
                "columns": list(table.names),
            }
        )
    for file, why in ledger.refused.items():
        files[file] = {"tables": [], "refused": why}
    for file, said in files.items():
        said["notes"] = [_note(group) for group in ledger.notes.of(file)]
    return {
        "as_of": f"{ledger.as_of:%Y-%m-%dT%H:%M:%SZ}",
        "files": files,
        "totals": asdict(told.totals) if ledger.tables else None,
        "fields": [_field(asdict(row), redact) for row in told.fields] if ledger.tables else [],
        "placeholders": told.placeholders if ledger.tables else [],
        "misfits": told.misfits if ledger.tables and not redact else [],
    }


def _field(row: Mapping[str, Any], redact: bool) -> dict[str, Any]:
    return {name: value for name, value in row.items() if not (redact and name in _VALUES)}


def _note(group: NoteGroup) -> dict[str, Any]:
    return {
        "kind": group.first.kind,
        "told": group.first.told,
        "count": group.count,
        "places": [{"line": n.line, "column": n.column} for n in group.notes if n.line or n.column],
    }


def lines_of(ledger: Ledger, told: Told) -> Iterator[str]:
    """At most ten lines: how much was read, what is wrong with fields, what is wrong with files."""
    yield from (f"not read: {why}" for why in list(ledger.refused.values())[:_TERMINAL_NOTES])
    if not ledger.tables:
        return
    totals = told.totals
    tables = ", ".join(f"{t.table.name} {t.records:,}" for t in ledger.tables[:5])
    more = ", …" if ledger.tables[5:] else ""
    yield f"{totals.fields:,} fields; records of {tables}{more}; as of {ledger.as_of:%Y-%m-%d}"
    yield (
        f"never populated {totals.never_populated:,} · abandoned {totals.abandoned:,} · constant"
        f" {totals.constant:,} · nearly constant {totals.near_constant:,} · too few to judge"
        f" {totals.too_few:,}"
    )
    yield (
        f"placeholders in {totals.with_placeholders:,} fields ({totals.placeholder_values:,} values"
        f" that count as empty); {totals.misfits:,} values that do not fit their column"
    )
    for group in list(ledger.notes.groups)[:_TERMINAL_NOTES]:
        times = f" ({group.count:,} times)" if group.count > 1 else ""
        yield f"{group.first.kind}: {group.first.place}: {group.first.told}{times}"

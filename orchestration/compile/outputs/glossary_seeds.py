"""The glossary as seeds: one per list definition, and one of all entries with who signed them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from datetime import date
from pathlib import Path
from typing import Final, get_args

from orchestration.compile.inputs import Inputs
from orchestration.compile.seeds import Seed, seed_files
from orchestration.compile.text import plain
from orchestration.glossary import Glossary
from orchestration.glossary.content import content_of, fingerprint_of
from orchestration.glossary.entry import Row

_ENTRY: Final = {
    "id": "text",
    "value": "text",
    "unit": "text",
    "definition": "text",
    "owner_team": "text",
    "is_signed": "boolean",
    "agreed_marketing": "text",
    "agreed_sales": "text",
    "agreed_on": "date",
    "why": "text",
    "version": "bigint",
    "fingerprint": "text",
    "content": "text",
}
_TYPES: Final[Mapping[object, str]] = {
    bool: "boolean",
    int: "bigint",
    float: "double precision",
    date: "date",
}


def outputs(inputs: Inputs) -> Mapping[Path, str]:
    """`glossary_entries`, and `glossary_<table>` for each list."""
    return seed_files("glossary", "glossary.yml", _seeds(inputs.glossary))


def _seeds(glossary: Glossary) -> Iterator[Seed]:
    entries = "One row per definition both teams sign; a list shows how many rows it has."
    yield Seed("glossary_entries", entries, _ENTRY, _entry_rows(glossary))
    for name, row_type in glossary.row_types().items():
        table, columns = glossary.tables[name], _columns(row_type)
        rows = [[getattr(row, column) for column in columns] for row in table.rows]
        for column, kind, values in _worked_out(glossary, name):
            columns = {**columns, column: kind}
            rows = [[*row, value] for row, value in zip(rows, values, strict=True)]
        yield Seed(f"glossary_{name}", table.definition, columns, rows, row_type.IS_KEYED)


def _worked_out(glossary: Glossary, table: str) -> Iterator[tuple[str, str, list[object]]]:
    """Columns that come of another table: name, type and values."""
    if table == "opportunity_stages":
        stages = {row.code: row for row in glossary.shared_stages.rows}
        shared = [stages[row.shared_stage] for row in glossary.opportunity_stages.rows]
        yield "shared_rank", "bigint", [stage.rank for stage in shared]
        yield "shared_outcome", "text", [stage.outcome for stage in shared]


def _columns(row_type: type[Row]) -> dict[str, str]:
    """The columns of a table, known from its row type so that an empty table has them too."""
    fields = {
        name: _type(field.annotation)
        for name, field in row_type.model_fields.items()
        if name not in row_type.NO_COLUMNS
    }
    return {**fields, **row_type.WORKED_OUT}


def _type(annotation: object) -> str:
    """The SQL type of a field; one that may be left out has that of what it may be."""
    kinds = [kind for kind in get_args(annotation) if kind is not type(None)] or [annotation]
    return _TYPES.get(kinds[0], "text")


def _entry_rows(glossary: Glossary) -> Iterable[list[object]]:
    entries = [(setting.id, plain(setting.value), setting) for setting in glossary.settings]
    tables = [(name, f"{len(table.rows)} rows", table) for name, table in glossary.tables.items()]
    for entry_id, value, entry in (*entries, *tables):
        signed = None if isinstance(entry.agreed_by, str) else entry.agreed_by
        content = content_of(entry)
        yield [
            entry_id,
            value,
            entry.unit,
            entry.definition,
            entry.owner_team,
            signed is not None,
            signed and signed.marketing,
            signed and signed.sales,
            signed and signed.on,
            entry.why,
            entry.version,
            fingerprint_of(entry, content),
            content,
        ]

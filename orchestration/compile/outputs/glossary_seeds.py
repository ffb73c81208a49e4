"""The glossary as seeds: one per list definition, and one of all entries with who signed them."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from pathlib import Path

from orchestration.compile.inputs import Inputs
from orchestration.compile.text import SEEDS, csv_text, plain
from orchestration.glossary import Glossary
from orchestration.glossary.model import Row

_ENTRY_COLUMNS = (
    "id",
    "value",
    "unit",
    "definition",
    "owner_team",
    "is_signed",
    "agreed_marketing",
    "agreed_sales",
    "agreed_on",
    "why",
    "version",
)


def outputs(inputs: Inputs) -> Mapping[Path, str]:
    """`glossary_entries`, and `glossary_<table>` for each list."""
    glossary = inputs.glossary
    seeds = {"entries": csv_text(_ENTRY_COLUMNS, _entry_rows(glossary))}
    for name, table in glossary.tables.items():
        columns = _columns(glossary, name)
        rows = ([getattr(row, column) for column in columns] for row in table.rows)
        seeds[name] = csv_text(columns, rows)
    seeds["opportunity_stages"] = _opportunity_stages(glossary)
    seeds["source_channels"] = csv_text(
        ("system", "value", "normalised_value", "channel"),
        (
            [row.system, row.value, row.normalised_value, row.channel]
            for row in glossary.source_channels.rows
        ),
    )
    return {SEEDS / f"glossary_{name}.csv": text for name, text in seeds.items()}


def _opportunity_stages(glossary: Glossary) -> str:
    """The vendors' stages with the rank of their shared stage."""
    ranks = {row.code: row.rank for row in glossary.shared_stages.rows}
    return csv_text(
        ("system", "value", "shared_stage", "shared_rank"),
        (
            [row.system, row.value, row.shared_stage, ranks[row.shared_stage]]
            for row in glossary.opportunity_stages.rows
        ),
    )


def _columns(glossary: Glossary, table: str) -> tuple[str, ...]:
    """The columns of a table, known from its row type so that an empty table has them too."""
    row_type: type[Row] = type(glossary.tables[table]).__pydantic_generic_metadata__["args"][0]
    return tuple(row_type.model_fields)


def _entry_rows(glossary: Glossary) -> Iterable[list[object]]:
    entries = [(setting.id, plain(setting.value), setting) for setting in glossary.settings]
    tables = [(name, f"{len(table.rows)} rows", table) for name, table in glossary.tables.items()]
    for entry_id, value, entry in (*entries, *tables):
        signed = None if isinstance(entry.agreed_by, str) else entry.agreed_by
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
        ]

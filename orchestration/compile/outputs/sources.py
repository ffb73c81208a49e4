"""The raw tables as dbt sources: those of a vendor's streams, and those that the loader keeps."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from pathlib import Path

from orchestration.compile.inputs import Inputs
from orchestration.compile.text import notice
from orchestration.loading.tables import (
    COLUMN_DESCRIPTIONS,
    METADATA_TABLES,
    RawTable,
    stream_table,
)
from orchestration.sources.spec import StreamSpec


def outputs(inputs: Inputs) -> Mapping[Path, str]:
    """`_<vendor>__sources.yml` beside each vendor's staging models."""
    return {
        Path(f"models/staging/{vendor}/_{vendor}__sources.yml"): _sources(vendor, streams)
        for vendor, streams in inputs.streams.items()
    }


def _sources(vendor: str, streams: tuple[StreamSpec, ...]) -> str:
    lines = [
        f"# {notice(f'orchestration/sources/{vendor}')}",
        "version: 2",
        "",
        "sources:",
        f"  - name: raw_{vendor}",
        f"    schema: raw_{vendor}",
        "    description: >",
        "      What the connector landed: the vendor's own objects and columns, typed, nothing",
        "      reinterpreted. Only the columns that models read are listed; every other column the",
        "      vendor reports stands beside them.",
        "    tables:",
    ]
    for stream in streams:
        lines += _table(stream_table(stream), stream.description)
    for table in METADATA_TABLES:
        lines += _table(table, table.description)
    return "\n".join(lines) + "\n"


def _table(table: RawTable, description: str) -> Iterator[str]:
    yield f"      - name: {table.name}"
    yield f"        description: {json.dumps(description)}"
    yield "        columns:"
    for name, kind in table.columns.items():
        said = COLUMN_DESCRIPTIONS.get(name)
        yield f"          - name: {name}"
        yield f"            data_type: {kind.value}"
        if said is not None:
            yield f"            description: {json.dumps(said)}"

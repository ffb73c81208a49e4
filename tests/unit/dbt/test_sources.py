"""The columns that dbt expects are the columns that the connectors promise, in both directions."""

from __future__ import annotations

import pytest
import yaml

from orchestration.loading.tables import METADATA_TABLES
from orchestration.sources.hubspot.streams import STREAMS as HUBSPOT
from orchestration.sources.salesforce.streams import STREAMS as SALESFORCE
from orchestration.sources.spec import StreamSpec
from tests.support.paths import PROJECT

STAGING = PROJECT / "models" / "staging"
STREAMS = {"hubspot": HUBSPOT, "salesforce": SALESFORCE}
LOADER_COLUMNS = {
    "_synced_at": "timestamp",
    "_run_id": "text",
    "_deleted_at": "timestamp",
    "_source_updated_at": "timestamp",
    "_merged_into": "text",
}


def _declared(system: str) -> dict[str, dict[str, str]]:
    path = STAGING / system / f"_{system}__sources.yml"
    tables = yaml.safe_load(path.read_text(encoding="utf-8"))["sources"][0]["tables"]
    return {
        table["name"]: {column["name"]: column["data_type"] for column in table["columns"]}
        for table in tables
    }


CASES = [
    pytest.param(system, stream, id=f"{system}.{stream.name}")
    for system, streams in STREAMS.items()
    for stream in streams
]


@pytest.mark.parametrize(("system", "stream"), CASES)
def test_source_columns_are_the_columns_of_the_stream(system: str, stream: StreamSpec) -> None:
    declared = _declared(system)[stream.name]
    promised = {name: column_type.value for name, column_type in stream.columns.items()}
    read = {name: kind for name, kind in declared.items() if name not in LOADER_COLUMNS}
    assert {name: promised.get(name) for name in read} == read
    assert {name: declared.get(name) for name in LOADER_COLUMNS} == LOADER_COLUMNS


@pytest.mark.parametrize("system", STREAMS)
def test_every_stream_is_a_source(system: str) -> None:
    assert {stream.name for stream in STREAMS[system]} <= set(_declared(system))


@pytest.mark.parametrize("system", STREAMS)
def test_every_source_that_is_not_metadata_is_a_stream(system: str) -> None:
    metadata = {table.name for table in METADATA_TABLES}
    assert set(_declared(system)) - metadata == {stream.name for stream in STREAMS[system]}

"""What the streams are compiled into: sources with every column, macros that list them."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
import yaml
from jinja2 import Environment

from orchestration.compile import compile_project
from orchestration.loading.tables import METADATA_TABLES
from orchestration.sources.registry import VENDORS
from orchestration.sources.spec import AUDIT_COLUMNS


@pytest.fixture
def compiled(project: Path) -> Path:
    compile_project(project)
    return project


def _tables(project: Path, vendor: str) -> list[dict[str, Any]]:
    path = project / "models" / "staging" / vendor / f"_{vendor}__sources.yml"
    source = yaml.safe_load(path.read_text(encoding="utf-8"))["sources"][0]
    assert source["name"] == source["schema"] == f"raw_{vendor}"
    return list(source["tables"])


@pytest.mark.parametrize("vendor", VENDORS)
def test_every_stream_is_a_source_with_its_columns_and_the_loaders(
    compiled: Path, vendor: str
) -> None:
    tables = {table["name"]: table for table in _tables(compiled, vendor)}
    for stream in VENDORS[vendor].specs:
        table = tables[stream.name]
        assert table["description"] == stream.description
        columns = {column["name"]: column["data_type"] for column in table["columns"]}
        expected = {**stream.columns, **AUDIT_COLUMNS}
        assert columns == {name: kind.value for name, kind in expected.items()}


@pytest.mark.parametrize("vendor", VENDORS)
def test_what_the_loader_keeps_is_a_source_and_says_what_it_is(compiled: Path, vendor: str) -> None:
    tables = _tables(compiled, vendor)
    streams = [stream.name for stream in VENDORS[vendor].specs]
    assert [table["name"] for table in tables] == [*streams, *(t.name for t in METADATA_TABLES)]
    assert all(table["description"] for table in tables)


def _returned(project: Path, call: str) -> Any:
    """What a macro of vendors.sql returns, as dbt's `return` would hand it on."""
    text = (project / "macros" / "generated" / "vendors.sql").read_text(encoding="utf-8")
    returned: list[Any] = []

    def first(value: Any) -> str:
        returned.append(value)
        return ""

    Environment(autoescape=False).from_string(text + "{{ " + call + " }}").render(
        **{"return": first}
    )
    return returned[0]


def test_vendors_are_listed_in_load_order(compiled: Path) -> None:
    assert _returned(compiled, "vendors()") == list(VENDORS)


def test_shapes_are_the_conformed_models_of_a_vendor(project: Path) -> None:
    folder = project / "models" / "conformed"
    (folder / "salesforce" / "cnf_salesforce__touches.sql").unlink()
    compile_project(project)
    shapes = _returned(project, "vendor_shapes()")
    assert list(shapes) == list(VENDORS)
    assert "persons" in shapes["salesforce"]
    assert "touches" not in shapes["salesforce"]


def test_every_stream_is_listed_with_its_staging_model(compiled: Path) -> None:
    listed = [(entry["vendor"], entry["name"]) for entry in _returned(compiled, "streams()")]
    assert listed == [
        (vendor, stream.name) for vendor in VENDORS for stream in VENDORS[vendor].specs
    ]


def test_streams_of_one_vendor_say_what_the_spec_says(compiled: Path) -> None:
    entry = next(
        e for e in _returned(compiled, "streams('salesforce')") if e["name"] == "task_relation"
    )
    assert entry == {
        "vendor": "salesforce",
        "name": "task_relation",
        "source_object": "TaskRelation",
        "staging": "stg_salesforce__task_relations",
        "kept_by": "vendor",
        "has_fields": True,
        "is_log": False,
        "is_optional": True,
        "created_column": "createddate",
    }

"""Importing costs nothing and goes one way: no setting, network, write or needless framework."""

from __future__ import annotations

import json
from functools import cache
from graphlib import CycleError, TopologicalSorter
from pathlib import Path

import grimp
import pytest

from tests.support.sealed import SealedPython
from tests.support.tree import module_names

_IMPORT_ALL = """
import importlib, json, os, sys
before = dict(os.environ)
for name in json.loads(sys.argv[1]):
    importlib.import_module(name)
    assert dict(os.environ) == before, f"{name} wrote to the environment"
"""
_FRAMEWORKS = ("dagster", "dagster_dbt", "dbt", "dlt", "great_expectations", "pandas", "hubspot")
#: Slow to import, and of no use before a step runs.
_FOR_STEPS = (
    "adbc_driver_manager", "adbc_driver_postgresql", "dbt.cli", "dbt.parser", "dlt",
    "great_expectations", "hubspot.crm", "orchestration.emulator", "orchestration.worlds", "pandas",
    "psycopg2", "simple_salesforce", "starlette", "uvicorn", "zeep",
)  # fmt: skip
_ALL_LOADED = """
import importlib, json, sys
importlib.import_module(sys.argv[1])
print(json.dumps(sorted(sys.modules)))
"""
_LOADED = f"""
import importlib, json, sys
importlib.import_module(sys.argv[1])
print(json.dumps([name for name in {_FRAMEWORKS!r} if name in sys.modules]))
"""


@pytest.fixture(scope="module")
def python(tmp_path_factory: pytest.TempPathFactory) -> SealedPython:
    return SealedPython(tmp_path_factory.mktemp("python"))


@pytest.fixture(scope="module")
def frameworks_of(python: SealedPython):
    @cache
    def loaded(module: str) -> frozenset[str]:
        done = python.run("-c", _LOADED, module)
        assert done.returncode == 0, done.stderr[-2000:]
        return frozenset(json.loads(done.stdout))

    return loaded


def test_every_module_imports_without_settings_or_network(tmp_path: Path) -> None:
    modules = [
        module
        for module in module_names("orchestration", "expectations")
        if not module.endswith("__main__")
    ]
    python = SealedPython(tmp_path)
    elsewhere = tmp_path / "elsewhere"
    elsewhere.mkdir()
    done = python.run("-c", _IMPORT_ALL, json.dumps(modules), cwd=elsewhere)
    assert done.returncode == 0, done.stderr[-2000:]
    assert python.attempts == []
    assert list(elsewhere.iterdir()) == []


def _circle(imports: dict[str, set[str]]) -> list[str]:
    """Modules that import each other, each the next one; none if there are no such."""
    try:
        TopologicalSorter(imports).prepare()
    except CycleError as error:
        return list(error.args[1])[::-1]
    return []


def test_no_module_is_imported_by_what_it_imports() -> None:
    """Imports inside functions and those for type checkers count as any other."""
    graph = grimp.build_graph("orchestration", "expectations", cache_dir=None)
    imports = {name: graph.find_modules_directly_imported_by(name) for name in graph.modules}
    assert len(imports) > 100
    assert _circle(imports) == []
    assert _circle({**imports, "orchestration.errors": {"orchestration.cli.main"}})


def test_the_code_location_loads_what_it_lists_and_no_more(python: SealedPython) -> None:
    """Three seconds are enough for Dagster, dagster-dbt and us; each large package costs one."""
    done = python.run("-c", _ALL_LOADED, "orchestration.definitions")
    assert done.returncode == 0, done.stderr[-2000:]
    loaded = set(json.loads(done.stdout))
    assert {"dagster", "dagster_dbt"} <= loaded
    assert loaded & set(_FOR_STEPS) == set()
    assert len(loaded) < 2600


@pytest.mark.parametrize("module", ["orchestration.cli.main", "orchestration.settings"])
def test_what_every_command_imports_is_light(module: str, frameworks_of) -> None:
    assert frameworks_of(module) == set()


@pytest.mark.parametrize(
    "module",
    ["orchestration.loading", "orchestration.warehouse", "orchestration.report", "expectations"],
)
def test_wiring_stays_out_of_the_plain_rooms(module: str, frameworks_of) -> None:
    assert frameworks_of(module) & {"dagster", "dagster_dbt", "dbt", "dlt"} == set()


@pytest.mark.parametrize(
    "module", ["orchestration.defs.checks", "orchestration.defs.transform", "expectations"]
)
def test_great_expectations_loads_only_to_judge(module: str, frameworks_of) -> None:
    assert "great_expectations" not in frameworks_of(module)


@pytest.mark.timeout(180)
def test_the_code_location_loads_without_settings_or_network(tmp_path: Path) -> None:
    python = SealedPython(tmp_path)
    done = python.run("-m", "dagster", "definitions", "validate", "-w", "workspace.yaml")
    assert done.returncode == 0, done.stdout[-1500:] + done.stderr[-1500:]
    assert "All code locations passed validation" in done.stdout
    assert python.attempts == []

"""The declared requirements are the used ones, and the lock satisfies them."""

from __future__ import annotations

import ast
import sys
import tomllib
from collections.abc import Sequence
from importlib.metadata import packages_distributions
from itertools import chain

from packaging.requirements import Requirement
from packaging.utils import canonicalize_name
from packaging.version import Version

from tests.support.tree import ROOT, ending, text, tree

#: Declared, never imported: what needs each.
_LOADED_BY_NAME = {
    "dagster-webserver": "`make dev`",
    "dbt-duckdb": "dbt's adapter",
    "dbt-postgres": "dbt's adapter",
    "duckdb-sqlalchemy": "SQLAlchemy's dialect, by URL",
    "psycopg2-binary": "SQLAlchemy's driver, by URL",
    "httptools": "uvicorn's parser, by name",
    "uvloop": "uvicorn's loop, by name",
    "tzdata": "zoneinfo's data where the system has none",
}
_DEV_PROGRAMS = {
    "ruff",
    "mypy",
    "types-requests",
    "types-PyYAML",
    "pandas-stubs",
    "shandy-sqlfmt",
    "import-linter",
    "pytest-timeout",
    "build",
    "setuptools",
}


def _declared(*extras: str) -> list[Requirement]:
    """What these extras name; without any, what the base install, the pipeline and dlt need."""
    project = tomllib.loads(text(ROOT / "pyproject.toml"))["project"]
    optional = project["optional-dependencies"]
    lists = [optional[extra] for extra in extras] or [
        project["dependencies"],
        *(optional[name] for name in ("pipeline", "dlt")),
    ]
    return [Requirement(line) for line in chain(*lists)]


def _names(requirements: list[Requirement]) -> set[str]:
    return {canonicalize_name(requirement.name) for requirement in requirements}


def _imported(*rooms: str) -> set[str]:
    """Distributions that the rooms' modules import, those of ours and of Python aside."""
    tops = set()
    for path in ending(".py", *rooms):
        for node in ast.walk(tree(path)):
            if isinstance(node, ast.Import):
                tops |= {alias.name.partition(".")[0] for alias in node.names}
            elif isinstance(node, ast.ImportFrom) and node.module and not node.level:
                tops.add(node.module.partition(".")[0])
    homes = packages_distributions()
    return {
        _home(homes[top])
        for top in tops - set(sys.stdlib_module_names)
        if top in homes and top not in {"orchestration", "expectations"}
    }


def _home(distributions: Sequence[str]) -> str:
    """The distribution of a module; plug-ins share the namespace of what they plug into."""
    names = [canonicalize_name(name) for name in distributions]
    return "dbt-core" if "dbt-core" in names else names[0]


def _locked() -> dict[str, Version]:
    pins: dict[str, Version] = {}
    for line in text(ROOT / "requirements.lock").splitlines():
        pin, _, _ = line.partition(";")
        package, equals, version = pin.removesuffix("\\").strip().partition("==")
        if equals and not line.startswith((" ", "#")):
            pins[canonicalize_name(package.partition("[")[0])] = Version(version)
    return pins


def test_every_import_of_the_product_is_declared() -> None:
    assert _imported("orchestration", "expectations") - _names(_declared()) == set()


def test_every_import_of_the_tests_is_declared() -> None:
    assert _imported("tests") - _names(_declared()) - _names(_declared("dev")) == set()


def test_every_declared_requirement_is_used() -> None:
    by_name = {canonicalize_name(package) for package in _LOADED_BY_NAME}
    assert _names(_declared()) - _imported("orchestration", "expectations") == by_name


def test_every_declared_development_requirement_is_used() -> None:
    programs = {canonicalize_name(package) for package in _DEV_PROGRAMS}
    assert _names(_declared("dev")) - _imported("tests") == programs


def test_the_lock_pins_every_requirement_to_a_matching_version() -> None:
    pins = _locked()
    assert len(pins) > 100
    wanting = {
        str(requirement): str(pins.get(canonicalize_name(requirement.name)))
        for requirement in _declared() + _declared("dev")
        if canonicalize_name(requirement.name) not in pins
        or pins[canonicalize_name(requirement.name)] not in requirement.specifier
    }
    assert wanting == {}


def test_every_pin_has_a_hash() -> None:
    lines = text(ROOT / "requirements.lock").splitlines()
    pins = [n for n, line in enumerate(lines) if "==" in line and not line.startswith((" ", "#"))]
    assert [lines[n] for n in pins if "--hash=sha256:" not in lines[n + 1]] == []

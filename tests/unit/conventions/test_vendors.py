"""No file outside a vendor's own folder names the vendor: what is said of it, its folder says."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from pathlib import Path

from orchestration.sources.registry import SYSTEMS, VENDORS
from tests.support.paths import PROJECT
from tests.support.tree import ending, name, text, tree

#: The one list of published columns that bear a vendor's name, which readers rely on.
_LIST = "dbt_project/macros/source_ids.sql"
#: Python that speaks of those columns.
_OF_PUBLISHED_TABLES = {"orchestration/report/owners.py"}
_LAYERS = ("raw_", "stg_", "cnf_")
_PUBLISHED = sorted(re.findall(r'"column": "(\w+)"', text(PROJECT / "macros" / "source_ids.sql")))
#: Any module speaks of files: what is dropped as such is told by its schema and its models.
_NAMES = (
    *(name for vendor in SYSTEMS.values() for name in (vendor.name, vendor.title)),
    *(f"{layer}{name}" for name in VENDORS.keys() - SYSTEMS.keys() for layer in _LAYERS),
)
#: Streams whose name means something else too: kinds of record, sections, a seed, dlt's loads.
_OUR_WORDS = {
    "account",
    "opportunity",
    "owners",
    "currencies",
    "pipelines",
    "user",
    "task",
    "teams",
    "visit",
}
_STREAMS = {spec.name for vendor in VENDORS.values() for spec in vendor.specs} - _OUR_WORDS


def _may_name(path: str) -> bool:
    """A vendor's own folders, and the generator of one company that uses two of them."""
    is_own = any(f"/{vendor}/" in path for vendor in VENDORS)
    is_generated = path.startswith("dbt_project/macros/generated/")
    return is_own or is_generated or path.startswith("orchestration/worlds/generator/")


def _prose(tree: ast.Module) -> set[int]:
    """The docstrings, which may name a vendor as an example."""
    documented = (ast.Module, ast.ClassDef, ast.FunctionDef, ast.AsyncFunctionDef)
    return {
        id(statement.value)
        for node in ast.walk(tree)
        if isinstance(node, documented)
        for statement in node.body
        if isinstance(statement, ast.Expr)
    }


def _said(tree: ast.Module) -> Iterator[tuple[int, str]]:
    """Identifiers, and strings that are no docstrings, with their lines."""
    prose = _prose(tree)
    for node in ast.walk(tree):
        line = getattr(node, "lineno", 0)
        if isinstance(node, ast.Constant) and isinstance(node.value, str):
            if id(node) not in prose:
                yield line, node.value
        elif isinstance(node, ast.Name):
            yield line, node.id
        elif isinstance(node, ast.Attribute):
            yield line, node.attr
        elif isinstance(node, ast.arg):
            yield line, node.arg
        elif isinstance(node, ast.alias):
            yield line, node.name
        elif isinstance(node, ast.ImportFrom):
            yield line, node.module or ""
        elif isinstance(node, ast.FunctionDef | ast.ClassDef):
            yield line, node.name


def _naming(source: str) -> list[int]:
    return [
        line
        for line, said in _said(ast.parse(source))
        if any(vendor.lower() in said.lower() for vendor in _NAMES)
    ]


def test_no_file_outside_its_folder_names_a_vendor() -> None:
    found = {
        name(path): lines
        for path in ending(".py", "orchestration", "expectations")
        if not _may_name(name(path)) and (lines := _naming(text(path)))
    }
    assert found.keys() == _OF_PUBLISHED_TABLES, found


def _code(path: Path) -> str:
    """SQL or a template without its comments and without published columns."""
    code = re.sub(r"\{#.*?#\}|--[^\n]*|/\*.*?\*/", " ", text(path), flags=re.DOTALL)
    return re.sub(rf"\b({'|'.join(_PUBLISHED)})\b", " ", code)


def test_no_query_model_or_template_outside_its_folder_names_a_vendor() -> None:
    rooms = ("orchestration", "expectations", "dbt_project")
    scanned = [
        path
        for path in (*ending(".sql", *rooms), *ending(".j2", *rooms))
        if not _may_name(name(path)) and name(path) != _LIST
    ]
    assert {path.suffix for path in scanned} == {".sql", ".j2"}
    found = {
        name(path): vendor
        for path in scanned
        for vendor in _NAMES
        if vendor.lower() in _code(path).lower()
    }
    assert found == {}


def test_no_file_outside_its_folder_asks_for_a_stream_of_a_vendor() -> None:
    """A quoted name of a stream: what a model or a module does for one object of one vendor."""
    rooms = ("orchestration", "expectations", "dbt_project")
    # role="group" is what HTML calls an element; a shape may be called as a stream is
    quoted = re.compile(rf"(?<!role=)(?<!union_vendors\()(['\"])({'|'.join(sorted(_STREAMS))})\1")
    found = {
        name(path): said
        for suffix in (".py", ".sql", ".j2")
        for path in ending(suffix, *rooms)
        if not _may_name(name(path)) and name(path) != _LIST
        if (said := {match[2] for match in quoted.finditer(_code(path))})
    }
    assert found == {}
    assert quoted.search("""where object = 'deals'""")


def test_a_name_in_code_is_found_and_an_example_in_prose_is_not() -> None:
    assert _naming('"""As HubSpot does."""\nx = 1') == []
    assert _naming('def f(hubspot_id):\n    "of Salesforce"\n    return "raw_salesforce"') == [1, 3]


def test_vendors_are_strangers() -> None:
    """Import-linter would have to list them; those that are found are held to it here."""
    seen, known = set(), []
    for path in ending(".py", "orchestration"):
        room, _, inner = name(path).removeprefix("orchestration/").partition("/")
        vendor = inner.partition("/")[0]
        if vendor not in VENDORS:
            continue
        seen.add(f"{room}/{vendor}")
        others = [f"orchestration.{room}.{other}" for other in VENDORS if other != vendor]
        known += [
            (name(path), each) for each in _imported(tree(path)) if each.startswith((*others,))
        ]
    assert seen == {
        *(f"sources/{vendor}" for vendor in VENDORS),
        *(f"emulator/{vendor}" for vendor in SYSTEMS),
    }
    assert known == []


def _imported(module: ast.Module) -> Iterator[str]:
    for node in ast.walk(module):
        if isinstance(node, ast.ImportFrom):
            yield from (f"{node.module}.{alias.name}" for alias in node.names)
        elif isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)

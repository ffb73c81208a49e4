"""Size budget and road signs: what a reader can hold in mind at once."""

from __future__ import annotations

import ast
from pathlib import Path

import pytest

from tests.support.tree import ROOT, ending, name, text, tree

PRODUCT = ("orchestration", "expectations")
MOST_LINES = 400
LONG_LINES = 300
#: The only product files over 300 lines, each for a reason.
LONG_FILES = {}
MOST_FUNCTION_LINES = 60
USUAL_FUNCTION_LINES = 40
USUAL_SHARE = 0.95
MOST_SQL_LINES = 150


def _lines(path: Path) -> int:
    return len(text(path).splitlines())


def _functions(path: Path) -> dict[str, int]:
    return {
        f"{name(path)}:{node.lineno} {node.name}": (node.end_lineno or 0) - node.lineno + 1
        for node in ast.walk(tree(path))
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef)
    }


def test_no_python_file_is_longer_than_the_budget() -> None:
    assert {name(p): _lines(p) for p in ending(".py") if _lines(p) > MOST_LINES} == {}


def test_only_listed_product_files_are_long() -> None:
    long = {name(path) for path in ending(".py", *PRODUCT) if _lines(path) > LONG_LINES}
    assert long <= set(LONG_FILES)


def test_every_listed_long_file_is_still_long() -> None:
    assert [file for file in LONG_FILES if _lines(ROOT / file) <= LONG_LINES] == []


def test_no_function_is_longer_than_the_budget() -> None:
    lengths = {key: n for path in ending(".py") for key, n in _functions(path).items()}
    assert {key: n for key, n in lengths.items() if n > MOST_FUNCTION_LINES} == {}


def test_nearly_all_functions_are_short() -> None:
    lengths = [n for path in ending(".py", *PRODUCT) for n in _functions(path).values()]
    short = sum(n <= USUAL_FUNCTION_LINES for n in lengths)
    assert short / len(lengths) >= USUAL_SHARE


@pytest.mark.parametrize("path", ending(".sql", "dbt_project"), ids=lambda path: path.stem)
def test_sql_fits_on_three_screens(path: Path) -> None:
    assert _lines(path) <= MOST_SQL_LINES


def test_every_module_says_what_lives_in_it() -> None:
    silent = [name(path) for path in ending(".py") if not ast.get_docstring(tree(path))]
    assert silent == []

"""What the product says holds wherever it is installed: it names no file that only a clone has."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.support.tree import ending, name, text, tree

_CLONE_ONLY = re.compile(
    r"\.env\.example|(?<![\w/.])(docs|tests|deploy|orchestration)/|(?<!rules/)\b(README|CONTRIBUTING)\b"
    r"|\bMakefile\b|(?<!in a clone, )`make "
)
#: What they write is committed in the clone itself, or has a README of its own.
_FOR_THE_CLONE = ("orchestration/compile/outputs/", "orchestration/compile/documents.py")
_WITH_THEIR_OWN = ("orchestration/fixes/readme.py",)


def _said(path: Path) -> Iterator[str]:
    """Every text of a module but its docstrings; a formatted one without its values."""
    described = (ast.Module, ast.ClassDef, ast.FunctionDef, ast.AsyncFunctionDef)
    docstrings = {
        id(node.body[0].value)
        for node in ast.walk(tree(path))
        if isinstance(node, described) and node.body and isinstance(node.body[0], ast.Expr)
    }
    for node in ast.walk(tree(path)):
        if isinstance(node, ast.Constant) and id(node) not in docstrings:
            yield str(node.value)


def _texts() -> Iterator[tuple[str, str]]:
    for path in ending(".py", "orchestration", "expectations"):
        if not name(path).startswith(_FOR_THE_CLONE + _WITH_THEIR_OWN):
            yield from ((name(path), said) for said in _said(path))
    yield from ((name(path), text(path)) for path in ending(".j2", "orchestration"))


def test_no_message_names_what_only_a_clone_has() -> None:
    found = [(where, said) for where, said in _texts() if _CLONE_ONLY.search(said)]
    assert found == []


@pytest.mark.parametrize(
    "said",
    [
        "Set them in .env; .env.example lists them.",
        "Run `make setup`.",
        "docs/project.md lists every key.",
        "see orchestration/sources/hubspot/README.md",
        "the connector's README",
    ],
)
def test_a_file_of_the_clone_would_be_found(said: str) -> None:
    assert _CLONE_ONLY.search(said)

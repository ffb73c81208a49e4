"""Which files the house rules look at: everything that is meant to be committed, read once."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from functools import cache
from pathlib import Path

from tests.support.paths import ROOT

_ROOMS = ("orchestration", "expectations", "tests", "dbt_project", "docs", "deploy", ".ci")
#: Settings of one machine, and what git leaves in a linked worktree.
_NOT_COMMITTED = {".env", ".git"}
_MADE_BY_TOOLS = {"__pycache__", "target", "logs", "dbt_packages"}


@cache
def files() -> tuple[Path, ...]:
    """Every file of the rooms and of the top level, but what tools leave behind."""
    top = [path for path in ROOT.iterdir() if path.is_file() and path.name not in _NOT_COMMITTED]
    return tuple(sorted([*top, *(path for room in _ROOMS for path in _below(ROOT / room))]))


def _below(folder: Path) -> Iterator[Path]:
    for path in folder.iterdir():
        if path.is_dir() and path.name not in _MADE_BY_TOOLS:
            yield from _below(path)
        elif path.is_file() and path.suffix != ".pyc":
            yield path


def ending(suffix: str, *rooms: str) -> list[Path]:
    """Files of one kind, in the given rooms or in all."""
    return [
        path
        for path in files()
        if path.suffix == suffix and (not rooms or path.relative_to(ROOT).parts[0] in rooms)
    ]


def name(path: Path) -> str:
    """The path as people write it."""
    return path.relative_to(ROOT).as_posix()


@cache
def text(path: Path) -> str:
    """The file's text."""
    return path.read_text(encoding="utf-8")


@cache
def tree(path: Path) -> ast.Module:
    """The file's syntax tree."""
    return ast.parse(text(path))


def module_names(*rooms: str) -> list[str]:
    """Dotted names of all importable modules of the rooms."""
    names = []
    for path in ending(".py", *rooms):
        parts = path.relative_to(ROOT).with_suffix("").parts
        names.append(".".join(parts[:-1] if parts[-1] == "__init__" else parts))
    return sorted(names)

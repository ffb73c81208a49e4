"""Write, or only compare, every generated file of a dbt project.

An output is made from its inputs and from nothing else, so that a generated file can be checked by
generating it again; a file that no output writes any more is left over, and goes.
"""

from __future__ import annotations

import pkgutil
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from importlib import import_module
from pathlib import Path
from typing import Protocol, cast

from orchestration.compile import outputs
from orchestration.compile.documents import documents
from orchestration.compile.inputs import Inputs, read_inputs
from orchestration.compile.text import MARK
from orchestration.errors import DefinitionError

#: Folders in which every file is generated; elsewhere one is known by its first line.
_FOLDERS = ("macros/generated", "seeds/generated")
_MARKED = ("models/**/*.yml", "models/**/*.md")


class _Output(Protocol):
    def outputs(self, inputs: Inputs) -> Mapping[Path, str]: ...


@dataclass(frozen=True)
class Compiled:
    """What was not as it should be, relative to the project, each sorted.

    Attributes:
        stale: generated files whose text was another.
        missing: generated files that were not there.
        left_over: files that nothing generates any more.
    """

    stale: tuple[Path, ...]
    missing: tuple[Path, ...]
    left_over: tuple[Path, ...]

    @property
    def lines(self) -> list[str]:
        """One line per file: what it is, and its path."""
        kinds = {"stale": self.stale, "missing": self.missing, "left over": self.left_over}
        return [f"{kind}: {path.as_posix()}" for kind, paths in kinds.items() for path in paths]


def compile_project(project_dir: Path, *, check: bool = False, clone: bool = False) -> Compiled:
    """Write (or with `check` only compare) everything that is generated, and remove what is not.

    Args:
        project_dir: the folder of dbt_project.yml.
        check: write nothing; raise if a generated file is not what would be written.
        clone: whether documents that stand beside the project are generated, too.

    Raises:
        GlossaryError: the glossary says something it may not.
        DefinitionError: a rule does; or with `check`, files are stale, missing or left over, each
            of them named.
    """
    files = generated_files(read_inputs(project_dir))
    if clone:
        files |= {Path("..") / path: text for path, text in documents(project_dir.parent).items()}
    texts = {path: _text_of(project_dir / path) for path in files}
    found = Compiled(
        stale=tuple(p for p in sorted(files) if texts[p] is not None and texts[p] != files[p]),
        missing=tuple(p for p in sorted(files) if texts[p] is None),
        left_over=tuple(p for p in sorted(set(_generated_before(project_dir))) if p not in files),
    )
    if check and found.lines:
        raise DefinitionError(
            "Generated files are not what their sources say:\n  " + "\n  ".join(found.lines),
            next_step="Run `hymnsheet compile` and commit what it writes and removes.",
        )
    if not check:
        _write(project_dir, files, found)
    return found


def generated_files(inputs: Inputs) -> dict[Path, str]:
    """Every generated file by its path in the project: the sum of what outputs/ holds."""
    files: dict[Path, str] = {}
    for name in sorted(module.name for module in pkgutil.iter_modules(outputs.__path__)):
        output = cast(_Output, import_module(f"{outputs.__name__}.{name}"))
        for path, text in output.outputs(inputs).items():
            if path in files:
                raise ValueError(f"outputs/{name}.py: another output writes {path} as well")
            files[path] = text
    return files


def _generated_before(project_dir: Path) -> Iterator[Path]:
    for folder in _FOLDERS:
        yield from (
            path.relative_to(project_dir)
            for path in (project_dir / folder).rglob("*")
            if path.is_file()
        )
    for pattern in _MARKED:
        for path in project_dir.glob(pattern):
            with path.open(encoding="utf-8") as lines:
                if MARK in lines.readline():
                    yield path.relative_to(project_dir)


def _text_of(path: Path) -> str | None:
    return path.read_text(encoding="utf-8") if path.is_file() else None


def _write(project_dir: Path, files: Mapping[Path, str], found: Compiled) -> None:
    for path in (*found.stale, *found.missing):
        target = project_dir / path
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_text(files[path], encoding="utf-8", newline="\n")
    for path in found.left_over:
        (project_dir / path).unlink()

"""A copy of the project to which files are added, and none is changed: what recipes promise."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import sqlalchemy as sa

from orchestration.warehouse import open_warehouse
from tests.support.paths import ROOT

TOYS = Path(__file__).parent / "toys"
_ROOMS = ("orchestration", "expectations", "dbt_project", "tests", "docs", "deploy", ".ci")
#: Tests that hold whatever is added to what the house is like, of those that take a moment only.
HOUSE = (
    *(f"tests/unit/conventions/test_{name}.py" for name in ("columns", "drift", "vendors", "text")),
    "tests/unit/dbt",
    "tests/unit/rules",
)
_LEFT_BEHIND = shutil.ignore_patterns("__pycache__", "target", "logs", "dbt_packages", ".user.yml")


@dataclass(frozen=True)
class Copy:
    """A copy of the project.

    Attributes:
        root: where it stands.
        home: where its runs keep what they make.
    """

    root: Path
    home: Path

    def add(self, addition: Path) -> list[str]:
        """Put an addition's files in their places; their names. One that is there already stops."""
        names = names_in(addition)
        for name in names:
            place = self.root / name
            assert not place.exists(), f"{name} is no addition: the project has that file"
            place.parent.mkdir(parents=True, exist_ok=True)
            shutil.copy(addition / name, place)
        return names

    def hymnsheet(self, *arguments: str) -> str:
        """What the copy's own command says."""
        return self._python("orchestration.cli", *arguments, HYMNSHEET_HOME=str(self.home))

    def passes(self, *arguments: str) -> str:
        """What the copy's own tests say, the reasons of those that were skipped among it."""
        beside = f"--basetemp={self.home.with_name('tests')}"
        return self._python("pytest", "-q", "-rs", "-p", "no:cacheprovider", beside, *arguments)

    def _python(self, module: str, *arguments: str, **variables: str) -> str:
        environment = {
            **{name: os.environ[name] for name in ("PATH", "HOME", "LANG") if name in os.environ},
            "PYTHONPATH": str(self.root),
            **variables,
        }
        ran = subprocess.run(
            [sys.executable, "-m", module, *arguments],
            cwd=self.root, env=environment, capture_output=True, text=True, check=False,
        )  # fmt: skip
        assert ran.returncode == 0, f"{arguments}: {ran.stdout[-3000:]}{ran.stderr[-3000:]}"
        return ran.stdout

    def demo(self, world: Path) -> Path:
        """Compile, run the whole job on a world, and say where its report is."""
        self.hymnsheet("compile")
        told = json.loads(self.hymnsheet("demo", "--world", str(world), "--json"))
        return Path(told["report"])

    def rows(self, sql: str) -> list[Any]:
        """Rows of what the last run published."""
        served = next(self.home.rglob("hymnsheet.duckdb"))
        engine = open_warehouse(f"duckdb:///{served}").published_engine()
        with engine.connect() as connection:
            return list(connection.execute(sa.text(sql)).all())


def names_in(addition: Path) -> list[str]:
    """Where the files of an addition belong, sorted."""
    return sorted(
        path.relative_to(addition).as_posix()
        for path in addition.rglob("*")
        if path.is_file() and "__pycache__" not in path.parts
    )


def copy_of_the_project(folder: Path) -> Copy:
    """The rooms of the project and its top-level files, in a folder of their own."""
    root = folder / "project"
    for room in _ROOMS:
        shutil.copytree(ROOT / room, root / room, ignore=_LEFT_BEHIND)
    for path in ROOT.iterdir():
        if path.is_file() and path.name not in {".env", ".git"}:
            shutil.copy(path, root / path.name)
    return Copy(root, folder / "home")

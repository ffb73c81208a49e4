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
_ROOMS = ("orchestration", "expectations", "dbt_project")
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
        names = sorted(
            path.relative_to(addition).as_posix()
            for path in addition.rglob("*")
            if path.is_file() and "__pycache__" not in path.parts
        )
        for name in names:
            place = self.root / name
            assert not place.exists(), f"{name} is no addition: the project has that file"
            place.parent.mkdir(parents=True, exist_ok=True)
            shutil.copy(addition / name, place)
        return names

    def hymnsheet(self, *arguments: str) -> str:
        """What the copy's own command says."""
        environment = {
            **{name: os.environ[name] for name in ("PATH", "HOME", "LANG") if name in os.environ},
            "PYTHONPATH": str(self.root),
            "HYMNSHEET_HOME": str(self.home),
        }
        ran = subprocess.run(
            [sys.executable, "-m", "orchestration.cli", *arguments],
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


def copy_of_the_project(folder: Path) -> Copy:
    """The rooms of the project and its top-level files, in a folder of their own."""
    root = folder / "project"
    for room in _ROOMS:
        shutil.copytree(ROOT / room, root / room, ignore=_LEFT_BEHIND)
    for path in ROOT.iterdir():
        if path.is_file() and path.name != ".env":
            shutil.copy(path, root / path.name)
    return Copy(root, folder / "home")

"""The wheel is the whole product: built, put into a fresh venv, used in an empty folder.

Our own packages come from the wheel alone. The others are lent by the venv of this run: those that
the wheel's METADATA asks for, and what these ask for, and none else.
"""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import zipfile
from email import message_from_string
from pathlib import Path

import pytest

from orchestration.emulator import Emulator, load_world
from orchestration.worlds.generator import write_world
from tests.support.commands import redirected
from tests.support.requirements import brought_by, lend, size_of
from tests.support.tree import ROOT

_SOURCES = ("orchestration", "expectations", "dbt_project")
_MOST_BYTES = 150_000_000
_NOT_SHIPPED = ("lint_library", "target", "logs", "__pycache__", "dbt_packages", ".user.yml")


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Built from a copy of what is shipped, so that nothing is left in the checkout."""
    copy, out = tmp_path_factory.mktemp("source"), tmp_path_factory.mktemp("dist")
    for name in _SOURCES:
        shutil.copytree(ROOT / name, copy / name, ignore=shutil.ignore_patterns("__pycache__"))
    for name in ("pyproject.toml", "README.md", "LICENSE"):
        shutil.copy(ROOT / name, copy)
    command = ["-m", "build", "--wheel", "--no-isolation", "--outdir", str(out), str(copy)]
    done = subprocess.run([sys.executable, *command], capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout[-2000:] + done.stderr[-2000:]
    return next(out.glob("*.whl"))


def _asked_for(wheel: Path) -> list[str]:
    """What the wheel's METADATA requires, a line each."""
    with zipfile.ZipFile(wheel) as archive:
        name = next(each for each in archive.namelist() if each.endswith(".dist-info/METADATA"))
        return message_from_string(archive.read(name).decode()).get_all("Requires-Dist", [])


class Installed:
    """A venv that holds the wheel with some of its extras, and an empty folder to work in."""

    def __init__(self, wheel: Path, folder: Path, *extras: str) -> None:
        self.bin = folder / "venv" / "bin"
        self.work = folder / "work"
        self.work.mkdir()
        subprocess.run([sys.executable, "-m", "venv", "--without-pip", folder / "venv"], check=True)
        self.packages = next((folder / "venv" / "lib").glob("python3*/site-packages"))
        lent = folder / "lent"
        lent.mkdir()
        lend(brought_by(_asked_for(wheel), extras).values(), lent)
        (self.packages / "lent.pth").write_text(f"{lent}\n")
        install = ["-m", "pip", "--python", str(self.bin / "python"), "install", "--quiet"]
        options = ["--no-deps", "--no-index", "--force-reinstall", "--no-compile", str(wheel)]
        subprocess.run([sys.executable, *install, *options], check=True)

    def run(self, *arguments: str, **settings: str) -> subprocess.CompletedProcess[str]:
        """`hymnsheet *arguments` in the empty folder, with no environment but these settings."""
        env = {"PATH": os.environ["PATH"], "HOME": str(self.work), "PYTHONDONTWRITEBYTECODE": "1"}
        env |= {f"HYMNSHEET_{name.upper()}": value for name, value in settings.items()}
        return subprocess.run(
            [str(self.bin / "hymnsheet"), *arguments],
            capture_output=True, text=True, env=env, cwd=self.work, timeout=900, check=False,
        )  # fmt: skip

    def files(self) -> dict[str, float]:
        """What is installed, and when each file was written."""
        return {
            str(path.relative_to(self.packages)): path.stat().st_mtime
            for path in self.packages.rglob("*")
            if path.is_file()
        }


@pytest.fixture(scope="module")
def installed(wheel: Path, tmp_path_factory: pytest.TempPathFactory) -> Installed:
    return Installed(wheel, tmp_path_factory.mktemp("installed"), "pipeline")


@pytest.fixture(scope="module")
def base(wheel: Path, tmp_path_factory: pytest.TempPathFactory) -> Installed:
    return Installed(wheel, tmp_path_factory.mktemp("base"))


def test_the_wheel_holds_every_file_and_nothing_that_a_run_left(wheel: Path) -> None:
    held = {name for name in zipfile.ZipFile(wheel).namelist() if name.startswith(_SOURCES)}
    wanted = {
        path.relative_to(ROOT).as_posix()
        for name in _SOURCES
        for path in (ROOT / name).rglob("*")
        if path.is_file() and not set(_NOT_SHIPPED) & set(path.parts)
    }
    assert held == wanted


def test_our_code_comes_from_the_wheel(installed: Installed) -> None:
    where = (
        "import orchestration, expectations; print(orchestration.__file__, expectations.__file__)"
    )
    done = subprocess.run(
        [str(installed.bin / "python"), "-c", where],
        capture_output=True, text=True, cwd=installed.work, env={}, check=True,
    )  # fmt: skip
    assert all(path.startswith(str(installed.packages)) for path in done.stdout.split())


def test_what_would_write_into_the_package_is_refused(installed: Installed) -> None:
    for command in (["compile"], ["glossary", "check", "--write"]):
        done = installed.run(*command)
        assert done.returncode in (2, 30), done.stderr
    assert "hymnsheet init" in installed.run("compile").stderr


def test_the_base_install_makes_folders_and_says_what_the_rest_needs(base: Installed) -> None:
    (base.work / "leads.csv").write_text("id,name\n1,Ann\n", encoding="utf-8")
    commands = (
        ["--help"],
        ["init", "acme"],
        ["world", "generate", "small", "--people", "20"],
        ["audit", "leads.csv"],
    )
    for command in commands:
        done = base.run(*command)
        assert done.returncode == 0, done.stderr[-2000:]
    refused = base.run("--project", "acme", "run")
    assert refused.returncode == 2, refused.stderr
    assert "pip install 'hymnsheet[pipeline]'" in refused.stderr


def test_the_base_install_is_small(wheel: Path) -> None:
    lent = brought_by(_asked_for(wheel))
    assert "duckdb" in lent
    with zipfile.ZipFile(wheel) as archive:
        ours = sum(each.file_size for each in archive.infolist())
    assert size_of(lent.values()) + ours < _MOST_BYTES
    assert size_of(brought_by(_asked_for(wheel), ["pipeline"]).values()) > _MOST_BYTES


def test_every_command_of_the_pipeline_starts_from_what_the_wheel_asks_for(
    installed: Installed,
) -> None:
    """No account is set: `doctor` has looked at all that it needs, `run` at its credentials."""
    looked = installed.run("doctor", "--json")
    assert looked.returncode == 10, looked.stderr[-2000:]
    assert '"what": "packages", "is_ok": true' in looked.stdout
    assert installed.run("run").returncode == 10


@pytest.mark.nightly
@pytest.mark.timeout(1800)
def test_a_company_runs_from_the_wheel_in_an_empty_folder(
    installed: Installed, tmp_path: Path
) -> None:
    before = installed.files()
    world = write_world(tmp_path / "small", seed=5, people=120)
    demo = installed.run("demo", "--world", str(world))
    assert demo.returncode == 0, demo.stderr[-3000:]
    assert (installed.work / ".hymnsheet/demo/small/report/index.html").is_file()
    made = installed.run("init", "acme")
    assert made.returncode == 0, made.stderr[-2000:]
    with Emulator(load_world(world)) as emulator:
        run = installed.run("--project", "acme", "run", **redirected(emulator))
    assert run.returncode == 0, run.stderr[-3000:]
    assert (installed.work / "acme/.hymnsheet/report/index.html").is_file()
    assert {path.name for path in installed.work.iterdir()} - {".hymnsheet", "acme"} == set()
    assert installed.files() == before

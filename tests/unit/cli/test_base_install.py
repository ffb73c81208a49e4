"""The base commands run where nothing of the extras can be imported; the others say so."""

from __future__ import annotations

import tomllib
from importlib.metadata import packages_distributions
from pathlib import Path

import pytest
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

from tests.support.sealed import SealedPython
from tests.support.tree import ROOT, text

_PYPROJECT = tomllib.loads(text(ROOT / "pyproject.toml"))
_EXTRA = {
    canonicalize_name(Requirement(line).name)
    for extra in ("pipeline", "dlt")
    for line in _PYPROJECT["project"]["optional-dependencies"][extra]
}
_MODULES = sorted(
    top
    for top, distributions in packages_distributions().items()
    if {canonicalize_name(name) for name in distributions} & _EXTRA and not top.startswith("_")
)
_WITHOUT = f"""
import sys

class Missing:
    def find_spec(self, name, path=None, target=None):
        if name.partition(".")[0] in {set(_MODULES)!r}:
            raise ModuleNotFoundError(f"No module named {{name!r}}", name=name)

sys.meta_path.insert(0, Missing())
sys.argv[0] = "hymnsheet"
from orchestration.cli.main import main
main()
"""


@pytest.fixture
def python(tmp_path: Path) -> SealedPython:
    return SealedPython(tmp_path)


@pytest.mark.parametrize(
    ("arguments", "made"),
    [
        (["--help"], None),
        (["init", "acme"], "acme/hymnsheet.yml"),
        (["audit", "leads.csv"], None),
        (["world", "generate", "small", "--people", "20"], "small/world.json"),
    ],
    ids=lambda value: " ".join(value) if isinstance(value, list) else "",
)
def test_a_base_command_needs_nothing_of_the_extra(
    python: SealedPython, tmp_path: Path, arguments: list[str], made: str | None
) -> None:
    (tmp_path / "leads.csv").write_text("id,name\n1,Ann\n2,\n", encoding="utf-8")
    done = python.run("-c", _WITHOUT, *arguments, cwd=tmp_path)
    assert done.returncode == 0, done.stderr[-2000:]
    assert made is None or (tmp_path / made).is_file()


@pytest.mark.parametrize(
    "command", ["run", "sync", "doctor", "demo", "compile", "emulator serve", "glossary check"]
)
def test_another_command_says_what_to_install(
    python: SealedPython, tmp_path: Path, command: str
) -> None:
    done = python.run("-c", _WITHOUT, *command.split(), cwd=tmp_path)
    assert done.returncode == 2, done.stderr[-2000:]
    assert "pip install 'hymnsheet[pipeline]'" in done.stderr
    assert "Traceback" not in done.stderr


def test_the_import_contract_names_all_of_the_extras() -> None:
    contracts = _PYPROJECT["tool"]["importlinter"]["contracts"]
    contract = next(each for each in contracts if each["name"].startswith("the base install"))
    assert set(contract["forbidden_modules"]) == set(_MODULES)

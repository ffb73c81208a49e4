"""`hymnsheet world generate`: the generator's world, and no folder but a world's is replaced."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from orchestration.cli.world import world
from orchestration.errors import WorldError
from orchestration.worlds.generator import write_world


def generate(*arguments: str) -> Result:
    return CliRunner().invoke(world, ["generate", *arguments])


def contents(folder: Path) -> dict[str, bytes]:
    files = (path for path in folder.rglob("*") if path.is_file())
    return {str(path.relative_to(folder)): path.read_bytes() for path in files}


def test_it_writes_what_the_generator_writes(tmp_path: Path) -> None:
    by_command, by_call = tmp_path / "a", tmp_path / "b"
    options = ["--seed", "3", "--people", "40", "--systems", "hubspot", "--clean", "--json"]
    answer = generate(str(by_command), *options)
    write_world(by_call, seed=3, people=40, systems=("hubspot",), defects=False)
    assert json.loads(answer.output)["world"] == str(by_command)
    assert contents(by_command) == contents(by_call)


def test_a_world_is_replaced_and_anything_else_is_left_alone(tmp_path: Path) -> None:
    generate(str(tmp_path / "w"), "--people", "20", "--systems", "salesforce")
    generate(str(tmp_path / "w"), "--people", "20", "--systems", "hubspot")
    assert not (tmp_path / "w" / "salesforce").exists()
    answer = generate(str(tmp_path))
    assert isinstance(answer.exception, WorldError)
    assert "no world.json" in str(answer.exception)


@pytest.mark.parametrize(
    ("option", "value", "said"),
    [
        ("--as-of", "noon", "no ISO 8601 time"),
        ("--people", "0", "not in the range"),
        ("--systems", "pipedrive", "is not one of"),
    ],
)
def test_a_wrong_option_is_named(tmp_path: Path, option: str, value: str, said: str) -> None:
    answer = generate(str(tmp_path / "w"), option, value)
    assert answer.exit_code == 2
    assert option in answer.output
    assert said in answer.output

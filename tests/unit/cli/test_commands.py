"""Commands are found by a table, so that help imports none; the table says what each says."""

from __future__ import annotations

import json
from pathlib import Path

import click
import pytest

from orchestration.cli.commands import COMMANDS, missing_package
from orchestration.cli.main import cli
from tests.support.sealed import SealedPython

_HELP = """
import json, sys
before = set(sys.modules)
sys.argv = ["hymnsheet", "--help"]
from orchestration.cli.main import main
try:
    main()
finally:
    tops = {name.partition(".")[0] for name in set(sys.modules) - before}
    print(json.dumps(sorted(tops - set(sys.stdlib_module_names))), file=sys.stderr)
"""


@pytest.mark.parametrize("name", COMMANDS)
def test_every_command_stands_where_the_table_says_with_the_line_it_says(name: str) -> None:
    command = cli.get_command(click.Context(cli), name)
    assert command is not None
    assert command.name == name
    assert (command.help or "").splitlines()[0] == COMMANDS[name].help


def test_help_imports_nothing_but_click(tmp_path: Path) -> None:
    done = SealedPython(tmp_path).run("-c", _HELP)
    assert all(f"  {name} " in done.stdout for name in COMMANDS)
    assert json.loads(done.stderr) == ["click", "orchestration"]


def test_an_import_that_the_base_install_lacks_says_what_to_install() -> None:
    told = missing_package(ModuleNotFoundError("No module named 'dagster'", name="dagster.core"))
    assert told is not None
    assert "dagster" in told.message
    assert "hymnsheet[pipeline]" in told.next_step


@pytest.mark.parametrize(
    "error", [ModuleNotFoundError("x", name="orchestration.nothing"), ValueError("x")]
)
def test_a_module_of_ours_that_is_missing_is_a_fault_of_ours(error: Exception) -> None:
    assert missing_package(error) is None

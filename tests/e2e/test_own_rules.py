"""The tutorial about a rule of one's own, followed to the letter: every block of it, in order."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

from orchestration.rules import OWN, read_rules
from tests.support.paths import PROJECT, ROOT
from tests.support.tutorial import script_of, steps_of

TUTORIAL = ROOT / "docs" / "own-rules.md"


def test_the_rule_of_the_tutorial_is_one_that_may_stand_beside_ours(tmp_path: Path) -> None:
    (tmp_path / "quality_parameters.yml").write_bytes(
        (PROJECT / "quality_parameters.yml").read_bytes()
    )
    for step in steps_of(TUTORIAL):
        if step.file:
            file = tmp_path / OWN / Path(step.file).name
            file.parent.mkdir(parents=True, exist_ok=True)
            file.write_text(step.text, encoding="utf-8")
    [rule] = read_rules(tmp_path).rules
    assert (rule.id, rule.is_own, rule.parameters) == ("Z001", True, {"large_amount": 10000})


@pytest.mark.nightly
@pytest.mark.timeout(1800)
def test_the_tutorial_is_followed_to_its_end(tmp_path: Path) -> None:
    kept = {name: os.environ[name] for name in ("LANG",) if name in os.environ}
    command = f"{Path(sys.executable).parent}{os.pathsep}{os.environ['PATH']}"
    environment = {**kept, "PATH": command, "HOME": str(tmp_path)}
    script = tmp_path / "tutorial.sh"
    script.write_text(script_of(TUTORIAL), encoding="utf-8")
    done = subprocess.run(
        ["bash", str(script)],
        cwd=tmp_path, env=environment, capture_output=True, text=True, timeout=1700, check=False,
    )  # fmt: skip
    assert done.returncode == 0, f"{done.stdout[-2000:]}\n{done.stderr[-3000:]}"

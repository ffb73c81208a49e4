"""Dbt's parse of one folder is of use to its copies, and never leads back to that folder."""

from __future__ import annotations

import shutil
from pathlib import Path

from orchestration.transform import Project

_PROJECT = "name: small\nprofile: small\n"
_PROFILES = """\
small:
  target: here
  outputs:
    here: {type: duckdb, path: ":memory:"}
"""


def test_a_copy_reads_its_own_seeds_though_another_was_parsed_before(tmp_path: Path) -> None:
    one, other = tmp_path / "one", tmp_path / "other"
    (one / "seeds").mkdir(parents=True)
    (one / "dbt_project.yml").write_text(_PROJECT, encoding="utf-8")
    (one / "profiles.yml").write_text(_PROFILES, encoding="utf-8")
    (one / "seeds" / "words.csv").write_text("word\nyes\n", encoding="utf-8")
    shutil.copytree(one, other)
    scratch = tmp_path / "scratch"
    for folder in (one, other):
        [seed] = Project(folder, scratch).parse().nodes.values()
        assert Path(seed.root_path) == folder
    shutil.rmtree(one)
    project = Project(other, scratch)
    assert project.build(project.parse(), None).success

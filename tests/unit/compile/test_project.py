"""Generated files are always the same text: written, removed, or named as what they are."""

from __future__ import annotations

from pathlib import Path

import pytest

from orchestration.compile import compile_project
from orchestration.compile.text import MARK
from orchestration.errors import DefinitionError
from tests.support.paths import PROJECT

STAGES = Path("seeds/generated/glossary_stages.csv")
DOCS = Path("models/generated_glossary.md")


def test_committed_files_are_fresh() -> None:
    assert compile_project(PROJECT, check=True).lines == []


def test_a_second_compilation_changes_nothing(project: Path) -> None:
    assert Path("macros/generated/glossary.sql") in compile_project(project).missing
    assert compile_project(project).lines == []


def test_every_generated_file_but_a_seed_says_so_in_its_first_line(project: Path) -> None:
    for path in compile_project(project).missing:
        first = (project / path).read_text(encoding="utf-8").splitlines()[0]
        assert (MARK in first) is (path.suffix != ".csv"), path


def test_check_names_what_is_stale_missing_and_left_over_and_writes_nothing(project: Path) -> None:
    compile_project(project)
    (project / STAGES).write_text("code\n", encoding="utf-8")
    (project / DOCS).unlink()
    old = project / "models" / "staging" / "gone" / "_gone__sources.yml"
    old.parent.mkdir()
    old.write_text(f"# {MARK} from a vendor that is gone\n", encoding="utf-8")
    (project / "seeds" / "generated" / "old.csv").write_text("a\n", encoding="utf-8")
    with pytest.raises(DefinitionError) as caught:
        compile_project(project, check=True)
    assert caught.value.message.splitlines()[1:] == [
        f"  stale: {STAGES}",
        f"  missing: {DOCS}",
        "  left over: models/staging/gone/_gone__sources.yml",
        "  left over: seeds/generated/old.csv",
    ]
    assert "hymnsheet compile" in caught.value.next_step
    assert (project / STAGES).read_text(encoding="utf-8") == "code\n"
    assert old.exists()


def test_what_is_left_over_goes_and_what_people_wrote_stays(project: Path) -> None:
    written = project / "models" / "staging" / "own" / "_own.yml"
    written.parent.mkdir(parents=True)
    written.write_text("version: 2\n", encoding="utf-8")
    compile_project(project)
    old = project / "macros" / "generated" / "old.sql"
    old.write_text("{#- whatever -#}\n", encoding="utf-8")
    assert compile_project(project).left_over == (Path("macros/generated/old.sql"),)
    assert not old.exists()
    assert written.exists()


def test_an_edited_definition_makes_the_files_stale(project: Path) -> None:
    compile_project(project)
    source = project / "glossary.yml"
    text = source.read_text(encoding="utf-8").replace("value: 180\n", "value: 90\n", 1)
    source.write_text(text, encoding="utf-8")
    assert {path.name for path in compile_project(project).stale} == {
        "glossary.sql",
        "glossary_entries.csv",
        "generated_glossary.md",
    }

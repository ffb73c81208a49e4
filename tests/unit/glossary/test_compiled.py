"""What the glossary is compiled into: always the same text, fresh or named as stale."""

from __future__ import annotations

import csv
import shutil
from pathlib import Path

import pytest
import yaml
from jinja2 import Environment

from orchestration.errors import GlossaryError
from orchestration.glossary import compile_glossary, read_glossary
from orchestration.glossary.compiled import _sql
from tests.support.paths import PROJECT


@pytest.fixture
def project(tmp_path: Path) -> Path:
    for name in ("glossary.yml", "quality_rules.yml"):
        shutil.copy(PROJECT / name, tmp_path / name)
    return tmp_path


def _seed(project: Path, name: str) -> list[dict[str, str]]:
    with (project / "seeds" / "generated" / f"{name}.csv").open(encoding="utf-8") as handle:
        return list(csv.DictReader(handle))


def test_committed_files_are_fresh() -> None:
    assert compile_glossary(PROJECT, check=True) == ()


def test_a_second_compilation_changes_nothing(project: Path) -> None:
    assert Path("macros/generated/glossary.sql") in compile_glossary(project)
    assert compile_glossary(project) == ()


def test_check_names_the_stale_file_and_writes_nothing(project: Path) -> None:
    compile_glossary(project)
    stale = project / "seeds" / "generated" / "glossary_stages.csv"
    stale.write_text("code\n", encoding="utf-8")
    with pytest.raises(GlossaryError, match=r"glossary_stages\.csv"):
        compile_glossary(project, check=True)
    assert stale.read_text(encoding="utf-8") == "code\n"


def test_check_names_a_missing_file(project: Path) -> None:
    compile_glossary(project)
    (project / "models" / "generated_glossary.md").unlink()
    with pytest.raises(GlossaryError, match=r"generated_glossary\.md"):
        compile_glossary(project, check=True)


def test_an_edited_definition_makes_the_files_stale(project: Path) -> None:
    compile_glossary(project)
    source = project / "glossary.yml"
    text = source.read_text(encoding="utf-8").replace("value: 180\n", "value: 90\n", 1)
    source.write_text(text, encoding="utf-8")
    stale = compile_glossary(project)
    assert {path.name for path in stale} == {
        "glossary.sql",
        "glossary_entries.csv",
        "generated_glossary.md",
    }


def test_missing_rules_are_an_error_not_an_empty_seed(project: Path) -> None:
    (project / "quality_rules.yml").unlink()
    with pytest.raises(GlossaryError, match=r"quality_rules\.yml cannot be read"):
        compile_glossary(project)


def test_the_macro_gives_sql_literals(project: Path) -> None:
    compile_glossary(project)
    macro = (project / "macros" / "generated" / "glossary.sql").read_text(encoding="utf-8")
    module = Environment(autoescape=False).from_string(macro).module
    assert str(module.glossary("cohort_window_days")).strip() == "180"  # type: ignore[attr-defined]
    assert str(module.glossary("corporate_currency")).strip() == "null"  # type: ignore[attr-defined]
    assert str(module.glossary("reporting_time_zone")).strip() == "'UTC'"  # type: ignore[attr-defined]


@pytest.mark.parametrize(
    ("value", "literal"),
    [("it's {{ first }}", "'it''s {{ first }}'"), ([], "(null)"), (["a", "b"], "('a', 'b')")],
)
def test_a_value_becomes_a_sql_literal(value: str | list[str], literal: str) -> None:
    assert _sql(value) == literal


def test_every_table_becomes_a_seed_with_all_its_rows(project: Path) -> None:
    compile_glossary(project)
    for name, table in read_glossary(project).tables.items():
        assert len(_seed(project, f"glossary_{name}")) == len(table.rows), name


def test_an_empty_table_keeps_its_columns(project: Path) -> None:
    source = project / "glossary.yml"
    content = yaml.safe_load(source.read_text(encoding="utf-8"))
    content["lifecycle_stages"]["rows"] = []
    source.write_text(yaml.safe_dump(content), encoding="utf-8")
    compile_glossary(project)
    seed = project / "seeds" / "generated" / "glossary_lifecycle_stages.csv"
    assert seed.read_text(encoding="utf-8") == "value,stage\n"


def test_an_entry_that_nobody_signed_is_compiled_as_unsigned(project: Path) -> None:
    source = project / "glossary.yml"
    signed = "agreed_by: {marketing: Ann, sales: Bo, on: 2026-11-26}"
    text = source.read_text(encoding="utf-8").replace("agreed_by: nobody yet", signed, 1)
    source.write_text(text, encoding="utf-8")
    compile_glossary(project)
    entries = _seed(project, "glossary_entries")
    assert [(e["is_signed"], e["agreed_marketing"], e["agreed_on"]) for e in entries[:2]] == [
        ("true", "Ann", "2026-11-26"),
        ("false", "", ""),
    ]


def test_opportunity_stages_carry_the_rank_of_their_shared_stage(project: Path) -> None:
    compile_glossary(project)
    ranks = {row["code"]: row["rank"] for row in _seed(project, "glossary_shared_stages")}
    for row in _seed(project, "glossary_opportunity_stages"):
        assert row["shared_rank"] == ranks[row["shared_stage"]]


def test_sources_are_compared_without_case_and_underscores(project: Path) -> None:
    compile_glossary(project)
    values = {
        row["value"]: row["normalised_value"] for row in _seed(project, "glossary_source_channels")
    }
    assert values["PAID_SEARCH"] == values["Paid Search"] == "paid search"

"""What the glossary is compiled into: macros with SQL literals, seeds with every row."""

from __future__ import annotations

import csv
from pathlib import Path

import pytest
import yaml
from jinja2 import Environment

from orchestration.compile import compile_project
from orchestration.compile.text import sql_literal
from orchestration.errors import GlossaryError
from orchestration.glossary import read_glossary

MQL_FIELD = "lead.mql_date__c"


def _seed(project: Path, name: str) -> list[dict[str, str]]:
    with (project / "seeds" / "generated" / f"{name}.csv").open(encoding="utf-8") as handle:
        return list(csv.DictReader(handle))


def test_the_macro_gives_sql_literals(project: Path) -> None:
    compile_project(project)
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
    assert sql_literal(value) == literal


def test_every_table_becomes_a_seed_with_all_its_rows(project: Path) -> None:
    compile_project(project)
    for name, table in read_glossary(project).tables.items():
        assert len(_seed(project, f"glossary_{name}")) == len(table.rows), name


def test_an_empty_table_keeps_its_columns(project: Path) -> None:
    source = project / "glossary.yml"
    content = yaml.safe_load(source.read_text(encoding="utf-8"))
    content["lifecycle_stages"]["rows"] = []
    source.write_text(yaml.safe_dump(content), encoding="utf-8")
    compile_project(project)
    seed = project / "seeds" / "generated" / "glossary_lifecycle_stages.csv"
    assert seed.read_text(encoding="utf-8") == "value,stage\n"


def test_an_entry_that_nobody_signed_is_compiled_as_unsigned(project: Path) -> None:
    source = project / "glossary.yml"
    signed = "agreed_by: {marketing: Ann, sales: Bo, on: 2026-11-26}"
    text = source.read_text(encoding="utf-8").replace("agreed_by: nobody yet", signed, 1)
    source.write_text(text, encoding="utf-8")
    compile_project(project)
    entries = _seed(project, "glossary_entries")
    assert [(e["is_signed"], e["agreed_marketing"], e["agreed_on"]) for e in entries[:2]] == [
        ("true", "Ann", "2026-11-26"),
        ("false", "", ""),
    ]


def test_opportunity_stages_carry_the_rank_of_their_shared_stage(project: Path) -> None:
    compile_project(project)
    ranks = {row["code"]: row["rank"] for row in _seed(project, "glossary_shared_stages")}
    for row in _seed(project, "glossary_opportunity_stages"):
        assert row["shared_rank"] == ranks[row["shared_stage"]]


def test_sources_are_compared_without_case_and_underscores(project: Path) -> None:
    compile_project(project)
    values = {
        row["value"]: row["normalised_value"] for row in _seed(project, "glossary_source_channels")
    }
    assert values["PAID_SEARCH"] == values["Paid Search"] == "paid search"


def test_a_quoted_value_reaches_the_macro_whole(project: Path) -> None:
    _rename(project, '"lead.status=Won\'t \\"fit\\""')
    compile_project(project)
    macro = (project / "macros" / "generated" / "stage_fields.sql").read_text(encoding="utf-8")
    assert '"value": "Won\'t \\"fit\\""' in macro


def test_a_threshold_that_is_no_number_is_refused(project: Path) -> None:
    _rename(project, '"contacts.hubspotscore>=many"')
    with pytest.raises(GlossaryError, match="which is no number"):
        compile_project(project)


def _rename(project: Path, source: str) -> None:
    path = project / "glossary.yml"
    text = path.read_text(encoding="utf-8")
    system = "hubspot" if "contacts" in source else "salesforce"
    old = f"system: salesforce, source: {MQL_FIELD}"
    assert old in text
    path.write_text(text.replace(old, f"system: {system}, source: {source}"), encoding="utf-8")


@pytest.mark.parametrize(
    ("old", "new", "expected"),
    [
        ("RECYCLED", "RECYCLE", "no column recycle_at. Is it"),
        ("RECYCLED", "RECYCLE", "'RECYCLED' is missing"),
        ("has_cohort: true, is_handover", "is_handover", "gives mart_pipeline mql_month"),
        ("{code: SAL, ", "{has_cohort: true, code: SAL, ", "no column sal_month"),
    ],
)
def test_stages_that_the_published_tables_have_no_columns_for_are_refused(
    project: Path, old: str, new: str, expected: str
) -> None:
    path = project / "glossary.yml"
    text = path.read_text(encoding="utf-8")
    assert old in text
    path.write_text(text.replace(old, new), encoding="utf-8")
    with pytest.raises(GlossaryError) as caught:
        compile_project(project)
    assert expected in str(caught.value)

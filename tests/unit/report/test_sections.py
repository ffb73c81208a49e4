"""A section is a folder: found, complete, on a page, with a test; it computes nothing itself."""

from __future__ import annotations

import ast
import re
from pathlib import Path

import pytest
from sqlalchemy import Engine

from expectations.results import described_results
from orchestration.glossary import read_glossary
from orchestration.report.section import Section, find_sections
from orchestration.report.site import PAGES
from tests.support.paths import PROJECT, ROOT
from tests.support.report.published_tables import DERIVED, TABLES

SECTIONS = find_sections()
FOLDER = ROOT / "orchestration" / "report" / "sections"
each_section = pytest.mark.parametrize("section", SECTIONS, ids=lambda section: section.id)


def test_every_folder_is_a_section_of_a_page() -> None:
    folders = {path.parent.name for path in FOLDER.glob("*/view.py")}
    assert folders == {section.id for section in SECTIONS}
    assert {section.page for section in SECTIONS} == {page.id for page in PAGES}


@each_section
def test_a_section_is_whole_and_has_its_test(section: Section) -> None:
    assert (FOLDER / section.id / "section.html.j2").is_file()
    assert Path(__file__).with_name("sections").joinpath(f"test_{section.id}.py").is_file()
    assert re.fullmatch(r"[a-z_]+", section.id), "the start of the names of its files"


@each_section
def test_every_statement_of_a_section_is_read(section: Section, sample_report: Engine) -> None:
    shown = set(getattr(section.rows, "__dataclass_fields__", {}))
    listed = {table.statement for table in section.tables}
    in_code = {
        node.value
        for node in ast.walk(ast.parse(section.asset("view.py")))
        if isinstance(node, ast.Constant)
    }
    unread = {name for name in section.statements if name not in shown | listed | in_code}
    assert unread == set()


#: Charts turn numbers into places on paper, format.py rounds them, files.py has no numbers but
#: paths; the other files have words.
DRAWN = {"charts", "format.py", "files.py"}
WORDED = [
    path
    for path in FOLDER.parent.rglob("*.py")
    if not DRAWN.intersection(path.relative_to(FOLDER.parent).parts)
]
COMPUTING = {"sum", "min", "max", "round", "Counter", "len", "mean", "median"}


@pytest.mark.parametrize("path", WORDED, ids=lambda path: str(path.relative_to(FOLDER.parent)))
def test_no_number_is_derived_in_python(path: Path) -> None:
    """Rates, sums, ranks and counts are SQL; Python words them, and asks how long its lists are."""
    code = ast.parse(path.read_text(encoding="utf-8"))
    asked = {
        id(call)
        for node in ast.walk(code)
        if isinstance(node, ast.Compare)
        for call in ast.walk(node)
    }
    derived = [
        ast.unparse(node)
        for node in ast.walk(code)
        if (
            isinstance(node, ast.BinOp)
            and isinstance(node.op, ast.Sub | ast.Mult | ast.Div | ast.FloorDiv | ast.Pow)
            and not _is_of_names(node)
        )
        or (
            isinstance(node, ast.Call)
            and getattr(node.func, "id", getattr(node.func, "attr", "")) in COMPUTING
            and id(node) not in asked
        )
    ]
    assert derived == []


def _is_of_names(node: ast.BinOp) -> bool:
    """Whether sets of names are parted, or a path is joined: no number is made."""
    names = {each.id for each in ast.walk(node) if isinstance(each, ast.Name)}
    return bool(names & {"present", "_PRIVATE_COLUMNS", "folder"})


@pytest.mark.parametrize(
    "path", list(FOLDER.parent.rglob("*.j2")), ids=lambda path: str(path.relative_to(FOLDER.parent))
)
def test_no_number_is_derived_in_a_template(path: Path) -> None:
    """What is shown was counted by SQL; a template may only ask whether there is more than one."""
    template = path.read_text(encoding="utf-8")
    computed = [
        code
        for code in re.findall(r"{[{%].*?[%}]}", template)
        if re.search(r"\s[-+*/]\s|\|\s*(sum|round|sort)\b", code)
        or re.search(r"{{.*\|\s*length\b", code)
    ]
    assert computed == []


def test_the_table_that_no_model_builds_is_as_it_is_written() -> None:
    columns = [part.split()[0] for part in TABLES["quality.expectation_result"].split(", ")]
    assert columns == list(described_results().columns)


@each_section
def test_what_a_section_rests_on_is_defined(section: Section) -> None:
    glossary = read_glossary(PROJECT)
    defined = {*(entry.id for entry in glossary.settings), *glossary.tables}
    assert {*section.rests_on} <= defined


@each_section
def test_a_section_reads_published_tables_only(section: Section) -> None:
    assert section.reads <= {*TABLES, *DERIVED}

"""An article per problem of which something can be set right: files, lists, and what is refused."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from orchestration.report import format as words
from orchestration.report.context import RenderContext
from orchestration.report.csv_files import CsvTable
from orchestration.report.csv_names import fix_folder, loader_file
from orchestration.report.names import fix_anchor, object_title, rule_anchor, system_name
from orchestration.report.owners import Owner, owner_label
from orchestration.report.section import Section
from orchestration.sources.registry import VENDORS

_NAME_LIMIT: Final = 60


@dataclass(frozen=True)
class ProblemRow:
    """One rule: how its findings can be set right; `takes` says how the right value is known."""

    rule_id: str
    rule_name: str
    takes: str | None
    records: int
    in_files: int
    by_hand: int
    to_decide: int
    refused: int


@dataclass(frozen=True)
class FileRow(Owner):
    """One file of one owner; `files` is how many the rule has in all."""

    rule_id: str
    source_system: str
    source_object: str
    field: str
    vendor_field: str | None
    field_label: str | None
    import_tool: str | None
    caution: str | None
    records: int
    files: int


@dataclass(frozen=True)
class RefusalRow:
    """Why known values of a rule may not be written."""

    rule_id: str
    refused_because: str | None
    records: int


@dataclass(frozen=True)
class ToolRow:
    """A tool that some file is for."""

    source_system: str
    import_tool: str | None


@dataclass(frozen=True)
class Rows:
    """What is read."""

    problems: tuple[ProblemRow, ...]
    files: tuple[FileRow, ...]
    refusals: tuple[RefusalRow, ...]
    tools: tuple[ToolRow, ...]


@dataclass(frozen=True)
class FileLine:
    """One file: whose, what it changes, and where it lies among those that are written."""

    owner: str
    changes: str
    field: str
    tool: str
    path: str
    caution: str
    records: str


@dataclass(frozen=True)
class Problem:
    """One rule of which some right values are known."""

    anchor: str
    rule_id: str
    name: str
    href: str
    takes: str
    counts: tuple[str, ...]
    files: tuple[FileLine, ...]
    all_files: str
    is_whole: bool
    refusals: tuple[str, ...]


@dataclass(frozen=True)
class Decision:
    """One rule of which only people can say what is right."""

    rule_id: str
    name: str
    href: str
    records: str


@dataclass(frozen=True)
class Tool:
    """How files of one system are loaded."""

    system: str
    name: str
    steps: tuple[str, ...]


@dataclass(frozen=True)
class FixFilesView:
    """What files can do, and what is left for people."""

    problems: tuple[Problem, ...]
    decisions: tuple[Decision, ...]
    tools: tuple[Tool, ...]
    csv: str


def view(rows: Rows, context: RenderContext) -> FixFilesView:
    """In the order in which problems are told; those that only people can settle come last."""
    return FixFilesView(
        problems=tuple(
            _problem(row, rows, context) for row in rows.problems if row.records > row.to_decide
        ),
        decisions=tuple(
            Decision(row.rule_id, row.rule_name, _href(row, context), words.count(row.records))
            for row in rows.problems
            if row.records == row.to_decide
        ),
        tools=tuple(_tool(row) for row in rows.tools),
        csv=context.csv("fix_files"),
    )


def _problem(row: ProblemRow, rows: Rows, context: RenderContext) -> Problem:
    files = [file for file in rows.files if file.rule_id == row.rule_id]
    return Problem(
        anchor=fix_anchor(row.rule_id),
        rule_id=row.rule_id,
        name=row.rule_name,
        href=_href(row, context),
        takes=row.takes or "",
        counts=tuple(
            f"{words.count(count)} {said}"
            for count, said in (
                (row.in_files, "in files"),
                (row.by_hand, "to be written by hand"),
                (row.to_decide, "to be decided"),
                (row.refused, "refused"),
            )
            if count
        ),
        files=tuple(_file(file, context) for file in files),
        all_files=words.count(files[0].files) if files else "",
        is_whole=not files or files[0].files <= len(files),
        refusals=tuple(
            f"{words.count(one.records)}: {one.refused_because}"
            for one in rows.refusals
            if one.rule_id == row.rule_id
        ),
    )


def _file(row: FileRow, context: RenderContext) -> FileLine:
    name = None if context.is_redacted else row.owner_name
    file = loader_file(row.source_system, row.source_object, row.field)
    label = row.field_label or row.vendor_field or row.field
    return FileLine(
        owner=words.clip(owner_label(row, context), _NAME_LIMIT),
        changes=f"{object_title(row.source_system, row.source_object)}, {label}",
        field=row.vendor_field or row.field,
        tool=row.import_tool or "",
        path=f"{fix_folder(row.rule_id, row.owner_key, name)}/{file}.csv",
        caution=row.caution or "",
        records=words.count(row.records),
    )


def _href(row: ProblemRow, context: RenderContext) -> str:
    return context.href("problems", rule_anchor(row.rule_id))


def _tool(row: ToolRow) -> Tool:
    form = VENDORS[row.source_system].import_form if row.source_system in VENDORS else None
    return Tool(
        system=system_name(row.source_system),
        name=row.import_tool or "",
        steps=tuple(step.replace("{object}", "that object") for step in form.steps) if form else (),
    )


SECTION: Final = Section(
    title="Ready to load, problem by problem",
    page="fixes",
    order=10,
    rows=Rows,
    view=view,
    tables=(CsvTable("all_files", "fix_files"),),
    is_optional=True,
)

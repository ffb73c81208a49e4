"""The definitions of the glossary, unsigned ones first."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

from orchestration.report import format as words
from orchestration.report.context import RenderContext
from orchestration.report.csv_files import CsvTable
from orchestration.report.section import Section

_VALUE_LIMIT: Final = 80
_SIGNED_LIMIT: Final = 120
#: Models that are named as readers of one definition.
_NAMED_READERS: Final = 6


@dataclass(frozen=True)
class DefinitionRow:
    """One entry of the glossary; `is_signed`: people of both teams agreed to it."""

    definition_id: str
    value: str | None
    unit: str | None
    definition: str | None
    owner_team: str | None
    agreed_marketing: str | None
    agreed_sales: str | None
    agreed_on: str | None
    is_signed: bool
    content: str | None
    used_by: str | None
    decided_by: str | None


@dataclass(frozen=True)
class WholeRow:
    """How many definitions there are, how many of them nobody signed, and whether any is owed."""

    definitions: int
    unsigned: int
    has_clauses: bool


@dataclass(frozen=True)
class Rows:
    """What is read."""

    definitions: tuple[DefinitionRow, ...]
    whole: WholeRow


@dataclass(frozen=True)
class DefinitionLine:
    """One definition and who agreed to it.

    `rows` are those of a table, each as a line; none in a redacted report, since they may name
    people. `unit` is blank of a table and of what is not set. `sql` is where it decides: a line
    each with the model's name.
    """

    name: str
    definition: str
    value: str
    unit: str
    team: str
    signed: str
    is_signed: bool
    used_by: str
    rows: tuple[str, ...]
    sql: str


@dataclass(frozen=True)
class DefinitionsView:
    """All definitions; `unsigned` is blank where all are signed, `is_unsigned`: none is.

    `clauses` leads to what each team owes the other, where it owes anything.
    """

    lines: tuple[DefinitionLine, ...]
    total: str
    unsigned: str
    is_unsigned: bool
    clauses: str
    csv: str


def view(rows: Rows, context: RenderContext) -> DefinitionsView | None:
    """Left out while there is no glossary."""
    whole = rows.whole
    if not whole.definitions:
        return None
    return DefinitionsView(
        lines=tuple(_line(row, context) for row in rows.definitions),
        total=words.count(whole.definitions),
        unsigned=words.count(whole.unsigned) if whole.unsigned else "",
        is_unsigned=whole.unsigned == whole.definitions,
        clauses=context.href("agreement") if whole.has_clauses else "",
        csv=context.csv("definitions"),
    )


def _line(row: DefinitionRow, context: RenderContext) -> DefinitionLine:
    is_table = (row.content or "").startswith(("[{", "[]"))
    by = f"{row.agreed_marketing} and {row.agreed_sales}"
    return DefinitionLine(
        name=row.definition_id.replace("_", " "),
        definition=row.definition or words.MISSING,
        value=words.clip(row.value or "", _VALUE_LIMIT) or words.MISSING,
        unit="" if is_table or row.value is None else row.unit or "",
        team=row.owner_team or words.MISSING,
        signed=words.clip(f"{by}, {row.agreed_on}", _SIGNED_LIMIT) if row.is_signed else "unsigned",
        is_signed=row.is_signed,
        used_by=_readers(row.used_by),
        rows=() if context.is_redacted else tuple(_rows_of(row.content)),
        sql="" if context.is_redacted else row.decided_by or "",
    )


def _readers(used_by: str | None) -> str:
    """The first models by name, and whether there are others."""
    models = used_by.split(", ") if used_by else []
    named = ", ".join(models[:_NAMED_READERS])
    return f"{named} and others" if models[_NAMED_READERS:] else named


def _rows_of(content: str | None) -> Iterator[str]:
    """The rows of a table, as its JSON has them."""
    said = json.loads(content or "null")
    for row in said if isinstance(said, list) else ():
        if isinstance(row, dict):
            yield ", ".join(f"{name}: {cell}" for name, cell in row.items())


SECTION: Final = Section(
    title="What both teams agreed",
    page="definitions",
    order=10,
    rows=Rows,
    view=view,
    tables=(CsvTable("definitions", public=frozenset({"value"})),),
)

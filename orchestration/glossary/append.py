"""Rows written under the tables of a glossary.yml, every other character of it as it was.

What is written is a guess that nobody agreed to: it is marked so, and a table that was signed is
signed by nobody any more, since the signature was given for other rows.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path

import yaml

from orchestration.glossary.entry import NOBODY
from orchestration.glossary.in_place import Edit, compose, end_of, keys, rewrite


def append_rows(
    path: Path, rows: Mapping[str, Sequence[str]], shipped: Path | None = None
) -> tuple[str, ...]:
    """Write rows behind the last one of each table.

    Args:
        path: the glossary; replaced whole or left alone.
        rows: by table, lines of YAML in flow style, without their dash.
        shipped: our glossary, which says what rows of a company's own leave out.

    Returns:
        The tables that were signed, and are not any more.

    Raises:
        GlossaryError: the file cannot be read or written, or would not be valid afterwards.
    """
    unsigned: list[str] = []
    rewrite(path, lambda text: _edits(text, rows, unsigned), shipped)
    return tuple(unsigned)


def _edits(text: str, rows: Mapping[str, Sequence[str]], unsigned: list[str]) -> list[Edit]:
    """What to write, and in `unsigned` the tables whose signature that undoes."""
    entries = keys(compose(text))
    edits: list[Edit] = []
    for table, lines in rows.items():
        entry = keys(entries[table][1])
        edits.append(_insertion(text, entry["rows"][1], lines))
        key, agreed = entry["agreed_by"]
        if not isinstance(agreed, yaml.ScalarNode):
            edits.append((key.end_mark.index, end_of(agreed), f": {NOBODY}"))
            unsigned.append(table)
        version = entry["version"][1]
        raised = str(int(version.value) + 1)
        edits.append((version.start_mark.index, version.end_mark.index, raised))
    return edits


def _insertion(text: str, sequence: yaml.Node, lines: Sequence[str]) -> Edit:
    """Behind the last row and what is said of it on its line; a list in brackets is opened."""
    if not isinstance(sequence, yaml.SequenceNode):
        raise KeyError("no rows")
    line_end = "\r\n" if "\r\n" in text else "\n"
    if not sequence.value:
        start, end = sequence.start_mark.index, sequence.end_mark.index
        return start, end, "".join(f"{line_end}    - {line}" for line in lines)
    last = end_of(sequence.value[-1])
    if sequence.flow_style:
        inner = "".join(f",{line_end}    {line}" for line in lines)
        return last, last, inner
    at = text.find("\n", last)
    at = len(text) if at < 0 else at
    at -= text[:at].endswith("\r")
    indent = " " * (sequence.start_mark.column)
    return at, at, "".join(f"{line_end}{indent}- {line}" for line in lines)

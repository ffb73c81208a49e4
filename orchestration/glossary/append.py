"""Rows written under the tables of a glossary.yml, every other character of it as it was.

What is written is a guess that nobody agreed to: it is marked so, and a table that was signed is
signed by nobody any more, since the signature was given for other rows.
"""

from __future__ import annotations

import shutil
import tempfile
from collections.abc import Mapping, Sequence
from pathlib import Path

import yaml

from orchestration.errors import GlossaryError
from orchestration.glossary.entry import NOBODY
from orchestration.glossary.read import GLOSSARY_FILE, SHIPPED_FILE, read_glossary

Edit = tuple[int, int, str]


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
    try:
        text = path.read_bytes().decode()
        changed, unsigned = _with_rows(text, rows)
        with tempfile.TemporaryDirectory(prefix=".glossary-", dir=path.resolve().parent) as folder:
            beside = Path(folder) / GLOSSARY_FILE
            beside.write_bytes(changed.encode())
            if shipped is not None:
                shutil.copyfile(shipped, Path(folder) / SHIPPED_FILE)
            read_glossary(Path(folder))
            beside.chmod(path.stat().st_mode & 0o777)
            beside.replace(path.resolve())
    except OSError as error:
        raise GlossaryError(
            f"{path} cannot be written: {error.strerror}.",
            next_step="Paste the lines into it by hand.",
        ) from error
    except (UnicodeDecodeError, yaml.YAMLError, KeyError) as error:
        raise GlossaryError(
            f"{path} is no glossary that rows can be written to ({type(error).__name__}).",
            next_step="Correct it, then run this again.",
        ) from error
    return unsigned


def _with_rows(text: str, rows: Mapping[str, Sequence[str]]) -> tuple[str, tuple[str, ...]]:
    entries = _keys(yaml.compose(text, Loader=yaml.SafeLoader))
    edits: list[Edit] = []
    unsigned = []
    for table, lines in rows.items():
        entry = _keys(entries[table][1])
        edits.append(_insertion(text, entry["rows"][1], lines))
        key, agreed = entry["agreed_by"]
        if not isinstance(agreed, yaml.ScalarNode):
            edits.append((key.end_mark.index, _end(agreed), f": {NOBODY}"))
            unsigned.append(table)
        version = entry["version"][1]
        raised = str(int(version.value) + 1)
        edits.append((version.start_mark.index, version.end_mark.index, raised))
    for start, end, new in sorted(edits, reverse=True):
        text = text[:start] + new + text[end:]
    return text, tuple(unsigned)


def _keys(node: yaml.Node | None) -> dict[str, tuple[yaml.Node, yaml.Node]]:
    """Key and value nodes of a mapping, by the key. Raises KeyError for what is none."""
    if not isinstance(node, yaml.MappingNode):
        raise KeyError("no mapping")
    return {key.value: (key, value) for key, value in node.value}


def _insertion(text: str, sequence: yaml.Node, lines: Sequence[str]) -> Edit:
    """Behind the last row and what is said of it on its line; a list in brackets is opened."""
    if not isinstance(sequence, yaml.SequenceNode):
        raise KeyError("no rows")
    line_end = "\r\n" if "\r\n" in text else "\n"
    if not sequence.value:
        start, end = sequence.start_mark.index, sequence.end_mark.index
        return start, end, "".join(f"{line_end}    - {line}" for line in lines)
    last = _end(sequence.value[-1])
    if sequence.flow_style:
        inner = "".join(f",{line_end}    {line}" for line in lines)
        return last, last, inner
    at = text.find("\n", last)
    at = len(text) if at < 0 else at
    at -= text[:at].endswith("\r")
    indent = " " * (sequence.start_mark.column)
    return at, at, "".join(f"{line_end}{indent}- {line}" for line in lines)


def _end(node: yaml.Node) -> int:
    """Where the text of a node ends; the mark of a block stands at what follows it."""
    if not isinstance(node, yaml.CollectionNode) or node.flow_style or not node.value:
        return int(node.end_mark.index)
    last = node.value[-1]
    return _end(last[1] if isinstance(last, tuple) else last)

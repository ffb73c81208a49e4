"""A glossary.yml changed in place: every other character of it stays as it was."""

from __future__ import annotations

import shutil
import tempfile
from collections.abc import Callable, Iterable
from pathlib import Path

import yaml

from orchestration.errors import GlossaryError
from orchestration.glossary.read import GLOSSARY_FILE, SHIPPED_FILE, read_glossary

#: Where a change begins and ends in the text, and what is to stand there.
Edit = tuple[int, int, str]


def rewrite(path: Path, edits: Callable[[str], Iterable[Edit]], shipped: Path | None) -> None:
    """Change the file, which is replaced whole or left alone.

    Args:
        path: the glossary.
        edits: the changes of its text; they do not overlap.
        shipped: our glossary, which says what a company's own leaves out.

    Raises:
        GlossaryError: the file cannot be read or written, or would not be valid afterwards.
    """
    try:
        text = path.read_bytes().decode()
        for start, end, new in sorted(edits(text), reverse=True):
            text = text[:start] + new + text[end:]
        with tempfile.TemporaryDirectory(prefix=".glossary-", dir=path.resolve().parent) as folder:
            beside = Path(folder) / GLOSSARY_FILE
            beside.write_bytes(text.encode())
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
            f"{path} is no glossary that can be changed in place ({type(error).__name__}).",
            next_step="Correct it, then run this again.",
        ) from error


def compose(text: str) -> yaml.Node | None:
    """The nodes of the file, with their places in the text."""
    return yaml.compose(text, Loader=yaml.SafeLoader)


def keys(node: yaml.Node | None) -> dict[str, tuple[yaml.Node, yaml.Node]]:
    """Key and value nodes of a mapping, by the key. Raises KeyError for what is none."""
    if not isinstance(node, yaml.MappingNode):
        raise KeyError("no mapping")
    return {key.value: (key, value) for key, value in node.value}


def end_of(node: yaml.Node) -> int:
    """Where the text of a node ends; the mark of a block stands at what follows it."""
    if not isinstance(node, yaml.CollectionNode) or node.flow_style or not node.value:
        return int(node.end_mark.index)
    last = node.value[-1]
    return end_of(last[1] if isinstance(last, tuple) else last)

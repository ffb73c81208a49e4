"""A tutorial as somebody follows it: its files, its commands in order, and what they must say."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from shlex import quote

#: A block and the line above it, which names the file where the block is one.
_BLOCK = re.compile(
    r"^(?:`(?P<file>[^`\n]+)`\n\n)?```(?P<language>\w+)\n(?P<text>.*?)^```$", re.M | re.S
)
_FILES = {"sql", "yaml"}


@dataclass(frozen=True)
class Step:
    """One block: a file to write, commands to run, or lines that the commands before must say."""

    kind: str
    text: str
    file: str = ""


def steps_of(document: Path) -> Iterator[Step]:
    """Every block, in order.

    Raises:
        ValueError: a block is neither a named file nor commands nor what they say.
    """
    for found in _BLOCK.finditer(document.read_text(encoding="utf-8")):
        language, file = found["language"], found["file"] or ""
        if language in _FILES and file:
            yield Step("file", found["text"], file)
        elif language in {"bash", "text"} and not file:
            yield Step("run" if language == "bash" else "says", found["text"])
        else:
            message = f"{document.name}: what is a reader to do with this {language}?"
            raise ValueError(message)


def script_of(document: Path) -> str:
    """All of it as one script of a shell that stops at the first command that fails.

    What commands say stands in files of the directory in which it is started. As in a reader's own
    shell a pipe ends as its last command does: what a tutorial shows being refused is no failure.
    """
    lines = ["set -e", 'SAID="$PWD"', "trap 'kill $(jobs -p) 2> /dev/null || true' EXIT"]
    for number, step in enumerate(steps_of(document)):
        if step.kind == "file":
            lines.append(f"cat > '{step.file}' <<'END_OF_FILE'\n{step.text}END_OF_FILE")
        elif step.kind == "run":
            lines.append(f'{{\n{step.text}}} > "$SAID/{number}"\ncat "$SAID/{number}"')
        else:
            wanted = step.text.strip().splitlines()
            lines += [f'grep -qF -- {quote(line)} "$SAID/{number - 1}"' for line in wanted]
    return "\n".join(lines) + "\n"

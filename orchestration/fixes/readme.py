"""The README of a folder: what its files change, how to load them, how to undo it."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

from orchestration.fixes.folders import Folder, LoaderFile
from orchestration.fixes.read import Fix, PublishedRun
from orchestration.report.csv_names import NOBODY
from orchestration.sources.registry import VENDORS

README: Final = "README.md"
#: By which a folder is known as one of ours.
MARK: Final = "<!-- Made by `hymnsheet fix files`: made anew each time. -->"
_MARKDOWN: Final = re.compile(r"([\\`*_{}\[\]<>#|!])")


def readme_of(folder: Folder, run: PublishedRun, *, is_redacted: bool = False) -> str:
    """The text, in Markdown. Words of the CRMs in it are spelt so that they format nothing."""
    return "\n".join([*_lines(folder, run, is_redacted=is_redacted), ""])


def _lines(folder: Folder, run: PublishedRun, *, is_redacted: bool) -> Iterator[str]:
    first = folder.first
    owner = (first.owner_key if is_redacted else first.owner_name or first.owner_key) or NOBODY
    yield from (
        MARK,
        f"# {_plain(first.rule_name)} ({first.rule_id})",
        "",
        f"- Owner: {_plain(owner)}",
        f"- Findings: {_count(folder.fixes)}",
        f"- Run: {run.run_id or 'unnamed'}, as of {run.as_of:%Y-%m-%d %H:%M} UTC",
        f"- What is to be done: {_plain(first.how_to_fix)}",
    )
    if first.takes:
        yield f"- What is written: {_plain(first.takes)}"
    yield from ("", "Nothing was written to any system. You decide what is loaded, and when.")
    for file in folder.files:
        yield from _file_lines(file)
    yield from _lists(folder)
    if folder.issued:
        yield from (
            "",
            "## Did it hold?",
            "",
            "After the next run `hymnsheet fix verify` says of each value that was handed out here"
            " whether it is fixed, bounced back, was overwritten by the sync, or is still open.",
        )


def _file_lines(file: LoaderFile) -> Iterator[str]:
    title, where = VENDORS[file.system].title, f"{file.name}.csv"
    yield from (
        "",
        f"## {where}",
        "",
        f"{title}, {file.object_title}, field `{file.column}`: {_count(file.fixes)} records, for"
        f" {file.form.tool}. Do not open it in a spreadsheet: it holds the values byte by byte,"
        " and saving it there changes them.",
        "",
        "To load it:",
        "",
    )
    for place, step in enumerate(file.form.steps, start=1):
        yield f"{place}. {step.format(object=file.object_title)}"
    yield from (
        "",
        f"To undo it: load `{file.name}.before.csv` in the same way. It holds what stood there"
        " when the run read it; what was changed since would be lost.",
    )
    cautions = sorted({fix.caution for fix in file.fixes if fix.caution})
    yield from (f"\nMind: {_plain(caution)}." for caution in cautions)


def _lists(folder: Folder) -> Iterator[str]:
    for name, fixes, about in (
        ("to-decide", folder.to_decide, "somebody has to say the right value: the column is empty"),
        ("by-hand", folder.by_hand, "the right value is known, and no file can write it there"),
        ("refused", folder.refused, "the right value is known and may not be written: see note"),
    ):
        if fixes:
            yield from (
                "",
                f"## {name}.csv",
                "",
                f"For people: {about} ({_count(fixes)}). It is no file to load: what a spreadsheet"
                " would take for a formula begins with an apostrophe.",
            )


def _count(fixes: tuple[Fix, ...]) -> int:
    return len(fixes)


def _plain(words: str) -> str:
    return _MARKDOWN.sub(r"\\\1", " ".join(words.split()))

"""A dbt project of a company's own: ours, with its glossary, rules, waivers and decisions.

It lies under the home in a folder named by what it was made from. One that stands is whole and is
never written again, so that a run that reads it is not disturbed by an edit of the glossary.
"""

from __future__ import annotations

import hashlib
import shutil
import tempfile
from collections.abc import Iterable, Mapping
from pathlib import Path

from orchestration.compile.matches import MATCHES
from orchestration.compile.project import compile_project
from orchestration.compile.waivers import WAIVERS
from orchestration.glossary.read import GLOSSARY_FILE, SHIPPED_FILE
from orchestration.rules import OWN

#: What dbt and the linters leave or keep in a clone, and no build reads.
_NOT_COPIED = {"target", "logs", "lint_library", "dbt_packages", ".user.yml", "__pycache__"}
#: Copies that may stay: a run may still read the one before the last edit.
_KEPT = 3


def build_copy(
    shipped: Path, folder: Path, glossary: Path, rules: Path, waivers: Path, matches: Path
) -> Path:
    """The dbt project with a company's own definitions, made once for what they say now.

    Args:
        shipped: our dbt project; only read.
        folder: where the copies lie; made if it is not there.
        glossary: the company's glossary, instead of ours; if there is no such file, ours.
        rules: a folder of the company's own rules, beside ours; there may be none.
        waivers: the findings that it accepts for a time; there may be no such file.
        matches: what it decided about records that may be one; there may be no such file.

    Raises:
        GlossaryError: the glossary says something it may not.
        DefinitionError: a rule says something it may not, or has the id of one of ours; or a
            waiver or a decision does.
    """
    files = {place: shipped / place for place in _files(shipped)}
    if glossary.is_file():
        files |= {Path(GLOSSARY_FILE): glossary, Path(SHIPPED_FILE): shipped / GLOSSARY_FILE}
    for name, path in ((WAIVERS, waivers), (MATCHES, matches)):
        if path.is_file():
            files[Path(name)] = path
    files |= {
        OWN / path.name: path for suffix in ("yml", "sql") for path in rules.glob(f"*.{suffix}")
    }
    texts = {place: path.read_bytes() for place, path in files.items()}
    copy = folder / _digest(texts)
    if not copy.exists():
        _make(copy, texts)
        _sweep(folder, copy)
    return copy


def _files(shipped: Path) -> Iterable[Path]:
    """Every file that a build reads, relative to the project."""
    for top in shipped.iterdir():
        if top.name not in _NOT_COPIED:
            paths = (top,) if top.is_file() else top.rglob("*")
            places = (path.relative_to(shipped) for path in paths if path.is_file())
            yield from (place for place in places if _NOT_COPIED.isdisjoint(place.parts))


def _digest(texts: Mapping[Path, bytes]) -> str:
    digest = hashlib.sha256()
    for place in sorted(texts):
        digest.update(f"{place.as_posix()}\n".encode())
        digest.update(hashlib.sha256(texts[place]).digest())
    return digest.hexdigest()[:16]


def _make(copy: Path, texts: Mapping[Path, bytes]) -> None:
    """Written and compiled beside, then moved into its place: it stands whole or not at all."""
    copy.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
    with tempfile.TemporaryDirectory(prefix="partial-", dir=copy.parent) as beside:
        made = Path(beside) / copy.name
        for place, text in texts.items():
            target = made / place
            target.parent.mkdir(parents=True, exist_ok=True)
            target.write_bytes(text)
        compile_project(made)
        if not copy.exists():  # another process may have made the same meanwhile
            made.replace(copy)


def _sweep(folder: Path, fresh: Path) -> None:
    others = [path for path in folder.iterdir() if path.is_dir() and path != fresh]
    others.sort(key=lambda path: path.stat().st_mtime, reverse=True)
    for old in others[_KEPT - 1 :]:
        shutil.rmtree(old, ignore_errors=True)

"""What an install brings: the distributions that requirements name, and those that these name."""

from __future__ import annotations

from collections.abc import Iterable
from importlib.metadata import Distribution, distribution
from pathlib import Path

from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

_NO_EXTRA = ("",)


def brought_by(requirements: Iterable[str], extras: Iterable[str] = ()) -> dict[str, Distribution]:
    """Every distribution that pip would install, as this environment has it, by name.

    Args:
        requirements: lines as `Requires-Dist` has them.
        extras: of the distribution whose lines they are.
    """
    found: dict[str, Distribution] = {}
    seen: set[tuple[str, str]] = set()
    wanted = [(line, extra) for line in requirements for extra in (*_NO_EXTRA, *extras)]
    while wanted:
        line, extra = wanted.pop()
        requirement = Requirement(line)
        if requirement.marker and not requirement.marker.evaluate({"extra": extra}):
            continue
        name = canonicalize_name(requirement.name)
        found.setdefault(name, distribution(name))
        for inner in (*_NO_EXTRA, *requirement.extras):
            if (name, inner) not in seen:
                seen.add((name, inner))
                wanted += [(each, inner) for each in found[name].requires or ()]
    return found


def size_of(distributions: Iterable[Distribution]) -> int:
    """Bytes of every file that they installed and that is still there."""
    paths = {Path(str(file.locate())) for each in distributions for file in each.files or ()}
    return sum(path.stat().st_size for path in paths if path.is_file())


def lend(distributions: Iterable[Distribution], folder: Path) -> None:
    """Make `folder` hold these distributions and no other, as links to where they are."""
    for each in distributions:
        for file in each.files or ():
            top = file.parts[0]
            if top not in ("..", "__pycache__") and not (folder / top).exists():
                (folder / top).symlink_to(Path(str(each.locate_file(top))))

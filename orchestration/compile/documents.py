"""What documents of a clone say of the vendors, between two marks in files written by hand.

`.env.example` names every variable of every vendor; a vendor's README names every stream of its,
what it needs and how it is read.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Final

from orchestration.compile.text import MARK
from orchestration.sources.registry import VENDORS
from orchestration.sources.spec import StreamSpec
from orchestration.sources.vendor import Vendor

_EXAMPLE: Final = Path(".env.example")
#: A line with the mark, what was written below it, and the line that ends it.
_BLOCK: Final = re.compile(
    rf"(?P<begin>^(?:# |<!-- ){re.escape(MARK)}[^\n]*\n).*?(?P<end>^(?:# |<!-- )End of what)",
    re.MULTILINE | re.DOTALL,
)


def documents(root: Path) -> Mapping[Path, str]:
    """Each document that has such marks, relative to the clone's folder, as it is to be."""
    said = {_EXAMPLE: _variables()} | {
        Path("orchestration/sources") / vendor.name / "README.md": _streams(vendor)
        for vendor in VENDORS.values()
    }
    texts = {path: (root / path).read_text("utf-8") for path in said if (root / path).is_file()}
    return {path: _with(text, said[path]) for path, text in texts.items()}


def _with(text: str, body: Iterator[str]) -> str:
    lines = "".join(f"{line}\n" for line in body)
    return _BLOCK.sub(lambda found: found["begin"] + lines + found["end"], text)


def _variables() -> Iterator[str]:
    for vendor in VENDORS.values():
        yield from vendor.env_lines(vendor.settings)
        yield ""


def _streams(vendor: Vendor) -> Iterator[str]:
    yield "| stream | object | one row is | needs | read |"
    yield "|---|---|---|---|---|"
    for spec in vendor.specs:
        row = spec.description.removeprefix("One row per ").rstrip(".")
        needs = ", ".join(f"`{scope}`" for scope in spec.scopes) or "the log-in"
        cells = (f"`{spec.name}`", spec.source_object, row, needs, _read(spec))
        yield f"| {' | '.join(cells)} |"


def _read(spec: StreamSpec) -> str:
    how = f"changes, by `{spec.cursor}`" if spec.cursor else f"whole: {spec.reason.rstrip('.')}"
    return f"{how}; an account may lack it" if spec.is_optional else how

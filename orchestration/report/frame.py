"""What frames every page: the environment of templates, the shared style, the policy."""

from __future__ import annotations

import base64
import hashlib
from functools import cache
from importlib.resources import files
from typing import Final

from jinja2 import ChoiceLoader, Environment, PackageLoader, StrictUndefined
from markupsafe import Markup

from orchestration.report.format import visible

_PACKAGE: Final = "orchestration.report"


@cache
def environment(package: str = _PACKAGE) -> Environment:
    """Templates of a package, then the report's own; what they write is escaped and visible."""
    return Environment(
        loader=ChoiceLoader([PackageLoader(name, ".") for name in (package, _PACKAGE)]),
        autoescape=True,
        undefined=StrictUndefined,
        finalize=_visible,
        trim_blocks=True,
        lstrip_blocks=True,
    )


def style_of(*own: str) -> str:
    """The style of a page: what all pages share, then what its sections add."""
    return "".join([*_static(), _widths(), *own])


def policy_of(style: str, script: str) -> str:
    """The content policy of a page: its own style and script, by their digests, no others."""
    return (
        f"default-src 'none'; img-src data:; style-src {_digest(style)};"
        f" script-src {_digest(script)};"
        " base-uri 'none'; form-action 'none'"
    )


def _visible(value: object) -> object:
    """Text without characters that steer a display; Markup stays Markup."""
    if isinstance(value, Markup):
        return Markup(visible(value))  # noqa: S704  nothing is added to what was markup
    return visible(value) if isinstance(value, str) else value


def _widths() -> str:
    """A class per whole percent: the policy allows no style attribute."""
    return "".join(f".w{percent}{{width:{percent}%}}" for percent in range(101))


@cache
def _static() -> tuple[str, ...]:
    """The style sheets that all pages share, in the order of their names."""
    folder = files(_PACKAGE).joinpath("static")
    sheets = sorted(folder.iterdir(), key=lambda path: path.name)
    return tuple(sheet.read_text(encoding="utf-8") for sheet in sheets)


def _digest(content: str) -> str:
    """What a policy calls this text; of nothing, nothing is allowed."""
    if not content:
        return "'none'"
    digest = base64.b64encode(hashlib.sha256(content.encode()).digest()).decode()
    return f"'sha256-{digest}'"

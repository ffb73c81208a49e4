"""The page as bytes: templates, own style sheet and script, and a policy that allows no others."""

from __future__ import annotations

import base64
import hashlib
from importlib.resources import files
from pathlib import Path
from typing import Final

from jinja2 import Environment, PackageLoader, StrictUndefined
from sqlalchemy import Engine

from orchestration.report.links import LinkTemplates
from orchestration.report.queries import read_published
from orchestration.report.view import Page, compose

_PACKAGE: Final = "orchestration.report"


def render_report(
    engine: Engine,
    out: Path,
    *,
    links: LinkTemplates | None = None,
    redact: bool = False,
) -> Path:
    """Write the report of the published tables as one self-contained HTML file.

    Reads the schemas `marts` and `quality` and nothing else; takes every instant from the data,
    so the same tables give the same bytes. The file is replaced whole.

    Args:
        engine: the side that readers see (`Warehouse.published_engine()`).
        out: the file to write; missing folders are made.
        links: where records open in each CRM; without it ids are plain text.
        redact: leave out names of records and owners, and values; ids stay.

    Returns:
        `out`.

    Raises:
        WarehouseError: a published table is missing or could not be read.
    """
    page = compose(read_published(engine), links or LinkTemplates(), is_redacted=redact)
    out.parent.mkdir(parents=True, exist_ok=True)
    partial = out.with_name(out.name + ".partial")
    partial.write_text(_html(page), encoding="utf-8", newline="\n")
    partial.replace(out)
    return out


def _html(page: Page) -> str:
    environment = Environment(
        loader=PackageLoader(_PACKAGE),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    style, script = _asset("report.css") + _widths(), _asset("inventory.js")
    policy = (
        f"default-src 'none'; img-src data:; style-src '{_digest(style)}';"
        f" script-src '{_digest(script)}'; base-uri 'none'; form-action 'none'"
    )
    return environment.get_template("report.html.j2").render(
        page=page, style=style, script=script, policy=policy
    )


def _widths() -> str:
    """A class per whole percent: the policy allows no style attribute."""
    return "".join(f".w{percent}{{width:{percent}%}}" for percent in range(101))


def _asset(name: str) -> str:
    return files(_PACKAGE).joinpath("static", name).read_text(encoding="utf-8")


def _digest(content: str) -> str:
    return "sha256-" + base64.b64encode(hashlib.sha256(content.encode()).digest()).decode()

"""The page as bytes: templates, own style sheet and script, and a policy that allows no others."""

from __future__ import annotations

import base64
import hashlib
from importlib.resources import files
from pathlib import Path
from typing import Final

from jinja2 import Environment, PackageLoader, StrictUndefined
from markupsafe import Markup
from sqlalchemy import Engine

from orchestration.report.files import private_folder, replaced_whole
from orchestration.report.format import visible
from orchestration.report.links import LinkTemplates
from orchestration.report.lists import lists_folder, remove_stale, write_lists
from orchestration.report.queries import published, read_published
from orchestration.report.view import Page, compose, voice_of

_PACKAGE: Final = "orchestration.report"


def render_report(
    engine: Engine,
    out: Path,
    *,
    links: LinkTemplates | None = None,
    redact: bool = False,
) -> Path:
    """Write the report of the published tables: one self-contained HTML file, and its lists.

    Reads the schemas `marts` and `quality` and nothing else; takes every instant from the data,
    so the same tables give the same bytes. Each file is replaced whole and readable by its owner
    only. The page needs none of the lists: they are CSV files in `hymnsheet-lists` beside it.

    Args:
        engine: the side that readers see (`Warehouse.published_engine()`).
        out: the file to write; missing folders are made.
        links: where records open in each CRM; by default as the synced accounts said.
        redact: leave out names of records and owners, and values; ids stay.

    Returns:
        `out`.

    Raises:
        WarehouseError: a published table is missing or could not be read.
    """
    folder = lists_folder(out)
    with published(engine) as connection:
        data = read_published(connection)
        voice = voice_of(data, links, folder.name, is_redacted=redact)
        html = _html(compose(data, voice))
        private_folder(out.parent)
        # The page comes last: it links to lists that are there.
        written = write_lists(connection, folder, voice)
    with replaced_whole(out) as file:
        file.write(html)
    remove_stale(folder, written)
    return out


def _html(page: Page) -> str:
    environment = Environment(
        loader=PackageLoader(_PACKAGE),
        autoescape=True,
        undefined=StrictUndefined,
        finalize=_visible,
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


def _visible(value: object) -> object:
    """Text without characters that steer a display; Markup stays Markup."""
    if isinstance(value, Markup):
        return Markup(visible(value))  # noqa: S704  nothing is added to what was markup
    return visible(value) if isinstance(value, str) else value


def _widths() -> str:
    """A class per whole percent: the policy allows no style attribute."""
    return "".join(f".w{percent}{{width:{percent}%}}" for percent in range(101))


def _asset(name: str) -> str:
    return files(_PACKAGE).joinpath("static", name).read_text(encoding="utf-8")


def _digest(content: str) -> str:
    return "sha256-" + base64.b64encode(hashlib.sha256(content.encode()).digest()).decode()

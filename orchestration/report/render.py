"""The pages as bytes: templates, own style and scripts, and a policy that allows no others."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from markupsafe import Markup
from sqlalchemy import Connection, Engine

from orchestration.report.context import LISTS, RenderContext, own_file
from orchestration.report.files import replaced_site
from orchestration.report.format import listed
from orchestration.report.frame import environment, policy_of, style_of
from orchestration.report.links import LinkTemplates
from orchestration.report.masthead import READS, Masthead, read_context, read_masthead
from orchestration.report.published import present_tables, published, require
from orchestration.report.section import Section, find_sections
from orchestration.report.site import PAGES, Page


@dataclass(frozen=True)
class ShownSection:
    """A section that has something to say, as the frame of the page wants it.

    `unsigned` names the definitions that its numbers hang on and nobody signed.
    """

    id: str
    title: str
    body: Markup
    style: str
    script: str
    unsigned: str = ""


def render_report(
    engine: Engine,
    folder: Path,
    *,
    links: LinkTemplates | None = None,
    redact: bool = False,
) -> Path:
    """Write the report of the published tables: self-contained HTML pages, and CSV files.

    Reads the schemas `marts` and `quality` and nothing else; takes every instant from the data,
    so the same tables give the same bytes. All files are made before the first one is replaced,
    and readable by their owner only. No page needs another file: the tables of the sections,
    whole, are CSV files in `hymnsheet-lists` beside the pages.

    Args:
        engine: the side that readers see (`Warehouse.published_engine()`).
        folder: where the pages go; missing folders are made.
        links: where records open in each CRM; by default as the synced accounts said.
        redact: leave out names of records and owners, and values; ids stay.

    Returns:
        The first page, `index.html`.

    Raises:
        WarehouseError: a published table is missing or could not be read.
    """
    with published(engine) as connection:
        sections = _readable(find_sections(), present_tables(connection))
        places = places_of(sections)
        context = read_context(connection, places, links, is_redacted=redact)
        masthead = read_masthead(connection)
        folders = tuple(section.id for section in find_sections() if section.own_pages)
        with replaced_site(folder, LISTS, folders) as site:
            for page in PAGES:
                shown = _shown(_of(page, sections), connection, context)
                site.page(page.file, _html(page, shown, masthead, context))
            for section in sections:
                for name, html in _own_pages(section, connection, masthead, context):
                    site.page(name, html)
                for file in section.csv_files(connection, context.of(section.id)):
                    site.table(file.name, file.header, file.rows)
    return folder / PAGES[0].file


def _readable(
    sections: Sequence[Section[Any]], present: frozenset[str]
) -> tuple[Section[Any], ...]:
    """The sections whose tables are there; one that is not optional must be, and the masthead."""
    needed = [section.reads for section in sections if not section.is_optional]
    require(READS.union(*needed) - present)
    return tuple(section for section in sections if section.reads <= present)


def places_of(sections: Sequence[Section[Any]]) -> dict[str, str]:
    """The file of the page of each section."""
    return {section.id: page.file for page in PAGES for section in _of(page, sections)}


def _of(page: Page, sections: Sequence[Section[Any]]) -> tuple[Section[Any], ...]:
    return tuple(section for section in sections if section.page == page.id)


def _shown(
    sections: Sequence[Section[Any]], connection: Connection, context: RenderContext
) -> tuple[ShownSection, ...]:
    """The sections of one page, without those that have nothing to say."""
    shown = []
    for section in sections:
        body = section_body(section, connection, context)
        if body is not None:
            style, script = section.asset("section.css"), section.asset("section.js")
            unsigned = unsigned_of(section, context)
            shown.append(ShownSection(section.id, section.title, body, style, script, unsigned))
    return tuple(shown)


def unsigned_of(section: Section[Any], context: RenderContext) -> str:
    """The unsigned definitions that a section rests on, as a reader calls them; blank for none."""
    names = [name.replace("_", " ") for name in section.rests_on if name in context.unsigned]
    return listed(names) if names else ""


def section_body(
    section: Section[Any], connection: Connection, context: RenderContext
) -> Markup | None:
    """One section, without its heading; None where it has nothing to say."""
    own = context.of(section.id)
    view = section.view(section.read(connection), own)
    if view is None:
        return None
    template = environment().get_template(f"sections/{section.id}/section.html.j2")
    return Markup(template.render(view=view, context=own))  # noqa: S704  the template escaped it


def _own_pages(
    section: Section[Any], connection: Connection, masthead: Masthead, context: RenderContext
) -> Iterator[tuple[str, str]]:
    """The pages that a section has of its own: file and text of each."""
    if section.own_pages is None:
        return
    own = context.of(section.id).below()
    template = environment().get_template(f"sections/{section.id}/own.html.j2")
    style = section.asset("section.css")
    for one in section.own_pages(section.statements, connection, own):
        body = Markup(template.render(view=one.view, context=own))  # noqa: S704  it was escaped
        shown = (ShownSection(section.id, "", body, style, ""),)
        page = Page(section.page, one.title, one.told)
        yield own_file(section.id, one.name), _html(page, shown, masthead, own)


def _html(
    page: Page, sections: Sequence[ShownSection], masthead: Masthead, context: RenderContext
) -> str:
    style = style_of(*(section.style for section in sections))
    script = "".join(section.script for section in sections)
    return (
        environment()
        .get_template("templates/page.html.j2")
        .render(
            page=page,
            pages=PAGES,
            sections=sections,
            masthead=masthead,
            context=context,
            style=style,
            script=script,
            policy=policy_of(style, script),
        )
    )

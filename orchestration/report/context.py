"""How the report speaks: of money, of records and systems, of its own pages and lists."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Final
from urllib.parse import quote

from orchestration.report.csv_names import file_name
from orchestration.report.format import MoneyFormat
from orchestration.report.links import LinkTemplates

LISTS: Final = "hymnsheet-lists"


@dataclass(frozen=True)
class RenderContext:
    """What every section is handed beside its rows.

    Attributes:
        money: amounts in the currency of the data.
        links: where records open in each system.
        is_redacted: whether names and values of people are left out.
        places: the file of the page of each section.
        unsigned: the definitions that nobody signed.
        section: the id of the section that is being told.
        root: how a page gets to the folder of the first one: blank from there, `../` from a page
            of a section's own.
    """

    money: MoneyFormat
    links: LinkTemplates
    is_redacted: bool
    places: Mapping[str, str]
    unsigned: frozenset[str] = frozenset()
    section: str = ""
    root: str = ""

    def of(self, section: str) -> RenderContext:
        """The same, for the section of this id."""
        return replace(self, section=section)

    def href(self, section: str, anchor: str = "") -> str:
        """`problems.html#rule-D001`; within the page just `#rule-D001`."""
        page = self.places[section]
        is_here = not self.root and page == self.places.get(self.section)
        return f"{'' if is_here else self.root + page}#{anchor or section}"

    def below(self) -> RenderContext:
        """The same, for a page of the section's own, which lies in a folder of that name."""
        return replace(self, root="../")

    def own_page(self, name: str, *, section: str = "") -> str:
        """The relative address of a page of a section's own: `accounts/4f1c.html`."""
        return f"{self.root}{own_file(section or self.section, name)}"

    def csv(self, table: str, key: str | None = None, *, section: str = "") -> str:
        """The relative address of a CSV file: pages and lists can be moved together."""
        return f"{self.root}{LISTS}/{quote(file_name(section or self.section, table, key))}"


def own_file(section: str, name: str) -> str:
    """Where the page of this name lies, of those that a section has of its own."""
    return f"{section}/{name}.html"

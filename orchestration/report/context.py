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
        section: the id of the section that is being told.
    """

    money: MoneyFormat
    links: LinkTemplates
    is_redacted: bool
    places: Mapping[str, str]
    section: str = ""

    def of(self, section: str) -> RenderContext:
        """The same, for the section of this id."""
        return replace(self, section=section)

    def href(self, section: str, anchor: str = "") -> str:
        """`problems.html#rule-D001`; within the page just `#rule-D001`."""
        page = self.places[section]
        is_here = page == self.places.get(self.section)
        return f"{'' if is_here else page}#{anchor or section}"

    def csv(self, table: str, key: str | None = None, *, section: str = "") -> str:
        """The relative address of a CSV file: pages and lists can be moved together."""
        return f"{LISTS}/{quote(file_name(section or self.section, table, key))}"

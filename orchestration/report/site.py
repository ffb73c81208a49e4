"""The pages of the report, in the order of its navigation. A section says which is its page."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from orchestration.report.names import system_titles


@dataclass(frozen=True)
class Page:
    """One page.

    Attributes:
        id: what sections name as their page; its file is `<id>.html`, of the first `index.html`.
        title: in the navigation and at the head of the page.
        told: one sentence beneath the title: what the page answers. Blank where the first section
            opens the page with a heading of its own.
        missing: what the page says where no section has anything to say: what is not there yet,
            and what would bring it.
    """

    id: str
    title: str
    told: str = ""
    missing: str = "Nothing that the connected systems tell belongs on this page yet."

    @property
    def file(self) -> str:
        """Its file, beside those of all other pages."""
        return "index.html" if self is PAGES[0] else f"{self.id}.html"


PAGES: Final = (
    Page("overview", "Overview"),
    Page(
        "pipeline",
        "Pipeline",
        "How many people go from first touch to won, where they stop, and which channels bring"
        " those who buy.",
    ),
    Page(
        "closed_loop",
        "Closed loop",
        "From what was spent to what was won, step by step: channels, campaigns and landing pages.",
        "Nobody is known yet who came on a known day, and no cost is told: there is no"
        " way from one to the other. A lead, a form, a response to a campaign or a cost"
        " begins it.",
    ),
    Page(
        "attribution",
        "Attribution",
        "Which channels get the credit for the deals, under which rule, and who sourced them.",
        "No deal is known yet, so there is nothing to give credit for. Touches are kept"
        " as they come: with the first deal in a CRM they count.",
    ),
    Page(
        "margins",
        "Products",
        "What was sold of each product, at which discount and margin, and why gross profit is"
        " another than before.",
        "No deal is known yet, so nothing that was sold. Deals with lines (products,"
        " quantities, prices) in a CRM tell it, and the file product_costs what is left of"
        " it.",
    ),
    Page(
        "money",
        "Money",
        "What winning a customer costs, what a customer is worth, when that is paid back, and who"
        " tells what was spent.",
    ),
    Page(
        "library",
        "Content",
        "What forms, mailings, pages and documents did: whom they met, which deals they touched,"
        " and what sales uses of them.",
    ),
    Page(
        "audience_cost",
        "Audience cost",
        "Which contacts are paid for and reach nobody, and what they cost.",
    ),
    Page(
        "baton",
        "Baton pass",
        "What sales made of the people whom marketing handed over, and whom nobody called.",
        "Nobody was handed over yet, as far as the connected systems tell: no lead became"
        " marketing qualified on a known day.",
    ),
    Page(
        "follow_up",
        "Follow-up",
        "How soon sales tried to reach them, against what both teams agreed.",
        "Nobody was handed over yet, as far as the connected systems tell, and the glossary has no"
        " promise of one team to the other.",
    ),
    Page(
        "gap",
        "Gap",
        "Why each system counts something else than the other and than we do, cause by cause.",
        "No month is over yet in which any system counted somebody, so there is nothing"
        " to explain.",
    ),
    Page(
        "changes",
        "What changed",
        "Which published numbers say something else than before, by how much, and why; and which"
        " fields of the CRMs are filled otherwise, since which day, and whose doing that was.",
    ),
    Page(
        "accounts",
        "Accounts",
        "Who bought and who may, and the whole way of each, from the first touch on.",
        "No account has bought or has a deal that is open, as far as the connected systems tell.",
    ),
    Page(
        "teams",
        "Teams and owners",
        "What each team and each colleague has in hand, won, took on, and left waiting.",
        "No colleague owns a deal or a lead yet, as far as the connected systems tell.",
    ),
    Page(
        "problems",
        "Problems",
        "What is wrong in the CRMs, how much money it touches, and who can put it right.",
    ),
    Page(
        "fixes",
        "Fix files",
        "What can be set right from a file, where it is loaded, and what no file may write.",
    ),
    Page(
        "systems",
        " vs ".join(system_titles()),
        "Where the systems tell different stories of one deal, and which records nobody could"
        " join.",
    ),
    Page(
        "duplicates",
        "Duplicates",
        "Who is there more than once, in one system or in both, which record should stay, and what"
        " hangs on it.",
    ),
    Page(
        "fields",
        "Fields",
        "Which fields people fill, which nobody uses any more, and what stands in them that is no"
        " value.",
    ),
    Page(
        "definitions",
        "Definitions",
        "What both teams agreed on, who signed it, what reads it, and what it said before.",
    ),
    Page(
        "method",
        "Method",
        "What every word and number of this report means, how fresh it is, and what it cannot"
        " know.",
    ),
)

"""Reports of whole runs in a real browser: the demo's company, and the same one with HubSpot alone.

Real names, ids and sums are longer than those of a sample, and one system alone leaves gaps.
"""

from __future__ import annotations

import csv
import shutil
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from orchestration.report import render_report
from orchestration.report.site import PAGES
from tests.support.company import RunCompany
from tests.support.report.browser import (
    LOUDER,
    MEASURE,
    NEEDS_BROWSER,
    PALE,
    PAPER_WIDTH,
    WIDER,
    Visit,
)

if TYPE_CHECKING:
    from playwright.sync_api import Browser

pytestmark = [pytest.mark.nightly, *NEEDS_BROWSER]


@pytest.fixture(scope="module", params=["both systems", "hubspot alone"])
def report(
    request: pytest.FixtureRequest,
    run_company: RunCompany,
    larkspur_dir: Path,
    tmp_path_factory: pytest.TempPathFactory,
) -> Path:
    """The folder of the report of a whole run."""
    folder = tmp_path_factory.mktemp("real")
    world = larkspur_dir
    if request.param == "hubspot alone":
        left_out = shutil.ignore_patterns("salesforce", "truth")
        world = shutil.copytree(larkspur_dir, folder / "world", ignore=left_out)
    company = run_company(world)
    render_report(company.warehouse.published_engine(), folder / "site")
    return folder / "site"


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("width", [390, 1280])
def test_nothing_is_clipped_or_pale(
    browser: Browser, report: Path, width: int, scheme: str
) -> None:
    for page in PAGES:
        size = {"width": width, "height": 900}
        visit = Visit(browser, report / page.file, viewport=size, color_scheme=scheme)
        measured = visit.page.evaluate(MEASURE)
        assert (page.id, measured["faults"]) == (page.id, [])
        assert (page.id, measured["wide"]) == (page.id, [])
        assert (page.id, visit.page.evaluate(PALE)) == (page.id, [])
        assert visit.said == []
        visit.page.emulate_media(media="print")
        assert (page.id, visit.page.evaluate(LOUDER)) == (page.id, [])
        visit.page.set_viewport_size({"width": PAPER_WIDTH, "height": 1000})
        assert (page.id, visit.page.evaluate(WIDER)) == (page.id, [])
        visit.context.close()


def test_every_page_says_something_under_each_heading(browser: Browser, report: Path) -> None:
    for page in PAGES:
        visit = Visit(browser, report / page.file)
        sections = visit.page.locator("main > section").all()
        assert sections, page.id
        for section in sections:
            heading, *said = section.inner_text().strip().split("\n")
            assert said or page.id == "overview", (page.id, heading)
        visit.context.close()


def test_every_link_leads_somewhere(browser: Browser, report: Path) -> None:
    found: dict[str, set[str]] = {}
    visit = Visit(browser, report / PAGES[0].file)
    for page in PAGES:
        visit.page.goto((report / page.file).as_uri())
        named = visit.page.evaluate("[...document.querySelectorAll('[id]')].map((one) => one.id)")
        links = visit.page.evaluate("[...document.links].map((a) => a.getAttribute('href'))")
        found[page.file] = set(named)
        found[f"links of {page.file}"] = {link for link in links if "://" not in link}
    visit.context.close()
    for page in PAGES:
        for link in found[f"links of {page.file}"]:
            file, _, anchor = link.partition("#")
            assert (report / (file or page.file)).is_file(), link
            assert not anchor or anchor in found[file or page.file], link


def test_every_list_has_rows_under_one_header(report: Path) -> None:
    lists = sorted(report.rglob("*.csv"))
    assert lists
    for path in lists:
        with path.open(encoding="utf-8-sig", newline="") as file:
            header, *rows = csv.reader(file)
        assert len(set(header)) == len(header), path.name
        assert {len(row) for row in rows} <= {len(header)}, path.name

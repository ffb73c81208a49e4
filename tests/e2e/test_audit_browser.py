"""The page of an audit in a real browser: offline, whole at every width, in both schemes."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from orchestration.audit import audited_of, open_ledger
from orchestration.audit.page import page_of
from tests.support.report.browser import MEASURE, NEEDS_BROWSER, PALE, Visit

if TYPE_CHECKING:
    from playwright.sync_api import Browser

pytestmark = NEEDS_BROWSER

_LONG = "HasTheCustomerEverAskedForALongNameWithoutAnyBlank__c"
_HOSTILE = "<img src=https://evil.example/x onerror=alert(1)>"


@pytest.fixture(scope="module")
def page(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("page")
    deals = folder / "deals with a name that is long, as exports of people are.csv"
    rows = "".join(
        f"{n};Germany;{'Select' if n % 3 else 'a choice that somebody made'};{n % 9};=1+1;x\n"
        for n in range(90)
    )
    deals.write_text(f"id;Country;{_LONG};Owner Id;{_HOSTILE};Same\n{rows}1;2\n", encoding="utf-8")
    owners = folder / "owners.csv"
    owners.write_text("id,Firm\n" + "".join(f"{n},F{n}\n" for n in range(8)), encoding="utf-8")
    with open_ledger([deals, owners, folder / "nix.csv"]) as ledger:
        path = folder / "page.html"
        path.write_text(page_of(audited_of(ledger), redact=False), encoding="utf-8")
    return path


@pytest.mark.parametrize("width", [1280, 390])
@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_the_page_is_whole_and_alone(browser: Browser, page: Path, width: int, scheme: str) -> None:
    size = {"width": width, "height": 900}
    visit = Visit(browser, page, viewport=size, color_scheme=scheme)
    assert visit.page.evaluate(MEASURE)["faults"] == []
    assert visit.page.evaluate(PALE) == []
    assert (visit.requests, visit.said) == ([page.as_uri()], [])
    visit.context.close()


def test_fields_are_filtered_and_without_javascript_all_there(browser: Browser, page: Path) -> None:
    visit = Visit(browser, page)
    visit.page.fill("#field-filters input", "country")
    assert visit.column(1) == ["Country"]
    visit.context.close()
    plain = Visit(browser, page, java_script_enabled=False)
    assert len(plain.column(1)) == 8
    assert not plain.page.locator("#field-filters").is_visible()
    plain.context.close()


def test_every_link_leads_to_a_heading(browser: Browser, page: Path) -> None:
    visit = Visit(browser, page)
    links = visit.page.evaluate("[...document.links].map((a) => a.getAttribute('href'))")
    assert len(links) > 5
    for link in links:
        assert visit.page.locator(f'[id="{link.removeprefix("#")}"]').count() == 1, link
    visit.context.close()

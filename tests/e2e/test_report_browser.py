"""The pages in a real browser: nothing leaves or is cut, sorting works, JavaScript is optional.

Runs wherever a Chromium is found; elsewhere it is skipped and says so.
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from orchestration.report.site import PAGES
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

pytestmark = NEEDS_BROWSER


@pytest.fixture(scope="module")
def report(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder of the sample report, with one hostile name in it and long words everywhere."""
    from orchestration.report import render_report
    from tests.support.report.published_tables import execute
    from tests.support.report.sample_report import sample_engine

    folder = tmp_path_factory.mktemp("browser")
    engine = sample_engine(folder)
    execute(
        engine,
        "update marts.fct_opportunity set name = :name",
        name="<img src=https://evil.example/x onerror=alert(1)>",
    )
    execute(
        engine,
        "update marts.mart_channel_performance set breakdown_value ="
        " '/resources/guides/2026/how-to-choose-a-customer-data-platform-' || breakdown_value,"
        " open_amount_corporate = 712345.5, won_amount_corporate = 88712345.25"
        " where breakdown = 'landing_page'",
    )
    execute(
        engine,
        "update marts.mart_sync_status set status = 'unavailable', note = :note"
        " where stream = 'campaign_member'",
        note="Salesforce does not show sobjects/CampaignMember/describe to this user. " * 3,
    )
    execute(
        engine,
        "insert into marts.mart_sync_status (source_system, stream, status, rows_alive)"
        " select 'hubspot', 'stream_with_a_long_name_' || n, 'unavailable', 0"
        " from generate_series(1, 12) as t(n)",
    )
    render_report(engine, folder / "site")
    return folder / "site"


@pytest.fixture(params=[*(page.file for page in PAGES), "accounts/acc1.html"])
def page(request: pytest.FixtureRequest, report: Path) -> Path:
    """Each page of the report."""
    return report / str(request.param)


@pytest.fixture
def visit(browser: Browser, page: Path) -> Iterator[Visit]:
    opened = Visit(browser, page)
    yield opened
    opened.context.close()


@pytest.fixture
def fields(browser: Browser, report: Path) -> Iterator[Visit]:
    """The page of the field inventory."""
    opened = Visit(browser, report / "fields.html")
    yield opened
    opened.context.close()


def test_no_request_leaves_and_the_console_stays_silent(visit: Visit, page: Path) -> None:
    visit.page.mouse.wheel(0, 20000)
    assert visit.requests == [page.as_uri()]
    assert visit.said == []


def test_every_link_within_the_report_leads_somewhere(visit: Visit, page: Path) -> None:
    links = visit.page.evaluate("[...document.links].map((a) => a.getAttribute('href'))")
    inner = {link for link in links if "://" not in link}
    root = "" if page.name in {one.file for one in PAGES} else "../"
    assert {f"{root}{one.file}" for one in PAGES} <= inner
    for link in sorted(inner):
        file, _, anchor = link.partition("#")
        if file:
            assert (page.parent / file).is_file(), link
        if anchor and file:
            visit.page.goto(f"{(page.parent / file).as_uri()}#{anchor}")
        if anchor:
            assert visit.page.locator(f'[id="{anchor}"]').count() == 1, link
        if anchor and file:
            visit.page.go_back()


def test_a_reader_walks_through_the_pages(browser: Browser, report: Path) -> None:
    visit = Visit(browser, report / "index.html", java_script_enabled=False)
    for one in PAGES:
        visit.page.click(f"nav >> text='{one.title}'")
        assert visit.page.url.endswith(one.file)
        assert visit.page.locator("nav [aria-current=page]").inner_text() == one.title
        assert visit.page.locator("h1").count() == 1
    visit.context.close()


def test_a_header_sorts_with_the_keyboard_and_says_so(fields: Visit) -> None:
    header = fields.page.locator("#inventory thead th").nth(5)
    header.locator("button").focus()
    fields.page.keyboard.press("Enter")
    assert header.get_attribute("aria-sort") == "ascending"
    rising = [share for share in fields.column(6) if share != "–"]
    assert rising == sorted(rising, key=share_of)
    fields.page.keyboard.press("Enter")
    assert header.get_attribute("aria-sort") == "descending"
    falling = fields.column(6)
    known = [share for share in falling if share != "–"]
    assert known == sorted(known, key=share_of, reverse=True)
    assert known
    assert falling[: len(known)] == known
    assert fields.page.locator("#inventory th[aria-sort]").count() == 1


def test_filters_narrow_the_inventory_and_count(fields: Visit) -> None:
    fields.page.select_option("select[name=verdict]", "abandoned")
    assert set(fields.column(2)) == {"abandoned"}
    fields.page.select_option("select[name=system]", "Salesforce")
    assert set(fields.column(3)) == {"Salesforce"}
    shown = len(fields.column(1))
    assert fields.page.locator("output[name=shown]").inner_text() == f"{shown} of 180 fields"
    fields.page.fill("input[name=words]", "no such field")
    assert fields.column(1) == []


def test_without_javascript_every_table_is_there(browser: Browser, report: Path) -> None:
    visit = Visit(browser, report / "fields.html", java_script_enabled=False)
    assert visit.page.locator("#inventory tbody tr").count() == 180
    assert visit.page.locator("#field-filters").is_hidden()
    assert visit.page.locator("#inventory thead button").count() == 0
    visit.page.goto((report / "index.html").as_uri())
    assert visit.page.locator("h1").inner_text().startswith("Of €15.6M open pipeline")
    visit.context.close()


@pytest.mark.parametrize("width", [390, 1280])
def test_the_funnel_has_a_shape_for_every_width(browser: Browser, report: Path, width: int) -> None:
    size = {"width": width, "height": 800}
    visit = Visit(browser, report / "pipeline.html", viewport=size)
    wide, narrow = (visit.page.locator(f"svg.funnel-{kind}") for kind in ("wide", "narrow"))
    assert (wide.is_visible(), narrow.is_visible()) == (width > 720, width <= 720)
    visit.context.close()


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("width", [390, 1280, 1920])
def test_nothing_is_clipped(browser: Browser, page: Path, width: int, scheme: str) -> None:
    visit = Visit(browser, page, viewport={"width": width, "height": 900}, color_scheme=scheme)
    measured = visit.page.evaluate(MEASURE)
    assert measured["faults"] == []
    assert measured["wide"] == []
    assert visit.page.evaluate(PALE) == []
    visit.context.close()


def test_the_measure_sees_pale_words(visit: Visit) -> None:
    visit.page.evaluate("document.querySelector('footer p').style.color = 'rgb(200, 200, 200)'")
    assert len(visit.page.evaluate(PALE)) == 1


def test_a_long_table_says_that_it_goes_on(fields: Visit) -> None:
    frame = fields.page.locator(".scroll.tall")
    assert frame.evaluate("(one) => one.scrollHeight > one.clientHeight")
    assert "linear-gradient(to top" in frame.evaluate(
        "(one) => getComputedStyle(one).backgroundImage"
    )


def test_the_measure_sees_a_clipped_number(fields: Visit) -> None:
    fields.page.evaluate(
        "document.querySelector('table').style.cssText = 'table-layout: fixed; width: 90px'"
    )
    assert fields.page.evaluate(MEASURE)["faults"]


def test_on_paper_controls_are_gone_and_tables_have_one_size(visit: Visit) -> None:
    visit.page.emulate_media(media="print")
    assert visit.page.locator("nav").is_hidden()
    assert (
        visit.page.locator("#field-filters, .whole-list, .more").locator("visible=true").count()
        == 0
    )
    assert visit.page.evaluate(LOUDER) == []


def test_on_paper_no_table_is_cut(visit: Visit) -> None:
    visit.page.set_viewport_size({"width": PAPER_WIDTH, "height": 1000})
    visit.page.emulate_media(media="print")
    visit.page.evaluate("document.querySelectorAll('details').forEach((one) => one.open = true)")
    assert visit.page.evaluate(WIDER) == []


def test_on_paper_amounts_are_exact(browser: Browser, report: Path) -> None:
    visit = Visit(browser, report / "index.html")
    visit.page.emulate_media(media="print")
    assert "EUR 15,627,440.00" in visit.page.locator("h1").inner_text()
    visit.context.close()


def share_of(words: str) -> float:
    return float(words.strip("<>").split("\u202f")[0])

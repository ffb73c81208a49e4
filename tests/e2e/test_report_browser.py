"""The page in a real browser: nothing leaves, sorting works, JavaScript is optional.

Runs wherever a Chromium is found; elsewhere it is skipped and says so.
"""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page

CHROMIUM = next(
    filter(None, map(shutil.which, ("chromium", "chromium-browser", "google-chrome"))), None
)
pytestmark = (
    []
    if CHROMIUM
    else [
        pytest.mark.nightly,
        pytest.mark.skip(reason="no Chromium on this machine (Debian: apt-get install chromium)"),
    ]
)


@pytest.fixture(scope="module")
def report(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The sample_report page, with one hostile name in it."""
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
    return render_report(engine, folder / "report.html")


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    sync_api = pytest.importorskip("playwright.sync_api")
    with sync_api.sync_playwright() as playwright:
        launched = playwright.chromium.launch(
            executable_path=CHROMIUM, args=["--no-sandbox", "--disable-gpu"]
        )
        yield launched
        launched.close()


class Visit:
    """One offline visit; remembers every request and everything the console said."""

    def __init__(self, browser: Browser, report: Path, **options: object) -> None:
        self.context = browser.new_context(offline=True, **options)  # type: ignore[arg-type]
        self.page: Page = self.context.new_page()
        self.requests: list[str] = []
        self.said: list[str] = []
        self.page.on("request", lambda request: self.requests.append(request.url))
        self.page.on("console", lambda message: self.said.append(message.text))
        self.page.on("pageerror", lambda error: self.said.append(str(error)))
        self.page.on("dialog", lambda dialog: self.said.append(dialog.message))
        self.page.goto(report.as_uri())

    def column(self, number: int) -> list[str]:
        cells = self.page.locator(f"#inventory tbody tr:visible > :nth-child({number})")
        return [text.split("\n")[0].strip() for text in cells.all_inner_texts()]


@pytest.fixture
def visit(browser: Browser, report: Path) -> Iterator[Visit]:
    opened = Visit(browser, report)
    yield opened
    opened.context.close()


def test_no_request_leaves_and_the_console_stays_silent(visit: Visit, report: Path) -> None:
    visit.page.mouse.wheel(0, 20000)
    assert visit.requests == [report.as_uri()]
    assert visit.said == []


def test_a_header_sorts_with_the_keyboard_and_says_so(visit: Visit) -> None:
    header = visit.page.locator("#inventory thead th").nth(5)
    header.locator("button").focus()
    visit.page.keyboard.press("Enter")
    assert header.get_attribute("aria-sort") == "ascending"
    rising = [share for share in visit.column(6) if share != "–"]
    assert rising == sorted(rising, key=share_of)
    visit.page.keyboard.press("Enter")
    assert header.get_attribute("aria-sort") == "descending"
    falling = visit.column(6)
    known = [share for share in falling if share != "–"]
    assert known == sorted(known, key=share_of, reverse=True)
    assert known
    assert falling[: len(known)] == known
    assert visit.page.locator("#inventory th[aria-sort]").count() == 1


def test_filters_narrow_the_inventory_and_count(visit: Visit) -> None:
    visit.page.select_option("select[name=verdict]", "abandoned")
    assert set(visit.column(2)) == {"abandoned"}
    visit.page.select_option("select[name=system]", "Salesforce")
    assert set(visit.column(3)) == {"Salesforce"}
    shown = len(visit.column(1))
    assert visit.page.locator("output[name=shown]").inner_text() == f"{shown} of 180 fields"
    visit.page.fill("input[name=words]", "no such field")
    assert visit.column(1) == []


def test_without_javascript_every_table_is_there(browser: Browser, report: Path) -> None:
    visit = Visit(browser, report, java_script_enabled=False)
    assert visit.page.locator("#inventory tbody tr").count() == 180
    assert visit.page.locator("#field-filters").is_hidden()
    assert visit.page.locator("#inventory thead button").count() == 0
    assert visit.page.locator("h1").inner_text().startswith("Of €15.6M open pipeline")
    visit.context.close()


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("width", [360, 1280])
def test_the_page_never_scrolls_sideways(
    browser: Browser, report: Path, width: int, scheme: str
) -> None:
    visit = Visit(browser, report, viewport={"width": width, "height": 800}, color_scheme=scheme)
    assert visit.page.evaluate("document.documentElement.scrollWidth") <= width
    wide, narrow = (visit.page.locator(f"svg.funnel-{kind}") for kind in ("wide", "narrow"))
    assert (wide.is_visible(), narrow.is_visible()) == (
        (True, False) if width > 720 else (False, True)
    )
    visit.context.close()


#: What a reader would not see whole, or would not know to go on.
MEASURE = """() => {
  for (const details of document.querySelectorAll("details")) details.open = true;
  const faults = [];
  for (const cell of document.querySelectorAll("th, td")) {
    const box = cell.getBoundingClientRect();
    const head = cell.closest("thead");
    if (!box.width || (head && getComputedStyle(head).position === "absolute")) continue;
    const words = document.createRange();
    words.selectNodeContents(cell);
    const text = words.getBoundingClientRect();
    if (text.right > box.right + 1 || text.left < box.left - 1)
      faults.push(`cell: ${cell.innerText}`);
  }
  for (const id of document.querySelectorAll(".id"))
    if (id.getClientRects().length > 1) faults.push(`broken id: ${id.innerText}`);
  for (const chip of document.querySelectorAll(".chip"))
    if (chip.offsetHeight > 90) faults.push(`chip of ${chip.offsetHeight} px`);
  for (const words of document.querySelectorAll("svg.chart text")) {
    const box = words.getBoundingClientRect();
    const frame = words.closest("svg").getBoundingClientRect();
    if (box.width && (box.left < frame.left - 1 || box.right > frame.right + 1))
      faults.push(`chart: ${words.textContent}`);
  }
  const wide = [];
  for (const frame of document.querySelectorAll(".scroll")) {
    if (frame.scrollWidth <= frame.clientWidth) continue;
    wide.push(frame.getAttribute("aria-label"));
    if (!getComputedStyle(frame).backgroundImage.includes("gradient"))
      faults.push(`no hint: ${wide.at(-1)}`);
  }
  return { faults, wide };
}"""


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("width", [390, 1280, 1920])
def test_no_number_is_clipped(browser: Browser, report: Path, width: int, scheme: str) -> None:
    visit = Visit(browser, report, viewport={"width": width, "height": 900}, color_scheme=scheme)
    measured = visit.page.evaluate(MEASURE)
    assert measured["faults"] == []
    assert set(measured["wide"]) <= ({"Chart of MQLs by month"} if width < 720 else set())
    visit.context.close()


def test_the_measure_sees_a_clipped_number(visit: Visit) -> None:
    visit.page.evaluate(
        "document.querySelector('table').style.cssText = 'table-layout: fixed; width: 90px'"
    )
    assert visit.page.evaluate(MEASURE)["faults"]


#: Words in a cell that are larger than the cell's own: on paper one table has one size.
LOUDER = """() => {
  const size = (one) => parseFloat(getComputedStyle(one).fontSize);
  return [...document.querySelectorAll("td *, tbody th *")]
    .filter((one) => one.offsetParent && size(one) > size(one.closest("td, th")) + 0.1)
    .map((one) => `${one.className}: ${one.innerText}`);
}"""


def test_on_paper_amounts_are_exact_and_controls_are_gone(visit: Visit) -> None:
    visit.page.emulate_media(media="print")
    assert "EUR 15,627,440.00" in visit.page.locator("h1").inner_text()
    assert visit.page.locator("nav").is_hidden()
    assert visit.page.locator("#field-filters").is_hidden()
    louder = visit.page.evaluate(LOUDER)
    assert louder == []


def share_of(words: str) -> float:
    return float(words.strip("<>").split("\u202f")[0])

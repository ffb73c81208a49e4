"""A report in a real browser: one offline visit, and what measures a page as readers see it."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page

CHROMIUM = next(
    filter(None, map(shutil.which, ("chromium", "chromium-browser", "google-chrome"))), None
)
#: Of every test that needs one.
NEEDS_BROWSER = (
    []
    if CHROMIUM
    else [
        pytest.mark.nightly,
        pytest.mark.skip(reason="no Chromium on this machine (Debian: apt-get install chromium)"),
    ]
)


@contextmanager
def launched() -> Iterator[Browser]:
    """The browser, until the tests that share it are done."""
    sync_api = pytest.importorskip("playwright.sync_api")
    with sync_api.sync_playwright() as playwright:
        browser = playwright.chromium.launch(
            executable_path=CHROMIUM, args=["--no-sandbox", "--disable-gpu"]
        )
        yield browser
        browser.close()


class Visit:
    """One offline visit; remembers every request and everything the console said."""

    def __init__(self, browser: Browser, page: Path, **options: object) -> None:
        self.context = browser.new_context(offline=True, **options)  # type: ignore[arg-type]
        self.page: Page = self.context.new_page()
        self.requests: list[str] = []
        self.said: list[str] = []
        self.page.on("request", lambda request: self.requests.append(request.url))
        self.page.on("console", lambda message: self.said.append(message.text))
        self.page.on("pageerror", lambda error: self.said.append(str(error)))
        self.page.on("dialog", lambda dialog: self.said.append(dialog.message))
        self.page.goto(page.as_uri())

    def column(self, number: int) -> list[str]:
        cells = self.page.locator(f"#inventory tbody tr:visible > :nth-child({number})")
        return [text.split("\n")[0].strip() for text in cells.all_inner_texts()]


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
  for (const id of document.querySelectorAll(".id:not(.long)"))
    if (id.getClientRects().length > 1) faults.push(`broken id: ${id.innerText}`);
  for (const chip of document.querySelectorAll(".chip"))
    if (chip.offsetHeight > 90) faults.push(`chip of ${chip.offsetHeight} px`);
  for (const words of document.querySelectorAll("svg.chart text")) {
    const box = words.getBoundingClientRect();
    const frame = words.closest("svg").getBoundingClientRect();
    if (box.width && (box.left < frame.left - 1 || box.right > frame.right + 1))
      faults.push(`chart: ${words.textContent}`);
  }
  // text cut by its own box: an ellipsis, or a box that hides what runs over
  for (const one of document.querySelectorAll("main *, nav *, header *, footer *")) {
    const style = getComputedStyle(one);
    const hides = style.overflowX === "hidden" || style.overflowX === "clip";
    const unseen = one.closest(".visually-hidden, .stacks thead, .bar, .masthead .stave, svg");
    if (hides && !unseen && one.clientWidth > 1 && one.scrollWidth > one.clientWidth + 1)
      faults.push(`cut: ${one.className} ${one.innerText}`);
  }
  const menu = document.querySelector("nav ul");
  if (menu.scrollWidth > menu.clientWidth + 1) faults.push(`menu of ${menu.scrollWidth} px`);
  const end = document.querySelector(".masthead-row").getBoundingClientRect().right;
  const said = document.querySelector(".as-of").getBoundingClientRect();
  if (said.right > end + 1) faults.push(`as of: ${said.right} px of ${end}`);
  const body = document.body;
  if (body.scrollWidth > body.clientWidth) faults.push(`body of ${body.scrollWidth} px`);
  const root = document.documentElement;
  if (root.scrollWidth > root.clientWidth) faults.push(`page of ${root.scrollWidth} px`);
  const wide = [];
  for (const frame of document.querySelectorAll(".scroll")) {
    if (frame.scrollWidth <= frame.clientWidth) continue;
    wide.push(frame.getAttribute("aria-label"));
    if (!getComputedStyle(frame).backgroundImage.includes("gradient"))
      faults.push(`no hint: ${wide.at(-1)}`);
  }
  return { faults, wide };
}"""

#: Words in a cell that are larger than the cell's own: on paper one table has one size.
LOUDER = """() => {
  const size = (one) => parseFloat(getComputedStyle(one).fontSize);
  return [...document.querySelectorAll("td *, tbody th *")]
    .filter((one) => one.offsetParent && size(one) > size(one.closest("td, th")) + 0.1)
    .map((one) => `${one.className}: ${one.innerText}`);
}"""

#: Tables that are wider than the paper; A4 has so many pixels between its margins.
PAPER_WIDTH = 703
WIDER = """() => [...document.querySelectorAll(".scroll")]
  .filter((one) => one.scrollWidth > one.clientWidth + 1)
  .map((one) => `${one.getAttribute("aria-label")}: ${one.scrollWidth} of ${one.clientWidth} px`)
"""

#: Words whose colour is too near to what is behind them: under 4.5 to 1, large ones under 3.
PALE = """() => {
  const parts = (colour) => colour.match(/[\\d.]+/g).map(Number);
  const light = (colour) => {
    const [r, g, b] = parts(colour).slice(0, 3).map((part) => part / 255)
      .map((part) => part <= 0.04045 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4);
    return 0.2126 * r + 0.7152 * g + 0.0722 * b;
  };
  const ground = (one) => {
    for (let up = one; up; up = up.parentElement) {
      const colour = getComputedStyle(up).backgroundColor;
      if ((parts(colour)[3] ?? 1) > 0.99) return colour;
    }
    return "rgb(255, 255, 255)";
  };
  const pale = new Set();
  for (const one of document.querySelectorAll("body *")) {
    const said = [...one.childNodes].some((node) => node.nodeType === 3 && node.data.trim());
    if (!said || !one.getClientRects().length || one.closest("svg, script, style")) continue;
    const style = getComputedStyle(one);
    const [a, b] = [light(style.color), light(ground(one))].sort((x, y) => y - x);
    const size = parseFloat(style.fontSize), bold = Number(style.fontWeight) >= 700;
    const least = size >= 24 || (bold && size >= 18.66) ? 3 : 4.5;
    if ((a + 0.05) / (b + 0.05) < least)
      pale.add(`${one.className || one.tagName}: ${one.innerText.slice(0, 40)}`);
  }
  return [...pale];
}"""

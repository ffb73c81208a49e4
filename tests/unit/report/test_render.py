"""The pages: self-contained, deterministic, linked with each other, and small enough to mail."""

from __future__ import annotations

import base64
import hashlib
import re
from html.parser import HTMLParser
from itertools import pairwise
from pathlib import Path

import pytest
from sqlalchemy import Engine

from orchestration.errors import WarehouseError
from orchestration.report import LinkTemplates, render_report
from orchestration.report.site import PAGES
from tests.support.paths import ROOT
from tests.support.report.published_tables import execute, insert
from tests.support.report.sample_report import sample_engine
from tests.support.report.told import finding, rule

VOID = {"meta", "input", "br", "link", "img", "hr"}


class Outline(HTMLParser):
    """Collects tags, ids and attributes, and complains about unbalanced tags."""

    def __init__(self) -> None:
        super().__init__()
        self.open: list[str] = []
        self.tags: list[tuple[str, dict[str, str | None]]] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append((tag, dict(attrs)))
        if tag not in VOID:
            self.open.append(tag)

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append((tag, dict(attrs)))

    def handle_endtag(self, tag: str) -> None:
        assert self.open, f"</{tag}> closes nothing"
        assert self.open.pop() == tag


def outline(page: str) -> Outline:
    parser = Outline()
    parser.feed(page)
    assert not parser.open
    return parser


@pytest.fixture(params=[page.file for page in PAGES])
def page(request: pytest.FixtureRequest, sample_pages: dict[str, str]) -> str:
    """Each page of the sample report."""
    return sample_pages[request.param]


def ids_of(page: str) -> list[str]:
    return [str(a["id"]) for _, a in outline(page).tags if "id" in a]


def links_of(page: str) -> list[str]:
    return [str(a["href"]) for tag, a in outline(page).tags if tag == "a"]


def test_the_markup_is_balanced_and_ids_are_unique(page: str) -> None:
    ids = ids_of(page)
    assert len(ids) == len(set(ids))


def test_every_link_has_a_target(sample_pages: dict[str, str], sample_site: Path) -> None:
    crossing = 0
    for name, page in sample_pages.items():
        for link in links_of(page):
            if "://" in link:
                continue
            file, _, anchor = link.partition("#")
            target = sample_pages.get(file or name)
            if target is None:
                assert (sample_site / file).is_file(), link
                continue
            crossing += bool(file and anchor)
            assert not anchor or anchor in ids_of(target), f"{name}: {link}"
    assert crossing > 20


def test_no_link_leads_to_a_section_that_has_nothing_to_say(engine: Engine, tmp_path: Path) -> None:
    insert(engine, "quality.rule_result", [rule("F1", level="field"), rule("A1", failed=0)])
    insert(engine, "quality.finding", [finding("F1", None)])
    insert(engine, "marts.dim_definition", [{"definition_id": "a", "is_signed": False}])
    insert(engine, "marts.mart_cycle_origin", [{"cycle_type": "all", "count_cycles": 1}])
    render_report(engine, tmp_path)
    pages = {path.name: path.read_text(encoding="utf-8") for path in tmp_path.glob("*.html")}
    for name, page in pages.items():
        for link in links_of(page):
            file, _, anchor = link.partition("#")
            if anchor:
                assert anchor in ids_of(pages[file or name]), f"{name}: {link}"


def test_every_page_leads_to_every_other_and_marks_itself(
    page: str, sample_pages: dict[str, str]
) -> None:
    nav = re.findall(r'<nav aria-label="Pages">.*?</nav>', page, re.S)[0]
    assert set(re.findall(r'href="([^"]+)"', nav)) == set(sample_pages)
    current = re.findall(r'<a href="([^"]+)" aria-current="page">', nav)
    assert [sample_pages[name] for name in current] == [page]


def test_every_page_has_one_heading_of_its_own(page: str) -> None:
    assert page.count("<h1") == 1
    levels = [int(level) for level in re.findall(r"<h(\d)", page)]
    assert all(after <= before + 1 for before, after in pairwise(levels))


def test_nothing_is_loaded_from_anywhere(page: str) -> None:
    tags = outline(page).tags
    assert not [a for tag, a in tags if tag in ("link", "img", "iframe", "object") or "src" in a]
    addresses = re.findall(r'[^"]*https?://[^"]*', page)
    links = [link for link in links_of(page) if "://" in link]
    assert sorted(addresses) == sorted(links), "addresses are links to click only"
    assert all(
        a.get("rel") == "noopener noreferrer" for _, a in tags if a.get("href") in set(links)
    )
    assert "url(" not in page
    assert "@import" not in page


def test_the_policy_allows_exactly_the_own_style_and_script(page: str) -> None:
    policy = re.search(r'Content-Security-Policy" content="([^"]+)"', page)
    assert policy is not None
    allowed = policy[1].replace("&#39;", "'")
    assert allowed.startswith("default-src 'none'")
    assert "unsafe" not in allowed
    for tag in ("style", "script"):
        inner = re.findall(rf"<{tag}>(.*?)</{tag}>", page, re.S)
        if not inner:
            assert f"{tag}-src 'none'" in allowed
            continue
        assert len(inner) == 1
        digest = base64.b64encode(hashlib.sha256(inner[0].encode()).digest()).decode()
        assert f"{tag}-src 'sha256-{digest}'" in allowed


def test_no_inline_style_or_handler_needs_a_weaker_policy(page: str) -> None:
    for _, attributes in outline(page).tags:
        assert "style" not in attributes
        assert not [name for name in attributes if name.startswith("on")]


def test_the_same_tables_give_the_same_bytes(
    sample_report: Engine, sample_site: Path, tmp_path: Path
) -> None:
    render_report(sample_report, tmp_path)

    def files(folder: Path) -> dict[str, bytes]:
        paths = [path for path in folder.rglob("*") if path.is_file()]
        return {str(path.relative_to(folder)): path.read_bytes() for path in paths}

    assert files(tmp_path) == files(sample_site)


def test_every_chart_has_title_and_description_and_a_table_follows(
    sample_pages: dict[str, str],
) -> None:
    """A chart in a cell has its numbers in the row; one of columns is drawn as rows, too."""
    charts = cells = 0
    for page in sample_pages.values():
        for chart in re.findall(r'<svg class="chart[^>]*>.*?</svg>', page, re.S):
            assert 'role="img"' in chart
            assert re.search(r"<title[^>]*>[^<]+</title><desc[^>]*>[^<]+</desc>", chart)
            before, _, after = page.partition(chart)
            if before.rfind("<table") > before.rfind("</table>"):
                cells += 1
                continue
            charts += 1
            after = re.sub(r'<svg class="chart.*?</svg>', "", after, flags=re.S)
            assert "<table" in after[:400]
    assert (charts, cells) == (9, 2)


def test_1500_fields_stay_under_two_megabytes(tmp_path: Path) -> None:
    engine = sample_engine(tmp_path, fields=1540)
    render_report(engine, tmp_path / "site")
    for path in (tmp_path / "site").glob("*.html"):
        assert path.stat().st_size < 2_000_000, path.name
    page = (tmp_path / "site" / "fields.html").read_text(encoding="utf-8")
    assert page.count('<th scope="row"><bdi>') >= 1500
    assert ">All 1,540 fields as CSV</a>" in page
    assert "40 more are in it" in page


def test_a_failed_rendering_leaves_the_last_report_in_place(engine: Engine, tmp_path: Path) -> None:
    before = render_report(engine, tmp_path).read_bytes()
    execute(engine, "drop table quality.score")
    with pytest.raises(WarehouseError, match=r"quality\.score"):
        render_report(engine, tmp_path)
    assert (tmp_path / "index.html").read_bytes() == before


def test_a_table_that_only_the_head_of_the_page_reads_is_named(
    engine: Engine, tmp_path: Path
) -> None:
    execute(engine, "drop table marts.dim_source_system")
    with pytest.raises(WarehouseError, match=r"marts\.dim_source_system"):
        render_report(engine, tmp_path)


def test_a_column_missing_from_a_table_is_named_as_a_warehouse_fault(
    engine: Engine, tmp_path: Path
) -> None:
    execute(engine, "alter table quality.score drop column outcome")
    with pytest.raises(WarehouseError, match="Run the pipeline again"):
        render_report(engine, tmp_path / "site")
    assert list((tmp_path / "site").rglob("*.html")) == []


def test_without_the_table_of_checks_the_report_still_renders(
    engine: Engine, tmp_path: Path
) -> None:
    execute(engine, "drop table quality.expectation_result")
    assert render_report(engine, tmp_path).exists()


def test_records_link_to_the_system_whose_address_is_known(
    sample_report: Engine, tmp_path: Path
) -> None:
    links = LinkTemplates({"salesforce": "https://acme.example/{object}/{id}"})
    render_report(sample_report, tmp_path, links=links)
    page = (tmp_path / "problems.html").read_text(encoding="utf-8")
    assert 'href="https://acme.example/Opportunity/0065g' in page
    assert 'rel="noopener noreferrer"' in page


def test_colours_have_enough_contrast_in_light_and_dark() -> None:
    css = (ROOT / "orchestration/report/static/base.css").read_text("utf-8")
    for block in re.findall(r":root \{(.*?)\}", css, re.S)[:2]:
        tones = dict(re.findall(r"--([a-z-]+): (#[0-9a-f]{6})", block))
        pairs = [
            (ink, ground)
            for ink in ("ink", "quiet", "link")
            for ground in ("paper", "surface", "tint")
        ]
        pairs += [
            (tone, ground)
            for tone in ("critical", "major", "minor")
            for ground in ("paper", "surface", "tint")
        ]
        pairs += [("critical", "critical-tint"), ("major", "major-tint"), ("good", "good-tint")]
        pairs += [("ink", "major-tint")]
        for ink, ground in pairs:
            assert contrast(tones[ink], tones[ground]) >= 4.5, (ink, ground)


def contrast(one: str, other: str) -> float:
    light, dark = sorted((luminance(one), luminance(other)), reverse=True)
    return (light + 0.05) / (dark + 0.05)


def luminance(colour: str) -> float:
    parts = [int(colour[n : n + 2], 16) / 255 for n in (1, 3, 5)]
    linear = [p / 12.92 if p <= 0.04045 else ((p + 0.055) / 1.055) ** 2.4 for p in parts]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


def test_a_page_of_an_empty_company_says_what_is_missing(engine: Engine, tmp_path: Path) -> None:
    render_report(engine, tmp_path / "site")
    for page in PAGES:
        text = (tmp_path / "site" / page.file).read_text(encoding="utf-8")
        said = text.split('<main id="main">')[1].split("</main>")[0]
        body = said.split("</div>", 1)[1] if page.told else said
        assert re.sub(r"<[^>]*>", "", body).strip(), page.id

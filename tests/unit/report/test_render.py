"""The page as a whole: self-contained, deterministic, ordered, and small enough to mail."""

from __future__ import annotations

import base64
import hashlib
import re
from html.parser import HTMLParser
from pathlib import Path

import pytest
from sqlalchemy import Engine

from orchestration.errors import WarehouseError
from orchestration.report import LinkTemplates, render_report
from tests.support.paths import ROOT
from tests.support.report.published_tables import execute
from tests.support.report.sample_report import sample_engine

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


def test_the_markup_is_balanced_and_ids_are_unique(sample_page: str) -> None:
    ids = [attributes["id"] for _, attributes in outline(sample_page).tags if "id" in attributes]
    assert len(ids) == len(set(ids))


def test_every_inner_link_has_a_target(sample_page: str) -> None:
    tags = outline(sample_page).tags
    ids = {attributes.get("id") for _, attributes in tags}
    targets = {
        a["href"][1:] for _, a in tags if (a.get("href") or "").startswith("#") and a["href"]
    }
    assert targets
    assert targets <= ids


def test_nothing_is_loaded_from_anywhere(sample_page: str) -> None:
    tags = outline(sample_page).tags
    assert not [a for tag, a in tags if tag in ("link", "img", "iframe", "object") or "src" in a]
    addresses = re.findall(r'[^"]*https?://[^"]*', sample_page)
    links = [a["href"] for tag, a in tags if tag == "a" and "://" in (a.get("href") or "")]
    assert sorted(addresses) == sorted(filter(None, links)), "addresses are links to click only"
    assert all(
        a.get("rel") == "noopener noreferrer" for _, a in tags if a.get("href") in set(links)
    )
    assert "url(" not in sample_page
    assert "@import" not in sample_page


def test_the_policy_allows_exactly_the_own_style_and_script(sample_page: str) -> None:
    policy = re.search(r'Content-Security-Policy" content="([^"]+)"', sample_page)
    assert policy is not None
    allowed = policy[1].replace("&#39;", "'")
    assert allowed.startswith("default-src 'none'")
    assert "unsafe" not in allowed
    for tag in ("style", "script"):
        inner = re.findall(rf"<{tag}>(.*?)</{tag}>", sample_page, re.S)
        assert len(inner) == 1
        digest = base64.b64encode(hashlib.sha256(inner[0].encode()).digest()).decode()
        assert f"{tag}-src 'sha256-{digest}'" in allowed


def test_no_inline_style_or_handler_needs_a_weaker_policy(sample_page: str) -> None:
    for _, attributes in outline(sample_page).tags:
        assert "style" not in attributes
        assert not [name for name in attributes if name.startswith("on")]


def test_the_same_tables_give_the_same_bytes(sample_report: Engine, tmp_path: Path) -> None:
    first = render_report(sample_report, tmp_path / "a.html").read_bytes()
    assert render_report(sample_report, tmp_path / "b.html").read_bytes() == first


def test_sections_come_in_reading_order(sample_page: str) -> None:
    places = [
        sample_page.index(f'id="{name}"')
        for name in ("trust", "pipeline", "problems", "conflicts", "health", "fields", "method")
    ]
    assert places == sorted(places)
    assert sample_page.index('aria-label="Freshness"') < places[0]


def test_every_chart_has_title_and_description_and_a_table_follows(sample_page: str) -> None:
    charts = re.findall(r'<svg class="chart[^>]*>.*?</svg>', sample_page, re.S)
    assert len(charts) == 4
    for chart in charts:
        assert 'role="img"' in chart
        assert re.search(r"<title[^>]*>[^<]+</title><desc[^>]*>[^<]+</desc>", chart)
        after = sample_page[sample_page.index(chart) + len(chart) :]
        after = re.sub(r'<svg class="chart.*?</svg>', "", after, flags=re.S)
        assert "<table" in after[:400]


def test_1500_fields_stay_under_two_megabytes(tmp_path: Path) -> None:
    engine = sample_engine(tmp_path, fields=1540)
    out = render_report(engine, tmp_path / "big.html")
    page = out.read_text(encoding="utf-8")
    assert out.stat().st_size < 2_000_000
    assert page.count('<th scope="row"><bdi>') >= 1500
    assert ">All 1,540 fields as CSV</a>" in page
    assert "40 more are in it" in page


def test_a_failed_rendering_leaves_the_last_report_in_place(engine: Engine, tmp_path: Path) -> None:
    out = tmp_path / "report.html"
    before = render_report(engine, out).read_bytes()
    execute(engine, "drop table quality.score")
    with pytest.raises(WarehouseError, match=r"quality\.score"):
        render_report(engine, out)
    assert out.read_bytes() == before


def test_a_column_missing_from_a_table_is_named_as_a_warehouse_fault(
    engine: Engine, tmp_path: Path
) -> None:
    execute(engine, "alter table quality.score drop column value")
    with pytest.raises(WarehouseError, match="Run the pipeline again"):
        render_report(engine, tmp_path / "report.html")


def test_without_the_table_of_checks_the_page_still_renders(engine: Engine, tmp_path: Path) -> None:
    execute(engine, "drop table quality.expectation_result")
    assert render_report(engine, tmp_path / "report.html").exists()


def test_records_link_to_the_system_whose_address_is_known(
    sample_report: Engine, tmp_path: Path
) -> None:
    links = LinkTemplates({"salesforce": "https://acme.example/{object}/{id}"})
    page = render_report(sample_report, tmp_path / "r.html", links=links).read_text(
        encoding="utf-8"
    )
    assert 'href="https://acme.example/Opportunity/0065g' in page
    assert 'rel="noopener noreferrer"' in page


def test_colours_have_enough_contrast_in_light_and_dark() -> None:
    css = (ROOT / "orchestration/report/static/report.css").read_text("utf-8")
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

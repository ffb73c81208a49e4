"""Accounts by value, and the page of each: its records, people, deals and story."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from sqlalchemy import Engine

from orchestration.report import LinkTemplates, render_report
from tests.support.report.published_tables import execute
from tests.support.report.sample_report import sample_engine
from tests.support.report.told import Tell, section_of, words

ACCOUNT = "accounts/acc1.html"


def _page(engine: Engine, folder: Path, *, redact: bool = False) -> str:
    links = LinkTemplates({"salesforce": "https://acme.example/{object}/{id}"})
    render_report(engine, folder, links=links, redact=redact)
    return (folder / ACCOUNT).read_text(encoding="utf-8")


def test_accounts_are_listed_by_value_and_lead_to_their_pages(sample_report: Engine) -> None:
    page = section_of(sample_report, "accounts")
    said = words(page)
    assert "2 accounts by what they bought and what is open" in said
    assert said.index("Northwind") < said.index("account acc2")
    assert "Lost only" not in said
    assert f'<a href="{ACCOUNT}"><bdi>Northwind</bdi></a>' in page
    assert "Northwind €21k 1 €20k 1 0 1 6 2026-04-05 Ada Brandt" in said
    assert "All 2 accounts as CSV" in said


def test_without_a_won_or_open_account_there_is_no_list(tell: Tell) -> None:
    assert tell("accounts") == ""


def test_a_page_tells_the_whole_story_in_order(sample_report: Engine, tmp_path: Path) -> None:
    page = _page(sample_report, tmp_path)
    said = words(page)
    assert "Northwind 1 deal won and 1 deal open; first seen on 2026-03-01." in said
    story = said[said.index(" Story ") :]
    assert [story.index(what) for what in (
        "2026-03-01", "09:30 Ann Lee : first seen, source PAID_SEARCH", "2026-03-02",
        "that day Ann Lee : responded to a campaign: Fair", "14:00 Ann Lee : call, outbound",
        "Ada Brandt", "08:00 Northwind pilot 0 : opportunity opened in Qualify", "2026-04-05",
        "about Northwind pilot 0 : won €21k Ben Okafor",
    )] == sorted(story.index(what) for what in (
        "2026-03-01", "09:30 Ann Lee : first seen, source PAID_SEARCH", "2026-03-02",
        "that day Ann Lee : responded to a campaign: Fair", "14:00 Ann Lee : call, outbound",
        "Ada Brandt", "08:00 Northwind pilot 0 : opportunity opened in Qualify", "2026-04-05",
        "about Northwind pilot 0 : won €21k Ben Okafor",
    ))  # fmt: skip
    assert story.count("2026-03-02") == 1, "a day stands above its events once"
    assert 'href="https://acme.example/Lead/00Q5g00000A0001AAA"' in page
    assert "Northwind pilot 0" in said[: said.index(" Story ")]


def test_pages_lead_to_each_other(sample_report: Engine, tmp_path: Path) -> None:
    page = _page(sample_report, tmp_path)
    assert '<a href="../accounts.html" aria-current="true">Accounts</a>' in page
    assert '<a href="../accounts.html#accounts">' in page
    assert '<a href="../hymnsheet-lists/accounts-timeline.csv" download>' in page
    assert (tmp_path / "hymnsheet-lists" / "accounts-timeline.csv").is_file()


def test_every_link_of_a_page_has_a_target(sample_site: Path) -> None:
    pages = list((sample_site / "accounts").iterdir())
    assert {page.name for page in pages} == {"acc1.html", "acc2.html"}
    for page in pages:
        links = re.findall(r'href="([^"]+)"', page.read_text(encoding="utf-8"))
        inner = [link.partition("#")[0] for link in links if "://" not in link]
        assert all((page.parent / file).is_file() for file in inner if file), inner


def test_an_account_without_events_has_a_page_that_says_so(
    sample_report: Engine, tmp_path: Path
) -> None:
    _page(sample_report, tmp_path)
    said = words((tmp_path / "accounts" / "acc2.html").read_text(encoding="utf-8"))
    assert "1 deal open. " in said
    assert "No system tells of any event." in said


def test_a_redacted_page_names_nobody(sample_report: Engine, tmp_path: Path) -> None:
    said = words(_page(sample_report, tmp_path, redact=True))
    for name in ("Ann", "Northwind", "Ada Brandt", "northwind.example", "Buyer"):
        assert name not in said
    assert "person ann" in said
    listed = (tmp_path / "hymnsheet-lists" / "accounts.csv").read_text(encoding="utf-8-sig")
    assert "orthwind" not in listed


def test_a_long_story_shows_its_end(tmp_path: Path) -> None:
    engine = sample_engine(tmp_path)
    execute(
        engine,
        "insert into marts.fct_timeline (event_key, event_number, story_key, account_key,"
        " happened_at, happened_date, happened_time, dated_by, kind, what)"
        " select 'e' || n, n, 'acc1', 'acc1', timestamp '2026-05-01 10:00:00', date '2026-05-01',"
        " '10:00', 'instant', 'call', 'call number ' || n from generate_series(6, 1000) as t(n)",
    )
    execute(engine, "update marts.mart_account set count_events = 1000 where account_key = 'acc1'")
    page = _page(engine, tmp_path / "site")
    assert "600 earlier events are not shown" in words(page)
    assert "call number 601" in page
    assert "call number 600<" not in page
    assert len(page) < 500_000


def test_the_page_of_an_account_that_is_gone_is_removed(tmp_path: Path) -> None:
    engine = sample_engine(tmp_path)
    site = tmp_path / "site"
    _page(engine, site)
    (site / "accounts" / "mine.html").write_text("<p>mine</p>", encoding="utf-8")
    execute(engine, "update marts.mart_account set value_rank = null where account_key = 'acc2'")
    _page(engine, site)
    assert sorted(path.name for path in (site / "accounts").iterdir()) == ["acc1.html", "mine.html"]


@pytest.mark.parametrize("name", ["<img src=x onerror=alert(1)>", "</script><script>alert(1)"])
def test_a_hostile_name_stays_text(tmp_path: Path, name: str) -> None:
    engine = sample_engine(tmp_path)
    for table, column in (
        ("marts.dim_account", "name"), ("marts.dim_person", "last_name"),
        ("marts.fct_timeline", "what"), ("marts.fct_opportunity", "stage_name"),
    ):  # fmt: skip
        execute(engine, f"update {table} set {column} = :name", name=name)
    page = _page(engine, tmp_path / "site")
    assert name not in page
    assert name in words(page)

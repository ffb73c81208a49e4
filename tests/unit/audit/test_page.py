"""The page of an audit: self-contained, safe whatever stands in files, without values if asked."""

from __future__ import annotations

import base64
import hashlib
import json
import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from click.testing import CliRunner

from orchestration.audit import Audited, audited_of, open_ledger
from orchestration.audit.document import document_of, lines_of
from orchestration.audit.page import page_of
from orchestration.cli.audit import audit

_HOSTILE = "<img src=https://evil.example/x onerror=alert(1)>"


def _people(folder: Path) -> Path:
    path = folder / "people.csv"
    rows = "".join(
        f"{n},Ann{n}x Smith,{'no-mail' if n == 3 else f'a{n}@b.example'},{_HOSTILE},"
        f"{'won' if n % 2 else 'Select'},{n % 7},{'Germany' if n % 2 else 'germany'},7\n"
        for n in range(60)
    )
    path.write_text(
        f"id,Name,Email,{_HOSTILE},StageName,Account Id,Country,Same\n{rows}61\n", "utf-8"
    )
    return path


@pytest.fixture(scope="module")
def files(tmp_path_factory: pytest.TempPathFactory) -> list[Path]:
    folder = tmp_path_factory.mktemp("files")
    accounts = folder / "accounts.csv"
    accounts.write_text("id,Firm\n" + "".join(f"{n},F{n}\n" for n in range(6)), encoding="utf-8")
    return [_people(folder), accounts]


@pytest.fixture(scope="module")
def audited(files: list[Path]) -> Iterator[Audited]:
    with open_ledger(files) as ledger:
        yield audited_of(ledger)


def test_what_stands_in_a_file_is_never_markup(audited: Audited) -> None:
    html = page_of(audited, redact=False)
    assert _HOSTILE not in html
    assert "&lt;img src=https://evil.example/x onerror=alert(1)&gt;" in html
    assert re.findall(r"<(?:img|link|iframe)|\s(?:src|style|on\w+)=", _without_text(html)) == []


def _without_text(html: str) -> str:
    """The tags alone."""
    return "".join(re.findall(r"<[^>]*>", html))


def test_the_policy_allows_the_pages_own_style_and_script_and_nothing_else(
    audited: Audited,
) -> None:
    html = page_of(audited, redact=False)
    (policy,) = re.findall(r'Content-Security-Policy" content="([^"]*)"', html)
    for tag in ("style", "script"):
        (own,) = re.findall(f"<{tag}>(.*?)</{tag}>", html, re.DOTALL)
        digest = base64.b64encode(hashlib.sha256(own.encode()).digest()).decode()
        assert f"{tag}-src &#39;sha256-{digest}&#39;" in policy
    assert policy.startswith("default-src &#39;none&#39;")


def test_no_person_stands_on_the_page_and_top_values_of_choices_do(audited: Audited) -> None:
    html = page_of(audited, redact=False)
    assert "Ann3x" not in html
    assert "a4@b.example" not in html
    assert "won 100" in html, "of the filled records, the placeholder left out"


def test_a_redacted_page_and_document_hold_no_value(audited: Audited) -> None:
    for text in (
        page_of(audited, redact=True),
        json.dumps(document_of(audited, redact=True), default=str),
    ):
        for value in ("won 100", '"won"', "Ann3x", "no-mail", "Germany instead"):
            assert value not in text


def test_rules_judge_what_they_can_and_name_the_line(audited: Audited) -> None:
    rules = {rule.rule_id: rule for rule in audited.rules}
    mails = rules["V001"]
    assert (mails.population, mails.failed) == (60, 1)
    assert [(found.field, found.line) for found in mails.examples] == [("email", 5)]
    assert rules["F003"].failed == 3
    assert rules["V003"].failed == 30
    assert rules["D002"].needs == "fct_opportunity"
    judged = {rule_id for rule_id, rule in rules.items() if not rule.needs}
    assert judged >= {"F001", "F002", "F003", "F007", "F010", "V001", "V002", "V003"}


def test_files_are_joined_by_id(audited: Audited) -> None:
    (join,) = audited.joins
    assert (join.table.table.name, join.name, join.target.table.name) == (
        "people", "Account Id", "accounts",
    )  # fmt: skip
    assert (join.values, join.lost, join.first_line) == (60, 8, 8)


def test_the_terminal_has_ten_lines_at_most(audited: Audited) -> None:
    lines = list(lines_of(audited))
    assert len(lines) <= 9, "and one that names the page"
    assert any("people.csv, line 62" in line for line in lines)


def test_the_command_writes_a_page_of_its_owners_alone_and_no_other_file(
    files: list[Path], tmp_path: Path
) -> None:
    page = tmp_path / "page.html"
    done = CliRunner().invoke(audit, [str(files[1]), "--out", str(page), "--json"])
    assert done.exit_code == 0, done.output
    assert json.loads(done.output)["page"] == str(page)
    assert page.stat().st_mode & 0o077 == 0
    again = CliRunner().invoke(audit, [str(files[1]), "--out", str(page)])
    assert again.exit_code == 0, "a page of ours gives way to the next"
    before = files[1].read_bytes()
    refused = CliRunner().invoke(audit, [str(files[0]), "--out", str(files[1])])
    assert "no page of ours" in str(refused.exception)
    assert files[1].read_bytes() == before


def test_a_file_that_cannot_be_read_hinders_no_other(files: list[Path], tmp_path: Path) -> None:
    arguments = [str(files[1]), str(tmp_path / "nix.csv"), "--out", str(tmp_path / "page.html")]
    done = CliRunner().invoke(audit, arguments, standalone_mode=False)
    assert done.return_value == 1
    assert "nix.csv is not there" in done.output
    assert "nix.csv is not there" in (tmp_path / "page.html").read_text("utf-8")

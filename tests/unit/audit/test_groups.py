"""How much of a field is filled by the quarter in which records were made, and by owner."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from orchestration.audit import Audited, audited_of, open_ledger
from orchestration.audit.document import document_of
from orchestration.audit.page import page_of

#: Thirty records a quarter and owner, but for a quarter and an owner of twenty-nine.
_QUARTERS = ("2025-01-31", "2025-04-01", "2025-07-15", "2025-10-10")


@pytest.fixture(scope="module")
def audited(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Audited]:
    folder = tmp_path_factory.mktemp("files")
    with open_ledger([_deals(folder), _plain(folder)]) as ledger:
        yield audited_of(ledger)


def _deals(folder: Path) -> Path:
    path = folder / "deals.csv"
    lines = ["Deal,Created Date,Deal Owner,Budget,Source"]
    for quarter, day in enumerate(_QUARTERS):
        for n in range(29 if quarter == 3 else 30):
            budget = "" if quarter == 2 and n % 3 else "Select" if n % 10 == 0 else "7"
            owner = ("Petra Lang", "Rita Sousa")[n % 2] if quarter < 2 else "Cleo Ruiz"
            lines.append(
                f"D{quarter}-{n},{day},{owner},{budget},{'web' if owner[0] == 'R' else ''}"
            )
    path.write_text("\n".join(lines), encoding="utf-8")
    return path


def _plain(folder: Path) -> Path:
    path = folder / "plain.csv"
    path.write_text("Word\n" + "".join(f"w{n}\n" for n in range(40)), encoding="utf-8")
    return path


def _page(audited: Audited, *, redact: bool = False) -> str:
    return page_of(audited, redact=redact).replace("\N{NARROW NO-BREAK SPACE}", " ")


def test_cohorts_are_of_the_quarter_in_which_records_were_made(audited: Audited) -> None:
    [budget] = [
        [(row.cohort, row.records, row.filled) for row in rows]
        for place, rows in audited.told.cohorts.items()
        if place[1:] == ("deals", "budget")
    ]
    assert budget == [("2025 Q1", 30, 27), ("2025 Q2", 30, 27), ("2025 Q3", 30, 9)], (
        "placeholders fill nothing, and a quarter of twenty-nine records says nothing"
    )


def test_owners_are_counted_and_not_named(audited: Audited) -> None:
    found = {place[2]: row for place, row in audited.told.owners.items() if place[1] == "deals"}
    source = found["source"]
    assert (source.owners, source.least_ratio, source.most_ratio) == (3, 0, 1)
    html = _page(audited)
    assert "by owner 0 % to 100 %, 3 owners" in html
    assert not re.search("Petra|Rita|Cleo", html)


def test_the_page_tells_where_the_shares_differ(audited: Audited) -> None:
    html = _page(audited, redact=True)
    assert "by quarter made 90 % → 30 %" in html
    assert '<small title="9 of 30 records">2025 Q3 30 %</small>' in html
    assert html.count("by quarter made") == 2, "of all that is filled alike nothing is told"


def test_a_file_without_days_and_owners_has_no_groups(audited: Audited) -> None:
    document = document_of(audited, redact=False)
    [word] = [field for field in document["fields"] if field["field"] == "word"]
    assert (word["cohorts"], word["owners"]) == ([], None)
    [budget] = [field for field in document["fields"] if field["field"] == "budget"]
    assert budget["cohorts"][2] == {
        "cohort": "2025 Q3", "records": 30, "filled": 9, "fill_ratio": 0.3,
    }  # fmt: skip

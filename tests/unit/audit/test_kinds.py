"""What a column holds is recognised, and told; what cannot be known is not guessed."""

from __future__ import annotations

from pathlib import Path

import pytest

from orchestration.audit.ledger import Ledger, open_ledger
from orchestration.audit.reading.notes import NoteGroup

_NOTHING = ("", 0, 0)


def _path(folder: Path, *columns: tuple[str, list[str]]) -> Path:
    path = folder / "deals.csv"
    rows = zip(*(values for _, values in columns), strict=True)
    lines = [";".join(name for name, _ in columns), *(";".join(row) for row in rows)]
    path.write_text("\n".join(lines) + "\n", encoding="utf-8")
    return path


def _type(ledger: Ledger, field: str) -> tuple[str, str, str]:
    rows = ledger.models.query(
        f"select data_type, min_value, max_value from quality.field_profile where field = '{field}'"
    ).rows
    return tuple(rows[0])  # type: ignore[return-value]


def _told(ledger: Ledger, words: str) -> NoteGroup:
    (found,) = (group for group in ledger.notes.groups if words in group.first.told)
    return found


@pytest.mark.parametrize(
    ("values", "kind", "told"),
    [
        (["1", "-20", "3"], ("integer", "-20", "3"), ""),
        (["1.5", "-20", "3"], ("number", "-20", "3"), ""),
        (["1,5", "-20", "1.234,25"], ("number", "-20", "1234.25"), "decimal comma"),
        (["€ 1,5", "2 €", "3"], ("number", "1.5", "3"), "decimal comma"),
        (["1,234.5", "20", "$1,000,000"], ("number", "20", "1000000"), "between thousands"),
        (["1,234", "5,678", "9"], ("number", "9", "5678"), "read as thousands"),
        (["007", "12", "3"], ("text", "007", "3"), ""),
        (["12345678901234567890", "1", "2"], ("text", "1", "2"), ""),
        (["true", "FALSE", "true"], ("boolean", "false", "true"), ""),
        (["2024-01-02", "2023-12-31", ""], ("date", "2023-12-31", "2024-01-02"), ""),
        (["2024-02-30", "2023-12-31", ""], ("text", "2023-12-31", "2024-02-30"), ""),
        (["13/01/2024", "02/03/2024", ""], ("date", "2024-01-13", "2024-03-02"), "day first"),
        (["01/13/2024", "02/03/2024", ""], ("date", "2024-01-13", "2024-02-03"), "month first"),
        (["02/01/2024", "02/03/2024", ""], ("text", "02/01/2024", "02/03/2024"), "left as text"),
        (["13/01/2024", "01/13/2024", ""], ("text", "01/13/2024", "13/01/2024"), "and others"),
    ],
)
def test_a_column_is_what_all_of_it_is(
    tmp_path: Path, values: list[str], kind: tuple[str, str, str], told: str
) -> None:
    path = _path(tmp_path, ("x", ["a", "b", "c"]), ("worth", values))
    with open_ledger([path]) as ledger:
        assert _type(ledger, "worth") == kind
        if told:
            assert _told(ledger, told).first.column == 2


def test_an_instant_is_told_in_utc(tmp_path: Path) -> None:
    said = ["2024-01-02T03:04:05+0200", "2024-01-02T03:04:05Z"]
    with open_ledger([_path(tmp_path, ("x", ["a", "b"]), ("at", said))]) as ledger:
        assert _type(ledger, "at") == ("timestamp", "2024-01-02 01:04:05", "2024-01-02 03:04:05")


def test_the_order_of_a_date_is_known_from_another_column_of_the_file(tmp_path: Path) -> None:
    path = _path(tmp_path, ("one", ["25/12/2024", "1/2/2024"]), ("two", ["3/4/2024", "5/6/2024"]))
    with open_ledger([path]) as ledger:
        assert _type(ledger, "two") == ("date", "2024-04-03", "2024-06-05")
        assert _told(ledger, "as in the file's other columns").first.column == 2


def test_the_numbers_of_a_spreadsheet_are_days_where_the_name_says_so(tmp_path: Path) -> None:
    path = _path(tmp_path, ("Close date", ["44927", "45000"]), ("Amount", ["44927", "45000"]))
    with open_ledger([path]) as ledger:
        assert _type(ledger, "close date") == ("date", "2023-01-01", "2023-03-15")
        assert _type(ledger, "amount") == ("integer", "44927", "45000")
        assert _told(ledger, "numbers of a spreadsheet").first.column == 1


def test_a_value_that_does_not_fit_is_counted_and_named_by_its_line(tmp_path: Path) -> None:
    amounts = [str(n) for n in range(100)] + ["a lot", "n/a"]
    with open_ledger([_path(tmp_path, ("x", ["y"] * 102), ("worth", amounts))]) as ledger:
        row = ledger.models.query(
            "select data_type, filled_raw, filled, misfits, misfit_examples, placeholders"
            " from quality.field_profile where field = 'worth'"
        ).rows[0]
        assert tuple(row) == ("integer", 102, 101, 1, "'a lot' (record 102)", "'n/a' (1)")
        assert _told(ledger, "no integer").first.line == 102


def test_of_a_column_of_words_no_number_is_made(tmp_path: Path) -> None:
    with open_ledger([_path(tmp_path, ("Phone", ["5551", "5552"]), ("Zip", ["1", "2"]))]) as ledger:
        assert _type(ledger, "phone")[0] == "text"


def test_a_text_that_a_spreadsheet_would_run_is_told(tmp_path: Path) -> None:
    texts = ["=cmd()", "+49 170 1", "-5 %", "-None-", "@SUM(A1)", "x"]
    with open_ledger([_path(tmp_path, ("a", list("uvwxyz")), ("b", texts))]) as ledger:
        found = _told(ledger, "would run as a formula")
        assert (found.first.line, found.first.column, found.count) == (2, 2, 2)
        kept = ledger.models.query("select b from raw_files.deals where b like '=%'").rows
        assert [row[0] for row in kept] == ["=cmd()"]

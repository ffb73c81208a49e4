"""Text becomes its declared type; what does not fit is kept, never dropped."""

from __future__ import annotations

from datetime import date, datetime

import pyarrow as pa
import pytest

from orchestration.sources.http.body import Body, Bounds
from orchestration.sources.spec import ColumnType, RescuedValue
from orchestration.sources.typing import cast_text, typed_columns, without_nul

NOON = datetime.fromisoformat("2024-05-01T12:00")


@pytest.mark.parametrize(
    ("column_type", "text", "expected"),
    [
        (ColumnType.NUMBER, "1250.5", 1250.5),
        (ColumnType.NUMBER, " -3 ", -3.0),
        (ColumnType.NUMBER, "1e3", 1000.0),
        (ColumnType.NUMBER, "1e300", 1e300),
        (ColumnType.NUMBER, "9007199254740992", 2.0**53),
        (ColumnType.NUMBER, "0.1", 0.1),
        (ColumnType.INTEGER, "42", 42),
        (ColumnType.INTEGER, "23.0", 23),
        (ColumnType.INTEGER, "9007199254740993", 9007199254740993),
        (ColumnType.BOOLEAN, "true", True),
        (ColumnType.BOOLEAN, "False", False),
        (ColumnType.DATE, "2024-05-01", date(2024, 5, 1)),
        (ColumnType.DATE, "1714521600000", date(2024, 5, 1)),
        (ColumnType.DATE, "2024-05-01T10:00:00Z", date(2024, 5, 1)),
        (ColumnType.TIMESTAMP, "2024-05-01T12:00:00Z", NOON),
        (ColumnType.TIMESTAMP, "2024-05-01T12:00:00.000+0000", NOON),
        (ColumnType.TIMESTAMP, "2024-05-01T14:00:00+02:00", NOON),
        (ColumnType.TIMESTAMP, "1714564800000", NOON),
        (ColumnType.TIMESTAMP, "2024-05-01", datetime.fromisoformat("2024-05-01")),
        (ColumnType.TEXT, "NA", "NA"),
        (ColumnType.TEXT, "", ""),
    ],
)
def test_a_value_that_fits_is_typed(column_type: ColumnType, text: str, expected: object) -> None:
    typed, bad = cast_text(pa.array([text, None]), column_type)
    assert typed.type == column_type.arrow
    assert typed.to_pylist() == [expected, None]
    assert bad is None


@pytest.mark.parametrize(
    ("column_type", "text"),
    [
        (ColumnType.NUMBER, "a;b"),
        (ColumnType.NUMBER, "NaN"),
        (ColumnType.NUMBER, "1e999"),
        (ColumnType.NUMBER, "1,000"),
        (ColumnType.NUMBER, "1152921504606846977"),
        (ColumnType.NUMBER, "9007199254740993"),
        (ColumnType.INTEGER, "0x1F"),
        (ColumnType.INTEGER, "1.5"),
        (ColumnType.INTEGER, "99999999999999999999"),
        (ColumnType.BOOLEAN, "maybe"),
        (ColumnType.DATE, "2024-13-45"),
        (ColumnType.TIMESTAMP, "yesterday"),
        (ColumnType.TIMESTAMP, "2024-02-30T00:00:00Z"),
    ],
)
def test_a_value_that_does_not_fit_is_rescued(column_type: ColumnType, text: str) -> None:
    columns, rescued_values = typed_columns(
        {"field": pa.array([text, None])}, {"field": column_type}, pa.array(["7", "8"])
    )
    assert columns["field"].to_pylist() == [None, None]
    assert rescued_values == (RescuedValue("7", "field", column_type, text),)


@pytest.mark.parametrize("column_type", [ColumnType.DATE, ColumnType.TIMESTAMP])
@pytest.mark.parametrize(
    "text",
    [
        "-99999999999999",
        "0000-01-01T00:00:00Z",
        "0000-01-01",
        "-0001-01-01",
        "10000-01-01",
        "9999-12-31T23:59:59-12:00",
        "0001-01-01T00:00:00+12:00",
        "9" * 30,
    ],
)
@pytest.mark.parametrize("beside", [[], ["2024-05-01"], ["2024-05-01T00:00:00Z", "x"]])
def test_a_time_of_no_year_that_people_count_is_rescued(
    column_type: ColumnType, text: str, beside: list[str]
) -> None:
    typed, bad = cast_text(pa.array([text, *beside]), column_type)
    assert bad is not None
    assert bad.to_pylist() == [True, *(each == "x" for each in beside)]
    assert [str(value)[:10] for value in typed.to_pylist()] == [
        "None",
        *("None" if each == "x" else "2024-05-01" for each in beside),
    ]


def test_one_rescued_value_does_not_cost_its_neighbours_their_values() -> None:
    values = pa.array(["1", "x", "", None, "2024-01-01", "3.5"])
    typed, bad = cast_text(values, ColumnType.NUMBER)
    assert typed.to_pylist() == [1.0, None, None, None, None, 3.5]
    assert bad is not None
    assert bad.to_pylist() == [False, True, False, False, True, False]


def test_mixed_time_formats_in_one_column_all_count() -> None:
    values = pa.array(["2024-05-01T12:00:00Z", "1714564800000", "2024-05-01T12:00", "2024-13-01"])
    typed, bad = cast_text(values, ColumnType.TIMESTAMP)
    assert typed.to_pylist() == [NOON, NOON, NOON, None]
    assert bad is not None
    assert bad.to_pylist() == [False, False, False, True]


def test_a_column_the_vendor_does_not_send_is_all_null() -> None:
    columns, rescued_values = typed_columns({}, {"a": ColumnType.DATE}, pa.array(["1", "2"]))
    assert columns["a"].to_pylist() == [None, None]
    assert columns["a"].type == pa.date32()
    assert rescued_values == ()


def test_text_is_what_it_would_be_in_a_body_without_nul_bytes() -> None:
    body = Body("here", Bounds())
    assert body.read([b"\x00a\x00b"]) == b"ab"
    assert without_nul(pa.array(["\x00a\x00b", None])).to_pylist() == ["ab", None]

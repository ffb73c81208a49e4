"""A batch fits its table or its values are set aside."""

from __future__ import annotations

from datetime import UTC, date, datetime
from typing import Any

import pyarrow as pa
import pytest

from orchestration.loading.conform import Shape, conform
from orchestration.sources.spec import AUDIT_COLUMNS, Batch, ColumnType, RescuedValue

NOON = datetime(2024, 5, 1, 12, tzinfo=UTC).replace(tzinfo=None)
BIG = 2**60 + 1


@pytest.mark.parametrize(
    ("value", "declared", "kept", "fitted", "rescued"),
    [
        (12.0, "number", "integer", 12, None),
        (12.5, "number", "integer", None, "12.5"),
        (7, "integer", "number", 7.0, None),
        (BIG, "integer", "number", None, str(BIG)),
        ("12", "text", "integer", 12, None),
        ("12.7", "text", "integer", None, "12.7"),
        ("1e3", "text", "number", 1000.0, None),
        ("nan", "text", "number", None, "nan"),
        (" TRUE ", "text", "boolean", True, None),
        ("yes", "text", "boolean", None, "yes"),
        ("2024-05-01", "text", "date", date(2024, 5, 1), None),
        ("2024-05-01T12:00:00", "text", "date", date(2024, 5, 1), None),
        ("2024-05-01T14:00:00.000+0200", "text", "timestamp", NOON, None),
        ("soon", "text", "timestamp", None, "soon"),
        ("", "text", "number", None, None),
        (date(2024, 5, 1), "date", "timestamp", NOON.replace(hour=0), None),
        (NOON, "timestamp", "date", date(2024, 5, 1), None),
        (3.0, "number", "text", "3", None),
        (True, "boolean", "text", "true", None),
        (1, "integer", "boolean", True, None),
        (2, "integer", "boolean", None, "2"),
        (None, "text", "integer", None, None),
    ],
)
def test_a_value_fits_the_column_whole_or_is_set_aside_whole(
    value: Any, declared: str, kept: str, fitted: Any, rescued: str | None
) -> None:
    types = ColumnType(declared), ColumnType(kept)
    batch = Batch(pa.table({"id": ["a"], "x": pa.array([value], types[0].arrow)}))
    done = conform(batch, Shape({"id": ColumnType.TEXT, "x": types[1], **AUDIT_COLUMNS}, ["id"]))
    assert done.rows["x"].to_pylist() == [fitted]
    assert done.rows["x"].type == types[1].arrow
    assert done.rescued_values == (
        () if rescued is None else (RescuedValue("a", "x", types[0], rescued),)
    )


def test_rescued_values_of_a_compound_key_name_all_its_parts() -> None:
    table = pa.table({"A": ["1"], "b": pa.array([2]), "x": ["no number"]})
    columns = {"a": ColumnType.TEXT, "b": ColumnType.INTEGER, "x": ColumnType.NUMBER}
    done = conform(Batch(table), Shape({**columns, **AUDIT_COLUMNS}, ["a", "b"]))
    assert [m.record_id for m in done.rescued_values] == ["1/2"]


def test_a_row_without_its_key_is_counted_and_left_out() -> None:
    batch = Batch(pa.table({"id": pa.array(["a", None])}))
    done = conform(batch, Shape({"id": ColumnType.TEXT, **AUDIT_COLUMNS}, ["id"]))
    assert (done.rows["id"].to_pylist(), done.keyless) == (["a"], 1)
    keyless = conform(
        Batch(pa.table({"x": ["1"]})), Shape({"id": ColumnType.TEXT, **AUDIT_COLUMNS}, ["id"])
    )
    assert (keyless.rows.num_rows, keyless.keyless) == (0, 1)


def test_a_column_that_is_not_shown_is_absent_and_one_that_is_empty_is_null() -> None:
    stored = {"id": ColumnType.TEXT, "x": ColumnType.TEXT, **AUDIT_COLUMNS}
    batch = Batch(pa.table({"id": ["a"], "x": pa.array([None], pa.string())}))
    hidden = Shape(stored, ["id"], contract=frozenset({"id", "x"}))
    assert "x" not in conform(batch, hidden).rows.column_names
    shown = Shape(stored, ["id"], contract=frozenset({"id", "x"}), shown=frozenset({"id", "x"}))
    assert conform(batch, shown).rows["x"].to_pylist() == [None]

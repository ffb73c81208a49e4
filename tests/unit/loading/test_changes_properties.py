"""What holds for any rows, in any order, applied any number of times."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any

import pyarrow as pa
import pyarrow.compute as pc
from hypothesis import given, settings
from hypothesis import strategies as st

from orchestration.loading.changes import changed_rows, latest_rows

_EPOCH = datetime.fromisoformat("2024-05-01T12:00")
_SCHEMA = pa.schema(
    [
        ("id", pa.string()),
        ("x", pa.float64()),
        ("_deleted_at", pa.timestamp("us")),
        ("_source_updated_at", pa.timestamp("us")),
        ("_merged_into", pa.string()),
    ]
)
_KEY = ["id"]

# A time of edit stands for one content: two versions with one time are one version, read twice.
_VERSIONS = st.builds(
    lambda key, hour: {
        "id": f"k{key}",
        "x": [None, float("nan"), 1.5][hour % 3],
        "_deleted_at": _EPOCH if hour % 4 == 0 else None,
        "_source_updated_at": None if hour == 0 else _EPOCH + timedelta(hours=hour),
        "_merged_into": None,
    },
    st.integers(0, 3),
    st.integers(0, 8),
)
_BATCHES = st.lists(st.lists(_VERSIONS, max_size=6), max_size=5)


def _table(rows: list[dict[str, Any]]) -> pa.Table:
    return pa.Table.from_pylist(rows, schema=_SCHEMA)


def _apply(stored: pa.Table, rows: list[dict[str, Any]]) -> pa.Table:
    """What upserting a batch makes of a table."""
    changed = changed_rows(latest_rows(_table(rows), _KEY), stored, _KEY).rows
    kept = stored.filter(pc.invert(pc.is_in(stored["id"], changed["id"].combine_chunks())))
    return pa.concat_tables([kept, changed.select(_SCHEMA.names)])


def _all(batches: list[list[dict[str, Any]]]) -> list[str]:
    stored = _SCHEMA.empty_table()
    for batch in batches:
        stored = _apply(stored, batch)
    assert len(set(stored["id"].to_pylist())) == stored.num_rows
    return sorted(map(str, stored.to_pylist()))


@settings(max_examples=60, deadline=None)
@given(batches=_BATCHES, randomness=st.randoms(use_true_random=False))
def test_any_order_of_the_same_versions_ends_in_the_same_table(
    batches: list[list[dict[str, Any]]], randomness: Any
) -> None:
    rows = [row for batch in batches for row in batch]
    randomness.shuffle(rows)
    size = randomness.randint(1, 4)
    shuffled = [rows[start : start + size] for start in range(0, len(rows), size)]
    assert _all(shuffled) == _all(batches)


@settings(max_examples=60, deadline=None)
@given(batches=_BATCHES)
def test_the_same_batches_twice_are_the_same_as_once(batches: list[list[dict[str, Any]]]) -> None:
    assert _all([*batches, *batches]) == _all(batches)


@settings(max_examples=60, deadline=None)
@given(batch=st.lists(_VERSIONS, max_size=8))
def test_a_batch_that_was_applied_is_no_news(batch: list[dict[str, Any]]) -> None:
    stored = _apply(_SCHEMA.empty_table(), batch)
    again = changed_rows(latest_rows(_table(batch), _KEY), stored, _KEY)
    assert again.rows.num_rows == 0

"""What holds for any rows, in any order, applied any number of times."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any

import pyarrow as pa
import pyarrow.compute as pc
from hypothesis import given, settings
from hypothesis import strategies as st

from orchestration.loading.changes import changed_rows, latest_rows, vanished_rows

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


# Here a time of edit says nothing of the content: versions tie, come twice, or bear no time.
_ANY_VERSIONS = st.builds(
    lambda key, x, is_deleted, hour: {
        "id": f"k{key}",
        "x": x,
        "_deleted_at": _EPOCH if is_deleted else None,
        "_source_updated_at": None if hour is None else _EPOCH + timedelta(hours=hour),
        "_merged_into": None,
    },
    st.integers(0, 3),
    st.sampled_from([None, float("nan"), 0.0, 1.5]),
    st.booleans(),
    st.none() | st.integers(0, 2),
)


def _age(row: dict[str, Any]) -> timedelta:
    edited = row["_source_updated_at"]
    return timedelta.min if edited is None else edited - _EPOCH


def _holding(rows: list[dict[str, Any]]) -> dict[str, dict[str, Any]]:
    """In plain Python: per key the newest version, of equally new ones the last."""
    held: dict[str, dict[str, Any]] = {}
    for row in rows:
        if row["id"] not in held or _age(row) >= _age(held[row["id"]]):
            held[row["id"]] = row
    return held


@settings(max_examples=200, deadline=None)
@given(
    before=st.lists(_ANY_VERSIONS, max_size=8),
    after=st.lists(_ANY_VERSIONS, max_size=8),
    is_now=st.booleans(),
)
def test_between_two_snapshots_exactly_the_changed_keys_are_written(
    before: list[dict[str, Any]], after: list[dict[str, Any]], is_now: bool
) -> None:
    stored, seen = _holding(before), _holding(after)
    wanted = {
        key: row
        for key, row in seen.items()
        if key not in stored
        or (str(row) != str(stored[key]) and (is_now or _age(row) >= _age(stored[key])))
    }
    chunk = latest_rows(_table(after), _KEY)
    changes = changed_rows(chunk, latest_rows(_table(before), _KEY), _KEY, is_now=is_now)
    assert {row["id"]: str(row) for row in changes.rows.to_pylist()} == {
        key: str(row) for key, row in wanted.items()
    }
    deleted = [key for key, row in wanted.items() if row["_deleted_at"] is not None]
    were_alive = [key for key in stored if stored[key]["_deleted_at"] is None]
    assert changes.newly_deleted == len([k for k in deleted if k in were_alive or k not in stored])
    assert changes.no_longer_alive == len([k for k in deleted if k in were_alive])


@settings(max_examples=100, deadline=None)
@given(before=st.lists(_ANY_VERSIONS, max_size=8), seen=st.lists(st.integers(0, 4), max_size=4))
def test_exactly_the_alive_rows_that_a_whole_read_lacks_have_vanished(
    before: list[dict[str, Any]], seen: list[int]
) -> None:
    stored = _holding(before)
    keys = pa.table({"id": pa.array([f"k{number}" for number in seen], pa.string())})
    gone = vanished_rows(keys, latest_rows(_table(before), _KEY), _KEY, _EPOCH)
    assert sorted(gone["id"].to_pylist()) == sorted(
        key
        for key, row in stored.items()
        if row["_deleted_at"] is None and key not in keys["id"].to_pylist()
    )
    assert set(gone["_deleted_at"].to_pylist()) <= {_EPOCH}

"""Which of two versions of a row holds, in any order of arrival, on both engines."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from orchestration.sources.spec import RescuedValue
from orchestration.warehouse import Warehouse, open_warehouse
from tests.support.sources.list_connector import CONTACTS, DAY, NUMBER, by_id, contacts, rows, run

HOUR = timedelta(hours=1)


def version(number: int, hours: int | None, **more: Any) -> dict[str, Any]:
    stamp = {} if hours is None else {"_u": DAY + hours * HOUR}
    return {"id": "1", "email": f"v{number}@x.test", **stamp, **more}


def email(warehouse: Warehouse) -> Any:
    return by_id(warehouse, "contacts")["1"]["email"]


@pytest.mark.parametrize("chunk_rows", [1, 1000])
@pytest.mark.parametrize(
    ("versions", "holds"),
    [
        (((2, 2), (1, 1)), "v2"),
        (((1, 1), (2, 2)), "v2"),
        (((1, 1), (2, 1)), "v2"),
        (((1, 1), (2, None)), "v1"),
        (((1, None), (2, None)), "v2"),
        (((1, None), (2, -900)), "v2"),
    ],
)
def test_the_newer_version_holds_within_a_read_and_between_runs(
    warehouse: Warehouse,
    monkeypatch: pytest.MonkeyPatch,
    chunk_rows: int,
    versions: tuple[tuple[int, int | None], ...],
    holds: str,
) -> None:
    monkeypatch.setattr("orchestration.loading.outbox._CHUNK_ROWS", chunk_rows)
    connector = contacts(*(version(*each) for each in versions))
    connector.batch_rows = 1
    run(connector, warehouse, 1)
    assert email(warehouse) == f"{holds}@x.test"
    for number, each in enumerate(versions, 2):
        run(contacts(version(*each)), warehouse, number, full_refresh=True)
    assert email(warehouse) == f"{holds}@x.test"


def test_an_outdated_row_is_said_and_leaves_the_rescued_values_of_the_newer_one(
    warehouse: Warehouse,
) -> None:
    newer = contacts(version(2, 2, score=None))
    newer.rescued_values["contacts"] = [RescuedValue("1", "score", NUMBER, "1,800.00")]
    run(newer, warehouse, 1)
    before = rows(warehouse, "contacts"), rows(warehouse, "_misfits")
    assert len(before[1]) == 1
    result = run(contacts(version(1, 1, score=7.0)), warehouse, 2, full_refresh=True)["contacts"]
    assert (rows(warehouse, "contacts"), rows(warehouse, "_misfits")) == before
    assert result.rows_changed == 0
    assert result.note == "1 rows came older than what is stored and were left out."


def test_a_record_merged_away_stays_so_when_a_lagging_index_shows_it(warehouse: Warehouse) -> None:
    merged_at = (DAY + 3 * HOUR).replace(tzinfo=None)
    survivor = {"id": "9", "_u": DAY + 3 * HOUR}
    tombstone = {"id": "1", "_merged_into": "9", "_deleted_at": merged_at}
    run(contacts(version(1, 1), {"id": "9", "_u": DAY}), warehouse, 1)
    run(contacts(survivor, tombstone), warehouse, 2)
    run(contacts(survivor, version(1, 1)), warehouse, 3, full_refresh=True)
    row = by_id(warehouse, "contacts")["1"]
    assert (row["_merged_into"], row["_deleted_at"]) == ("9", merged_at)
    run(contacts(version(5, 5)), warehouse, 4, full_refresh=True)
    row = by_id(warehouse, "contacts")["1"]
    assert (row["email"], row["_merged_into"], row["_deleted_at"]) == ("v5@x.test", None, None)


def test_a_restore_without_a_new_time_is_believed(warehouse: Warehouse) -> None:
    archived_at = (DAY + 2 * HOUR).replace(tzinfo=None)
    run(contacts(version(1, 1), version(1, 1, _deleted_at=archived_at)), warehouse, 1)
    assert by_id(warehouse, "contacts")["1"]["_deleted_at"] == archived_at
    run(contacts(version(1, 1)), warehouse, 2, full_refresh=True)
    assert by_id(warehouse, "contacts")["1"]["_deleted_at"] is None


def _row(key: int, hours: int) -> dict[str, Any]:
    return {"id": str(key), "email": f"{key}-{hours}@x.test", "_u": DAY + hours * HOUR}


_ROWS = st.lists(st.builds(_row, st.integers(0, 3), st.integers(0, 5)), min_size=1, max_size=12)


@settings(max_examples=8, deadline=None, suppress_health_check=list(HealthCheck))
@given(rows=_ROWS, randomness=st.randoms(use_true_random=False), parts=st.integers(1, 3))
def test_any_order_of_batches_and_any_repetition_end_in_the_same_table(
    tmp_path_factory: pytest.TempPathFactory,
    rows: list[dict[str, Any]],
    randomness: Any,
    parts: int,
) -> None:
    newest: dict[str, dict[str, Any]] = {}
    for row in rows:
        newest[row["id"]] = max(newest.get(row["id"], row), row, key=lambda r: r["_u"])
    shuffled = [*rows, *rows]
    randomness.shuffle(shuffled)
    folder = tmp_path_factory.mktemp("orders")
    warehouse = open_warehouse(f"duckdb:///{folder}/orders.duckdb")
    for number in range(parts):
        connector = contacts(*shuffled[number::parts])
        # A log: what a part lacks is not gone.
        connector.specs = (replace(CONTACTS, is_log=True),)
        run(connector, warehouse, number, full_refresh=True)
    found = by_id(warehouse, "contacts")
    assert {i: r["email"] for i, r in found.items()} == {i: r["email"] for i, r in newest.items()}

"""Every destination takes rows in and gives them back alike: whole, or not at all."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime
from itertools import count
from typing import Any

import pyarrow as pa
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from orchestration.errors import WarehouseError
from orchestration.loading.catalog import ensure_tables
from orchestration.loading.destinations import open_destination
from orchestration.loading.destinations.base import Chunk, Destination
from orchestration.loading.destinations.dlt import DltTransaction
from orchestration.loading.destinations.dlt_pipeline import DltPipeline
from orchestration.loading.destinations.duckdb import DuckDBTransaction
from orchestration.loading.destinations.postgres import PostgresTransaction
from orchestration.loading.tables import CURSORS, GONE, RUNS, RawTable
from orchestration.sources.spec import AUDIT_COLUMNS, ColumnType
from orchestration.warehouse import Warehouse

NOON = datetime.fromisoformat("2024-05-01T12:00")
ODD = 'sel"ect; %s -- :x'
LONGEST = "hs_" + "x" * 60
NAMES = ("select", "Order", "größe_名", "_dlt_id", "n", "c1", LONGEST)
ODDITIES = RawTable("Oddities", dict.fromkeys(("t", *NAMES), ColumnType.TEXT), ("t", "select"))
PEOPLE = RawTable(
    "people",
    {
        "id": ColumnType.TEXT,
        "part": ColumnType.INTEGER,
        ODD: ColumnType.TEXT,
        "score": ColumnType.NUMBER,
        "opted": ColumnType.BOOLEAN,
        "born": ColumnType.DATE,
        **AUDIT_COLUMNS,
    },
    ("id", "part"),
)
RECORDS = RawTable("records", {"id": ColumnType.TEXT, **AUDIT_COLUMNS}, ("id",))


@pytest.fixture(params=["direct", "dlt"])
def destination(request: pytest.FixtureRequest, warehouse: Warehouse) -> Iterator[Destination]:
    with open_destination(warehouse, "raw_toy", request.param) as opened:
        with warehouse.engine().begin() as connection:
            ensure_tables(connection, "raw_toy", [PEOPLE, RECORDS, ODDITIES, RUNS, CURSORS, GONE])
        yield opened


def chunk(table: RawTable, *rows: dict[str, Any], is_new: bool = False) -> Chunk:
    """Rows with the columns that the first of them has."""
    schema = pa.schema([(name, table.columns[name].arrow) for name in rows[0]])
    return Chunk(table.name, table.key, pa.Table.from_pylist(list(rows), schema=schema), is_new)


def person(id_: str, part: int = 1, **values: Any) -> dict[str, Any]:
    return {"id": id_, "part": part, **values}


def records(*ids: str) -> pa.Table:
    return pa.table({"id": pa.array(ids, pa.string())})


def held(destination: Destination, table: RawTable = PEOPLE) -> list[dict[str, Any]]:
    rows = destination.rows_of(table.name, list(table.columns), None).to_pylist()
    return sorted(({k: v for k, v in row.items() if v is not None} for row in rows), key=str)


def test_a_row_comes_back_as_it_was_written(destination: Destination) -> None:
    full = person(
        "a", opted=False, score=0.1, born=NOON.date(), _synced_at=NOON, **{ODD: "'\"\n\\"}
    )
    destination.write([chunk(PEOPLE, full, is_new=True)])
    destination.write([chunk(PEOPLE, person("b", score=None))])
    assert held(destination) == [full, person("b")]


def test_columns_may_have_any_name(destination: Destination) -> None:
    row = {"t": "key", **{name: f"of {name}" for name in NAMES}}
    destination.write([chunk(ODDITIES, row, is_new=True)])
    destination.write([chunk(ODDITIES, row)], [chunk(ODDITIES, row | {"Order": "another"})])
    assert held(destination, ODDITIES) == [row | {"Order": "another"}]
    found = destination.rows_of("Oddities", [LONGEST], pa.table({"größe_名": ["of größe_名"]}))
    assert found.to_pylist() == [{LONGEST: f"of {LONGEST}"}]


def test_no_rows_rows_in_pieces_and_columns_of_nothing_are_written(
    destination: Destination,
) -> None:
    rows = chunk(PEOPLE, *(person(i, score=None, born=None) for i in "ab")).rows
    nobody = rows.slice(0, 0)
    destination.write([Chunk("people", PEOPLE.key, nobody, is_new) for is_new in (True, False)])
    destination.write([], [Chunk("people", PEOPLE.key, nobody)])
    assert held(destination) == []
    pieces = pa.concat_tables([rows.slice(0, 1), nobody, rows.slice(1)])
    assert pieces["id"].num_chunks > 1
    destination.write([Chunk("people", PEOPLE.key, pieces, is_new=True)])
    destination.write([Chunk("people", PEOPLE.key, pieces)])
    assert held(destination) == [person("a"), person("b")]
    found = destination.rows_of("people", ["score", "born"], nobody.select(["id"]))
    assert found.schema.types == [pa.float64(), pa.date32()]
    found = destination.rows_of("people", ["score", "born"], rows.select(["id"]))
    assert found.schema.types == [pa.float64(), pa.date32()]


def test_a_row_replaces_the_one_of_its_whole_key(destination: Destination) -> None:
    destination.write([chunk(PEOPLE, person("a", score=1.0), person("a", 2, score=1.0))])
    destination.write([chunk(PEOPLE, person("a", opted=True), person("b", opted=True))])
    assert held(destination) == [
        person("a", opted=True),
        person("a", 2, score=1.0),
        person("b", opted=True),
    ]


def test_a_change_overwrites_its_columns_of_rows_that_exist(destination: Destination) -> None:
    destination.write([chunk(PEOPLE, person("a", score=1.0), person("b", score=2.0))])
    gone = person("a", _deleted_at=NOON), person("z", _deleted_at=NOON)
    destination.write([], [chunk(PEOPLE, *gone)])
    assert held(destination) == [person("a", score=1.0, _deleted_at=NOON), person("b", score=2.0)]


def test_rows_and_what_is_said_of_them_are_written_together_or_not_at_all(
    destination: Destination,
) -> None:
    before = chunk(PEOPLE, person("a", score=1.0))
    destination.write([before])
    cursor = chunk(CURSORS, {"stream": "people", "cursor": NOON, "run_id": "r"})
    unknown = Chunk("people", ("id",), pa.table({"id": ["c"], "no such column": ["x"]}))
    for broken in ([cursor, chunk(PEOPLE, person("a", score=2.0)), unknown], [unknown, cursor]):
        with pytest.raises(WarehouseError):
            destination.write(broken)
        with pytest.raises(WarehouseError):
            destination.write([cursor], [unknown])
    assert held(destination) == before.rows.to_pylist()
    assert held(destination, CURSORS) == []


def test_rows_are_found_by_any_of_their_columns(destination: Destination) -> None:
    destination.write([chunk(PEOPLE, *(person(i, n, score=n) for i in "ab" for n in (1, 2)))])
    keys = pa.table({"id": ["a", "b", "z"], "part": pa.array([1, 2, 1], pa.int64())})
    found = destination.rows_of("people", ["id", "part"], keys).to_pylist()
    assert sorted(map(str, found)) == sorted(map(str, [person("a"), person("b", 2)]))
    by_part = destination.rows_of("people", ["id"], keys.select(["part"]).slice(1, 1))
    assert sorted(by_part["id"].to_pylist()) == ["a", "b"]
    assert destination.rows_of("people", ["id"], keys.slice(0, 0)).num_rows == 0


def test_alive_deleted_merged_and_gone_rows_are_told_apart(destination: Destination) -> None:
    alive = [{"id": i, "_deleted_at": None, "_merged_into": None} for i in ("alive", "seen")]
    deleted = [
        {"id": i, "_deleted_at": NOON, "_merged_into": into}
        for i, into in (("deleted", None), ("merged", "alive"), ("gone", None), ("listed", None))
    ]
    gone = {"object": "records", "record_id": "gone", "gone_at": NOON, "run_id": "r"}
    destination.write([chunk(RECORDS, *alive, *deleted), chunk(GONE, gone)])
    assert destination.alive_but("records", records("seen", "deleted"))["id"].to_pylist() == [
        "alive"
    ]
    assert destination.deleted_but("records", records("listed"))["id"].to_pylist() == ["deleted"]
    asked = records("alive", "deleted", "new", "new")
    for is_alive, lacking in ((True, ["deleted", "new"]), (False, ["alive", "new"])):
        found = destination.not_held("records", asked, alive=is_alive)
        assert sorted(found["id"].to_pylist()) == lacking


def test_rows_written_after_a_log_was_read_are_known(destination: Destination) -> None:
    def said(run: str, day: int, status: str = "ok") -> dict[str, Any]:
        as_of = NOON.replace(day=day)
        return {"run_id": run, "stream": "log", "status": status, "as_of": as_of}

    def written(id_: str, day: int, run: str) -> dict[str, Any]:
        return {"id": id_, "_synced_at": NOON.replace(day=day), "_run_id": run}

    destination.write(
        [
            chunk(RUNS, said("r1", 1), said("r2", 2), said("r3", 3, "incomplete")),
            chunk(CURSORS, {"stream": "log", "cursor": NOON, "run_id": "r2"}),
            chunk(
                RECORDS,
                written("before", 1, "r1"),
                written("with it", 2, "r2"),
                written("unread", 3, "r3"),
                written("now", 4, "r4"),
            ),
        ]
    )
    found = destination.written_since("records", "log", "r4")["id"].to_pylist()
    assert sorted(found) == ["now", "unread"]


def test_a_column_takes_another_type_with_its_values_and_what_does_not_fit(
    destination: Destination,
) -> None:
    destination.write([chunk(PEOPLE, person("a", score=1.5), person("b", score=2.0))])
    values = pa.table(
        {"id": ["a", "b"], "part": pa.array([1, 1], pa.int64()), "score": ["1.5", "2"]}
    )
    aside = chunk(RECORDS, {"id": "aside"})
    destination.retype({"score": ColumnType.TEXT}, Chunk("people", PEOPLE.key, values), [aside])
    assert held(destination) == [person("a", score="1.5"), person("b", score="2")]
    assert held(destination, RECORDS) == [{"id": "aside"}]


class Killed(BaseException):
    """The end of a process, as far as one can live to tell."""


def dies_at(monkeypatch: pytest.MonkeyPatch, step: int) -> None:
    """The step-th time that rows or a statement go to the engine, the process is killed."""
    passed = count(1)
    for owner, name in (
        (DuckDBTransaction, "append"),
        (DuckDBTransaction, "run"),
        (PostgresTransaction, "append"),
        (PostgresTransaction, "run"),
        (DltPipeline, "carry"),
        (DltTransaction, "run"),
    ):
        original = getattr(owner, name)

        def deadly(self: Any, *arguments: Any, original: Any = original) -> None:
            if next(passed) == step:
                raise Killed
            original(self, *arguments)

        monkeypatch.setattr(owner, name, deadly)


def test_a_process_that_dies_before_any_statement_leaves_what_was_committed(
    destination: Destination,
) -> None:
    destination.write([chunk(PEOPLE, person("a", score=1.5), person("b", score=2.5))])
    texts = pa.table({"id": ["a"], "part": pa.array([1], pa.int64()), "score": ["1.5"]})
    cursor = chunk(CURSORS, {"stream": "people", "cursor": NOON, "run_id": "r"})
    news = [chunk(RECORDS, {"id": "new"}, is_new=True), chunk(PEOPLE, person("b", score=3.5))]

    def write() -> None:
        destination.write([*news, cursor], [chunk(PEOPLE, person("a", _deleted_at=NOON))])

    def retype() -> None:
        values = Chunk("people", PEOPLE.key, texts)
        destination.retype({"score": ColumnType.TEXT}, values, [cursor])

    def everything() -> list[list[dict[str, Any]]]:
        return [held(destination, table) for table in (PEOPLE, RECORDS, CURSORS)]

    for work, steps in ((write, 6), (retype, 4)):
        before = everything()
        for step in range(1, steps + 1):
            with pytest.MonkeyPatch.context() as monkeypatch:
                dies_at(monkeypatch, step)
                with pytest.raises(Killed):
                    work()
        assert everything() == before
        work()
    assert held(destination) == [person("a", score="1.5", _deleted_at=NOON), person("b")]
    assert held(destination, RECORDS) == [{"id": "new"}]


# One database for all examples: each begins with what the one before left, as runs do.
@settings(
    max_examples=15, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(
    chunks=st.lists(
        st.dictionaries(
            st.tuples(st.text("aé'\\% \n", max_size=2), st.integers(-1, 1)),
            st.none() | st.floats(allow_nan=False),
            max_size=4,
        ),
        max_size=3,
    )
)
def test_any_chunks_end_as_a_dictionary_would(
    destination: Destination, chunks: list[dict[tuple[str, int], float | None]]
) -> None:
    wanted = {(row["id"], row["part"]): row.get("score") for row in held(destination)}
    schema = pa.schema([("id", pa.string()), ("part", pa.int64()), ("score", pa.float64())])
    pieces = []
    for one in chunks:
        wanted |= one
        rows = [person(id_, part, score=score) for (id_, part), score in one.items()]
        table = pa.Table.from_pylist(rows, schema=schema)
        pieces.append(Chunk("people", PEOPLE.key, table))
    destination.write(pieces)
    found = destination.rows_of("people", ["id", "part", "score"], None).to_pylist()
    assert {(row["id"], row["part"]): row["score"] for row in found} == wanted
    assert len(found) == len(wanted)

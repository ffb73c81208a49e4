"""Through dlt comes what the engine's own driver brings, and nothing of dlt's stays."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path
from typing import Any

import pyarrow as pa
import pytest
from sqlalchemy import create_engine, text
from sqlalchemy.engine import URL, make_url

from orchestration.errors import ConfigError, WarehouseError
from orchestration.loading import ensure_raw_tables
from orchestration.loading.catalog import stored_columns
from orchestration.loading.destinations import Loader, open_destination
from orchestration.loading.destinations.dlt_pipeline import open_pipeline
from orchestration.sources.spec import RescuedValue
from orchestration.warehouse import Warehouse, open_warehouse
from tests.support.sealed import SealedPython
from tests.support.sources.list_connector import (
    CONTACTS,
    DATE,
    DAY,
    INTEGER,
    TEXT,
    ListConnector,
    hubspot,
    landing_schemas,
    rows,
    run,
    snapshot,
)

_TIMES = ("started_at", "finished_at")


@pytest.fixture(
    params=["duckdb", pytest.param("postgres", marks=[pytest.mark.postgres, pytest.mark.nightly])]
)
def warehouse(request: pytest.FixtureRequest, tmp_path: Path) -> Warehouse:
    """Seconds go by at each sync: what holds of one engine holds of the other by night."""
    if request.param == "duckdb":
        return open_warehouse(f"duckdb:///{tmp_path}/served.duckdb")
    return open_warehouse(request.getfixturevalue("postgres_database_url"))


def first() -> ListConnector:
    connector = hubspot()
    connector.extra["contacts"] = {"level": TEXT, "Größe": DATE, "x" * 70: INTEGER}
    for number, row in enumerate(connector.rows["contacts"]):
        row |= {"level": "high" if number == 1 else str(number), "x" * 70: number or None}
    connector.rescued_values["contacts"] = [RescuedValue("4", "score", INTEGER, "high")]
    return connector


def second() -> ListConnector:
    """Edits, a new record, one purged, one deleted, one merged, a new field, one of a new type."""
    connector = first()
    connector.reads_ids = connector.lists_alive = True
    connector.extra["contacts"] |= {"level": INTEGER, "heard": TEXT}
    contacts = connector.rows["contacts"]
    for number, row in enumerate(contacts):
        row |= {"level": number, "heard": f"fair {number}"}
    gone = (DAY + timedelta(hours=1)).replace(tzinfo=None)
    contacts[0] |= {"email": "edited@x.test", "_u": DAY}
    contacts[3] |= {"_deleted_at": gone, "_u": DAY}
    contacts[4] |= {"_deleted_at": gone, "_merged_into": "1", "_u": DAY}
    contacts.pop(2)
    contacts.append({"id": "6", "email": None, "_u": DAY})
    connector.rows["owners"].pop()
    connector.rows["_associations"].pop(0)
    return connector


def everything(warehouse: Warehouse) -> dict[str, Any]:
    """Every row of every table, and the columns that hold them; without times of the machine."""
    ledgers = ("_gone", "_runs", "_reconciliation", "_cursors", "_source")
    found: dict[str, Any] = {**snapshot(warehouse), **{t: rows(warehouse, t) for t in ledgers}}
    for row in found["_runs"]:
        for name in _TIMES:
            del row[name]
    found["_runs"].sort(key=lambda row: (row["run_id"], row["stream"]))
    with warehouse.engine().connect() as connection:
        return found | {"columns": stored_columns(connection, "raw_hubspot")}


def test_a_world_synced_twice_is_the_same_through_dlt(warehouse: Warehouse, tmp_path: Path) -> None:
    direct = open_warehouse(f"duckdb:///{tmp_path}/direct.duckdb")
    ways: tuple[tuple[Warehouse, Loader], ...] = ((direct, "direct"), (warehouse, "dlt"))
    for target, loader in ways:
        run(first(), target, 1, loader=loader)
        results = run(second(), target, 2, sweep_ids=True, loader=loader)
        assert {r.status for r in results.values()} == {"ok"}
    assert everything(warehouse) == everything(direct)
    assert {r["_deleted_at"] is None for r in rows(warehouse, "contacts")} == {True, False}
    assert landing_schemas(warehouse) == []


def test_what_a_killed_run_left_is_dropped_by_the_next(warehouse: Warehouse) -> None:
    with warehouse.engine().begin() as connection:
        connection.execute(text("create schema landing_raw_toy"))
        connection.execute(text("create table landing_raw_toy.t1_left as select 'a person' as c0"))
    with open_destination(warehouse, "raw_toy", "dlt"):
        assert landing_schemas(warehouse) == []


_SYNC = """
import sys
from tests.support.sources.list_connector import hubspot, run
from orchestration.warehouse import open_warehouse
from dlt.common.runtime import anon_tracker
found = run(hubspot(), open_warehouse(f"duckdb:///{sys.argv[1]}/sealed.duckdb"), 1, loader="dlt")
assert {result.status for result in found.values()} == {"ok"}, found
assert anon_tracker._ANON_TRACKER_ENDPOINT is None
"""


def test_dlt_tells_nobody_and_leaves_no_file(tmp_path: Path) -> None:
    home, work = tmp_path / "home", tmp_path / "work"
    (work / ".dlt").mkdir(parents=True)
    home.mkdir()
    said = (
        "[runtime]\ndlthub_telemetry = true\nlog_level = 'INFO'\n[schema]\nnaming = 'snake_case'\n"
    )
    (work / ".dlt" / "config.toml").write_text(said, encoding="utf-8")
    python = SealedPython(tmp_path)
    done = python.run(
        "-W", "ignore::DeprecationWarning", "-c", _SYNC, str(work), cwd=work,
        HOME=str(home), TMPDIR=str(home), RUNTIME__DLTHUB_TELEMETRY="true",
    )  # fmt: skip
    assert done.returncode == 0, done.stderr[-2000:]
    assert (done.stdout, done.stderr, python.attempts) == ("", "", [])
    assert list(home.iterdir()) == []
    assert sorted(path.name for path in work.iterdir()) == [".dlt", "sealed_build.duckdb"]


def test_without_dlt_installed_it_says_what_to_install(
    warehouse: Warehouse, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("orchestration.loading.destinations.find_spec", lambda _: None)
    with pytest.raises(ConfigError, match=r"HYMNSHEET_LOADER is dlt.*hymnsheet\[dlt\]"):
        run(hubspot(), warehouse, 1, loader="dlt")


@pytest.mark.postgres
def test_dlt_connects_as_the_url_says(
    postgres_database_url: str,
) -> None:
    """By a socket, with options of two words, and without the parts that libpq can do without."""
    url = make_url(postgres_database_url)
    with create_engine(url).connect() as connection:
        folder = connection.execute(text("show unix_socket_directories")).scalar_one()
    options = "-c application_name=hymn -c statement_timeout=54321"
    query = {"host": folder, "port": str(url.port), "user": url.username or "", "options": options}
    socket = URL.create("postgresql", database=url.database, query=query)
    warehouse = open_warehouse(socket.render_as_string(hide_password=False))
    with open_destination(warehouse, "raw_toy", "dlt") as destination:
        ensure_raw_tables(warehouse, [CONTACTS], "raw_toy")
        found = destination.rows_of("contacts", ["id"], pa.table({"id": ["1"]}))
        assert found.schema == pa.schema([("id", pa.string())])
    with open_pipeline(warehouse, "raw_toy") as pipeline, pipeline.connect() as client:
        said = [
            client.execute_sql(f"show {name}") for name in ("application_name", "statement_timeout")
        ]
    assert said == [[("hymn",)], [("54321ms",)]]


@pytest.mark.postgres
def test_a_database_that_cannot_be_reached_is_told_without_its_password(
    postgres_database_url: str,
) -> None:
    url = make_url(postgres_database_url).set(database="no_such", password="secret word")
    warehouse = open_warehouse(url.render_as_string(hide_password=False))
    with (
        pytest.raises(WarehouseError, match=r"raw_toy, through dlt: .*no_such") as raised,
        open_destination(warehouse, "raw_toy", "dlt"),
    ):
        pass
    assert "secret" not in str(raised.value)

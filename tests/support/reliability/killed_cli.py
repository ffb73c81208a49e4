"""`hymnsheet`, ended by SIGKILL at a named point: forked in place of the command line.

The environment says at which point, at which of its passings, and where to write what happened.
Without a point it runs to its end and writes how often it passed each of them.
"""

from __future__ import annotations

import json
import os
import signal
import sys
import threading
import time
from collections import Counter
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from orchestration.cli.interrupts import end_at_once_when_told
from orchestration.defs.resources import Platform
from orchestration.loading import read_run
from orchestration.private_files import leave_home, use_home
from orchestration.settings import load_settings
from orchestration.warehouse import Warehouse

PARSE = "during dbt's parse"
KEPT = "a parse half written"
BEFORE_PUBLICATION = "between build and publication"
REPLACED = "a schema replaced, not committed"
NOT_TIDIED = "committed, not tidied"
IN_TRANSACTION = "between two tables of one transaction"
BETWEEN_TRANSACTIONS = "between two transactions of one stream"


@dataclass
class Watch:
    """Counts what is passed, and ends the process at one of them.

    Attributes:
        fatal: the point to die at, None for none.
        passing: at which of its passings, from 1.
        delay_s: how long after it, where the point is a stretch of time.
        told: the file that says what happened.
    """

    fatal: str | None
    passing: int
    delay_s: float
    told: Path
    passed: Counter[str] = field(default_factory=Counter)
    lasted_s: dict[str, float] = field(default_factory=dict)

    def at(self, point: str, ruin: Callable[[], None] = lambda: None) -> None:
        """A point is passed. `ruin` leaves things as a kill a moment earlier would have."""
        self.passed[point] += 1
        if point == self.fatal and self.passed[point] == self.passing:
            ruin()
            self.die(point)

    def during(self, point: str, work: Callable[[], Any]) -> Any:
        """A stretch of time: death comes within it, or at its end."""
        started = time.monotonic()
        is_fatal = point == self.fatal and self.passed[point] + 1 == self.passing
        if is_fatal:
            timer = threading.Timer(self.delay_s, self.die, [point])
            timer.daemon = True
            timer.start()
        try:
            return work()
        finally:
            self.lasted_s.setdefault(point, time.monotonic() - started)
            self.at(point)

    def die(self, point: str) -> None:
        """Say so, and die as by `kill -9`: nothing is wound up."""
        self.told.write_text(json.dumps({"died": point}), encoding="utf-8")
        os.kill(os.getpid(), signal.SIGKILL)
        time.sleep(60)

    def tell(self) -> None:
        """Write how often each point was passed, and how long each stretch lasted first."""
        told = {"passed": self.passed, "lasted_s": self.lasted_s}
        self.told.write_text(json.dumps(told), encoding="utf-8")


def before(owner: Any, name: str, act: Callable[..., object]) -> None:
    """`act` is called with the arguments of `owner.name`, before it."""
    original = getattr(owner, name)

    def watched(*args: Any, **kwargs: Any) -> Any:
        act(*args, **kwargs)
        return original(*args, **kwargs)

    setattr(owner, name, watched)


def after(owner: Any, name: str, act: Callable[..., object]) -> None:
    """`act` is called with the arguments of `owner.name`, after it."""
    original = getattr(owner, name)

    def watched(*args: Any, **kwargs: Any) -> Any:
        outcome = original(*args, **kwargs)
        act(*args, **kwargs)
        return outcome

    setattr(owner, name, watched)


def watch_loading(watch: Watch) -> None:
    """Rows, their cursor, and what is said of their fields."""
    from orchestration.loading import (
        absences,
        run_state,
    )
    from orchestration.loading.destinations import duckdb, postgres
    from orchestration.loading.destinations.base import Destination
    from orchestration.loading.stream_sync import StreamSync

    written = Counter[str]()

    def stream_begins(*_: Any) -> None:
        if written["streams"]:
            watch.at("between two streams")
        written["streams"] += 1
        written["transactions"] = 0

    def transaction_begins(*_: Any) -> None:
        if written["transactions"]:
            watch.at(BETWEEN_TRANSACTIONS)
        written["transactions"] += 1
        written["tables"] = 0

    def table_begins(*_: Any) -> None:
        if written["tables"]:
            watch.at(IN_TRANSACTION)
        written["tables"] += 1

    def statement_begins(_: Any, statement: str) -> None:
        if statement.startswith("insert into"):
            watch.at("rows deleted, not yet inserted")

    before(StreamSync, "sync", stream_begins)
    before(Destination, "write", transaction_begins)
    before(Destination, "retype", transaction_begins)
    before(Destination, "_upsert", table_begins)
    before(Destination, "_overwrite", table_begins)
    after(Destination, "retype", lambda *_: watch.at("column retyped, stream not read"))
    for transaction in (duckdb.DuckDBTransaction, postgres.PostgresTransaction):
        before(transaction, "run", statement_begins)
    after(run_state, "add_columns", lambda *_: watch.at("columns made, not yet filled"))
    before(absences.Absences, "_mark", lambda *_, **__: watch.at("before deletions are marked"))
    after(StreamSync, "close", lambda *_, **__: watch.at("stream closed"))


def watch_build(watch: Watch) -> None:
    """Dbt's parse, its waves, the audit."""
    from orchestration.defs import checks, ingest
    from orchestration.transform import project, state

    parse = project.Project.parse

    def watched_parse(self: Any) -> Any:
        return watch.during(PARSE, lambda: parse(self))

    project.Project.parse = watched_parse  # type: ignore[method-assign]
    after(ingest, "start_run", lambda *_, **__: watch.at("clock of the run set"))
    before(project.Project, "build", lambda *_: watch.at("wave forgotten, not yet built"))
    before(state, "remember", lambda *_: watch.at("wave built, not yet remembered"))
    before(checks, "write_results", lambda *_: watch.at("audited, nothing written"))
    before(checks, "note_audit", lambda *_, **__: watch.at("audit written, not yet noted"))


def watch_publication(watch: Watch) -> None:
    """Between build and publication, and amid it."""
    from orchestration.defs import publish
    from orchestration.warehouse import (
        duckdb,
        duckdb_publication,
        postgres,
        postgres_publication,
    )

    tables = Counter[str]()

    def table_begins(*_: Any) -> None:
        if tables["published"]:
            watch.at("between two published tables")
        tables["published"] += 1

    before(publish, "note_publication", lambda *_: watch.at(BEFORE_PUBLICATION))
    for warehouse in (duckdb.DuckDBWarehouse, postgres.PostgresWarehouse):
        before(warehouse, "publish", lambda *_: watch.at("publication noted, not begun"))
        after(warehouse, "publish", lambda *_: watch.at("published, nothing reported"))
    before(duckdb_publication, "_copy", table_begins)
    before(duckdb, "_sync_to_disk", lambda *_: watch.at("before a file is synced"))
    before(postgres_publication, "_write_differences", table_begins)
    after(postgres_publication, "_comment", lambda *_: watch.at("rows written, not committed"))
    before(postgres_publication, "drop_retired", lambda *_: watch.at(NOT_TIDIED))
    after(postgres_publication, "_replace_schema", lambda *_: watch.at(REPLACED))


def watch_files(watch: Watch) -> None:
    """Pages and lists, the parse that is kept, the served file: all are put in place by a name."""

    def renamed(source: Any, target: Any, *_: Any) -> None:
        path = Path(source)
        if path.name.startswith("manifest-"):
            watch.at(KEPT, lambda: halve(path))
        elif path.name.endswith("partial"):
            watch.at("a file of the report half written", lambda: halve(path))
        elif Path(target).suffix == ".duckdb":
            watch.at("before the served file is swapped")

    def was_renamed(_: Any, target: Any, *__: Any) -> None:
        if Path(target).suffix in {".csv", ".html"}:
            watch.at("between two files of the report")
        elif Path(target).suffix == ".duckdb":
            watch.at("served file swapped, not synced")

    for owner, name in ((Path, "replace"), (os, "replace")):
        before(owner, name, renamed)
        after(owner, name, was_renamed)


def halve(path: Path) -> None:
    """As a kill amid the writing leaves it."""
    os.truncate(path, path.stat().st_size // 2)


def watched(environment: Mapping[str, str]) -> Watch:
    """The watch that the environment asks for."""
    return Watch(
        environment.get("KILLED_AT"),
        int(environment.get("KILLED_AT_PASSING", "1")),
        float(environment.get("KILLED_AFTER_S", "0")),
        Path(environment.get("KILLED_TELLS", os.devnull)),
    )


def load() -> None:
    """What `hymnsheet sync` does, but for Dagster, which costs more than all the rest of it."""
    from orchestration.defs import ingest
    from orchestration.loading import sync_source

    with held() as (platform, warehouse):
        run_id, as_of = f"load {os.getpid()}", platform.settings.as_of
        assert as_of is not None
        ingest.start_run(warehouse, run_id=run_id, as_of=as_of)
        for source in platform.configured_sources():
            with platform.connector(source) as connector:
                sync_source(connector, warehouse, run_id=run_id, as_of=as_of)


def publish() -> None:
    """What `hymnsheet run` does after its audit, without Dagster."""
    from expectations import described_results
    from orchestration.defs import publish as published
    from orchestration.transform import described_tables, require_audit

    with held() as (platform, warehouse):
        project, run = platform.dbt_project(), read_run(warehouse)
        described = described_tables(project.manifest())
        require_audit(warehouse, project.digest)
        published.note_publication(warehouse, run.run_id, run.as_of)
        warehouse.publish({**described, ("quality", "expectation_result"): described_results()})
        published.render_report(warehouse.published_engine(), platform.settings.report_path.parent)


@contextmanager
def held() -> Iterator[tuple[Platform, Warehouse]]:
    """Platform and warehouse, as the command line holds them for a run."""
    settings = load_settings()
    platform = Platform(settings)
    end_at_once_when_told()
    use_home(settings.home)
    warehouse = platform.warehouse()
    with warehouse.exclusive():
        yield platform, warehouse
    leave_home()


def main() -> None:
    """Run the command line, or a part of what it does, under a watch."""
    from orchestration.cli.main import main as command_line

    watch = watched(os.environ)
    for part in (watch_loading, watch_build, watch_publication, watch_files):
        part(watch)
    try:
        {"load": load, "publish": publish}.get(sys.argv[1], command_line)()
    except SystemExit as end:
        if end.code:
            raise
    watch.tell()

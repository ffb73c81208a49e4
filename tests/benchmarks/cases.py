"""What is measured: each case runs in a process of its own and prints one JSON line about itself.

Imports are done before the clock starts. CPU is this process and its children; peak memory is this
process's.
"""

from __future__ import annotations

import json
import resource
import sys
import tempfile
import time
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path

import duckdb
import orjson
import pyarrow as pa
import requests
from pydantic import SecretStr

from orchestration.emulator.hubspot.credentials import ACCESS_TOKEN
from orchestration.emulator.salesforce.credentials import CONSUMER_KEY, CONSUMER_SECRET
from orchestration.loading import start_run, sync_source
from orchestration.sources.registry import VENDORS, connect
from orchestration.warehouse import open_warehouse

AS_OF = datetime(2026, 1, 1, tzinfo=UTC)
CHUNK_BYTES = 1 << 16


def _session(ca_path: str) -> requests.Session:
    session = requests.Session()
    session.trust_env = False
    session.verify = ca_path
    return session


def limit_salesforce(base_url: str, ca_path: str, folder: Path) -> int:
    """Download the same pages over the same TLS, then DuckDB's own CSV reader into a table."""
    session = _session(ca_path)
    paths, locator = [], "0"
    while locator != "null":
        url = f"{base_url}/services/data/v62.0/jobs/query/750/results"
        path = folder / f"page-{len(paths)}.csv"
        with (
            session.get(url, params={"locator": locator}, stream=True) as answer,
            path.open("wb") as out,
        ):
            for chunk in answer.iter_content(CHUNK_BYTES):
                out.write(chunk)
            locator = answer.headers["Sforce-Locator"]
        paths.append(str(path))
    connection = duckdb.connect(str(folder / "limit.duckdb"))
    connection.execute("create table t as select * from read_csv($1, header = true)", [paths])
    rows = connection.execute("select count(*) from t").fetchone()
    connection.close()
    assert rows is not None
    return int(rows[0])


def _hubspot_arrow(base_url: str, ca_path: str) -> list[pa.Table]:
    session = _session(ca_path)
    after: str | None = "0"
    tables, columns = [], {}
    while after is not None:
        url = f"{base_url}/crm/v3/objects/contacts"
        page = orjson.loads(session.get(url, params={"limit": "100", "after": after}).content)
        records = [record["properties"] for record in page["results"]]
        if not columns:
            columns = dict.fromkeys(records[0])
        tables.append(
            pa.table(
                {name: pa.array([r.get(name) for r in records], pa.string()) for name in columns}
            )
        )
        after = page.get("paging", {}).get("next", {}).get("after")
    return tables


def limit_hubspot(base_url: str, ca_path: str, folder: Path) -> int:
    """The same pages through orjson into Arrow, no types, no warehouse."""
    return sum(table.num_rows for table in _hubspot_arrow(base_url, ca_path))


def limit_hubspot_duckdb(base_url: str, ca_path: str, folder: Path) -> int:
    """As above, and the Arrow tables into one DuckDB table of text columns."""
    table = pa.concat_tables(_hubspot_arrow(base_url, ca_path))
    connection = duckdb.connect(str(folder / "limit.duckdb"))
    connection.register("pages", table)
    connection.execute("create table t as select * from pages")
    connection.close()
    return table.num_rows


def _ours(vendor: str, stream: str, folder: Path, ca_path: str, **settings: str) -> int:
    warehouse = open_warehouse(f"duckdb:///{folder / 'ours.duckdb'}")
    start_run(warehouse, run_id="bench", as_of=AS_OF)
    secrets = {each.name for each in VENDORS[vendor].settings if each.kind == "secret"}
    values = {key: SecretStr(text) if key in secrets else text for key, text in settings.items()}
    connector = connect(vendor, values, ca_path=Path(ca_path))
    results = sync_source(connector, warehouse, run_id="bench", as_of=AS_OF, streams={stream})
    connector.close()
    return next(result.rows_changed for result in results if result.stream == stream)


def ours_salesforce(base_url: str, ca_path: str, folder: Path) -> int:
    """The product: connector, types, de-duplication, raw table, cursor, reconciliation."""
    return _ours(
        "salesforce",
        "opportunity",
        folder,
        ca_path,
        login_url=base_url,
        consumer_key=CONSUMER_KEY,
        consumer_secret=CONSUMER_SECRET,
    )


def ours_hubspot(base_url: str, ca_path: str, folder: Path) -> int:
    """The product, on contacts."""
    return _ours(
        "hubspot", "contacts", folder, ca_path, base_url=base_url, access_token=ACCESS_TOKEN
    )


CASES: dict[str, Callable[[str, str, Path], int]] = {
    case.__name__: case
    for case in (
        limit_salesforce,
        ours_salesforce,
        limit_hubspot,
        limit_hubspot_duckdb,
        ours_hubspot,
    )
}


def _cpu_s() -> float:
    own, children = (
        resource.getrusage(who) for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN)
    )
    return own.ru_utime + own.ru_stime + children.ru_utime + children.ru_stime


def main() -> None:
    """Arguments: case, base URL, CA path."""
    name, base_url, ca_path = sys.argv[1:4]
    with tempfile.TemporaryDirectory() as folder:
        cpu, wall = _cpu_s(), time.perf_counter()
        rows = CASES[name](base_url, ca_path, Path(folder))
        measured = {
            "case": name,
            "rows": rows,
            "wall_s": round(time.perf_counter() - wall, 3),
            "cpu_s": round(_cpu_s() - cpu, 3),
            "peak_mib": round(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024),
        }
    print(json.dumps(measured), flush=True)


if __name__ == "__main__":
    main()

"""The parse of our project by dbt, made once in a test run: a home begins as after its first run.

Started as `python -m tests.support.dbt.parsed TARGET FOLDER`, it makes one, as a run does.
"""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path

from orchestration.transform import Project
from tests.support.paths import PROJECT, ROOT
from tests.support.shared import made_once

#: Stands for the database in a parse for Postgres; whoever uses it puts its own there.
PARSED_DATABASE = "parsed_company"
PARTIAL_PARSE = "partial_parse.msgpack"
#: A parse amid other variables is of no use. On DuckDB they are those of a run in any home.
PARSED_AMID: Mapping[str, Mapping[str, str]] = {
    "duckdb": {
        "HYMNSHEET_DBT_TARGET": "duckdb",
        "HYMNSHEET_DBT_DUCKDB_PATH": "hymnsheet_build.duckdb",
        "HYMNSHEET_DBT_PUBLISHED_PATH": "",
    },
    "postgresql": {
        "HYMNSHEET_DBT_TARGET": "postgres",
        "HYMNSHEET_DBT_PG_DATABASE": PARSED_DATABASE,
    },
}


def kept_parse(target: str = "duckdb") -> Path:
    """The folder of this run's parse for a target: SQLAlchemy's name of it."""
    return made_once(f"parsed-{target}", lambda folder: _parse(target, folder))


def home_with_parse(home: Path) -> Path:
    """`home`, in which the first run need not parse."""
    shutil.copytree(kept_parse(), home / "dbt")
    return home


def _parse(target: str, folder: Path) -> None:
    subprocess.run([sys.executable, "-m", __name__, target, str(folder)], cwd=ROOT, check=True)


@contextmanager
def _amid(target: str) -> Iterator[None]:
    os.environ.update(PARSED_AMID[target])
    yield


if __name__ == "__main__":
    Project(PROJECT, Path(sys.argv[2]), parsed_amid=lambda: _amid(sys.argv[1])).manifest()

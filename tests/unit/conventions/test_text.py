"""What no file may say: a registry's host, a machine's path or clock, a number that is taken."""

from __future__ import annotations

import ast
import re
from pathlib import Path

import pytest

from tests.support.tree import ROOT, ending, files, name, text, tree

_BINARY = {".gz", ".ico", ".parquet", ".pem", ".png", ".zip"}
# In two halves, so that this file does not name what it forbids.
_REGISTRIES = [f"{first}{second}" for first, second in (
    ("pypi", ".org"), ("python", "hosted"), ("npm", "js"), ("debian", ".org"), ("crates", ".io"),
)]  # fmt: skip
_MACHINE_PATHS = re.compile(r"(?<![\w.}/~<])/(work|home|Users|root|tmp)/[\w.]")
_SQL_CLOCKS = re.compile(
    r"\b(current_date|current_timestamp|localtimestamp|sysdate|(now|getdate|today|clock_timestamp)"
    r"\s*\(|run_started_at|modules\.datetime)",
    re.IGNORECASE,
)
_PYTHON_CLOCKS = {
    ("datetime", "now"), ("datetime", "utcnow"), ("datetime", "today"), ("date", "today"),
    ("time", "time"), ("time", "time_ns"), ("time", "gmtime"), ("time", "localtime"),
}  # fmt: skip
#: The only product files that read the machine's clock, each for a reason.
_CLOCK_READERS = {
    "orchestration/cli/agreement.py": "a signature bears the day on which it is given",
    "orchestration/cli/doctor_sources.py": "doctor compares this machine's clock with the vendor's",
    "orchestration/cli/glossary.py": "asks a vendor, before the first sync, for what is in use now",
    "orchestration/cli/matches.py": "the day on which somebody decided, unless as_of is set",
    "orchestration/defs/ingest.py": "fixes as_of, once, in a run's first step",
    "orchestration/loading/stream_sync.py": "_runs.started_at: how long the work took",
    "orchestration/loading/stream_progress.py": "_runs.finished_at: how long the work took",
}


def _readable() -> list[Path]:
    return [path for path in files() if path.suffix not in _BINARY]


@pytest.mark.parametrize("host", _REGISTRIES)
def test_no_file_names_a_registry(host: str) -> None:
    assert [name(path) for path in _readable() if host in text(path)] == []


def test_no_file_names_a_path_of_one_machine() -> None:
    found = {
        name(path): match for path in _readable() if (match := _MACHINE_PATHS.search(text(path)))
    }
    assert found == {}


def test_the_lock_holds_no_address() -> None:
    assert re.findall(r"https?://\S+", text(ROOT / "requirements.lock")) == []


def _without_sql_comments(path: Path) -> str:
    code = re.sub(r"\{#.*?#\}", " ", text(path), flags=re.DOTALL)
    return re.sub(r"--[^\n]*", " ", code)


@pytest.mark.parametrize("path", ending(".sql", "dbt_project"), ids=lambda path: path.stem)
def test_no_sql_reads_the_machine_clock(path: Path) -> None:
    assert _SQL_CLOCKS.findall(_without_sql_comments(path)) == []


def test_sql_in_python_does_not_read_the_machine_clock() -> None:
    sql = re.compile(
        r"\b(current_date|current_timestamp|localtimestamp|getdate\(|now\(\)::)", re.IGNORECASE
    )
    product = ending(".py", "orchestration", "expectations")
    assert [name(path) for path in product if sql.search(text(path))] == []


def _reads_clock(path: Path) -> bool:
    return any(
        isinstance(node, ast.Attribute)
        and isinstance(node.value, ast.Name)
        and (node.value.id, node.attr) in _PYTHON_CLOCKS
        for node in ast.walk(tree(path))
    )


def test_only_listed_modules_read_the_machine_clock() -> None:
    readers = {name(p) for p in ending(".py", "orchestration", "expectations") if _reads_clock(p)}
    assert readers == set(_CLOCK_READERS)


def test_decisions_are_numbered_one_by_one() -> None:
    pages = sorted((ROOT / "docs" / "adr").glob("*.md"))
    assert [page.name[:5] for page in pages] == [f"{n:04}-" for n in range(1, len(pages) + 1)]
    for number, page in enumerate(pages, start=1):
        assert page.read_text(encoding="utf-8").startswith(f"# {number}. ")

"""What to do after a build that failed for want of memory or of room on the disk."""

from __future__ import annotations

from collections.abc import Mapping

_NO_MEMORY = ("out of memory", "failed to allocate", "could not allocate", "bad_alloc")
_NO_ROOM = ("max_temp_directory_size", "no space left on device")


def next_step(words: str, environment: Mapping[str, str]) -> str | None:
    """The next step, if `words`, of dbt or its engine, tell of either; else None.

    Args:
        words: what went wrong.
        environment: what profiles.yml read.
    """
    told = words.lower()
    path = environment.get("HYMNSHEET_DBT_DUCKDB_PATH")
    if any(each in told for each in _NO_ROOM):
        where = f" beside {path}, where DuckDB puts what does not fit into memory" if path else ""
        return f"Make room on the disk{where}, then build again."
    if not any(each in told for each in _NO_MEMORY):
        return None
    if path is None:
        return "The Postgres server ran out of memory: its log says where. Then build again."
    return (
        f"DuckDB had {environment['HYMNSHEET_DBT_DUCKDB_MEMORY']} and"
        f" {environment['HYMNSHEET_DBT_DUCKDB_THREADS']} threads: set build_memory_mib in"
        " hymnsheet.yml (HYMNSHEET_BUILD_MEMORY_MIB) to more; or to less, if the machine"
        " itself had no more to give. Then build again."
    )

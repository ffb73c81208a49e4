"""A build that ran out of memory or disk says what to set, where."""

from __future__ import annotations

import pytest

from orchestration.transform.shortage import next_step

DUCKDB = {
    "HYMNSHEET_DBT_DUCKDB_PATH": "crm/x_build.duckdb",
    "HYMNSHEET_DBT_DUCKDB_MEMORY": "700MiB",
    "HYMNSHEET_DBT_DUCKDB_THREADS": "1",
}


@pytest.mark.parametrize(
    "words",
    [
        "Out of Memory Error: failed to allocate data of size 32.0 MiB (690/700 MiB used)",
        "Out of Memory Error: could not allocate block of size 256.0 KiB",
        "std::bad_alloc",
    ],
)
def test_memory(words: str) -> None:
    told = str(next_step(words, DUCKDB))
    assert "700MiB and 1 threads" in told
    assert "build_memory_mib" in told


def test_the_disk() -> None:
    words = (
        "Out of Memory Error: failed to offload data block of size 256.0 KiB. This limit was set"
        " by the 'max_temp_directory_size' setting."
    )
    assert "disk beside crm/x_build.duckdb" in str(next_step(words, DUCKDB))
    assert next_step("could not write: No space left on device", {}) is not None


def test_the_server_of_postgres_is_not_ours() -> None:
    assert "server" in str(next_step("ERROR: out of memory", {"HYMNSHEET_DBT_TARGET": "postgres"}))


def test_anything_else_is_something_else() -> None:
    assert next_step("Binder Error: no such column", DUCKDB) is None

"""What was loaded is what the vendors said they have: a stream on its row of the sync status.

That a record has its key, and that a value fits its type, stand beside the models of staging as
tests of dbt, and in raw `_misfits`. A difference is news and blocks nothing: a vendor counts while
people go on working.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from expectations import expect
from expectations.tables import Tables
from expectations.validator import Batch, Expectation

#: What a company does not want read, or has no use for, owes nothing.
_STREAMS: Final = """
select source_system || '.' || stream as stream, status,
       cast(coalesce(difference, 0) as bigint) as difference
from {marts.mart_sync_status}
where status not in ('turned_off', 'not_used', 'never_run')
order by 1
"""
_PROMISES: Final = (
    expect.in_set("status", ["ok"], "warning").described("Every stream was read to its end"),
    expect.in_set("difference", [0], "warning").described(
        "As many records were kept as the vendor counts"
    ),
)


def batches(tables: Tables) -> Iterator[Batch]:
    """One batch: a row per stream that is read."""
    asked = [Expectation(promise, severity="major") for promise in _PROMISES]
    yield Batch("raw", "marts.mart_sync_status", tables.read(_STREAMS), "stream", asked)

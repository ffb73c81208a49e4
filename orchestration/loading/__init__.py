"""From connector to raw tables.

sync.py is the way in; sync_log.py writes what a run says about itself; destinations/ is how rows
move.
What rows mean is decided in dbt, never here.
"""

from __future__ import annotations

from orchestration.loading.catalog import ensure_raw_tables
from orchestration.loading.issued_fixes import ensure_issued_fixes, remember_issued
from orchestration.loading.policy import LoadPolicy
from orchestration.loading.result import StreamResult
from orchestration.loading.sync import sync_source
from orchestration.loading.sync_log import (
    RunContext,
    is_unread,
    read_not_whole,
    read_run,
    require_rows,
    start_run,
)
from orchestration.loading.web_addresses import resolve_web_addresses

__all__ = [
    "LoadPolicy",
    "RunContext",
    "StreamResult",
    "ensure_issued_fixes",
    "ensure_raw_tables",
    "is_unread",
    "read_not_whole",
    "read_run",
    "remember_issued",
    "require_rows",
    "resolve_web_addresses",
    "start_run",
    "sync_source",
]

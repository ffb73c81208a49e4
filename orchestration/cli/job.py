"""The Dagster job in this process: what run, sync, build, check, report and demo share."""

from __future__ import annotations

import warnings
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from orchestration.defs.credentials import configured_sources, require_sources
from orchestration.errors import CheckFailedError
from orchestration.loading.sync_log import nothing_synced, read_not_whole, read_run
from orchestration.private_files import use_home
from orchestration.settings import Settings
from orchestration.warehouse import Warehouse, open_warehouse

#: A file that another program holds is refused at once, not waited for as within a run.
_FIRST_WAIT_S = 0.5

#: Parts of the job by the groups of their assets; None is all of it.
STEPS: dict[str, tuple[str, ...]] = {
    "sync": ("raw",),
    "build": ("staging", "conformed", "intermediate", "marts", "quality", "audit", "publication"),
    "check": ("audit",),
    "report": ("report",),
}


@dataclass(frozen=True)
class JobOutcome:
    """What a run of the job came to: its id and clock, where the report and the tables are.

    `not_whole` names the streams (`hubspot deals: unavailable`) of which it could not read all.
    """

    run_id: str
    as_of: datetime
    report_path: Path
    warehouse_url: str
    not_whole: tuple[str, ...] = ()


def run_job(
    settings: Settings,
    say: Callable[[str], None],
    steps: Sequence[str] = (),
    *,
    reading: Mapping[str, bool] | None = None,
) -> JobOutcome:
    """Run the job, or the named steps of it, in this process.

    Args:
        settings: what to connect to, where to write.
        say: told one line per finished piece of work.
        steps: names in STEPS; none means the whole job.
        reading: `full_refresh`, `sweep_ids`, `accept_deletes`: fields of LoadPolicy;
            `accept_clock`: go on although a later instant is published, forget what was said of it.

    Raises:
        HymnsheetError: as the failing step raised it.
        CheckFailedError: a blocking check failed; nothing was published.
    """
    warehouse = open_warehouse(settings.effective_warehouse_url)
    is_sync = not steps or "sync" in steps
    _refuse_early(settings, warehouse, is_sync=is_sync)
    use_home(settings.home)
    tags = {f"hymnsheet/{name}": "true" for name, on in (reading or {}).items() if on}
    with warehouse.exclusive():
        impatient = open_warehouse(settings.effective_warehouse_url, lock_wait_s=_FIRST_WAIT_S)
        impatient.check()
        if not is_sync:
            read_run(impatient)
        run_id = _execute(settings, say, steps, tags)
    return JobOutcome(
        run_id,
        read_run(warehouse).as_of,
        settings.report_path,
        warehouse.display_url,
        read_not_whole(warehouse, configured_sources(settings), run_id),
    )


def _refuse_early(settings: Settings, warehouse: Warehouse, *, is_sync: bool) -> None:
    """What can be told without Dagster is told at once: its import takes seconds."""
    if is_sync:
        require_sources(settings)
    elif not warehouse.exists():
        raise nothing_synced(warehouse)


def _execute(
    settings: Settings, say: Callable[[str], None], steps: Sequence[str], tags: dict[str, str]
) -> str:
    """Run the job in this process, which holds the warehouse; returns the run's id."""
    warnings.filterwarnings("ignore", module=r"dagster.*")
    import dagster as dg
    from dagster._core.errors import DagsterAssetCheckFailedError  # has no public name in 1.13

    from orchestration.definitions import build_defs
    from orchestration.defs.automation import JOB_NAME
    from orchestration.defs.resources import Platform

    platform = Platform(
        settings, say=say, step_retries=0, holds_warehouse=True, keeps_history=False
    )
    definitions = build_defs(platform)
    job = definitions.resolve_job_def(JOB_NAME)
    keys = None
    if steps:
        graph = definitions.resolve_asset_graph()
        keys = list(dg.AssetSelection.from_string(_selection(steps)).resolve(graph))
    quiet = {"loggers": {"console": {"config": {"log_level": "CRITICAL"}}}}
    try:
        with dg.DagsterInstance.ephemeral() as instance:
            outcome = job.execute_in_process(
                asset_selection=keys, run_config=quiet, instance=instance, tags=tags
            )
    except DagsterAssetCheckFailedError as error:
        raise CheckFailedError(
            f"A blocking check failed, so nothing was published: {error}.",
            next_step="Readers still see the last good state. See `hymnsheet check` for the list.",
        ) from error
    return outcome.run_id


def _selection(steps: Sequence[str]) -> str:
    return " or ".join(f"group:{group}" for step in steps for group in STEPS[step])

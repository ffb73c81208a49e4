"""The end of a run: the audited layers are swapped in whole, then the report is rendered."""

import dagster as dg

from orchestration.defs.resources import PUBLISHED, REPORT, WAREHOUSE_POOL, Platform
from orchestration.defs.run_hold import RunHold
from orchestration.loading.clock import note_publication
from orchestration.report import render_report


@dg.asset(
    key=PUBLISHED,
    deps=[["quality", "expectation_result"]],
    group_name="ops",
    kinds={"python"},
    pool=WAREHOUSE_POOL,
    description="Marts and quality as readers see them: replaced whole, only after the audit.",
)
def published(
    platform: dg.ResourceParam[Platform], run_hold: dg.ResourceParam[RunHold]
) -> dg.MaterializeResult[None]:
    """Swap the built layers in; a reader sees the last good state until this instant."""
    warehouse = platform.warehouse()
    run = run_hold.context(warehouse)
    note_publication(warehouse, run.run_id, run.as_of)
    target = warehouse.publish()
    platform.say("published")
    return dg.MaterializeResult(metadata={"target": str(target)})


@dg.asset(
    key=REPORT,
    deps=[PUBLISHED],
    group_name="report",
    kinds={"html"},
    description="One offline HTML page, rendered from published tables only.",
)
def report_site(platform: dg.ResourceParam[Platform]) -> dg.MaterializeResult[None]:
    """Render the report to the path of the settings."""
    settings = platform.settings
    path = render_report(
        platform.warehouse().published_engine(),
        settings.report_path,
        redact=settings.report_redact,
    )
    platform.say(f"report: {path}")
    return dg.MaterializeResult(
        metadata={
            "path": dg.MetadataValue.path(str(path)),
            "bytes": dg.MetadataValue.int(path.stat().st_size),
        }
    )

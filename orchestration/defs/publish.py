"""The end of a run: the audited layers are swapped in whole, then the report is rendered."""

import dagster as dg

from expectations import described_results
from orchestration.defs.resources import (
    EXPECTATION_RESULT,
    PUBLICATION_GROUP,
    PUBLISHED,
    REPORT,
    REPORT_GROUP,
    WAREHOUSE_POOL,
    Platform,
)
from orchestration.defs.run_hold import RunHold
from orchestration.loading.clock import note_publication
from orchestration.report import render_report
from orchestration.transform import Project, described_tables, require_audit


def build_publication(project: Project) -> dg.AssetsDefinition:
    """The swap. Each published table takes its description and its keys from the models' yml."""

    @dg.asset(
        key=PUBLISHED,
        deps=[EXPECTATION_RESULT],
        group_name=PUBLICATION_GROUP,
        kinds={"python"},
        pool=WAREHOUSE_POOL,
        description="Marts and quality as readers see them: replaced whole, only after the audit.",
    )
    def published(
        platform: dg.ResourceParam[Platform], run_hold: dg.ResourceParam[RunHold]
    ) -> dg.MaterializeResult[None]:
        """Swap the built layers in; a reader sees the last good state until this instant."""
        warehouse = platform.warehouse()
        described = {
            **described_tables(project.manifest()),
            ("quality", "expectation_result"): described_results(),
        }
        with run_hold.opened(warehouse) as run:
            require_audit(warehouse, project.digest)
            note_publication(warehouse, run.run_id, run.as_of)
        target = warehouse.publish(described)
        platform.say("published")
        return dg.MaterializeResult(metadata={"target": str(target)})

    return published


@dg.asset(
    key=REPORT,
    deps=[PUBLISHED],
    group_name=REPORT_GROUP,
    kinds={"html"},
    description="Offline HTML pages and CSV files, rendered from published tables only.",
)
def report_site(platform: dg.ResourceParam[Platform]) -> dg.MaterializeResult[None]:
    """Render the report to the folder of the settings."""
    settings = platform.settings
    path = render_report(
        platform.warehouse().published_engine(),
        settings.report_path.parent,
        redact=settings.report_redact,
    )
    platform.say(f"report: {path}")
    pages = list(path.parent.glob("*.html"))
    return dg.MaterializeResult(
        metadata={
            "path": dg.MetadataValue.path(str(path)),
            "bytes": dg.MetadataValue.int(sum(page.stat().st_size for page in pages)),
        }
    )

"""Dagster's entry point and our one composition root: `dagster dev -w workspace.yaml` loads `defs`.

Loads with no credentials and no network; the first step of a run says what is missing.
"""

from __future__ import annotations

from collections.abc import Iterator

import dagster as dg

from orchestration.defs.automation import hymnsheet_job, run_failed, schedules
from orchestration.defs.checks import build_expectation_asset
from orchestration.defs.ingest import raw_assets, run_context
from orchestration.defs.publish import build_publication, report_site
from orchestration.defs.resources import MODELS, Platform
from orchestration.defs.run_hold import run_hold
from orchestration.defs.transform import (
    ISSUED_FIXES,
    MATCH_SCORES,
    WEB_ADDRESSES,
    build_dbt_assets,
    build_models_asset,
    glossary_gate,
)
from orchestration.private_files import use_home
from orchestration.settings import load_settings
from orchestration.sources.registry import VENDORS
from orchestration.transform import Project, described_tables


def build_defs(platform: Platform | None = None) -> dg.Definitions:
    """All assets, checks, schedules and sensors.

    Args:
        platform: what steps use; by default made from the environment. The CLI and tests hand
            in their own.
    """
    platform = platform or Platform(load_settings())
    project = platform.dbt_project()
    return dg.Definitions(
        assets=[
            run_context,
            *(raw_assets(source) for source in VENDORS),
            glossary_gate,
            *_modelled(project, each=platform.keeps_history),
            build_publication(project),
            report_site,
        ],
        jobs=[hymnsheet_job],
        schedules=schedules(platform.settings.schedule),
        sensors=[run_failed],
        executor=dg.in_process_executor,
        resources={"platform": platform, "run_hold": run_hold},
    )


def _modelled(project: Project, *, each: bool) -> Iterator[dg.AssetsDefinition | dg.AssetSpec]:
    """The models, each an asset or all of them one, and the audit of what they came to."""
    if not each:
        yield from (build_models_asset(project), build_expectation_asset(project, reads=[MODELS]))
        return
    yield from (WEB_ADDRESSES, ISSUED_FIXES, MATCH_SCORES, build_dbt_assets(project))
    tables = sorted(dg.AssetKey(place) for place in described_tables(project.manifest()))
    yield build_expectation_asset(project, reads=tables)


@dg.definitions
def defs() -> dg.Definitions:
    """What the code location serves."""
    settings = load_settings()
    use_home(settings.home)
    return build_defs(Platform(settings))

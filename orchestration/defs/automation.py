"""When the job runs, and who hears of a failure. Selections are by group, never by key lists."""

import logging

import dagster as dg
import requests

from orchestration.defs.resources import FULL_REFRESH_TAG, SWEEP_IDS_TAG, Platform
from orchestration.setting_forms import Schedule

JOB_NAME = "hymnsheet"

#: The whole way of a record, first call to report. One process: DuckDB has one writer.
hymnsheet_job = dg.define_asset_job(
    JOB_NAME, selection=dg.AssetSelection.all(), executor_def=dg.in_process_executor
)


def schedules(when: Schedule) -> list[dg.ScheduleDefinition]:
    """Every hour, every night (as `when` says) and every week, all in its time zone."""
    return [
        dg.ScheduleDefinition(
            name="hourly",
            job=hymnsheet_job,
            cron_schedule="5 * * * *",
            execution_timezone=when.time_zone,
            description="What changed since the last run, through to the report.",
        ),
        dg.ScheduleDefinition(
            name="nightly",
            job=hymnsheet_job,
            cron_schedule=when.cron,
            execution_timezone=when.time_zone,
            tags={SWEEP_IDS_TAG: "true"},
            description="As hourly, and the ids of all records compared, so that purges are seen.",
        ),
        dg.ScheduleDefinition(
            name="weekly",
            job=hymnsheet_job,
            cron_schedule="30 3 * * 0",
            execution_timezone=when.time_zone,
            tags={FULL_REFRESH_TAG: "true"},
            description="Every stream read in full, so that what changed without a trace is seen.",
        ),
    ]


@dg.run_failure_sensor(
    name="run_failed",
    default_status=dg.DefaultSensorStatus.RUNNING,
    description="Posts the run's id and error to the alert webhook, if one is set.",
)
def run_failed(context: dg.RunFailureSensorContext, platform: dg.ResourceParam[Platform]) -> None:
    """Tell people once per failed run. The body holds no record and no secret."""
    message = f"Hymnsheet run {context.dagster_run.run_id} failed: {context.failure_event.message}"
    logging.getLogger(__name__).error("%s", message)
    webhook = platform.settings.alert_webhook_url
    if webhook is not None:
        requests.post(webhook.get_secret_value(), json={"text": message}, timeout=10)

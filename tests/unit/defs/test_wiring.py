"""The wiring: what is scheduled, who hears of a failure, and which faults are tried again."""

from __future__ import annotations

import json
import threading
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, HTTPServer

import dagster as dg
import pytest

from orchestration.definitions import build_defs
from orchestration.defs.automation import run_failed, schedules
from orchestration.defs.errors import dagster_retries
from orchestration.defs.resources import ACCEPT_DELETES_TAG, WAREHOUSE_POOL, Platform
from orchestration.errors import CredentialsError, QuotaExhaustedError, TransientSourceError
from orchestration.settings import load_settings
from orchestration.sources.registry import VENDORS


@pytest.fixture(scope="module")
def definitions() -> dg.Definitions:
    return build_defs(Platform(load_settings()))


@pytest.fixture
def webhook() -> Iterator[tuple[str, list[dict[str, str]]]]:
    """A local address that keeps what is posted to it."""
    posted: list[dict[str, str]] = []

    class Keep(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            posted.append(json.loads(self.rfile.read(int(self.headers["Content-Length"]))))
            self.send_response(200)
            self.end_headers()

        def log_message(self, *_: object) -> None:
            """Stay quiet."""

    server = HTTPServer(("127.0.0.1", 0), Keep)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    yield f"http://127.0.0.1:{server.server_port}/", posted
    server.shutdown()


def test_every_stream_is_an_asset(definitions: dg.Definitions) -> None:
    keys = definitions.resolve_asset_graph().get_all_asset_keys()
    for source, vendor in VENDORS.items():
        for stream in vendor.specs:
            assert dg.AssetKey([f"raw_{source}", stream.name]) in keys


def test_steps_that_write_share_the_warehouse_pool(definitions: dg.Definitions) -> None:
    writers = {
        asset.node_def.name: asset.op.pool
        for asset in definitions.resolve_asset_graph().assets_defs
        if asset.is_executable and asset.op.name != "report__site"
    }
    assert len(writers) >= 7
    assert set(writers.values()) == {WAREHOUSE_POOL}, writers


def test_hourly_reads_changes_nightly_compares_ids_and_weekly_reads_everything(
    definitions: dg.Definitions,
) -> None:
    schedules = {schedule.name: schedule for schedule in definitions.schedules or ()}
    moment = dg.build_schedule_context()
    tags = {
        name: schedule.evaluate_tick(moment).run_requests[0].tags  # type: ignore[union-attr, index]
        for name, schedule in schedules.items()
    }
    policy = Platform(load_settings()).load_policy
    read = {name: policy(tags) for name, tags in tags.items()}
    assert {n: (p.sweep_ids, p.full_refresh, p.accept_deletes) for n, p in read.items()} == {
        "hourly": (False, False, False),
        "nightly": (True, False, False),
        "weekly": (False, True, False),
    }


def test_settings_say_when_the_night_is_and_which_streams_are_off() -> None:
    when = {"cron": "15 4 * * 1-5", "time_zone": "Europe/Berlin"}
    settings = load_settings({"schedule": when, "streams": {"hubspot": {"deals": False}}})
    made = {each.name: each for each in schedules(settings.schedule)}
    assert {each.execution_timezone for each in made.values()} == {"Europe/Berlin"}
    assert [each.cron_schedule for each in made.values()] == [
        "5 * * * *", "15 4 * * 1-5", "30 3 * * 0"
    ]  # fmt: skip
    platform = Platform(settings)
    assert platform.load_policy({}, "hubspot").turned_off == {"deals"}
    assert platform.load_policy({}, "salesforce").turned_off == frozenset()


def test_settings_say_how_far_back_and_how_many_deletions() -> None:
    settings = load_settings({"overlap_minutes": {"deals": 90}, "max_deleted_share": 0.5})
    policy = Platform(settings).load_policy({ACCEPT_DELETES_TAG: "true"})
    assert (policy.overlap_s, policy.most_deleted) == ({"deals": 5400}, 0.5)
    assert policy.accept_deletes


def test_a_failed_run_is_posted_to_the_webhook_once(
    webhook: tuple[str, list[dict[str, str]]],
) -> None:
    url, posted = webhook

    @dg.op
    def breaks() -> None:
        raise ValueError("person@company.example is not to be told")

    @dg.job(name="breaking")
    def breaking() -> None:
        breaks()

    with dg.DagsterInstance.ephemeral() as instance:
        outcome = breaking.execute_in_process(instance=instance, raise_on_error=False)
        context = dg.build_run_status_sensor_context(
            sensor_name="run_failed",
            dagster_instance=instance,
            dagster_run=outcome.dagster_run,
            dagster_event=outcome.get_run_failure_event(),
        ).for_run_failure()
        run_failed(context, platform=Platform(load_settings({"alert_webhook_url": url})))
    assert [outcome.dagster_run.run_id in message["text"] for message in posted] == [True]
    assert "person@company.example" not in posted[0]["text"]


def test_a_passing_fault_is_tried_again_after_the_vendors_wait() -> None:
    with pytest.raises(dg.RetryRequested) as asked, dagster_retries(2):
        raise TransientSourceError("busy", next_step="wait", retry_after_s=7)
    assert (asked.value.max_retries, asked.value.seconds_to_wait) == (2, 7)


def test_without_retries_the_fault_itself_comes_through() -> None:
    with pytest.raises(TransientSourceError), dagster_retries(0):
        raise TransientSourceError("busy", next_step="wait")


@pytest.mark.parametrize("error", [CredentialsError, QuotaExhaustedError])
def test_a_fault_that_waiting_cannot_mend_is_never_tried_again(error: type[Exception]) -> None:
    with pytest.raises(error), dagster_retries(2):
        raise error("no", next_step="mend it")  # type: ignore[call-arg]

"""Vendors to raw: one multi-asset per vendor, one asset per stream of its specs.

A new stream needs no edit here. What a stream is stands in sources/, how rows land in loading/.
"""

from collections.abc import Collection, Iterator, Mapping
from datetime import UTC, datetime, timedelta

import dagster as dg

from orchestration.defs.credentials import require_sources, vendor_address
from orchestration.defs.errors import dagster_retries
from orchestration.defs.first_look import look_first
from orchestration.defs.resources import (
    ACCEPT_CLOCK_TAG,
    RAW_GROUP,
    RUN_CONTEXT,
    WAREHOUSE_POOL,
    Platform,
)
from orchestration.defs.run_hold import RunHold
from orchestration.defs.watching import watching
from orchestration.glossary import read_glossary
from orchestration.loading import (
    LoadPolicy,
    StreamResult,
    ensure_raw_tables,
    is_unread,
    start_run,
    sync_source,
)
from orchestration.loading.clock import check_clock, check_order, forget_later
from orchestration.loading.tables import METADATA_TABLES
from orchestration.sources.registry import VENDORS
from orchestration.sources.spec import StreamSpec
from orchestration.sources.vendor_clock import vendor_time

#: Raw tables older than this are stale: the schedule is hourly.
RAW_FRESHNESS = dg.FreshnessPolicy.time_window(
    fail_window=timedelta(hours=6), warn_window=timedelta(hours=2)
)

READ_WHOLE = "all_that_may_be_read_was_read"


@dg.asset(
    key=RUN_CONTEXT,
    group_name=RAW_GROUP,
    kinds={"python"},
    pool=WAREHOUSE_POOL,
    description="The run's id and its one clock, `as_of` (UTC): one row, read by every later step.",
)
def run_context(
    context: dg.AssetExecutionContext,
    platform: dg.ResourceParam[Platform],
    run_hold: dg.ResourceParam[RunHold],
) -> dg.MaterializeResult[None]:
    """Fix the instant that this run judges by, and refuse a run that could read nothing."""
    settings = platform.settings
    with run_hold.step():
        require_sources(settings)
        now = datetime.now(UTC)
        as_of = settings.as_of or now
        accepts = context.run.tags.get(ACCEPT_CLOCK_TAG) == "true"
        warehouse = platform.warehouse()
        with warehouse.kept_open():
            warehouse.check()
            _check_clock(platform, as_of, now, accepts=accepts)
            start_run(warehouse, run_id=context.run.run_id, as_of=as_of)
        run_hold.run_id = context.run.run_id
    return dg.MaterializeResult(metadata={"as_of": as_of.isoformat()})


def _check_clock(platform: Platform, as_of: datetime, now: datetime, *, accepts: bool) -> None:
    """A past instant that somebody asked for needs no vendor's word; `now` and the future do."""
    settings, warehouse = platform.settings, platform.warehouse()
    if accepts:
        forget_later(warehouse, as_of)
        return
    address = vendor_address(settings)
    if address is not None and as_of >= now:
        vendors = vendor_time(address, settings.ca_bundle)
        check_clock(as_of, vendors=vendors, is_now=settings.as_of is None)
    check_order(warehouse, as_of)


def _stream_spec(source: str, stream: StreamSpec) -> dg.AssetSpec:
    columns = [
        dg.TableColumn(name, column_type.value) for name, column_type in stream.columns.items()
    ]
    return dg.AssetSpec(
        [f"raw_{source}", stream.name],
        deps=[RUN_CONTEXT],
        group_name=RAW_GROUP,
        kinds={source},
        description=f"{stream.source_object} as {source} gave it. {stream.reason}".strip(),
        metadata={"dagster/column_schema": dg.TableSchema(columns=columns)},
        freshness_policy=RAW_FRESHNESS,
    )


def _metadata_spec(source: str, table: str) -> dg.AssetSpec:
    return dg.AssetSpec(
        [f"raw_{source}", table],
        deps=[RUN_CONTEXT],
        group_name=RAW_GROUP,
        kinds={source},
        description=f"What the syncs of {source} say about themselves and about its fields.",
    )


def _seconds(result: StreamResult) -> float:
    return round((result.finished_at - result.started_at).total_seconds(), 3)


def _line(result: StreamResult) -> str:
    """One line of progress for people."""
    about = f"{result.source} {result.stream}:"
    if result.status == "turned_off":
        return f"{about} {result.note}"
    if result.status == "unavailable":
        return f"{about} unavailable. {result.note or ''}".strip()
    changed = f"{result.rows_changed} of {result.rows_read} rows changed"
    told = "incomplete, " + changed if result.status == "incomplete" else changed
    return f"{about} {told}{'. ' + result.note if result.note else ''}"


def _metadata(result: StreamResult) -> dict[str, dg.MetadataValue]:
    """What Dagster shows of one stream's load: counts, calls, seconds."""
    return {
        "dagster/row_count": dg.MetadataValue.int(result.warehouse_count),
        "rows_read": dg.MetadataValue.int(result.rows_read),
        "rows_changed": dg.MetadataValue.int(result.rows_changed),
        "rows_deleted": dg.MetadataValue.int(result.rows_deleted),
        "misfits": dg.MetadataValue.int(result.rescued_values),
        "api_calls": dg.MetadataValue.int(result.api_calls),
        "seconds": dg.MetadataValue.float(_seconds(result)),
        "mode": dg.MetadataValue.text(result.mode),
        "status": dg.MetadataValue.text(result.status),
        **({} if result.note is None else {"note": dg.MetadataValue.text(result.note)}),
    }


def _whole_spec(source: str, stream: StreamSpec) -> dg.AssetCheckSpec:
    return dg.AssetCheckSpec(
        READ_WHOLE,
        asset=[f"raw_{source}", stream.name],
        description=f"Whether {source} answered for all of {stream.source_object} that it lets us "
        "read. What it did not answer for is kept as it was, and is read again in the next run.",
    )


def whole_check(result: StreamResult) -> dg.AssetCheckResult:
    """Warns where the vendor left something unanswered. Refusing is an answer, and may last."""
    said = {
        "ok": "All of it was read.",
        "incomplete": "Part of it got no answer.",
        "unavailable": "The vendor does not let us read it.",
        "turned_off": "Nothing of it was read.",
    }
    return dg.AssetCheckResult(
        asset_key=[f"raw_{result.source}", result.stream],
        check_name=READ_WHOLE,
        passed=result.status != "incomplete",
        severity=dg.AssetCheckSeverity.WARN,
        description=" ".join(filter(None, [said[result.status], result.note])),
    )


def _materialized(
    result: StreamResult, checks: Collection[dg.AssetCheckKey]
) -> dg.MaterializeResult[None]:
    key = dg.AssetKey([f"raw_{result.source}", result.stream])
    is_asked = dg.AssetCheckKey(key, READ_WHOLE) in checks
    return dg.MaterializeResult(
        asset_key=key,
        metadata=_metadata(result),
        check_results=[whole_check(result)] if is_asked else [],
    )


def _policy(platform: Platform, tags: Mapping[str, str], source: str) -> LoadPolicy:
    """How the run reads the vendor, and what it watches there."""
    policy = platform.load_policy(tags, source)
    return watching(policy, platform.warehouse(), read_glossary(platform.models), source)


def raw_assets(source: str) -> dg.AssetsDefinition:
    """The asset factory of one vendor: grain one asset per raw table, any subset can be run.

    Tags of the run say how it reads: `Platform.load_policy` names them.
    """
    streams = VENDORS[source].specs
    names = {stream.name for stream in streams}
    specs = [
        *(_stream_spec(source, stream) for stream in streams),
        *(_metadata_spec(source, table.name) for table in METADATA_TABLES),
    ]

    @dg.multi_asset(
        name=f"raw_{source}",
        specs=specs,
        check_specs=[_whole_spec(source, stream) for stream in streams],
        can_subset=True,
        pool=WAREHOUSE_POOL,
    )
    def load(
        context: dg.AssetExecutionContext,
        platform: dg.ResourceParam[Platform],
        run_hold: dg.ResourceParam[RunHold],
    ) -> Iterator[dg.MaterializeResult[None]]:
        warehouse = platform.warehouse()
        if source not in platform.configured_sources():
            ensure_raw_tables(warehouse, streams, f"raw_{source}")
            platform.say(f"{source}: not configured, its tables stay as they are")
            for key in context.selected_asset_keys:
                yield dg.MaterializeResult(asset_key=key, metadata={"status": "not configured"})
            return
        run = run_hold.context(warehouse)
        selected = {key.path[-1] for key in context.selected_asset_keys}
        with (
            dagster_retries(platform.step_retries),
            run_hold.step(),
            platform.connector(source) as connector,
            warehouse.kept_open(),
        ):
            ensure_raw_tables(warehouse, streams, f"raw_{source}")
            if is_unread(warehouse, f"raw_{source}"):
                off = platform.settings.turned_off(source)
                look_first(connector, read_glossary(platform.models), run.as_of, off)
            results = sync_source(
                connector,
                warehouse,
                run_id=run.run_id,
                as_of=run.as_of,
                streams=selected & names,
                policy=_policy(platform, context.run.tags, source),
                loader=platform.settings.loader,
                on_progress=lambda result: platform.say(_line(result)),
            )
        for result in results:
            yield _materialized(result, context.selected_asset_check_keys)
        for table in selected - names:
            yield dg.MaterializeResult(asset_key=[f"raw_{source}", table])

    return load

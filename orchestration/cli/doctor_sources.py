"""What `doctor` asks the vendors: log-in, one cheap question per stream, clocks and calendars."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from datetime import UTC, datetime
from pathlib import Path

from orchestration.cli.diagnosis import Diagnosis, examine
from orchestration.defs.credentials import (
    configured_sources,
    how_to_configure,
    nobody,
    vendor_address,
)
from orchestration.defs.models import models_of
from orchestration.errors import CredentialsError, HymnsheetError, StreamUnavailableError
from orchestration.glossary import read_glossary
from orchestration.loading.clock import check_clock
from orchestration.settings import Settings
from orchestration.sources.connector import Connector
from orchestration.sources.registry import VENDORS
from orchestration.sources.spec import (
    SourceInfo,
    StreamSpec,
    Unread,
)
from orchestration.sources.stream import Read
from orchestration.sources.vendor_clock import vendor_time

_GRANT = "Grant the user or app that Hymnsheet logs in with {what}, if the account has it."


def examine_sources(settings: Settings) -> Iterator[Diagnosis]:
    """Diagnoses of every vendor, then of what only their comparison shows."""
    try:
        configured = configured_sources(settings)
    except HymnsheetError as error:
        yield Diagnosis.of_error("credentials", error)
        return
    if not configured:
        yield Diagnosis(
            "credentials",
            is_ok=False,
            state=f"{nobody()} has any",
            fix=how_to_configure(),
            exit_code=CredentialsError.exit_code,
        )
        return
    zones: dict[str, str | None] = {}
    for name in VENDORS:
        if name not in configured:
            yield Diagnosis(name, True, "not configured (Hymnsheet runs with any system alone)")
            continue
        yield from _source(settings, name, zones)
    yield examine("clock", lambda: _clock(settings))
    try:
        yield _time_zones(zones, models_of(settings))
    except HymnsheetError as error:
        yield Diagnosis.of_error("time zones", error)


def _source(settings: Settings, name: str, zones: dict[str, str | None]) -> Iterator[Diagnosis]:
    from orchestration.defs.resources import Platform  # loads Dagster

    try:
        with Platform(settings).connector(name) as connector:
            info: SourceInfo = connector.check()
            zones[name] = info.time_zone or _unknown(info.unknown_zone)
            yield Diagnosis(name, True, f"logged in to account {info.account_id}")
            yield from _streams(connector, name, settings.turned_off(name))
    except HymnsheetError as error:
        yield Diagnosis.of_error(name, error)


def _streams(connector: Connector, name: str, turned_off: Collection[str]) -> Iterator[Diagnosis]:
    refused: list[tuple[StreamSpec, str]] = []
    streams = [spec for spec in VENDORS[name].specs if spec.name not in turned_off]
    for stream in streams:
        reason = _why_not(connector, stream)
        if reason is not None:
            refused.append((stream, reason))
    readable = len(streams) - len(refused)
    off = f"; turned off in hymnsheet.yml: {', '.join(sorted(turned_off))}" if turned_off else ""
    yield Diagnosis(f"{name} streams", True, f"{readable} of {len(streams)} can be read{off}")
    for stream, reason in refused:
        may_lack = stream.is_optional
        yield Diagnosis(
            f"{name} {stream.name}",
            is_ok=may_lack,
            is_warning=may_lack,
            state=reason,
            fix=_GRANT.format(what=" and ".join(stream.scopes) or "to read it"),
            exit_code=0 if may_lack else StreamUnavailableError.exit_code,
        )


def _why_not(connector: Connector, stream: StreamSpec) -> str | None:
    """Why a stream cannot be read; None if it can. A stream of other streams' ids follows them."""
    try:
        fields = connector.fields(stream)
        counted = connector.count(stream)
        if isinstance(counted, Unread):
            return counted.reason
        if counted is None and not stream.parents:
            pieces = connector.read(stream, Read(fields, None, datetime.now(UTC)))
            first = next(iter(pieces), None)
            return first.reason if isinstance(first, Unread) else None
    except StreamUnavailableError as error:
        return error.message
    return None


def _clock(settings: Settings) -> str:
    address = vendor_address(settings)
    vendors = None if address is None else vendor_time(address, settings.ca_bundle)
    if vendors is None:
        return "no vendor told the time"
    now = datetime.now(UTC)
    check_clock(settings.as_of or now, vendors=vendors, is_now=settings.as_of is None)
    return f"the vendor's says {vendors:%Y-%m-%d %H:%M:%S} UTC, and so do we"


def _unknown(zone: str) -> str | None:
    """A name that is no time zone, told as what it is."""
    return f"{zone} (no known time zone)" if zone else None


def _time_zones(zones: dict[str, str | None], models: Path) -> Diagnosis:
    settings = {entry.id: entry.value for entry in read_glossary(models).settings}
    zones = {**zones, "the glossary": str(settings["reporting_time_zone"])}
    told = {zone for zone in zones.values() if zone}
    listed = ", ".join(f"{zone or 'not said'} in {who}" for who, zone in zones.items())
    if len(told) < 2:
        return Diagnosis("time zones", True, listed)
    return Diagnosis(
        "time zones",
        is_ok=True,
        is_warning=True,
        state=f"they differ: {listed}",
        fix="A day ends at another instant in each: set reporting_time_zone in the glossary to "
        "the one that your teams plan by.",
    )

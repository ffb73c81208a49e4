"""What an org says of itself over REST: versions, resources, objects, their fields, its limits."""

from __future__ import annotations

from datetime import UTC, datetime
from email.utils import format_datetime, parsedate_to_datetime

from starlette.responses import Response

from orchestration.emulator.salesforce.describe import describe_global, describe_sobject
from orchestration.emulator.salesforce.endpoint import (
    NEWEST_VERSION,
    OLDEST_VERSION,
    Call,
    json_reply,
)

_SEASONS = ("Spring", "Summer", "Winter")


def versions() -> list[dict[str, str]]:
    """Return the body of /services/data: every version served, with its release's name."""
    return [
        {
            "label": _release(number),
            "url": f"/services/data/v{number}.0",
            "version": f"{number}.0",
        }
        for number in range(OLDEST_VERSION, NEWEST_VERSION + 1)
    ]


def resources(call: Call) -> Response:
    """Answer GET /services/data/vXX.X: the resources served here."""
    names = ("sobjects", "query", "queryAll", "search", "parameterizedSearch", "limits", "jobs")
    found = {name: f"{call.base}/{name}" for name in (*names, "composite")}
    return json_reply({**found, "identity": call.state.sessions.identity_url})


def list_sobjects(call: Call) -> Response:
    """Answer GET /sobjects."""
    return json_reply(describe_global(call.org, call.base))


def describe(call: Call) -> Response:
    """Answer GET /sobjects/{S}/describe; 304 when unchanged since If-Modified-Since."""
    sobject = call.sobject()
    reply = json_reply(describe_sobject(call.org, sobject, call.base))
    since = call.state.described_at(
        sobject.name, bytes(reply.body), call.runtime.world.as_of, call.now
    ).replace(microsecond=0)
    asked = _http_date(call.request.headers.get("if-modified-since"))
    if asked is not None and asked >= since:
        return Response(status_code=304)
    reply.headers["Last-Modified"] = format_datetime(since.astimezone(UTC), usegmt=True)
    return reply


def basic_information(call: Call) -> Response:
    """Answer GET /sobjects/{S}."""
    sobject = call.sobject()
    listed = describe_global(call.org, call.base)["sobjects"]
    entry = next(entry for entry in listed if entry["name"] == sobject.name)
    return json_reply({"objectDescribe": entry, "recentItems": []})


def limits(call: Call) -> Response:
    """Answer GET /limits."""
    return json_reply(call.state.limits.limits(call.now))


def _http_date(text: str | None) -> datetime | None:
    try:
        found = parsedate_to_datetime(text) if text else None
    except ValueError:
        return None
    if found is not None and found.tzinfo is None:
        return found.replace(tzinfo=UTC)
    return found


def _release(number: int) -> str:
    """Return a version's label: v67 is Summer '26, three releases make a year."""
    season = _SEASONS[(number - 66) % 3]
    year = 26 + (number - 66) // 3 + (season == "Winter")
    return f"{season} '{year}"

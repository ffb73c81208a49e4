"""The control plane: JSON over POST under /_emulator/, for tests, demos and the CLI."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from dataclasses import asdict
from datetime import timedelta
from typing import Any

import orjson
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from orchestration.emulator.fault_catalog import every_fault
from orchestration.emulator.runtime import Runtime
from orchestration.errors import HymnsheetError
from orchestration.worlds.instants import format_instant, parse_instant

Body = dict[str, Any]


def routes(runtime: Runtime) -> list[Route]:
    """All control endpoints: health, reset, clock, faults, changes, log, options."""
    control = _Control(runtime)
    return [
        Route("/_emulator/health", _endpoint(control.health), methods=["GET", "POST"]),
        Route("/_emulator/reset", _endpoint(control.reset), methods=["POST"]),
        Route("/_emulator/clock", _endpoint(control.clock), methods=["GET", "POST"]),
        Route("/_emulator/faults", _endpoint(control.faults), methods=["GET", "POST"]),
        Route("/_emulator/changes", _endpoint(control.changes), methods=["POST"]),
        Route("/_emulator/log", _endpoint(control.log), methods=["GET", "POST"]),
        Route("/_emulator/options", _endpoint(control.options), methods=["GET", "POST"]),
    ]


def _endpoint(act: Callable[[Any], Body]) -> Callable[[Request], Awaitable[Response]]:
    """Wrap an action: JSON in, JSON out, 400 with the reason when it refuses."""

    async def answer(request: Request) -> Response:
        raw = await request.body()
        try:
            reply, status = act(orjson.loads(raw) if raw else {}), 200
        except (HymnsheetError, ValueError, KeyError, TypeError, AttributeError) as error:
            reply, status = {"error": f"{type(error).__name__}: {error}"}, 400
        return Response(orjson.dumps(reply), status, media_type="application/json")

    return answer


class _Control:
    """The actions behind the endpoints. A body may be empty, which only reads."""

    def __init__(self, runtime: Runtime) -> None:
        self._runtime = runtime

    def health(self, _: Body) -> Body:
        runtime = self._runtime
        return {
            "status": "ok",
            "world": runtime.world.name,
            "now": format_instant(runtime.clock.now()),
            **{service.name: service.name in runtime.records for service in runtime.services},
        }

    def reset(self, _: Body) -> Body:
        self._runtime.reset()
        return self.health({})

    def clock(self, body: Body) -> Body:
        """`{"advance_s": 60}` or `{"set": "2024-05-01T00:00:00Z"}`."""
        clock = self._runtime.clock
        if "advance_s" in body:
            clock.advance(timedelta(seconds=float(body["advance_s"])))
        if "set" in body:
            clock.set(parse_instant(body["set"]))
        return {"now": format_instant(clock.now())}

    def faults(self, body: Body) -> Body:
        """Arm `{"name": …}` with any argument of ArmedFault, or `{"clear": true}`."""
        faults = self._runtime.faults
        arguments = dict(body)
        if arguments.pop("clear", False):
            faults.clear()
        if arguments:
            faults.arm(str(arguments.pop("name")), **arguments)
        return {
            "armed": [asdict(fault) for fault in faults.armed],
            "known": faults.names,
            "kinds": [kind._asdict() for kind in every_fault()],
        }

    def changes(self, body: Body | list[Body]) -> Body:
        """One change or a list of them; see worlds/changes.py for the shapes."""
        changes = body if isinstance(body, list) else [body]
        for change in changes:
            self._runtime.apply(change)
        return {"applied": len(changes)}

    def log(self, body: Body) -> Body:
        """Requests under `{"path": prefix}`; `{"clear": true}` forgets them afterwards."""
        entries = self._runtime.log.entries(str(body.get("path", "/")))
        if body.get("clear"):
            self._runtime.log.clear()
        return {"requests": [entry._asdict() for entry in entries]}

    def options(self, body: Body) -> Body:
        """Any of the switches, by name: those of options.py, and `vendor.switch`."""
        options = self._runtime.options
        for name, value in body.items():
            options.set(name, value)
        return options.named()

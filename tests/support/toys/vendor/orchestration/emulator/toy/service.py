"""The toy as the emulator finds it."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, Final

from starlette.requests import Request
from starlette.responses import JSONResponse
from starlette.routing import BaseRoute, Route

from orchestration.emulator.service import Service

TOKEN: Final = "toy-token"
ACCOUNT: Final = {"id": "shop-1", "currency": "EUR", "time_zone": "Europe/Berlin"}


def routes(runtime: Any) -> Sequence[BaseRoute]:
    """An account and a list per object of the world's folder."""

    def allowed(request: Request) -> bool:
        return request.headers.get("authorization") == TOKEN

    async def account(request: Request) -> JSONResponse:
        return JSONResponse(ACCOUNT) if allowed(request) else JSONResponse({}, 401)

    async def listed(request: Request) -> JSONResponse:
        records = runtime.records.get("toy")
        if records is None or not allowed(request):
            return JSONResponse({}, 401)
        with runtime.lock:
            rows = list(records.table(request.path_params["name"]).rows.values())
        return JSONResponse({"results": rows})

    return [Route("/toy/account", account), Route("/toy/{name}", listed)]


SERVICE: Final = Service(
    name="toy",
    prefixes=("/toy/",),
    routes=routes,
    log_in=("token",),
    credentials={"token": TOKEN},
)

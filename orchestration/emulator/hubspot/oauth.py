"""HubSpot's OAuth: a refresh token in, the portal's access token out, and what a token may do."""

from __future__ import annotations

from collections.abc import Callable, Coroutine
from typing import Any, Final
from urllib.parse import parse_qs

import orjson
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from orchestration.emulator.hubspot.credentials import (
    ACCESS_TOKEN,
    CLIENT_ID,
    CLIENT_SECRET,
    REFRESH_TOKEN,
)
from orchestration.emulator.hubspot.errors import error_body
from orchestration.emulator.runtime import Runtime

_VERSIONS: Final = ("v1", "v3", "2026-03", "2026-09")
_LIFETIME_S: Final = 1_800
_SCOPES: Final = (
    "oauth", "crm.objects.contacts.read", "crm.objects.companies.read", "crm.objects.deals.read",
    "crm.objects.owners.read", "crm.objects.custom.read", "crm.objects.leads.read",
    "crm.schemas.contacts.read", "crm.schemas.companies.read", "crm.schemas.deals.read",
    "crm.schemas.custom.read", "crm.lists.read", "content", "forms", "automation", "tickets",
    "e-commerce", "sales-email-read", "settings.users.read", "settings.users.teams.read",
)  # fmt: skip


def oauth_routes(runtime: Runtime) -> list[Route]:
    """The routes of /oauth in all its versions."""
    return [
        *(Route(f"/oauth/{version}/token", _token, methods=["POST"]) for version in _VERSIONS),
        Route("/oauth/v1/access-tokens/{token}", _about(runtime), methods=["GET"]),
    ]


def _json(status: int, body: Any) -> Response:
    return Response(orjson.dumps(body), status, media_type="application/json;charset=utf-8")


async def _token(request: Request) -> Response:
    form = {k: v[0] for k, v in parse_qs((await request.body()).decode("utf-8", "replace")).items()}
    asked = (form.get("client_id"), form.get("client_secret"), form.get("refresh_token"))
    if form.get("grant_type") != "refresh_token":
        return _json(400, error_body("BAD_GRANT_TYPE", "grant_type must be refresh_token"))
    if asked != (CLIENT_ID, CLIENT_SECRET, REFRESH_TOKEN):
        return _json(400, error_body("BAD_REFRESH_TOKEN", "missing or unknown refresh token"))
    body = {
        "access_token": ACCESS_TOKEN,
        "refresh_token": REFRESH_TOKEN,
        "expires_in": _LIFETIME_S,
        "token_type": "bearer",
    }
    return _json(200, body)


def _about(runtime: Runtime) -> Callable[[Request], Coroutine[Any, Any, Response]]:
    async def answer(request: Request) -> Response:
        records, token = runtime.records.get("hubspot"), request.path_params["token"]
        if records is None or token != ACCESS_TOKEN:
            return _json(404, error_body("OBJECT_NOT_FOUND", "access token not found"))
        body = {
            "token": token,
            "user": "integration@emulated.example",
            "hub_domain": "emulated.example",
            "scopes": list(_SCOPES),
            "hub_id": int(records.settings.get("portal_id") or 1),
            "app_id": 1,
            "expires_in": _LIFETIME_S,
            "user_id": 1,
            "token_type": "access",
        }
        return _json(200, body)

    return answer

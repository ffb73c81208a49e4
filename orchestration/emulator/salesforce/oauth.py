"""Log-in over HTTP: OAuth grants and SOAP in, sessions out, and who is logged in."""

from __future__ import annotations

from collections.abc import Callable, Coroutine
from typing import Any

from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from orchestration.emulator.runtime import Runtime
from orchestration.emulator.salesforce import soap
from orchestration.emulator.salesforce.credentials import USERNAME
from orchestration.emulator.salesforce.endpoint import Call, Endpoints, json_reply
from orchestration.emulator.salesforce.sessions import (
    INTEGRATION_USER,
    OAuthError,
    read_basic,
    read_form,
)
from orchestration.emulator.salesforce.state import state_of
from orchestration.emulator.salesforce.switches import SalesforceSwitches

_Answer = Callable[[Request], Coroutine[Any, Any, Response]]


def oauth_routes(runtime: Runtime, endpoints: Endpoints) -> list[Route]:
    """The routes of log-in, old and new, and of the user it was."""
    return [
        Route("/services/oauth2/token", _token(runtime), methods=["POST"]),
        Route("/services/oauth2/userinfo", endpoints.wrap(_identity), methods=["GET", "POST"]),
        Route("/id/{org_id}/{user_id}", endpoints.wrap(_identity), methods=["GET"]),
        Route("/services/Soap/u/{version}", _soap(runtime), methods=["POST"]),
    ]


def _identity(call: Call) -> Response:
    """Answer who is logged in."""
    return json_reply(
        {
            "id": call.state.sessions.identity_url,
            "asserted_user": True,
            "user_id": INTEGRATION_USER,
            "organization_id": call.org.id,
            "username": USERNAME,
            "active": True,
            "timezone": str(call.org.records.settings.get("time_zone") or "UTC"),
            "urls": {"rest": f"{call.runtime.base_url}/services/data/v{{version}}/"},
        }
    )


def _soap(runtime: Runtime) -> _Answer:
    async def log_in(request: Request) -> Response:
        version = str(request.path_params["version"])
        state = state_of(runtime)
        switches: SalesforceSwitches = runtime.options.vendors["salesforce"]
        if soap.is_gone(version):
            return soap.gone()
        if state is None or not switches.soap_login:
            return soap.switched_off()
        user, phrase = soap.read_log_in(await request.body())
        session = state.sessions.log_in_by_soap(user, phrase, runtime.clock.now())
        if session is None:
            return soap.wrong_password()
        return soap.session_reply(session, runtime.base_url, version, state.org.id)

    return log_in


def _token(runtime: Runtime) -> _Answer:
    async def token(request: Request) -> Response:
        form = read_form(await request.body())
        basic = read_basic(request.headers.get("authorization", ""))
        state = state_of(runtime)
        if state is None:
            return json_reply(OAuthError("invalid_client").body, 401)
        try:
            reply = state.sessions.log_in(form, basic, runtime.base_url, runtime.clock.now())
        except OAuthError as error:
            return json_reply(error.body, 400)
        return json_reply(reply)

    return token

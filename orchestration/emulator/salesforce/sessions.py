"""Log-in: OAuth client credentials or a refresh token in, bearer tokens out; SOAP gets a fault."""

from __future__ import annotations

import base64
import binascii
import itertools
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any
from urllib.parse import parse_qs

from orchestration.emulator.credentials import Credentials

IDLE_LIFETIME = timedelta(hours=2)
INTEGRATION_USER = "005000000000001AAA"
_JSON_ERRORS = {
    "unsupported_grant_type": "grant type not supported",
    "invalid_client_id": "client identifier invalid",
    "invalid_client": "invalid client credentials",
    "invalid_grant": "expired access/refresh token",
}


@dataclass(frozen=True)
class OAuthError(Exception):
    """An OAuth refusal: Salesforce answers these with an object, not an array."""

    error: str

    @property
    def body(self) -> dict[str, str]:
        """The reply's JSON."""
        return {"error": self.error, "error_description": _JSON_ERRORS[self.error]}


class Sessions:
    """Access tokens of one org. A token dies after two idle hours of the emulator's clock.

    Args:
        credentials: the one connected app this org knows.
        org_id: begins every token.
    """

    def __init__(self, credentials: Credentials, org_id: str) -> None:
        self._credentials = credentials
        self._org_id = org_id
        self._last_use: dict[str, datetime] = {}
        self._serial = itertools.count(1)

    def log_in(
        self, form: Mapping[str, str], basic: tuple[str, str] | None, base_url: str, now: datetime
    ) -> dict[str, Any]:
        """Return the token reply to a client-credentials or refresh-token request.

        Args:
            form: the request's form fields.
            basic: key and secret of an Authorization: Basic header.
            base_url: becomes instance_url.
            now: the emulator's clock.

        Raises:
            OAuthError: another grant, an unknown key, a wrong secret or refresh token.
        """
        grant = form.get("grant_type")
        if grant not in ("client_credentials", "refresh_token"):
            raise OAuthError("unsupported_grant_type")
        key, secret = basic or (form.get("client_id", ""), form.get("client_secret", ""))
        if key != self._credentials.salesforce_consumer_key:
            raise OAuthError("invalid_client_id")
        if secret != self._credentials.salesforce_consumer_secret:
            raise OAuthError("invalid_client")
        if grant == "refresh_token" and (
            form.get("refresh_token") != self._credentials.salesforce_refresh_token
        ):
            raise OAuthError("invalid_grant")
        token = f"{self._org_id[:15]}!emulated.{next(self._serial):06d}"
        self._last_use[token] = now
        return {
            "access_token": token,
            "signature": base64.b64encode(token.encode()).decode(),
            "scope": "api",
            "instance_url": base_url,
            "id": f"https://login.salesforce.com/id/{self._org_id}/{INTEGRATION_USER}",
            "token_type": "Bearer",
            "issued_at": str(int(now.timestamp() * 1000)),
            "api_instance_url": base_url,
        }

    def accepts(self, authorization: str, now: datetime) -> bool:
        """Whether an Authorization header carries a living token; using it keeps it alive."""
        scheme, _, token = authorization.partition(" ")
        used = self._last_use.get(token)
        if scheme not in ("Bearer", "OAuth") or used is None:
            return False
        if now - used > IDLE_LIFETIME:
            del self._last_use[token]
            return False
        self._last_use[token] = now
        return True

    def expire_all(self) -> None:
        """Log everybody out."""
        self._last_use.clear()


def read_form(body: bytes) -> dict[str, str]:
    """Return the fields of an urlencoded form; the first of a repeated one."""
    text = body.decode("utf-8", "replace")
    return {name: values[0] for name, values in parse_qs(text, keep_blank_values=True).items()}


def read_basic(authorization: str) -> tuple[str, str] | None:
    """Return user and password of a Basic header; None without one."""
    scheme, _, encoded = authorization.partition(" ")
    if scheme.lower() != "basic":
        return None
    try:
        key, _, secret = base64.b64decode(encoded, validate=True).decode().partition(":")
    except (binascii.Error, UnicodeDecodeError):
        return "", ""
    return key, secret


def soap_fault(version: str) -> str:
    """Return the fault a SOAP log-in gets: switched off in this org, gone from v65 on."""
    code, message = (
        "INVALID_OPERATION",
        "SOAP API login() is disabled by default in this org.",
    )
    if float(version or 0) >= 65:
        code = "UNSUPPORTED_API_VERSION"
        message = "SOAP API login() is not available in this API version."
    return (
        '<?xml version="1.0" encoding="UTF-8"?>'
        '<soapenv:Envelope xmlns:soapenv="http://schemas.xmlsoap.org/soap/envelope/" '
        'xmlns:sf="urn:fault.partner.soap.sforce.com">'
        f"<soapenv:Body><soapenv:Fault><faultcode>sf:{code}</faultcode>"
        f"<faultstring>{code}: {message}</faultstring><detail>"
        f"<sf:LoginFault><sf:exceptionCode>{code}</sf:exceptionCode>"
        f"<sf:exceptionMessage>{message}</sf:exceptionMessage></sf:LoginFault>"
        "</detail></soapenv:Fault></soapenv:Body></soapenv:Envelope>"
    )

"""Log-in: OAuth grants or a user and password in, bearer tokens out; SOAP envelopes: soap.py."""

from __future__ import annotations

import base64
import binascii
import itertools
import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any
from urllib.parse import parse_qs

from orchestration.emulator.salesforce.credentials import (
    CONSUMER_KEY,
    CONSUMER_SECRET,
    PASSWORD,
    REFRESH_TOKEN,
    SECURITY_TOKEN,
    USERNAME,
)

IDLE_LIFETIME = timedelta(hours=2)
JWT_BEARER = "urn:ietf:params:oauth:grant-type:jwt-bearer"
INTEGRATION_USER = "005000000000001AAA"
#: Who logs in with user and password, and may change records.
ADMIN_USER = "005000000000002AAA"
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
        org_id: begins every token.
    """

    def __init__(self, org_id: str) -> None:
        self._org_id = org_id
        self._last_use: dict[str, datetime] = {}
        self._writers: set[str] = set()
        self._serial = itertools.count(1)

    def log_in(
        self, form: Mapping[str, str], basic: tuple[str, str] | None, base_url: str, now: datetime
    ) -> dict[str, Any]:
        """Return the token reply to an OAuth request.

        The grants are client credentials, refresh token, password, and JWT bearer. The signature
        of a JWT is not checked: no certificate was ever uploaded here; its claims are.

        Args:
            form: the request's form fields.
            basic: key and secret of an Authorization: Basic header.
            base_url: becomes instance_url.
            now: the emulator's clock.

        Raises:
            OAuthError: another grant, an unknown key, a wrong secret, user or token.
        """
        grant = form.get("grant_type", "")
        if grant == JWT_BEARER:
            self._check_assertion(form.get("assertion", ""))
        elif grant in ("client_credentials", "refresh_token", "password"):
            self._check_app(form, basic)
        else:
            raise OAuthError("unsupported_grant_type")
        refresh = form.get("refresh_token")
        if grant == "refresh_token" and refresh != REFRESH_TOKEN:
            raise OAuthError("invalid_grant")
        user, phrase = form.get("username", ""), form.get("password", "")
        if grant == "password" and not _knows(user, phrase):
            raise OAuthError("invalid_grant")
        token = self._open(now)
        if grant == "password":
            self._writers.add(token)
        return {
            "access_token": token,
            "signature": base64.b64encode(token.encode()).decode(),
            "scope": "api",
            "instance_url": base_url,
            "id": self.identity_url,
            "token_type": "Bearer",
            "issued_at": str(int(now.timestamp() * 1000)),
            "api_instance_url": base_url,
        }

    def log_in_by_soap(self, user: str, phrase: str, now: datetime) -> str | None:
        """Return a session id for a user and password (with the security token behind it)."""
        return self._open(now) if _knows(user, phrase) else None

    @property
    def identity_url(self) -> str:
        """Where the logged-in user is described."""
        return f"https://login.salesforce.com/id/{self._org_id}/{INTEGRATION_USER}"

    def _open(self, now: datetime) -> str:
        token = f"{self._org_id[:15]}!emulated.{next(self._serial):06d}"
        self._last_use[token] = now
        return token

    def _check_app(self, form: Mapping[str, str], basic: tuple[str, str] | None) -> None:
        key, secret = basic or (form.get("client_id", ""), form.get("client_secret", ""))
        if key != CONSUMER_KEY:
            raise OAuthError("invalid_client_id")
        if secret != CONSUMER_SECRET:
            raise OAuthError("invalid_client")

    def _check_assertion(self, assertion: str) -> None:
        try:
            middle = assertion.split(".")[1]
            claims = json.loads(base64.urlsafe_b64decode(middle + "=" * (-len(middle) % 4)))
            issuer, subject = claims["iss"], claims["sub"]
        except (IndexError, ValueError, KeyError, TypeError):
            raise OAuthError("invalid_grant") from None
        if issuer != CONSUMER_KEY:
            raise OAuthError("invalid_client_id")
        if subject != USERNAME:
            raise OAuthError("invalid_grant")

    def accepts(self, authorization: str, now: datetime) -> bool:
        """Whether an Authorization header carries a living token; using it keeps it alive."""
        scheme, _, token = authorization.partition(" ")
        return scheme in ("Bearer", "OAuth") and self.accepts_id(token, now)

    def accepts_id(self, token: str, now: datetime) -> bool:
        """Whether a session id is alive; using it keeps it alive."""
        used = self._last_use.get(token)
        if used is None:
            return False
        if now - used > IDLE_LIFETIME:
            del self._last_use[token]
            return False
        self._last_use[token] = now
        return True

    def may_write(self, authorization: str) -> bool:
        """Whether who holds this token may change records: not who may only read."""
        return authorization.partition(" ")[2] in self._writers

    def expire_all(self) -> None:
        """Log everybody out."""
        self._last_use.clear()


def _knows(user: str, phrase: str) -> bool:
    return user == USERNAME and phrase in (PASSWORD, PASSWORD + SECURITY_TOKEN)


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

"""The SOAP log-in: an envelope with user and password in, a session id or a fault out."""

from __future__ import annotations

import re
from xml.sax.saxutils import escape, unescape

from starlette.responses import Response

from orchestration.emulator.salesforce.sessions import INTEGRATION_USER

_GONE_FROM = 65
_ENVELOPE = (
    '<?xml version="1.0" encoding="UTF-8"?>'
    '<soapenv:Envelope xmlns:soapenv="http://schemas.xmlsoap.org/soap/envelope/" '
    'xmlns:sf="urn:fault.partner.soap.sforce.com">'
    "<soapenv:Body>{}</soapenv:Body></soapenv:Envelope>"
)


def read_log_in(body: bytes) -> tuple[str, str]:
    """Return the user and password of a log-in envelope; empty texts where there are none."""
    text = body.decode("utf-8", "replace")
    found = [re.search(rf"<(?:\w+:)?{tag}>([^<]*)<", text) for tag in ("username", "password")]
    user, phrase = (unescape(match[1]) if match else "" for match in found)
    return user, phrase


def is_gone(version: str) -> bool:
    """Whether this API version has no log-in any more."""
    return version.replace(".", "", 1).isdigit() and float(version) >= _GONE_FROM


def session_reply(session_id: str, base_url: str, version: str, org_id: str) -> Response:
    """The answer to a right password."""
    server = f"{base_url}/services/Soap/u/{version}/{org_id[:15]}"
    body = (
        "<loginResponse><result><metadataServerUrl>"
        f"{base_url}/services/Soap/m/{version}/{org_id[:15]}</metadataServerUrl>"
        f"<passwordExpired>false</passwordExpired><sandbox>false</sandbox>"
        f"<serverUrl>{server}</serverUrl><sessionId>{escape(session_id)}</sessionId>"
        f"<userId>{INTEGRATION_USER}</userId><userInfo><organizationId>{escape(org_id)}"
        "</organizationId><sessionSecondsValid>7200</sessionSecondsValid></userInfo>"
        "</result></loginResponse>"
    )
    return Response(_ENVELOPE.format(body), 200, media_type="text/xml")


def wrong_password() -> Response:
    """The fault of a user or password that nobody knows."""
    message = "Invalid username, password, security token; or user locked out."
    return _fault("INVALID_LOGIN", message)


def gone() -> Response:
    """The fault of API versions that have no log-in any more."""
    message = "SOAP API login() is not available in this API version."
    return _fault("UNSUPPORTED_API_VERSION", message)


def switched_off() -> Response:
    """The fault of an org that has no SOAP log-in."""
    return _fault("INVALID_OPERATION", "SOAP API login() is disabled by default in this org.")


def _fault(code: str, message: str) -> Response:
    body = (
        f"<soapenv:Fault><faultcode>sf:{code}</faultcode>"
        f"<faultstring>{code}: {message}</faultstring><detail>"
        f"<sf:LoginFault><sf:exceptionCode>{code}</sf:exceptionCode>"
        f"<sf:exceptionMessage>{message}</sf:exceptionMessage></sf:LoginFault>"
        "</detail></soapenv:Fault>"
    )
    return Response(_ENVELOPE.format(body), 500, media_type="text/xml")

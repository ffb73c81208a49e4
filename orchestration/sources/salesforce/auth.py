"""The Salesforce log-in: OAuth 2.0 client credentials, then the SDK with that session."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

import orjson
import requests
from pydantic import SecretStr
from requests.adapters import HTTPAdapter

from orchestration.errors import (
    ConfigError,
    CredentialsError,
    HymnsheetError,
    TransientSourceError,
)
from orchestration.sources.http.body import CHUNK, Body, Bounds, watched
from orchestration.sources.http.connection import (
    CONNECT_TIMEOUT_S,
    READ_TIMEOUT_S,
    trusted_authority,
)
from orchestration.sources.http.status import Verdict, verdict
from orchestration.sources.redaction import redact
from orchestration.sources.salesforce.answers import grant

if TYPE_CHECKING:
    from simple_salesforce.api import Salesforce

_TOKEN_PATH = "/services/oauth2/token"  # noqa: S105 - a path
_URL_STEP = "Set HYMNSHEET_SALESFORCE_LOGIN_URL to https://<My Domain>.my.salesforce.com."
_DOMAINS = (".salesforce.com", ".force.com", ".cloudforce.com", ".salesforce.mil", ".sfcrmapps.cn")
_NEXT_STEP = (
    "Check HYMNSHEET_SALESFORCE_CONSUMER_KEY and _CONSUMER_SECRET, and that the app's client"
    " credentials flow has a run-as user."
)


@dataclass(frozen=True)
class SalesforceConfig:
    """Where the org is and who we are there.

    Attributes:
        login_url: the org's My Domain, https only: https://acme.my.salesforce.com.
        consumer_key: of an external client app with the client credentials flow.
        consumer_secret: its secret.
        api_version: "62.0"; Salesforce retires versions after some years.
        ca_path: PEM of the one authority to trust; None means the system's.
    """

    login_url: str
    consumer_key: SecretStr
    consumer_secret: SecretStr
    api_version: str = "62.0"
    ca_path: Path | None = None

    @property
    def host(self) -> str:
        """Host and port of the log-in, for messages."""
        return urlsplit(self.login_url).netloc


def open_session(config: SalesforceConfig) -> requests.Session:
    """A session whose TLS settings no environment variable can change.

    Raises:
        CredentialsError: key or secret is blank.
        ConfigError: the URL is not https, or the authority is not a file.
    """
    secrets = (config.consumer_key, config.consumer_secret)
    if not all(secret.get_secret_value().strip() for secret in secrets):
        raise CredentialsError("No Salesforce consumer key or secret is set.", next_step=_NEXT_STEP)
    if not config.login_url.startswith("https://"):
        raise ConfigError(
            "The Salesforce URL does not begin with https://.",
            next_step=_URL_STEP,
        )
    authority = trusted_authority(config.ca_path)
    session = requests.Session()
    session.trust_env = False
    session.verify = str(authority) if authority else True
    session.mount("https://", HTTPAdapter(pool_maxsize=8))
    return session


def log_in(session: requests.Session, config: SalesforceConfig, bounds: Bounds) -> Salesforce:
    """A logged-in SDK client.

    Raises:
        CredentialsError: key, secret or run-as user refused.
        ConfigError: there is no log-in at that URL, or it sends us to a host of somebody else.
        TransientSourceError: Salesforce is busy.
        requests.RequestException: no whole answer came; the caller knows what that means.
    """
    key, secret = config.consumer_key, config.consumer_secret

    def send(whole: Body) -> tuple[int, bytes]:
        with session.post(
            config.login_url.rstrip("/") + _TOKEN_PATH,
            data={"grant_type": "client_credentials"},
            auth=(key.get_secret_value().strip(), secret.get_secret_value().strip()),
            timeout=(CONNECT_TIMEOUT_S, READ_TIMEOUT_S),
            allow_redirects=False,
            stream=True,
        ) as answer:
            return answer.status_code, whole.read(answer.iter_content(CHUNK))

    where = f"{config.host}'s log-in"
    status, body = watched(send, where, bounds)
    if status != 200:
        raise _refused(status, body, config.host)
    token, instance_url = grant(body, where)
    _require_kin(instance_url, config.host)
    from simple_salesforce.api import Salesforce  # with a SOAP client: slow to import

    return Salesforce(
        session_id=token, instance_url=instance_url, version=config.api_version, session=session
    )


def _require_kin(instance_url: str, login_host: str) -> None:
    """Do nothing if the org's URL is the log-in's host or Salesforce's: it is sent the token."""
    try:
        parts = urlsplit(instance_url)
        host, netloc = parts.hostname or "", parts.netloc
    except ValueError:
        parts, host, netloc = urlsplit(""), "", ""
    is_kin = netloc.lower() == login_host.lower() or host.endswith(_DOMAINS)
    if parts.scheme != "https" or not is_kin or "@" in netloc:
        raise ConfigError(
            f"{login_host} names another host for the org ({redact(netloc, limit=80)}); the token"
            " was not sent there.",
            next_step=_URL_STEP,
        )


def _refused(status: int, body: bytes, host: str) -> HymnsheetError:
    try:
        detail = orjson.loads(body)
    except orjson.JSONDecodeError:
        detail = None
    if status in (400, 401, 403) and isinstance(detail, dict):
        reason = redact(f"{detail.get('error', '')} {detail.get('error_description', '')}")
        return CredentialsError(f"{host} refused the log-in: {reason}.", next_step=_NEXT_STEP)
    if verdict(status) is Verdict.PASSING or 200 <= status <= 299:
        return TransientSourceError(
            f"{host} could not log us in now (status {status}).",
            next_step="Run again in a while.",
        )
    return ConfigError(
        f"{host} has no log-in at {_TOKEN_PATH} (status {status}).",
        next_step=_URL_STEP,
    )

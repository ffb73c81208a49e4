"""The Salesforce log-in: OAuth 2.0 client credentials, then the SDK with that session."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from urllib.parse import urlsplit

import orjson
import requests
from pydantic import SecretStr
from requests.adapters import HTTPAdapter
from simple_salesforce.api import Salesforce

from orchestration.errors import (
    ConfigError,
    CredentialsError,
    HymnsheetError,
    TransientSourceError,
)
from orchestration.sources.http import CONNECT_TIMEOUT_S, READ_TIMEOUT_S, redact, trusted_authority

_TOKEN_PATH = "/services/oauth2/token"  # noqa: S105 - a path
_URL_STEP = "Set HYMNSHEET_SALESFORCE_LOGIN_URL to https://<My Domain>.my.salesforce.com."
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


def log_in(session: requests.Session, config: SalesforceConfig) -> Salesforce:
    """A logged-in SDK client.

    Raises:
        CredentialsError: key, secret or run-as user refused.
        TransientSourceError: Salesforce is busy.
        requests.RequestException: no whole answer came; the caller knows what that means.
    """
    answer = session.post(
        config.login_url.rstrip("/") + _TOKEN_PATH,
        data={"grant_type": "client_credentials"},
        auth=(config.consumer_key.get_secret_value(), config.consumer_secret.get_secret_value()),
        timeout=(CONNECT_TIMEOUT_S, READ_TIMEOUT_S),
        allow_redirects=False,
    )
    if answer.status_code != 200:
        raise _refused(answer, config.host)
    try:
        grant = orjson.loads(answer.content)
        token, instance_url = str(grant["access_token"]), str(grant["instance_url"])
    except (orjson.JSONDecodeError, KeyError, TypeError):
        raise TransientSourceError(
            f"{config.host} answered the log-in with something else than a token.",
            next_step="Check that the URL is the org's My Domain.",
        ) from None
    return Salesforce(
        session_id=token, instance_url=instance_url, version=config.api_version, session=session
    )


def _refused(answer: requests.Response, host: str) -> HymnsheetError:
    try:
        detail = orjson.loads(answer.content)
    except orjson.JSONDecodeError:
        detail = None
    if answer.status_code in (400, 401, 403) and isinstance(detail, dict):
        reason = redact(f"{detail.get('error', '')} {detail.get('error_description', '')}")
        return CredentialsError(f"{host} refused the log-in: {reason}.", next_step=_NEXT_STEP)
    if answer.status_code < 500 and answer.status_code not in (408, 420, 429):
        return ConfigError(
            f"{host} has no log-in at {_TOKEN_PATH} (status {answer.status_code}).",
            next_step=_URL_STEP,
        )
    return TransientSourceError(
        f"{host} could not log us in now (status {answer.status_code}).",
        next_step="Run again in a while.",
    )

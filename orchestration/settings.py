"""The one reader of the environment: every setting, its default and its type.

Imports nothing of ours but the error tree. Code below the wiring is handed plain values, never
this object.
"""

from __future__ import annotations

import os
import re
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager, suppress
from datetime import UTC, datetime
from pathlib import Path
from typing import Annotated
from urllib.parse import urlsplit

from pydantic import Field, SecretStr, ValidationError, field_validator
from pydantic_settings import BaseSettings, SettingsConfigDict, SettingsError

from orchestration.errors import ConfigError

ROOT = Path(__file__).resolve().parent.parent
DBT_PROJECT_DIR = ROOT / "dbt_project"


_SECRETS = (
    "hubspot_access_token",
    "salesforce_consumer_key",
    "salesforce_consumer_secret",
    "alert_webhook_url",
)
_ADDRESSES = ("hubspot_base_url", "salesforce_login_url")
_HOST = re.compile(r"[A-Za-z0-9._-]{1,253}|[0-9A-Fa-f:.]+")
_VERSION = re.compile(r"[0-9]{2,3}\.[0-9]")
_FIRST_YEAR, _LAST_YEAR = 1990, 2200
_YEAR_MINUTES = 366 * 24 * 60
_MISTAKES: tuple[tuple[Callable[[str], bool], str], ...] = (
    (lambda value: bool({"\r", "\n"} & set(value)), "holds a line break"),
    (lambda value: value != value.strip(), "begins or ends with a space"),
    (lambda value: value[:1] in {"'", '"'} or value[-1:] in {"'", '"'}, "is in quotation marks"),
    (lambda value: any(map(str.isspace, value)), "holds a space"),
    (
        lambda value: not value.isascii() or not value.isprintable(),
        "holds a letter that no key has",
    ),
)


class Settings(BaseSettings):
    """All settings, from HYMNSHEET_* variables or a .env file in the working directory.

    Nothing is required: what a command needs and does not find ends in ConfigError or
    CredentialsError at the point of use. Secrets print as stars.

    Attributes:
        home: state that may be thrown away: reports, Dagster's files, the default warehouse.
        warehouse_url: SQLAlchemy URL; None means a DuckDB file under `home`.
        as_of: the instant that every model, rule and page judges by, UTC; None means the start of
            the run.
        ca_bundle: PEM of a certificate authority to trust beside the system's.
        max_deleted_share: share (0 to 1) of a stream's records that one run may mark as deleted
            because the vendor no longer lists them; beyond it the run stops and asks.
        overlap_minutes: by raw table, minutes re-read before the last change seen, instead of 60.
        report_redact: ids instead of names in the report.
        alert_webhook_url: where the failure sensor posts; None means the log only.
    """

    model_config = SettingsConfigDict(
        env_prefix="HYMNSHEET_",
        env_file=".env",
        env_ignore_empty=True,
        extra="ignore",
        frozen=True,
    )

    home: Path = Path(".hymnsheet")
    warehouse_url: SecretStr | None = None
    as_of: datetime | None = None
    ca_bundle: Path | None = None
    hubspot_access_token: SecretStr | None = None
    hubspot_base_url: str = "https://api.hubapi.com"
    salesforce_login_url: str | None = None
    salesforce_consumer_key: SecretStr | None = None
    salesforce_consumer_secret: SecretStr | None = None
    salesforce_api_version: str = "62.0"
    max_deleted_share: float = Field(default=0.2, ge=0, le=1)
    overlap_minutes: dict[str, Annotated[int, Field(ge=0, le=_YEAR_MINUTES)]] = {}
    report_redact: bool = False
    alert_webhook_url: SecretStr | None = None

    @field_validator("as_of")
    @classmethod
    def _as_utc(cls, value: datetime | None) -> datetime | None:
        if value is None:
            return None
        if not _FIRST_YEAR <= value.year <= _LAST_YEAR:
            raise ValueError(f"is not between the years {_FIRST_YEAR} and {_LAST_YEAR}")
        return value.astimezone(UTC) if value.tzinfo else value.replace(tzinfo=UTC)

    @field_validator(*_SECRETS, *_ADDRESSES, mode="before")
    @classmethod
    def _is_clean(cls, value: object) -> object:
        if isinstance(value, str):
            problem = next((words for is_wrong, words in _MISTAKES if is_wrong(value)), None)
            if problem:
                raise ValueError(problem)
        return value

    @field_validator(*_ADDRESSES)
    @classmethod
    def _is_plain_address(cls, value: str | None) -> str | None:
        if value is None:
            return None
        if "@" in value:
            raise ValueError("holds a user or a password: leave them out")
        try:
            parts = urlsplit(value)
            is_host = bool(_HOST.fullmatch(parts.hostname or "")) and parts.port != 0
        except ValueError:
            raise ValueError("is no address") from None
        if parts.scheme != "https":
            raise ValueError("does not begin with https://")
        if not is_host:
            raise ValueError("names no host")
        if parts.query or parts.fragment:
            raise ValueError("holds more than a host and a path")
        return value

    @field_validator("salesforce_api_version")
    @classmethod
    def _is_version(cls, value: str) -> str:
        if not _VERSION.fullmatch(value):
            raise ValueError("is no version such as 62.0")
        return value

    def secret_values(self) -> tuple[str, ...]:
        """Every secret as it stands, for taking them out of messages."""
        values = [getattr(self, name) for name in _SECRETS]
        secrets = [value.get_secret_value() for value in values if value is not None]
        if self.warehouse_url is not None:
            with suppress(ValueError):
                secrets.append(urlsplit(self.warehouse_url.get_secret_value()).password or "")
        return tuple(secret for secret in secrets if secret)

    @property
    def effective_warehouse_url(self) -> str:
        """The warehouse's URL, password included."""
        if self.warehouse_url is not None:
            return self.warehouse_url.get_secret_value()
        return f"duckdb:///{self.home / 'hymnsheet.duckdb'}"

    @property
    def report_path(self) -> Path:
        """Where the report is written."""
        return self.home / "report" / "index.html"


def load_settings(overrides: Mapping[str, object] | None = None) -> Settings:
    """Settings from the environment, then `overrides`.

    Raises:
        ConfigError: a value has the wrong form; the message names the variable, never the value.
    """
    try:
        return Settings(**(overrides or {}))  # type: ignore[arg-type]
    except SettingsError as error:  # its own message holds nothing of the value
        named = re.search(r'field "(\w+)"', str(error))
        name = f"HYMNSHEET_{named[1].upper()}" if named else "one of HYMNSHEET_*"
        raise ConfigError(
            f"Settings are not valid: {name} (is no JSON).",
            next_step="Correct it in the environment or in .env; .env.example describes each.",
        ) from None
    except (UnicodeDecodeError, OSError):
        raise ConfigError(
            "The file .env cannot be read.", next_step="Save it as UTF-8, readable by you alone."
        ) from None
    except ValidationError as error:
        names = ", ".join(
            "HYMNSHEET_" + ".".join(str(part) for part in issue["loc"]).upper()
            for issue in error.errors()
        )
        reasons = "; ".join(issue["msg"].removeprefix("Value error, ") for issue in error.errors())
        raise ConfigError(
            f"Settings are not valid: {names} ({reasons}).",
            next_step="Correct them in the environment or in .env; .env.example describes each.",
        ) from None


@contextmanager
def exported(variables: Mapping[str, str]) -> Iterator[None]:
    """Set environment variables for the child processes started inside the block (dbt)."""
    before = {name: os.environ.get(name) for name in variables}
    os.environ.update(variables)
    try:
        yield
    finally:
        for name, value in before.items():
            if value is None:
                os.environ.pop(name, None)
            else:
                os.environ[name] = value

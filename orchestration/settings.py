"""The one reader of the environment: every setting, its default and its type.

The vendors' settings are those that their descriptors declare. Code below the wiring is handed
plain values, never this object.
"""

from __future__ import annotations

import os
import re
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager, suppress
from datetime import UTC, datetime
from functools import cache, partial
from pathlib import Path
from typing import Annotated, Any
from urllib.parse import urlsplit

from pydantic import (
    AfterValidator,
    BeforeValidator,
    Field,
    SecretStr,
    ValidationError,
    create_model,
    field_validator,
)
from pydantic_settings import BaseSettings, SettingsConfigDict, SettingsError

from orchestration.errors import ConfigError
from orchestration.sources.registry import VENDORS
from orchestration.sources.vendor import Vendor, VendorSetting

ROOT = Path(__file__).resolve().parent.parent
DBT_PROJECT_DIR = ROOT / "dbt_project"


_HOST = re.compile(r"[A-Za-z0-9._-]{1,253}|[0-9A-Fa-f:.]+")
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


def _clean(value: object) -> object:
    """The value, if it could be meant. Raises ValueError."""
    if isinstance(value, str):
        problem = next((words for is_wrong, words in _MISTAKES if is_wrong(value)), None)
        if problem:
            raise ValueError(problem)
    return value


def _plain_address(value: str | None) -> str | None:
    """An https address of a host. Raises ValueError."""
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


def _fitting(value: str, setting: VendorSetting) -> str:
    """A text that looks as its vendor says. Raises ValueError."""
    if setting.pattern and not re.fullmatch(setting.pattern, value):
        raise ValueError(setting.complaint)
    return value


Secret = Annotated[SecretStr | None, BeforeValidator(_clean)]
Address = Annotated[str | None, BeforeValidator(_clean), AfterValidator(_plain_address)]


class Settings(BaseSettings):
    """All settings, from HYMNSHEET_* variables or a .env file in the working directory.

    This class holds our own; `settings_type` adds those of the vendors.

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
    max_deleted_share: float = Field(default=0.2, ge=0, le=1)
    overlap_minutes: dict[str, Annotated[int, Field(ge=0, le=_YEAR_MINUTES)]] = {}
    report_redact: bool = False
    alert_webhook_url: Secret = None

    @field_validator("as_of")
    @classmethod
    def _as_utc(cls, value: datetime | None) -> datetime | None:
        if value is None:
            return None
        if not _FIRST_YEAR <= value.year <= _LAST_YEAR:
            raise ValueError(f"is not between the years {_FIRST_YEAR} and {_LAST_YEAR}")
        return value.astimezone(UTC) if value.tzinfo else value.replace(tzinfo=UTC)

    def of_vendor(self, vendor: Vendor) -> dict[str, Any]:
        """The vendor's settings by the names that its connector knows, secrets as SecretStr."""
        return {each.name: getattr(self, vendor.variable(each)) for each in vendor.settings}

    def secret_values(self) -> tuple[str, ...]:
        """Every secret as it stands, for taking them out of messages."""
        values = {name: value for name, value in self if isinstance(value, SecretStr)}
        url = values.pop("warehouse_url", None)
        secrets = [value.get_secret_value() for value in values.values()]
        if url is not None:
            with suppress(ValueError):
                secrets.append(urlsplit(url.get_secret_value()).password or "")
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


@cache
def settings_type() -> type[Settings]:
    """`Settings` with a field for every setting of every vendor."""
    fields: dict[str, Any] = {
        vendor.variable(setting): (_form(setting), setting.default)
        for vendor in VENDORS.values()
        for setting in vendor.settings
    }
    return create_model("Settings", __base__=Settings, **fields)


def _form(setting: VendorSetting) -> Any:
    if setting.kind == "secret":
        return Secret
    if setting.kind == "address":
        return Address
    text = str if setting.default is not None else str | None
    return Annotated[text, AfterValidator(partial(_fitting, setting=setting))]


def without_vendors() -> dict[str, str | None]:
    """Overrides under which no vendor has credentials, whatever the environment says."""
    return {
        vendor.variable(setting): setting.default
        for vendor in VENDORS.values()
        for setting in vendor.settings
    }


def load_settings(overrides: Mapping[str, object] | None = None) -> Settings:
    """Settings from the environment, then `overrides`.

    Raises:
        ConfigError: a value has the wrong form; the message names the variable, never the value.
    """
    try:
        return settings_type()(**(overrides or {}))  # type: ignore[arg-type]
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

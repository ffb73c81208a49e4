"""The one reader of the environment: every setting, its default and its type.

A setting stands in the environment, in .env, or in the hymnsheet.yml of a company's own folder; the
first of these that says it counts. The vendors' settings are those that their descriptors declare.
Code below the wiring is handed plain values, never this object.
"""

from __future__ import annotations

import os
import re
from collections.abc import Iterator, Mapping
from contextlib import contextmanager, suppress
from datetime import UTC, datetime
from functools import cache
from pathlib import Path
from typing import Annotated, Any, Literal
from urllib.parse import urlsplit

from pydantic import Field, SecretStr, ValidationError, create_model, field_validator
from pydantic_settings import BaseSettings, SettingsConfigDict, SettingsError

from orchestration.errors import ConfigError
from orchestration.known_names import near
from orchestration.project_file import FILE_NAME, Key, Said, find_project, read_project_file
from orchestration.setting_forms import Schedule, Secret, form_of
from orchestration.sources.registry import VENDORS
from orchestration.sources.vendor import Vendor

ROOT = Path(__file__).resolve().parent.parent
DBT_PROJECT_DIR = ROOT / "dbt_project"
#: Whether this is a clone; an installed package is not ours to write into.
IS_CLONE = (ROOT / "pyproject.toml").is_file()
_PROJECT = "HYMNSHEET_PROJECT"
_DESCRIBED = "`hymnsheet init DIR` writes a folder whose files say what each setting takes."

_FIRST_YEAR, _LAST_YEAR = 1990, 2200
_YEAR_MINUTES = 366 * 24 * 60


class Settings(BaseSettings):
    """All settings, from HYMNSHEET_* variables, a .env file, and the project folder's file.

    This class holds our own; `settings_type` adds those of the vendors. With a project folder its
    .env is read, without one that of the working directory; relative paths are relative to it.

    Nothing is required: what a command needs and does not find ends in ConfigError or
    CredentialsError at the point of use. Secrets print as stars.

    Attributes:
        project: a company's own folder, absolute; None where a clone is used as it is.
        home: state that may be thrown away: reports, Dagster's files, the default warehouse.
        warehouse_url: SQLAlchemy URL; None means a DuckDB file under `home`.
        loader: what hands rows to the warehouse: the engine's own driver, or dlt.
        as_of: the instant that every model, rule and page judges by, UTC; None means the start of
            the run.
        ca_bundle: PEM of a certificate authority to trust beside the system's.
        max_deleted_share: share (0 to 1) of a stream's records that one run may mark as deleted
            because the vendor no longer lists them; beyond it the run stops and asks.
        overlap_minutes: by raw table, minutes re-read before the last change seen, instead of 60.
        streams: by vendor and raw table, false for one that is not to be read.
        build_memory_mib: memory that DuckDB may hold in a build; None means 60 % of what there is.
        schedule: when the nightly run starts, and in which time zone all schedules are.
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

    project: Path | None = None
    home: Path = Path(".hymnsheet")
    warehouse_url: SecretStr | None = None
    loader: Literal["direct", "dlt"] = "direct"
    as_of: datetime | None = None
    ca_bundle: Path | None = None
    max_deleted_share: float = Field(default=0.2, ge=0, le=1)
    overlap_minutes: dict[str, Annotated[int, Field(ge=0, le=_YEAR_MINUTES)]] = {}
    streams: dict[str, dict[str, bool]] = {}
    build_memory_mib: int | None = Field(default=None, ge=256)
    schedule: Schedule = Schedule()
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

    @field_validator("streams")
    @classmethod
    def _of_vendors(cls, value: dict[str, dict[str, bool]]) -> dict[str, dict[str, bool]]:
        for vendor, streams in value.items():
            if vendor not in VENDORS:
                raise ValueError(f"there is no system {vendor!r}. {near(vendor, VENDORS)}")
            offered = [spec.name for spec in VENDORS[vendor].specs] if streams else []
            for stream in set(streams) - set(offered):
                there = ", ".join(offered)
                raise ValueError(f"{vendor} has no stream {stream!r}. There are {there}")
        return value

    def turned_off(self, vendor: str) -> frozenset[str]:
        """The streams of a vendor that nobody wants to be read."""
        return frozenset(name for name, on in self.streams.get(vendor, {}).items() if not on)

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
        vendor.variable(setting): (form_of(setting), setting.default)
        for vendor in VENDORS.values()
        for setting in vendor.settings
    }
    return create_model("Settings", __base__=Settings, **fields)


def without_vendors() -> dict[str, str | None]:
    """Overrides under which no vendor has credentials, whatever the environment says."""
    return {
        vendor.variable(setting): setting.default
        for vendor in VENDORS.values()
        for setting in vendor.settings
    }


def choose_project(folder: Path) -> None:
    """From now on this process, and what it starts, works for this project folder.

    Raises:
        ConfigError: it holds no hymnsheet.yml.
    """
    os.environ[_PROJECT] = str(find_project(str(folder), folder))


def project_in_use() -> Path | None:
    """The project folder: chosen, or the nearest parent that is one; None where there is none.

    Raises:
        ConfigError: the one chosen holds no hymnsheet.yml.
    """
    return find_project(os.environ.get(_PROJECT), Path.cwd())


def project_keys() -> tuple[dict[str, Key], dict[str, dict[str, Key]]]:
    """Every key that hymnsheet.yml may hold: at its top, and under `sources` by vendor."""
    secret = {"alert_webhook_url"}
    own = {name: Key(name, name in secret) for name in Settings.model_fields if name != "project"}
    vendors = {
        vendor.name: {
            each.name: Key(vendor.variable(each), each.kind == "secret") for each in vendor.settings
        }
        for vendor in VENDORS.values()
    }
    return own, vendors


def load_settings(overrides: Mapping[str, object] | None = None) -> Settings:
    """Settings from the environment, .env and the project folder, then `overrides`.

    Raises:
        ConfigError: a value has the wrong form; the message names the variable, or the file and
            the line, never a secret.
    """
    given = dict(overrides or {})
    project = project_in_use()
    if project is None:
        settings = _from_environment(given, Path(".env"))
        if settings.project is not None:
            raise ConfigError(
                f"{_PROJECT} stands in .env, which is read when the folder is known.",
                next_step="Set it in the environment, or call `hymnsheet --project DIR`.",
            )
        return settings
    said = read_project_file(project / FILE_NAME, *project_keys())
    _judge(said)
    nearer = _from_environment(given, project / ".env").model_fields_set
    given |= {name: each.value for name, each in said.items() if name not in nearer}
    settings = _from_environment(given, project / ".env")
    own = [each for vendor in VENDORS.values() for each in vendor.own_folders(project)]
    found = {name: folder for name, folder in own if getattr(settings, name) is None}
    return settings.model_copy(update={"project": project, **found, **_rooted(settings, project)})


def _from_environment(given: Mapping[str, Any], env_file: Path) -> Settings:
    try:
        return settings_type()(_env_file=env_file, **given)
    except SettingsError as error:  # its own message holds nothing of the value
        named = re.search(r'field "(\w+)"', str(error))
        name = f"HYMNSHEET_{named[1].upper()}" if named else "one of HYMNSHEET_*"
        raise ConfigError(
            f"Settings are not valid: {name} (is no JSON).",
            next_step=f"Correct it in the environment or in .env. {_DESCRIBED}",
        ) from None
    except (UnicodeDecodeError, OSError):
        raise ConfigError(
            f"The file {env_file} cannot be read.",
            next_step="Save it as UTF-8, readable by you alone.",
        ) from None
    except ValidationError as error:
        names = ", ".join(
            "HYMNSHEET_" + ".".join(str(part) for part in issue["loc"]).upper()
            for issue in error.errors()
        )
        reasons = "; ".join(_reason(issue["msg"]) for issue in error.errors())
        raise ConfigError(
            f"Settings are not valid: {names} ({reasons}).",
            next_step=f"Correct them in the environment or in .env. {_DESCRIBED}",
        ) from None


def _reason(message: str) -> str:
    return message.removeprefix("Value error, ")


def _judge(said: Mapping[str, Said]) -> None:
    """Raise ConfigError, naming file and line, unless each value of the file could be used."""
    try:
        settings_type()(_env_file=None, **{name: each.value for name, each in said.items()})
    except ValidationError as error:
        issues = [issue for issue in error.errors() if issue["loc"][0] in said]
    except SettingsError:  # of the environment, which is judged behind this
        return
    else:
        issues = []
    for issue in issues:
        name, *inner = map(str, issue["loc"])
        raise ConfigError(
            f"{'.'.join([said[name].where, *inner])}: {_reason(issue['msg'])}.",
            next_step=f"Correct that line. {_DESCRIBED}",
        )
    url = said.get("warehouse_url")
    if url is not None and urlsplit(str(url.value)).password:
        raise ConfigError(
            f"{url.where} holds a password, and this file is made to be shared.",
            next_step="Put the whole address into .env as HYMNSHEET_WAREHOUSE_URL.",
        )


def _rooted(settings: Settings, project: Path) -> dict[str, object]:
    """The settings that name places, from the project folder on where they are relative."""
    places: dict[str, object] = {
        name: project / value for name, value in settings if isinstance(value, Path)
    }
    if settings.warehouse_url is not None:
        url = settings.warehouse_url.get_secret_value()
        scheme, separator, path = url.partition(":///")
        if scheme == "duckdb" and separator and path and not path.startswith(("/", ":")):
            places["warehouse_url"] = SecretStr(f"duckdb:///{project / path}")
    return places


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

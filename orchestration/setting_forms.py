"""What a setting may look like: a secret, an address, a schedule, a text as its vendor wants it."""

from __future__ import annotations

import re
from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import Annotated, Any, Final
from urllib.parse import urlsplit

from pydantic import AfterValidator, BaseModel, BeforeValidator, ConfigDict, SecretStr

from orchestration.known_names import time_zone_fault
from orchestration.sources.vendor import VendorSetting

_HOST = re.compile(r"[A-Za-z0-9._-]{1,253}|[0-9A-Fa-f:.]+")
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


def _written(value: object) -> object:
    """A number as a text: YAML reads 62.0 as one."""
    return str(value) if isinstance(value, int | float) else value


#: Least and most of the five fields of a cron line: minute, hour, day, month, weekday.
_CRON: Final = ((0, 59), (0, 23), (1, 31), (1, 12), (0, 7))


def _cron(value: str) -> str:
    """A cron line of five fields of numbers. Raises ValueError."""
    parts = value.split()
    if len(parts) != len(_CRON) or not all(map(_is_cron_field, parts, _CRON)):
        raise ValueError(
            f"{value!r} is no cron line; it takes minute, hour, day, month and weekday in numbers,"
            " as '30 2 * * *'"
        )
    return " ".join(parts)


def _is_cron_field(text: str, bounds: tuple[int, int]) -> bool:
    """Whether `text` is `*`, numbers, ranges or steps (`*/15`, `1-5`, `6,18`) within the bounds."""
    for part in text.split(","):
        found = re.fullmatch(r"(?:\*|(\d{1,2})(?:-(\d{1,2}))?)(?:/([1-9]\d?))?", part)
        if found is None:
            return False
        numbers = [int(number) for number in found.groups()[:2] if number is not None]
        if numbers != sorted(numbers) or not all(bounds[0] <= n <= bounds[1] for n in numbers):
            return False
    return True


def _zone(value: str) -> str:
    """The name of a time zone. Raises ValueError."""
    fault = time_zone_fault(value)
    if fault is not None:
        raise ValueError(fault)
    return value


class Schedule(BaseModel):
    """When Dagster starts runs.

    Attributes:
        cron: the nightly one, which compares the ids of all records too.
        time_zone: of all schedules, IANA name.
    """

    model_config = ConfigDict(extra="forbid", frozen=True)

    cron: Annotated[str, AfterValidator(_cron)] = "30 2 * * *"
    time_zone: Annotated[str, AfterValidator(_zone)] = "UTC"


Secret = Annotated[SecretStr | None, BeforeValidator(_clean)]
Address = Annotated[str | None, BeforeValidator(_clean), AfterValidator(_plain_address)]


def form_of(setting: VendorSetting) -> Any:
    """The type of a vendor's setting, with what is refused of it."""
    if setting.kind == "secret":
        return Secret
    if setting.kind == "address":
        return Address
    if setting.kind == "folder":
        return Path | None
    text = str if setting.default is not None else str | None
    fits = AfterValidator(partial(_fitting, setting=setting))
    return Annotated[text, BeforeValidator(_written), fits]

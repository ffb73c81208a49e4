"""A company's own folder: where it is, and what its hymnsheet.yml says, key by key with its line.

What a setting may be is not known here: settings.py judges the values.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from difflib import get_close_matches
from pathlib import Path
from typing import Any, Final

import yaml

from orchestration.errors import ConfigError

FILE_NAME: Final = "hymnsheet.yml"
#: The key under which each vendor has its own settings.
SOURCES: Final = "sources"
_NEXT = f"Correct it; the {FILE_NAME} that `hymnsheet init DIR` writes holds every key."


def find_project(chosen: str | None, start: Path) -> Path | None:
    """The folder chosen, else the nearest of `start` and its parents that holds a hymnsheet.yml.

    Raises:
        ConfigError: the folder chosen holds none.
    """
    if chosen:
        folder = Path(chosen).expanduser().absolute()
        if not (folder / FILE_NAME).is_file():
            raise ConfigError(
                f"{folder} is no project folder: it holds no {FILE_NAME}.",
                next_step=f"Make one with `hymnsheet init {chosen}`, or name another.",
            )
        return folder
    here = start.absolute()
    return next((each for each in (here, *here.parents) if (each / FILE_NAME).is_file()), None)


@dataclass(frozen=True)
class Key:
    """What a key of the file stands for.

    Attributes:
        field: the setting that it gives.
        is_secret: whether it may only stand in the environment or in .env.
    """

    field: str
    is_secret: bool = False


@dataclass(frozen=True)
class Said:
    """What the file says of one setting, and where: `hymnsheet.yml, line 3: sources.hubspot.x`."""

    value: Any
    where: str


def read_project_file(
    path: Path, own: Mapping[str, Key], vendors: Mapping[str, Mapping[str, Key]]
) -> dict[str, Said]:
    """What the file says, by the name of the setting.

    Args:
        path: the file.
        own: keys at the top of the file.
        vendors: keys under `sources`, by vendor.

    Raises:
        ConfigError: it cannot be read, holds a key twice, a key that nothing reads, or a secret.
    """
    said: dict[str, Said] = {}
    for key, node in _entries(_root(path), path, ""):
        if key != SOURCES:
            _take(key, node, own, path, "", said, {SOURCES})
            continue
        for vendor, settings in _entries(node, path, SOURCES):
            if vendor not in vendors:
                raise _unknown(path, settings, vendor, SOURCES, vendors)
            place = f"{SOURCES}.{vendor}"
            for name, value in _entries(settings, path, place):
                _take(name, value, vendors[vendor], path, place, said, set())
    return said


def _take(
    key: str,
    node: yaml.Node,
    known: Mapping[str, Key],
    path: Path,
    place: str,
    said: dict[str, Said],
    others: set[str],
) -> None:
    if key not in known:
        raise _unknown(path, node, key, place, [*known, *others])
    where = _where(path, node, key, place)
    if known[key].is_secret:
        raise ConfigError(
            f"{where} is a secret, and this file is made to be shared.",
            next_step=f"Take it out, and put HYMNSHEET_{known[key].field.upper()} into"
            f" {path.parent / '.env'} or into the environment.",
        )
    value = _value(node, path)
    if value is not None:
        said[known[key].field] = Said(value, where)


def _root(path: Path) -> yaml.Node:
    try:
        node = yaml.compose(path.read_text(encoding="utf-8"), Loader=yaml.SafeLoader)
    except (OSError, UnicodeDecodeError) as error:
        reason = getattr(error, "strerror", None) or "it is not UTF-8"
        raise ConfigError(f"{path} cannot be read: {reason}.", next_step=_NEXT) from error
    except yaml.YAMLError as error:
        raise ConfigError(f"{path} is not valid YAML: {error}.", next_step=_NEXT) from error
    except RecursionError as error:
        raise ConfigError(f"{path} is nested too deeply.", next_step=_NEXT) from error
    return node if node is not None else yaml.MappingNode("tag:yaml.org,2002:map", [])


def _entries(node: yaml.Node, path: Path, place: str) -> Iterator[tuple[str, yaml.Node]]:
    """Key and value of a mapping; of nothing at all where the file leaves it blank."""
    if isinstance(node, yaml.ScalarNode) and node.value in ("", "null", "~"):
        return
    if not isinstance(node, yaml.MappingNode):
        line = f", line {node.start_mark.line + 1}" if node.start_mark else ""
        raise ConfigError(
            f"{path}{line}: {place or 'the file'} must be keys with values.", next_step=_NEXT
        )
    seen: set[str] = set()
    for key_node, value in node.value:
        key = str(key_node.value)
        if key in seen:
            where = _where(path, key_node, key, place)
            raise ConfigError(f"{where} stands twice.", next_step=_NEXT)
        seen.add(key)
        yield key, value


def _value(node: yaml.Node, path: Path) -> Any:
    try:
        return yaml.SafeLoader("").construct_document(node)
    except (yaml.YAMLError, ValueError) as error:
        line = node.start_mark.line + 1
        raise ConfigError(f"{path}, line {line}: {error}.", next_step=_NEXT) from error


def _unknown(
    path: Path, node: yaml.Node, key: str, place: str, known: Mapping[str, Any] | list[str]
) -> ConfigError:
    near = get_close_matches(key, known, n=1, cutoff=0.5)
    meant = f"Is it {near[0]!r}?" if near else f"There are {', '.join(sorted(known))}."
    return ConfigError(
        f"{_where(path, node, key, place)}: nothing reads this key. {meant}", next_step=_NEXT
    )


def _where(path: Path, node: yaml.Node, key: str, place: str) -> str:
    name = f"{place}.{key}" if place else key
    return f"{path}, line {node.start_mark.line + 1}: {name}"

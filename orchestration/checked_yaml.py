"""From a YAML file that people edit to a checked object; a fault names the file and the entry."""

from __future__ import annotations

from collections.abc import Hashable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any, TypeVar

import yaml
from pydantic import BaseModel, ValidationError

from orchestration.errors import HymnsheetError

try:
    from yaml import CSafeLoader as _SafeLoader
except ImportError:  # PyYAML built without libyaml: the same, eight times as slow
    from yaml import SafeLoader as _SafeLoader  # type: ignore[assignment]

ModelT = TypeVar("ModelT", bound=BaseModel)


class _Loader(_SafeLoader):
    """YAML in which only true and false are booleans: `on` is a key here, `NO` a status."""

    def construct_mapping(
        self, node: yaml.MappingNode, deep: bool = False
    ) -> dict[Hashable, object]:
        keys = [self.construct_object(key, deep=True) for key, _ in node.value]
        for key in keys:
            if keys.count(key) > 1:
                raise yaml.constructor.ConstructorError(
                    None, None, f"the key {key!r} stands twice", node.start_mark
                )
        return super().construct_mapping(node, deep=deep)


_Loader.yaml_implicit_resolvers = {
    first: [
        (tag, pattern)
        for tag, pattern in resolvers
        if not (tag.endswith(":bool") and first in "yYnNoO")
    ]
    for first, resolvers in yaml.SafeLoader.yaml_implicit_resolvers.items()
}


class _TextLoader(_Loader):
    """YAML in which every value is text as it stands: an id of digits keeps its zeros."""


_TextLoader.yaml_implicit_resolvers = {}


def load_yaml(path: Path, error: type[HymnsheetError]) -> Any:
    """What a file holds, unchecked. Raises `error` where it is missing or is not YAML."""
    with _readable(path, error):
        return yaml.load(path.read_text(encoding="utf-8"), Loader=_Loader)  # noqa: S506


def load_entries(path: Path, error: type[HymnsheetError]) -> list[tuple[int, Any]] | None:
    """The entries of a file that is a list, unchecked, each with its line; every value is text.

    Returns:
        None where the file holds something else; nothing at all is an empty list.

    Raises:
        HymnsheetError: as `error`, where the file is missing or is not YAML.
    """
    with _readable(path, error):
        loader = _TextLoader(path.read_text(encoding="utf-8"))
        root = loader.get_single_node()
        if root is None:
            return []
        if not isinstance(root, yaml.SequenceNode):
            return None
        return [(node.start_mark.line + 1, loader.construct_document(node)) for node in root.value]


@contextmanager
def _readable(path: Path, error: type[HymnsheetError]) -> Iterator[None]:
    """What goes wrong inside, as `error`."""
    try:
        yield
    except OSError as fault:
        raise error(
            f"{path.name} cannot be read: {fault.strerror}.",
            next_step="Restore it, from version control or a backup.",
        ) from fault
    except yaml.YAMLError as fault:
        raise error(
            f"{path.name} is not valid YAML: {fault}.", next_step="Correct the line named."
        ) from fault
    except (ValueError, RecursionError) as fault:  # no UTF-8, no such day, nested without end
        reason = "nested too deeply" if isinstance(fault, RecursionError) else str(fault)
        raise error(
            f"{path.name} is not valid YAML: {reason}.",
            next_step="Correct it, or restore what it was before.",
        ) from fault


def checked(content: object, model: type[ModelT], name: str, error: type[HymnsheetError]) -> ModelT:
    """The content of the file called `name` as an object.

    Raises `error` where it says something it may not; the message names file, entry and what was
    expected.
    """
    try:
        return model.model_validate(content)
    except ValidationError as fault:
        raise error(
            f"{name} is invalid:\n{_faults(fault, content)}",
            next_step="Correct the entries named, then run `hymnsheet compile`.",
        ) from fault


def _faults(error: ValidationError, content: object) -> str:
    lines = []
    for fault in error.errors(include_url=False):
        where = _path(fault["loc"], content)
        message = fault["msg"].removeprefix("Value error, ")
        if fault["type"] == "extra_forbidden":
            message = "there is no such key here"
        lines.append(f"  {where}: {message}" if where else f"  {message}")
    return "\n".join(lines)


def _path(location: tuple[int | str, ...], content: object) -> str:
    """The way to the entry, with its id where it has one: settings[cohort_window_days].value."""
    path = ""
    for part in location:
        if isinstance(part, int) and isinstance(content, list) and part < len(content):
            content = content[part]
            named = content if isinstance(content, dict) else {}
            path += f"[{named.get('id', named.get('name', part))}]"
        else:
            content = content.get(part) if isinstance(content, dict) else None
            path += f".{part}" if path else str(part)
    return path

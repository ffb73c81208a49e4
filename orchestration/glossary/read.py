"""From the two files people edit to checked objects. Nothing is written here."""

from __future__ import annotations

from collections.abc import Hashable
from pathlib import Path
from typing import TypeVar

import yaml
from pydantic import BaseModel, ValidationError

from orchestration.errors import GlossaryError
from orchestration.glossary.model import Glossary
from orchestration.glossary.rules import QualityRules

GLOSSARY_FILE = "glossary.yml"
RULES_FILE = "quality_rules.yml"
ModelT = TypeVar("ModelT", bound=BaseModel)


class _Loader(yaml.SafeLoader):
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


def read_glossary(project_dir: Path) -> Glossary:
    """The glossary of a dbt project.

    Raises:
        GlossaryError: the file is missing, is not YAML, or says something it may not; the message
            names the entry.
    """
    return _read(project_dir / GLOSSARY_FILE, Glossary)


def read_quality_rules(project_dir: Path) -> QualityRules:
    """The quality rules of a dbt project, in file order. Raises GlossaryError."""
    return _read(project_dir / RULES_FILE, QualityRules)


def _read(path: Path, model: type[ModelT]) -> ModelT:
    try:
        content = yaml.load(path.read_text(encoding="utf-8"), Loader=_Loader)  # noqa: S506
    except OSError as error:
        raise GlossaryError(
            f"{path.name} cannot be read: {error.strerror}.",
            next_step="Restore it from version control.",
        ) from error
    except yaml.YAMLError as error:
        raise GlossaryError(
            f"{path.name} is not valid YAML: {error}.", next_step="Correct the line named."
        ) from error
    except (ValueError, RecursionError) as error:  # no UTF-8, no such day, nested without end
        reason = "nested too deeply" if isinstance(error, RecursionError) else str(error)
        raise GlossaryError(
            f"{path.name} is not valid YAML: {reason}.",
            next_step="Correct it, or restore it from version control.",
        ) from error
    try:
        return model.model_validate(content)
    except ValidationError as error:
        raise GlossaryError(
            f"{path.name} is invalid:\n{_faults(error, content)}",
            next_step="Correct the entries named, then run `hymnsheet compile`.",
        ) from error


def _faults(error: ValidationError, content: object) -> str:
    lines = []
    for fault in error.errors(include_url=False):
        where = _path(fault["loc"], content)
        message = fault["msg"].removeprefix("Value error, ")
        lines.append(f"  {where}: {message}" if where else f"  {message}")
    return "\n".join(lines)


def _path(location: tuple[int | str, ...], content: object) -> str:
    """The way to the entry, with its id where it has one: settings[cohort_window_days].value."""
    path = ""
    for part in location:
        if isinstance(part, int) and isinstance(content, list) and part < len(content):
            content = content[part]
            name = content.get("id", part) if isinstance(content, dict) else part
            path += f"[{name}]"
        else:
            content = content.get(part) if isinstance(content, dict) else None
            path += f".{part}" if path else str(part)
    return path

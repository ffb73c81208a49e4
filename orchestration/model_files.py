"""Definitions that are a dbt model: an SQL file, and beside it the YAML that says what it means.

What may be said is another matter of each kind: rules/, metrics/.
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Annotated, Any, Generic, Literal, TypeVar

from pydantic import BaseModel, ConfigDict, Field

from orchestration.checked_yaml import ModelT, checked, load_yaml
from orchestration.errors import DefinitionError

META = "models[0].config.meta"
Text = Annotated[str, Field(min_length=1)]


class Shape(BaseModel):
    """Immutable, no unknown keys."""

    model_config = ConfigDict(extra="forbid", frozen=True)


MetaT = TypeVar("MetaT", bound=Shape)


class _Config(Shape, Generic[MetaT]):
    """dbt's `config` of the model: our `meta`, and whatever else dbt knows."""

    model_config = ConfigDict(extra="allow", frozen=True)

    meta: MetaT


class _Model(Shape, Generic[MetaT]):
    """dbt's properties of the model."""

    name: Text
    description: Text
    config: _Config[MetaT]
    columns: list[dict[str, Any]] = Field(default_factory=list)
    data_tests: list[Any] = Field(default_factory=list)


class ModelFile(Shape, Generic[MetaT]):
    """The YAML file of one definition: dbt's properties of one model, and its unit tests."""

    version: Literal[2]
    models: Annotated[list[_Model[MetaT]], Field(min_length=1, max_length=1)]
    unit_tests: list[dict[str, Any]] = Field(default_factory=list)


def pairs(folder: Path, what: str) -> Iterator[Path]:
    """The YAML file of every definition of a folder, in order of their names.

    Raises:
        DefinitionError: a file stands alone; `what` is what the two would be, as `a rule`.
    """
    stems = {
        suffix: {path.stem for path in folder.glob(f"*{suffix}")} for suffix in (".yml", ".sql")
    }
    for stem in sorted(stems[".yml"] ^ stems[".sql"]):
        there, lost = (".yml", ".sql") if stem in stems[".yml"] else (".sql", ".yml")
        raise wrong(folder / f"{stem}{there}", f"{what} is two files; {stem}{lost} is missing")
    yield from (folder / f"{stem}.yml" for stem in sorted(stems[".yml"]))


def read_meta(path: Path, file: type[ModelFile[MetaT]]) -> MetaT:
    """What the YAML file of a definition says of it.

    Raises:
        DefinitionError: it says something it may not, or its model is not called as the file is.
    """
    model = read_checked(path, file).models[0]
    if model.name != path.stem:
        raise wrong(path, f"models.name: {model.name!r} is not the name of the file")
    return model.config.meta


def read_checked(path: Path, model: type[ModelT]) -> ModelT:
    """A file of definitions as an object. Raises DefinitionError where it is wrong."""
    return checked(load_yaml(path, DefinitionError), model, path.name, DefinitionError)


def wrong(path: Path, what: str) -> DefinitionError:
    """The error that says what is wrong with a file."""
    return DefinitionError(
        f"{path.name} is invalid:\n  {what}.",
        next_step="Correct it, then run `hymnsheet compile`.",
    )

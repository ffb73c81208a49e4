"""What a part of the glossary is: tables as fields, settings by name, and a check of both."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import ClassVar, Self

from pydantic import model_validator

from orchestration.glossary.entry import Row, Setting, SettingValue
from orchestration.known_names import near

#: What is wrong with a value; None if nothing is.
Check = Callable[[SettingValue], str | None]


class Part(Row):
    """Definitions of one topic; the glossary is all parts together.

    A field that is a `Table` is a definition of that name in glossary.yml, and becomes the seed
    `glossary_<name>`.

    Attributes:
        SETTINGS: the settings that models read, each with what its value may be.
    """

    SETTINGS: ClassVar[Mapping[str, Check]] = {}

    settings: list[Setting]

    def check(self) -> None:
        """Raise ValueError, naming the entry, unless models can compute with this part.

        Every part's own is called, whether it calls others or not.
        """

    @classmethod
    def all_settings(cls) -> dict[str, Check]:
        """The settings of this part and of those it is made of."""
        parts = [part for part in reversed(cls.__mro__) if issubclass(part, Part)]
        return {name: check for part in parts for name, check in part.SETTINGS.items()}

    @model_validator(mode="after")
    def _models_can_compute_with_it(self) -> Self:
        self._check_settings()
        for part in reversed(type(self).__mro__):
            if issubclass(part, Part) and "check" in vars(part):
                part.check(self)
        return self

    def _check_settings(self) -> None:
        """A setting that nothing computes with would be signed and do nothing: it is refused."""
        checks = self.all_settings()
        said = [setting.id for setting in self.settings]
        for setting in self.settings:
            if said.count(setting.id) > 1:
                raise ValueError(f"settings: {setting.id!r} is defined twice")
            if setting.id not in checks:
                raise ValueError(
                    f"settings[{setting.id}]: no model reads it. {near(setting.id, checks)}"
                )
            if fault := checks[setting.id](setting.value):
                raise ValueError(f"settings[{setting.id}].value: {fault}")
        for name in checks:
            if name not in said:
                raise ValueError(f"settings: {name} is missing, and models read it")

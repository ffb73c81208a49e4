"""What every definition carries, and the forms it takes: one value with a name, or a table of rows.

What the definitions are is in parts/, one file per topic.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date
from typing import Annotated, ClassVar, Final, Generic, Literal, Self, TypeVar

from pydantic import AfterValidator, BaseModel, ConfigDict, Field, model_validator

from orchestration.known_names import near
from orchestration.sources.registry import VENDORS

NOBODY: Final = "nobody yet"


def _known_system(name: str) -> str:
    if name not in VENDORS:
        raise ValueError(f"is none of {', '.join(VENDORS)}")
    return name


System = Annotated[str, AfterValidator(_known_system)]
SettingValue = bool | int | float | str | list[str] | None
Code = Annotated[str, Field(pattern=r"^[A-Za-z][A-Za-z0-9_]*$")]
Text = Annotated[str, Field(min_length=1)]


class Row(BaseModel):
    """One line of a table, or one part of an entry: immutable, no unknown keys.

    Attributes:
        WORKED_OUT: properties that the table has as columns too, with their SQL types.
        NO_COLUMNS: fields that it has not, being no single values.
        IS_KEYED: whether the first field alone tells the rows of a table apart.
    """

    WORKED_OUT: ClassVar[Mapping[str, str]] = {}
    NO_COLUMNS: ClassVar[frozenset[str]] = frozenset()
    IS_KEYED: ClassVar[bool] = True

    model_config = ConfigDict(extra="forbid", frozen=True)


class Agreement(Row):
    """Who signed for each team, and when."""

    marketing: Text
    sales: Text
    on: date

    @model_validator(mode="after")
    def _names_are_people(self) -> Self:
        for team, name in (("marketing", self.marketing), ("sales", self.sales)):
            if name.strip().lower() in ("default", "nobody", NOBODY):
                raise ValueError(f"{team}: {name!r} signs nothing; write `agreed_by: {NOBODY}`")
        return self


class Entry(Row):
    """What every definition carries: one sentence, who owns it, who agreed, and why."""

    definition: Text
    unit: Text
    owner_team: Code
    agreed_by: Agreement | Literal["nobody yet"]
    why: Text
    version: int = Field(ge=1)


class Setting(Entry):
    """One value with a name."""

    id: Code
    value: SettingValue


RowT = TypeVar("RowT", bound=Row)


class Table(Entry, Generic[RowT]):
    """A definition that is a list: its rows carry the values."""

    rows: list[RowT]

    @classmethod
    def row_type(cls) -> type[Row]:
        """The type of its rows, known of an empty table too."""
        row_type: type[Row] = cls.__pydantic_generic_metadata__["args"][0]
        return row_type


def unique(where: str, names: Iterable[object]) -> None:
    """Raise ValueError, naming the place, if a name stands twice."""
    seen: set[object] = set()
    for name in names:
        if name in seen:
            raise ValueError(f"{where}: {name!r} is defined twice")
        seen.add(name)


def known(where: str, kind: str, names: Iterable[str], defined: set[str]) -> None:
    """Raise ValueError, naming the place and what is alike, if a name is not defined."""
    for name in names:
        if name not in defined:
            raise ValueError(f"{where}: no {kind} is called {name!r}. {near(name, defined)}")


def one_meaning(where: str, rows: Iterable[tuple[str, str, str]]) -> None:
    """Raise ValueError if two (system, value, meaning) contradict but for letter case."""
    meanings: dict[tuple[str, str], tuple[str, str]] = {}
    for system, value, meaning in rows:
        key = (system, " ".join(value.casefold().split()))
        other, said = meanings.setdefault(key, (value, meaning))
        if said != meaning:
            raise ValueError(
                f"{where}: {system} {value!r} means {meaning}, and {other!r} means {said}"
            )

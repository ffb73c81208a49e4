"""What a rule says of itself: `config.meta` of its model, in dbt's own properties file."""

from __future__ import annotations

from typing import Annotated, Final, Literal, Self, get_args

from pydantic import Field, model_validator

from orchestration.model_files import ModelFile, Shape, Text

Severity = Literal["minor", "major", "critical"]
#: The mildest first.
SEVERITIES: Final[tuple[Severity, ...]] = get_args(Severity)
Level = Literal["field", "record", "pair", "break"]
#: A role that fields have with every vendor, one field of one vendor (`system.object.field` in raw
#: names), or `*` for every field there is.
FieldPlace = Annotated[str, Field(pattern=r"^(\*|[a-z][a-z0-9_]*(\.[a-z_][a-z0-9_]*\.\w+)?)$")]
Numbers = dict[str, int | float]


class Expect(Shape):
    """What Great Expectations is asked, of each row that the rule judges.

    A rule about fields is judged on their rows of `quality.field_profile`, any other on its own.

    Attributes:
        column: what it is about.
        at_least: no number of the column is smaller.
        one_of: the column holds only these.
        none_of: the column holds none of these.
        where: SQL on a row; the others are not judged here.
    """

    column: Annotated[str, Field(pattern=r"^[a-z_][a-z0-9_]*$")]
    at_least: float | None = None
    one_of: tuple[bool | int | float | str, ...] | None = None
    none_of: tuple[bool | int | float | str, ...] | None = None
    where: str = ""

    @model_validator(mode="after")
    def _says_one_thing(self) -> Self:
        said = [self.at_least, self.one_of, self.none_of]
        if sum(value is not None for value in said) != 1:
            raise ValueError("say one of at_least, one_of, none_of")
        return self


class RuleMeta(Shape):
    """`config.meta`. Ids are never reused; `version` is raised when the meaning changes.

    Attributes:
        id: one letter, three digits.
        level: what one finding is about.
        reads: the fields it judges: where one may not be read, the rule could not see.
        parameters: numbers of this rule, by the name that `quality_parameter` takes.
    """

    id: Annotated[str, Field(pattern=r"^[A-Z]\d{3}$")]
    version: int = Field(ge=1)
    name: Text
    severity: Severity
    level: Level
    reads: Annotated[list[FieldPlace], Field(min_length=1)]
    population: Text
    why_it_matters: Annotated[str, Field(min_length=30)]
    how_to_fix: Annotated[str, Field(min_length=30)]
    parameters: Numbers = Field(default_factory=dict)
    expect: Expect

    @model_validator(mode="after")
    def _suspects_are_expected_not_to_be(self) -> Self:
        """Of records only those are handed over that SQL found: there are no others to count."""
        if self.level != "field" and self.expect != Expect(column="is_failed", one_of=(False,)):
            raise ValueError(
                "expect: of records and pairs write {column: is_failed, one_of: [false]}"
            )
        return self


RuleFile = ModelFile[RuleMeta]


class Shared(Shape):
    """What rules have in common: numbers that several models read, and what a severity weighs."""

    parameters: Numbers
    severity_weights: dict[Severity, Annotated[float, Field(gt=0, le=1)]]

    @model_validator(mode="after")
    def _every_severity_weighs_something(self) -> Self:
        missing = [name for name in SEVERITIES if name not in self.severity_weights]
        if missing:
            raise ValueError(f"severity_weights: no weight for {', '.join(missing)}")
        return self


class Rule(RuleMeta):
    """One rule, with the dbt model that holds it.

    Attributes:
        model: the model's name, which is the name of both files.
        severity_weight: in (0, 1].
        is_own: whether a company made it.
    """

    model: str
    severity_weight: float
    is_own: bool


class Rules(Shape):
    """Every rule by id, in order of ids; `parameters` are the shared ones and each rule's own."""

    rules: tuple[Rule, ...]
    parameters: Numbers
